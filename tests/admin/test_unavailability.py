"""When people cannot come, entered on the event's page."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from sessions.exchange import fixture
from sessions.models import Unavailability
from speakers.models import Speaker
from tests.admin.forms import filled_form, new_row, page

PREFIX = "unavailabilities"


@pytest.fixture
def event_url(program):
    return reverse("admin:program_event_change", args=[program.pk])


@pytest.fixture
def person(program):
    return Speaker.objects.get(slug="jaime-teevan")


@pytest.fixture
def tuesday_morning(program, person):
    return Unavailability.objects.create(
        event=program,
        speaker=person,
        start=datetime(2023, 8, 8, 15, tzinfo=UTC),
        end=datetime(2023, 8, 8, 19, tzinfo=UTC),
    )


def add(client, url, **values):
    return client.post(url, new_row(filled_form(client.get(url)), PREFIX, **values))


def test_times_are_entered_in_the_zone_of_the_event(admin_client, event_url, person):
    times = {"start": "2023-08-08T08:00", "end": "2023-08-08T12:00"}
    assert add(admin_client, event_url, speaker=person.pk, **times).status_code == 302
    added = Unavailability.objects.get()
    assert added.start == datetime(2023, 8, 8, 15, tzinfo=UTC)
    assert added.end == datetime(2023, 8, 8, 19, tzinfo=UTC)


def test_times_are_shown_in_the_zone_of_the_event_which_is_named(
    organizer, event_url, tuesday_morning
):
    response = organizer.get(event_url)
    assert filled_form(response)[f"{PREFIX}-0-start"] == "2023-08-08T08:00"
    heads = page(response).select(f"#{PREFIX}-group thead th")
    assert len([each for each in heads if "America/Los_Angeles" in each.text]) == 2


def test_untouched_times_stay(admin_client, event_url, tuesday_morning):
    admin_client.post(event_url, filled_form(admin_client.get(event_url)))
    kept = Unavailability.objects.get()
    assert (kept.start, kept.end) == (tuesday_morning.start, tuesday_morning.end)


def test_an_end_before_its_start_is_explained(admin_client, event_url, person):
    times = {"start": "2023-08-08T12:00", "end": "2023-08-08T08:00"}
    response = add(admin_client, event_url, speaker=person.pk, **times)
    assert "The end must come after the start." in response.text
    assert not Unavailability.objects.exists()


def test_who_may_only_look_reads_times_in_the_zone_of_the_event(viewer, event_url, tuesday_morning):
    user = viewer.get(event_url).wsgi_request.user
    user.user_permissions.add(Permission.objects.get(codename="view_unavailability"))
    group = page(viewer.get(event_url)).select_one(f"#{PREFIX}-group")
    assert "Tue, Aug. 8, 2023, 08:00–12:00 PDT" in group.text


def test_who_may_not_see_it_does_not(viewer, event_url, tuesday_morning):
    assert not page(viewer.get(event_url)).select(f"#{PREFIX}-group")


def test_it_is_in_no_fixture_and_so_in_no_release(program, tuesday_morning):
    before = fixture.export()
    tuesday_morning.delete()
    assert fixture.export() == before


def test_a_person_who_is_deleted_takes_it_along(program):
    person = Speaker.objects.create(slug="new", name_en="New")
    moment = datetime(2023, 8, 8, tzinfo=UTC)
    Unavailability.objects.create(
        event=program, speaker=person, start=moment, end=moment.replace(hour=1)
    )
    person.delete()
    assert not Unavailability.objects.exists()


def test_expected_audience_is_entered_in_the_form_of_a_session(admin_client, keynote, keynote_url):
    admin_client.post(keynote_url, filled_form(admin_client.get(keynote_url)) | {"audience": "300"})
    keynote.refresh_from_db()
    assert keynote.audience == 300
