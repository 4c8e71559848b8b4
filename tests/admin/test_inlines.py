"""People, topics and resources inside a session; rooms inside an event."""

import pytest
from django.urls import reverse

from sessions.exchange import fixture
from sessions.models import Participation, Session
from speakers.models import Speaker
from tests.admin.forms import filled_form, new_row, page


@pytest.fixture
def panel_url(program):
    panel = Session.objects.get(slug="llm-day-panel")
    return reverse("admin:program_session_change", args=[panel.pk])


@pytest.fixture
def event_url(program):
    return reverse("admin:program_event_change", args=[program.pk])


def test_people_stand_in_order(admin_client, panel_url):
    form = filled_form(admin_client.get(panel_url))
    orders = [form[f"participations-{n}-order"] for n in range(6)]
    assert orders == [str(n) for n in range(1, 7)]


def test_new_person_without_a_number_comes_last(admin_client, panel_url):
    data = filled_form(admin_client.get(panel_url))
    speaker = Speaker.objects.get(slug="peng-zhang")
    admin_client.post(panel_url, new_row(data, "participations", speaker=speaker.pk))
    assert speaker.participations.get(session__slug="llm-day-panel").order == 7


def test_two_resources_of_a_kind_without_numbers_are_numbered(admin_client, panel_url):
    data = filled_form(admin_client.get(panel_url))
    data = new_row(data, "resources", url="https://example.org/a")
    data = new_row(data, "resources", url="https://example.org/b")
    assert admin_client.post(panel_url, data).status_code == 302
    resources = Session.objects.get(slug="llm-day-panel").resources.order_by("order")
    assert [(each.order, each.url[-1]) for each in resources] == [(1, "a"), (2, "b")]


def test_two_resources_in_one_place_are_refused_in_words(admin_client, panel_url):
    data = filled_form(admin_client.get(panel_url))
    data = new_row(data, "resources", order=1, url="https://example.org/a")
    data = new_row(data, "resources", order=1, url="https://example.org/b")
    response = admin_client.post(panel_url, data)
    assert response.status_code == 200
    assert page(response).select(".inline-group .errorlist")


def test_same_person_twice_is_refused_in_the_words_of_the_form(admin_client, panel_url):
    data = filled_form(admin_client.get(panel_url))
    speaker = Speaker.objects.get(slug="peng-zhang")
    for _row in range(2):
        data = new_row(data, "participations", speaker=speaker.pk, role="panelist")
    said = page(admin_client.post(panel_url, data)).select_one(".inline-group .errorlist").text
    assert said == "Two rows have the same: Person and Role. Change or remove one of them."


def test_new_room_without_a_number_comes_last(admin_client, event_url, program):
    data = filled_form(admin_client.get(event_url))
    admin_client.post(event_url, new_row(data, "rooms", name_en="Grand C", slug="grand-c"))
    assert program.rooms.get(slug="grand-c").position == 3


def test_room_in_use_is_not_deleted_and_says_why(admin_client, event_url, program):
    data = filled_form(admin_client.get(event_url)) | {"rooms-0-DELETE": "on"}
    response = admin_client.post(event_url, data)
    assert "would require deleting the following protected related objects" in response.text
    assert program.rooms.filter(slug="grand-a").exists()


def test_speaker_in_use_is_not_deleted_and_says_why(admin_client, program):
    speaker = Speaker.objects.get(slug="ed-chi")
    url = reverse("admin:speakers_speaker_delete", args=[speaker.pk])
    assert "protected related objects" in admin_client.post(url, {"post": "yes"}).text
    assert Speaker.objects.filter(slug="ed-chi").exists()


@pytest.mark.parametrize("slug", ["llm-day-panel", "causal-cui", "keynote-ed-chi"])
def test_saving_an_untouched_session_changes_nothing(slug, organizer, program):
    before = fixture.export()
    session = Session.objects.get(slug=slug)
    url = reverse("admin:program_session_change", args=[session.pk])
    assert organizer.post(url, filled_form(organizer.get(url))).status_code == 302
    assert fixture.export() == before


def test_saving_an_untouched_event_changes_nothing(organizer, event_url):
    before = fixture.export()
    assert organizer.post(event_url, filled_form(organizer.get(event_url))).status_code == 302
    assert fixture.export() == before


def test_session_without_a_title_is_refused(organizer, panel_url):
    data = filled_form(organizer.get(panel_url)) | {"title_en": "", "title_zh_hans": ""}
    assert organizer.post(panel_url, data).context["adminform"].form.errors


def test_sub_events_are_listed_with_a_link(admin_client, event_url):
    links = page(admin_client.get(event_url)).select("#children-group a.inlinechangelink")
    assert len(links) == 1


def test_a_session_of_two_hundred_authors_is_saved(admin_client, panel_url):
    panel = Session.objects.get(slug="llm-day-panel")
    authors = [Speaker(slug=f"author-{n}", name_en=f"Author {n}") for n in range(200)]
    Participation.objects.bulk_create(
        Participation(session=panel, speaker=author, role="author", order=10 + n)
        for n, author in enumerate(Speaker.objects.bulk_create(authors))
    )
    data = filled_form(admin_client.get(panel_url)) | {"title_en": "By many"}
    assert admin_client.post(panel_url, data).status_code == 302
    assert Session.objects.get(pk=panel.pk).title_en == "By many"
