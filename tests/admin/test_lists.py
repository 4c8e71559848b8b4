"""Filters and actions of the list of sessions, and its autocompletes."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from sessions.models import Event, Session
from speakers.models import Speaker
from tests.admin.forms import filled_form, new_row, page

URL = reverse("admin:program_session_changelist")
SLUGS = ["llm-day-panel", "llm-day-lunch"]


def listed(client, **parameters):
    return set(client.get(URL, parameters).context["cl"].result_list)


def act(client, action):
    chosen = Session.objects.filter(slug__in=SLUGS).values_list("pk", flat=True)
    return client.post(URL, {"action": action, "_selected_action": chosen}, follow=True)


@pytest.mark.parametrize(
    ("action", "status"),
    [("publish", "published"), ("set_to_draft", "draft"), ("cancel", "cancelled")],
)
def test_action_sets_the_status(action, status, admin_client, program):
    act(admin_client, action)
    found = Session.objects.filter(slug__in=SLUGS).values_list("status", flat=True)
    assert set(found) == {status}


def test_action_counts_what_it_changed(admin_client, program):
    Session.objects.filter(slug="llm-day-lunch").update(status="draft")
    assert "1 session set to draft." in act(admin_client, "set_to_draft").text


def test_action_is_in_the_history_of_each_session(admin_client, program):
    act(admin_client, "cancel")
    assert LogEntry.objects.count() == 2


def test_action_is_not_offered_without_permission_to_change(viewer, program):
    act(viewer, "cancel")
    assert not Session.objects.filter(status="cancelled").exists()


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"missing": "room"}, {"room": None}),
        ({"missing": "people"}, {"participations": None}),
        ({"kind__exact": "panel"}, {"kind": "panel"}),
        ({"status__exact": "draft"}, {"status": "draft"}),
    ],
)
def test_filter_finds(filters, expected, admin_client, program):
    Session.objects.filter(slug="llm-day-lunch").update(status="draft")
    assert listed(admin_client, **filters) == set(Session.objects.filter(**expected))


def test_day_filter_goes_by_the_local_day(admin_client, program):
    Session.objects.filter(slug="llm-day-panel").update(end=None, start="2023-08-09T06:59:00Z")
    found = {session.slug for session in listed(admin_client, day="2023-08-08")}
    assert {"llm-day-panel", "llm-day-opening", "keynote-ed-chi"} <= found
    assert {
        session.local_day.isoformat() for session in Session.objects.filter(slug__in=found)
    } == {"2023-08-08"}


def test_day_filter_offers_the_days_of_the_chosen_event(admin_client, program):
    event = Event.objects.get(slug="llm-day")
    found = page(admin_client.get(URL, {"event__id__exact": event.pk}))
    days = found.select('[data-filter-title="day"] li')
    assert [day.text.strip() for day in days] == ["All", "Tue, Aug. 8, 2023"]


@pytest.mark.parametrize(
    "parameters",
    [{"day": "soon"}, {"event__id__exact": "x"}, {"missing": "?"}, {"translation": "?-en"}],
)
def test_nonsense_in_the_address_is_no_server_error(parameters, admin_client, program):
    assert admin_client.get(URL, parameters).status_code in (200, 302)


@pytest.mark.parametrize(
    ("language", "column"), [("en", "abstract_en"), ("zh-hans", "title_zh_hans")]
)
def test_missing_translation_is_found(language, column, admin_client, program):
    Session.objects.filter(slug="llm-day-panel").update(**{column: None})
    assert {
        session.slug for session in listed(admin_client, translation=f"missing-{language}")
    } == {"llm-day-panel"}


def test_text_missing_in_both_languages_is_no_missing_translation(admin_client, program):
    missing = Session.objects.filter(abstract_en=None, abstract_zh_hans=None)
    assert missing
    assert not listed(admin_client, translation="missing-en")


@pytest.mark.parametrize("words", ["Dialogues", "对话", "Teevan"])
def test_search_finds_titles_and_people_in_either_language(words, organizer, program):
    assert any(s.slug == "llm-day-documents-to-dialogues" for s in listed(organizer, q=words))


@pytest.mark.parametrize("words", ["Reasoning", "推理"])
def test_topic_is_found_by_either_name(words, organizer, program):
    response = organizer.get(
        reverse("admin:autocomplete"),
        {"term": words, "app_label": "program", "model_name": "taggedsession", "field_name": "tag"},
    )
    assert response.json()["results"]


def test_choice_of_a_room_names_its_event(admin_client, program):
    response = admin_client.get(
        reverse("admin:program_event_choices"),
        {"term": "grand-a", "app_label": "program", "model_name": "session", "field_name": "room"},
    )
    assert [each["text"] for each in response.json()["results"]] == ["Grand A · KDD 2023"]


def test_choice_of_a_session_names_its_event_and_time(admin_client, program):
    response = admin_client.get(
        reverse("admin:program_event_choices"),
        {"term": "ws-mlg", "app_label": "program", "model_name": "session", "field_name": "parent"},
    )
    assert response.json()["results"][0]["text"].endswith(
        "(MLG) · KDD 2023 · Mon, Aug. 7, 2023, 08:00 PDT"
    )


def test_choices_need_permission_to_view(viewer, program):
    response = viewer.get(
        reverse("admin:program_event_choices"),
        {"term": "", "app_label": "program", "model_name": "session", "field_name": "room"},
    )
    assert response.status_code == 403


def test_keynotes_are_listed_alone(admin_client, program):
    found = admin_client.get(reverse("admin:program_keynote_changelist")).context["cl"].result_list
    assert {session.kind for session in found} == {"keynote"}


def test_new_keynote_is_a_keynote(admin_client, program):
    url = reverse("admin:program_keynote_add")
    data = filled_form(admin_client.get(url)) | {"title_en": "New", "slug": "new"}
    data = new_row(data, "participations", speaker=Speaker.objects.get(slug="ed-chi").pk)
    assert admin_client.post(url, data).status_code == 302
    assert Session.objects.get(slug="new").kind == "keynote"
