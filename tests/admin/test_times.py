"""Times are entered and shown in the zone of the event, with its name."""

from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.urls import reverse

from sessions.models import Event, Session
from tests.admin.forms import filled_form, new_row, page


@pytest.fixture
def shanghai(db):
    return Event.objects.create(
        slug="kdd-2024",
        name_en="KDD 2024",
        start_date="2024-08-25",
        end_date="2024-08-29",
        time_zone="Asia/Shanghai",
    )


def save(client, url, **changes):
    return client.post(url, filled_form(client.get(url)) | changes)


def test_times_are_shown_in_the_event_zone(admin_client, keynote_url):
    form = filled_form(admin_client.get(keynote_url))
    assert form["start"] == "2023-08-08T10:10"
    assert form["end"] == "2023-08-08T11:00"


def test_zone_is_named_beside_each_time(organizer, keynote_url):
    zones = page(organizer.get(keynote_url)).select(".zone")
    assert len(zones) == 2
    assert all("America/Los_Angeles, PDT (UTC−07:00)" in zone.text for zone in zones)


def test_zone_is_named_on_the_add_page(admin_client, program):
    found = page(admin_client.get(reverse("admin:program_session_add")))
    assert "America/Los_Angeles, PDT" in found.select_one(".zone").text


def test_times_are_stored_in_utc(admin_client, keynote, keynote_url):
    save(admin_client, keynote_url, start="2023-08-08T09:00")
    keynote.refresh_from_db()
    assert keynote.start == datetime(2023, 8, 8, 16, 0, tzinfo=UTC)


def test_saving_untouched_times_keeps_them(admin_client, keynote, keynote_url):
    save(admin_client, keynote_url)
    keynote.refresh_from_db()
    assert keynote.start == datetime(2023, 8, 8, 17, 10, tzinfo=UTC)


def test_untouched_times_are_not_called_changed(admin_client, keynote_url):
    form = admin_client.get(keynote_url).context["adminform"].form
    sent = QueryDict(urlencode(filled_form(admin_client.get(keynote_url)), doseq=True))
    assert type(form)(sent, instance=form.instance).changed_data == []


def test_another_event_makes_the_same_wall_clock_its_own(
    admin_client, keynote, keynote_url, shanghai
):
    save(admin_client, keynote_url, event=shanghai.pk, room="")
    keynote.refresh_from_db()
    assert keynote.event == shanghai
    assert keynote.start == datetime(2023, 8, 8, 2, 10, tzinfo=UTC)


def test_rejected_form_names_the_zone_of_the_chosen_event(admin_client, keynote_url, shanghai):
    response = save(admin_client, keynote_url, event=shanghai.pk, slug="")
    assert "Asia/Shanghai, CST (UTC+08:00)" in page(response).select_one(".zone").text


@pytest.mark.parametrize("wall_clock", ["2023-03-12T02:30", "2023-11-05T01:30"])
def test_time_that_the_clocks_skip_or_repeat_is_refused(wall_clock, admin_client, keynote_url):
    response = save(admin_client, keynote_url, start=wall_clock)
    [error] = response.context["adminform"].form.errors["start"]
    assert "America/Los_Angeles" in error


def test_end_before_start_is_refused(admin_client, keynote_url):
    response = save(admin_client, keynote_url, end="2023-08-08T09:00")
    assert "The end must come after the start." in response.text


def test_list_shows_day_time_and_zone(admin_client, program):
    response = admin_client.get(
        reverse("admin:program_session_changelist"), {"q": "documents-to-dialogues"}
    )
    [time] = page(response).select("#result_list time")
    assert time.text == "Tue, Aug. 8, 2023, 10:10–11:00 PDT"
    assert time["title"] == "America/Los_Angeles"


def test_new_session_starts_in_the_latest_event(admin_client, shanghai):
    form = filled_form(admin_client.get(reverse("admin:program_session_add")))
    assert form["event"] == [str(shanghai.pk)]


def test_session_is_added_with_local_times(admin_client, program):
    url = reverse("admin:program_session_add")
    data = filled_form(admin_client.get(url)) | {
        "title_en": "Town hall",
        "slug": "town-hall",
        "start": "2023-08-09T12:00",
    }
    assert admin_client.post(url, new_row(data, "resources")).status_code == 302
    assert Session.objects.get(slug="town-hall").start.hour == 19


def test_viewer_sees_times_in_the_event_zone_and_no_inputs(viewer, keynote_url):
    found = page(viewer.get(keynote_url))
    assert "10:10–11:00 PDT" in found.select_one(".field-time").text
    assert not found.select("#content-main form input[name=start]")
    assert "Title (Chinese):" in found.select_one(".field-title_zh_hans").text
