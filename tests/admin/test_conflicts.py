"""Conflicts in the admin: a page of the event, and warnings after saving a session."""

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from sessions.admin import conflicts
from sessions.models import Event, Session
from tests.admin.forms import filled_form, new_row, page
from tests.growth import grow


def address(event):
    return reverse("admin:program_event_conflicts", args=[event.pk])


def warnings(response):
    return [each.text for each in page(response).select(".messagelist .warning")]


@pytest.fixture
def talk(keynote):
    """Move a talk of LLM Day to the time of a keynote in its room."""
    Session.objects.filter(slug="llm-day-llama-2").update(start=keynote.start, end=keynote.end)
    return Session.objects.get(slug="llm-day-llama-2")


def test_page_shows_each_rule_once_with_its_findings(organizer, program, talk):
    found = page(organizer.get(address(program)))
    sections = found.select(".conflicts section")
    assert [each.h2["id"] for each in sections] == [
        "room-twice",
        "no-time",
        "no-room",
        "no-speaker",
    ]
    assert len(sections[0].select(".findings > li")) == 1


def test_a_finding_links_to_the_forms_of_its_sessions(admin_client, program, talk, keynote):
    found = page(admin_client.get(address(program)))
    links = {each["href"] for each in found.select("section")[0].select("li a")}
    assert links == {
        reverse("admin:program_session_change", args=[each.pk]) for each in (talk, keynote)
    }


def test_error_and_warning_are_told_in_words(admin_client, program, talk):
    first, second, *_rest = page(admin_client.get(address(program))).select("section")
    assert first.select_one(".severity").text == "Error"
    assert second.select_one(".severity").text == "Warning"


def test_page_of_an_event_without_conflicts_says_so(organizer, program):
    found = page(organizer.get(address(Event.objects.get(slug="llm-day"))))
    assert not found.select("section")
    assert found.select_one("#content-main p").text


def test_event_form_and_list_lead_to_the_page(admin_client, program):
    form = page(admin_client.get(reverse("admin:program_event_change", args=[program.pk])))
    assert form.select_one(f'.object-tools [href="{address(program)}"]')
    events = page(admin_client.get(reverse("admin:program_event_changelist")))
    assert events.select_one(f'#result_list [href="{address(program)}"]')


def test_viewer_may_look(viewer, program, talk):
    assert viewer.get(address(program)).status_code == 200


def test_who_may_not_see_sessions_gets_no_links_to_them(client, program, talk):
    user = User.objects.create_user("doorkeeper", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_event"))
    client.force_login(user)
    found = page(client.get(address(program)))
    assert found.select(".findings li")
    assert not found.select(".findings a")


@pytest.fixture
def secret(talk):
    """Return a draft of the main event, which has become the clash with a talk of LLM Day."""
    Session.objects.filter(slug="keynote-ed-chi").update(
        status="draft", day=None, start=talk.start, end=talk.end, room=talk.room
    )
    return Session.objects.get(slug="keynote-ed-chi")


def test_helper_of_a_special_day_is_told_of_a_clash_and_not_what_the_draft_around_it_is(
    helper, talk, secret
):
    found = page(helper("Viewer").get(address(talk.event)))
    assert f"“a draft of KDD 2023” and “{talk}” are both in" in found.text
    assert secret.title_en not in found.text
    assert not found.select(f'a[href*="/session/{secret.pk}/"]')


def test_warning_after_saving_does_not_name_a_draft_of_the_event_around(helper, talk, secret):
    told = " ".join(warnings(save(helper("Program editor"), talk)))
    assert "“a draft of KDD 2023”" in told
    assert secret.title_en not in told


def test_who_sees_the_main_events_sessions_is_told_which_draft_it_is(helper, talk, secret):
    found = page(helper("Viewer", "kdd-2023").get(address(talk.event)))
    assert f"“{secret}” and “{talk}”" in found.text


def test_staff_without_permission_is_refused(client, program):
    client.force_login(User.objects.create_user("stranger", is_staff=True))
    assert client.get(address(program)).status_code == 403


def test_visitors_are_sent_to_sign_in(client, program):
    assert client.get(address(program)).url.startswith(reverse("admin:login"))


def test_no_such_event_is_not_found(admin_client, program):
    absent = reverse("admin:program_event_conflicts", args=[0])
    assert admin_client.get(absent).status_code == 404


def test_many_findings_of_a_rule_are_cut_and_counted(admin_client, program, monkeypatch):
    monkeypatch.setattr(conflicts, "SHOWN_OF_A_RULE", 10)
    section = page(admin_client.get(address(program))).select_one("section:has(#no-time)")
    assert len(section.select(".findings > li")) == 10
    assert "13 more" in section.text


@pytest.mark.parametrize("size", [6, 300])
def test_page_takes_the_same_queries_whatever_the_size(
    size, admin_client, program, django_assert_num_queries
):
    event = grow(f"grown-{size}", size)
    with django_assert_num_queries(9):
        assert admin_client.get(address(event)).status_code == 200


def save(client, session, **changes):
    url = reverse("admin:program_session_change", args=[session.pk])
    return client.post(url, filled_form(client.get(url)) | changes, follow=True)


def test_saving_a_session_into_a_clash_warns_and_saves(organizer, program, keynote):
    talk = Session.objects.get(slug="llm-day-llama-2")
    times = {"start": "2023-08-08T10:10", "end": "2023-08-08T11:00"}
    [warning] = warnings(save(organizer, talk, **times))
    assert "Grand A" in warning
    assert "10:10–11:00" in warning
    talk.refresh_from_db()
    assert talk.start == keynote.start


def test_saving_a_session_in_order_warns_of_nothing(admin_client, program, keynote):
    assert warnings(save(admin_client, keynote)) == []


def test_saving_a_keynote_under_keynotes_warns_too(admin_client, program, talk, keynote):
    url = reverse("admin:program_keynote_change", args=[keynote.pk])
    response = admin_client.post(url, filled_form(admin_client.get(url)), follow=True)
    assert len(warnings(response)) == 1


def test_a_person_added_in_the_same_form_counts(admin_client, program, talk, keynote):
    Session.objects.filter(pk=talk.pk).update(room=None)
    url = reverse("admin:program_session_change", args=[talk.pk])
    person = keynote.participations.get().speaker
    data = new_row(
        filled_form(admin_client.get(url)), "participations", speaker=person.pk, role="panelist"
    )
    texts = warnings(admin_client.post(url, data, follow=True))
    assert [text for text in texts if "Jaime Teevan would be in" in text]


def test_of_many_conflicts_the_first_are_named_and_the_page_is_linked(
    admin_client, program, talk, keynote, monkeypatch
):
    monkeypatch.setattr(conflicts, "SHOWN_AFTER_SAVING", 0)
    response = save(admin_client, keynote)
    link = page(response).select_one(".messagelist .warning a")
    assert link["href"] == address(keynote.event)
    assert "1 more" in link.text
