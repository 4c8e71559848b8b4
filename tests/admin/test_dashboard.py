"""The first page of the admin: every number is what the page behind it shows."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from sessions.dashboard import in_turn
from sessions.models import Event, Session
from sessions.releases import record_release
from speakers.history import recorded
from speakers.models import Speaker
from tests.admin.forms import page
from tests.growth import grow

INDEX = reverse("admin:index")
OF_SESSIONS = ["Draft", "Published", "Cancelled", "Unscheduled"]
OF_CONFLICTS = ["Conflicts: errors", "Conflicts: warnings"]
OF_TEXTS = ["Texts missing in English", "Texts missing in Chinese"]
OF_PEOPLE = ["People without a photo"]
ALL = [*OF_SESSIONS, *OF_CONFLICTS, *OF_TEXTS, *OF_PEOPLE]


@pytest.fixture
def untidy(program):
    """Return the real program with something of everything that is counted, in both events."""
    panel, keynote = (
        Session.objects.get(slug=slug)
        for slug in ("llm-day-panel", "llm-day-documents-to-dialogues")
    )
    for event in (program, panel.event):
        Session.objects.create(event=event, slug="draft", title_en="Draft")
        Session.objects.create(event=event, slug="called-off", title_en="Off", status="cancelled")
        beside = Session.objects.create(
            event=event,
            slug="beside",
            title_zh_hans="同时",
            status="published",
            room=keynote.room,
            start=keynote.start,
            end=keynote.end,
        )
        beside.participations.create(speaker=keynote.participations.get().speaker, role="speaker")
    late = keynote.start + timedelta(days=60)
    Session.objects.create(
        event=program, slug="late", title_en="Late", start=late, status="published"
    )
    Speaker.objects.filter(slug="ed-chi").update(photo="speakers/ed-chi.jpg")
    return program


def figures(response, heading):
    """Return the numbers below a heading, and where they lead, by what they count."""
    lists = [
        each.find_next_sibling("ul")
        for each in page(response).select(".overview :is(h2, h3)")
        if each.text.startswith(heading)
    ]
    return {
        link.text.replace(link.b.text, "").strip(): (int(link.b.text), link["href"])
        for found in lists[:1]
        for link in found.select("a")
    }


def shown_at(client, href):
    """Return how many things the page shows."""
    response = client.get(href)
    assert response.status_code == 200
    if "cl" in response.context:
        return response.context["cl"].result_count
    if "texts" in response.context:
        return response.context["texts"].paginator.count
    return len(page(response).select(".findings > li"))


@pytest.mark.parametrize("name", ALL)
def test_number_of_a_program_is_what_the_linked_page_shows(name, admin_client, untidy):
    number, href = figures(admin_client.get(INDEX), "KDD 2023")[name]
    assert number == shown_at(admin_client, href) > 0


@pytest.mark.parametrize("name", [*OF_SESSIONS, *OF_CONFLICTS, *OF_PEOPLE])
def test_number_of_an_event_inside_is_what_the_linked_page_shows(name, admin_client, untidy):
    response = admin_client.get(INDEX)
    number, href = figures(response, "LLM Day")[name]
    assert number == shown_at(admin_client, href) > 0
    assert number < figures(response, "KDD 2023")[name][0]


@pytest.mark.parametrize("name", OF_SESSIONS)
def test_sessions_of_other_events_are_counted_too(name, admin_client, untidy):
    grow("other", 3).sessions.create(slug="x", title_en="X", status="cancelled")
    found = figures(admin_client.get(f"{INDEX}?event=kdd-2023"), "Event other")
    assert list(found) == OF_SESSIONS
    number, href = found[name]
    assert number == shown_at(admin_client, href)


def test_any_event_is_shown_in_full_by_its_link(admin_client, program):
    grow("other", 3)
    [link] = page(admin_client.get(INDEX)).select(".overview h3 a")
    first = page(admin_client.get(INDEX + link["href"])).select_one(".overview h2")
    assert first.text.startswith(link.text)


def test_current_or_next_event_comes_first_and_the_oldest_last():
    days = {"past": (1, 2), "older": (0, 1), "now": (9, 11), "next": (20, 22), "later": (40, 41)}
    events = [
        Event(
            slug=slug,
            start_date=date.fromordinal(739_000 + first),
            end_date=date.fromordinal(739_000 + last),
            time_zone="UTC",
        )
        for slug, (first, last) in days.items()
    ]
    now = datetime.combine(date.fromordinal(739_011), datetime.min.time(), UTC)
    found = [each.slug for each in in_turn(events, now)]
    assert found == ["now", "next", "later", "past", "older"]


def test_what_has_changed_since_the_last_release_is_told_and_linked(organizer, program):
    record_release(program, None, None, None)
    release = record_release(program, None, None, None)
    Session.objects.filter(slug="llm-day-panel").update(status="cancelled")
    Session.objects.filter(slug="ws-mlg").update(room=None, title_en="Another")
    overview = page(organizer.get(INDEX)).select_one(".overview")
    assert overview.select(f'a[href$="release/{release.pk}/change/"]')
    link = overview.select_one("a[href*=difference]")
    assert link.text.startswith(("2 sessions have changed", "此后有 2 个场次"))
    shown = page(organizer.get(link["href"])).select("table.differences tbody tr")
    assert len(shown) == 2


def test_kinds_of_changes_are_told_in_words(admin_client, program):
    record_release(program, None, None, None)
    Session.objects.filter(slug="llm-day-panel").update(status="cancelled")
    Session.objects.filter(slug="ws-mlg").update(room=None, title_en="Another")
    text = " ".join(page(admin_client.get(INDEX)).select_one(".overview").text.split())
    assert "1 · " in text
    assert "New room 1 · New title 1 · Cancelled 1" in text


def test_without_a_release_the_page_says_so_and_offers_one(admin_client, program):
    overview = page(admin_client.get(INDEX)).select_one(".overview")
    assert "There is no release yet." in overview.text
    assert overview.select(f'a[href="{reverse("admin:program_release_add")}"]')


# Who edited last


def last_edited(client):
    text = page(client.get(INDEX, {"event": "kdd-2023"})).find(
        string=lambda text: "Last edited:" in text
    )
    return text.parent if text else None


def test_who_edited_last_is_named_with_what_and_its_history(admin_client, admin_user, program):
    panel = Session.objects.get(slug="llm-day-panel")
    with recorded(admin_user):
        panel.title_en = "Edited"
        panel.save()
    found = last_edited(admin_client)
    assert found.select_one("strong").text == "admin"
    assert found.a.text == "Edited"
    assert found.a["href"] == reverse("admin:program_session_history", args=[panel.pk])
    assert "and others" not in found.text


def test_edit_of_who_takes_part_is_an_edit_of_the_session(admin_client, admin_user, program):
    panel = Session.objects.get(slug="llm-day-panel")
    with recorded(admin_user):
        panel.participations.first().delete()
    assert last_edited(admin_client).a.text == panel.title_en


def test_deletion_is_told_and_leads_to_where_it_can_be_undone(admin_client, admin_user, program):
    with recorded(admin_user):
        Session.objects.get(slug="llm-day-lunch").delete()
    link = last_edited(admin_client).a
    assert link["href"] == reverse("admin:program_session_deleted")
    assert "Lunch" in link.text


def test_edit_of_several_things_says_so(admin_client, admin_user, program):
    with recorded(admin_user):
        for session in Session.objects.filter(slug__in=["llm-day-panel", "llm-day-lunch"]):
            session.title_en += "!"
            session.save()
    assert "and others" in last_edited(admin_client).text


def test_edit_of_another_event_is_not_that_of_this_one(admin_client, admin_user, program):
    other = grow("other", 3)
    before = last_edited(admin_client)
    with recorded(admin_user):
        session = other.sessions.first()
        session.title_en = "Edited elsewhere"
        session.save()
    assert str(last_edited(admin_client)) == str(before)
    assert "Edited elsewhere" in admin_client.get(f"{INDEX}?event=other").text


# Who sees what

SEEN = {
    "Organizer": ALL,
    "Program editor": [*OF_SESSIONS, *OF_CONFLICTS, *OF_PEOPLE],
    "Translator": ALL,
    "Viewer": [*OF_SESSIONS, *OF_CONFLICTS, *OF_PEOPLE],
}


@pytest.mark.parametrize("role", SEEN)
def test_each_role_sees_the_figures_whose_pages_it_may_open(role, one_in, untidy):
    client = one_in(role)
    found = figures(client.get(INDEX), "KDD 2023")
    assert list(found) == [name for name in ALL if name in SEEN[role]]
    for number, href in found.values():
        assert shown_at(client, href) == number


@pytest.mark.parametrize("role", SEEN)
def test_helper_of_one_event_sees_its_figures_only(role, helper, untidy):
    client = helper(role, "llm-day")
    response = client.get(INDEX, {"event": "kdd-2023"})
    assert not figures(response, "KDD 2023")
    found = figures(response, "LLM Day")
    assert list(found) == [name for name in ALL if name in SEEN[role]]
    for name, (number, href) in found.items():
        assert shown_at(client, href) == number, name


def test_organizer_of_one_event_is_told_nothing_of_others(helper, program):
    record_release(grow("other", 3), None, None, None)
    response = helper("Organizer", "kdd-2023").get(INDEX)
    assert figures(response, "KDD 2023")
    assert figures(response, "LLM Day")
    assert "Event other" not in response.text


def test_release_is_offered_only_to_those_who_may_make_one(one_in, program):
    add = reverse("admin:program_release_add")
    assert page(one_in("Organizer").get(INDEX)).select(f'.overview a[href="{add}"]')
    assert not page(one_in("Program editor").get(INDEX)).select(f'.overview a[href="{add}"]')


def test_who_may_see_no_event_is_shown_none(client, program):
    user = User.objects.create_user("librarian", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_speaker"))
    client.force_login(user)
    response = client.get(INDEX)
    assert response.status_code == 200
    assert not page(response).select(".overview")
    assert page(response).select(f'a[href="{reverse("admin:speakers_speaker_changelist")}"]')


@pytest.mark.parametrize("size", [6, 500])
def test_page_takes_the_same_queries_whatever_the_size(size, helper, django_assert_num_queries):
    event = grow("grown", size)
    record_release(event, None, None, None)
    with recorded(None):
        event.sessions.last().delete()
    client = helper("Organizer", "grown")
    ContentType.objects.clear_cache()
    with django_assert_num_queries(25):
        client.get(INDEX)


def test_page_takes_the_same_queries_however_many_events(admin_client, django_assert_num_queries):
    for number in range(5):
        grow(f"event-{number}", 3)
    ContentType.objects.clear_cache()
    with django_assert_num_queries(17):
        admin_client.get(INDEX)
