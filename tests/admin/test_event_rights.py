"""Board, releases and translations of one event, by those who have a role for that event alone."""

import pytest
from django.urls import reverse

from sessions.admin.board_form import written
from sessions.models import Event, Release, Session
from sessions.publishing import Move, Slot, slot_of
from sessions.releases import record_release
from speakers.models import Speaker
from tests.admin.forms import filled_form, page
from tests.growth import grow

DIFFERENCE = reverse("admin:program_release_difference")
OTHERS = ("Program editor", "Translator", "Viewer")
IN_TRAY = Slot(None, None, None, None)


@pytest.fixture
def other(program):
    """Another conference, of which the real one's helpers are to see nothing."""
    return grow("other", 3)


@pytest.fixture
def releases(program, other):
    """Return the first release of each event; since then something in each has changed."""
    found = {event.slug: record_release(event, None, None, None) for event in (program, other)}
    Session.objects.filter(slug="llm-day-panel").update(status="cancelled")
    Session.objects.filter(event=other).update(room=None)
    return found


def board(event):
    return reverse("admin:program_event_board", args=[event.pk])


def publish(client, session):
    """Send what the board sends to take a session out of the schedule; return the answer."""
    url = reverse("admin:program_event_board_review", args=[session.event.root.pk])
    moves = written([Move(session.natural_key(), slot_of(session), IN_TRAY)])
    return client.post(url, {"moves": moves, "publish": "Publish"})


def restore_url(release):
    return reverse("admin:program_release_restore_schedule", args=[release.pk])


def compare(client, release, **parameters):
    return client.get(DIFFERENCE, {"before": release.pk} | parameters)


def start_of(session):
    return Session.objects.get(pk=session.pk).start


# The board


def test_organizer_of_one_event_publishes_on_its_board(helper, keynote):
    client = helper("Organizer", "kdd-2023")
    assert 'data-do="undo"' in client.get(board(keynote.event.root)).text
    assert publish(client, keynote).status_code == 302
    assert start_of(keynote) is None
    assert Release.objects.get().made_by.username == "helper-organizer"


@pytest.mark.parametrize("role", OTHERS)
def test_other_roles_for_an_event_look_at_its_board_and_publish_nothing(role, helper, keynote):
    client = helper(role, "kdd-2023")
    response = client.get(board(keynote.event.root))
    assert response.status_code == 200
    assert 'data-do="undo"' not in response.text
    assert publish(client, keynote).status_code == 403
    assert start_of(keynote) == keynote.start


def test_organizer_of_one_event_is_refused_the_board_of_another(helper, other):
    client, session = helper("Organizer", "kdd-2023"), other.sessions.first()
    assert client.get(board(other)).status_code == 403
    assert publish(client, session).status_code == 403
    assert start_of(session) == session.start
    assert not Release.objects.exists()


def test_refusal_is_a_page_of_the_site_in_the_language_of_the_admin(helper, other):
    client = helper("Organizer", "kdd-2023")
    client.cookies["language"] = "zh-hans"
    response = client.get(board(other))
    assert response.status_code == 403
    assert "您的账号没有此权限" in response.text


def test_organizer_of_a_special_day_does_not_publish_the_program_around_it(helper, keynote):
    client = helper("Organizer", "llm-day")
    assert client.get(board(keynote.event)).status_code == 403
    assert publish(client, keynote).status_code == 403
    assert start_of(keynote) == keynote.start


@pytest.mark.parametrize(("event", "is_there"), [("kdd-2023", True), ("llm-day", False)])
def test_board_is_offered_to_those_who_may_see_it(event, is_there, helper, program):
    event = Event.objects.get(slug=event)
    form = helper("Viewer", event.slug).get(reverse("admin:program_event_change", args=[event.pk]))
    assert bool(page(form).select(f'.object-tools a[href="{board(event)}"]')) is is_there


# Releases


def test_list_of_releases_holds_those_of_the_own_event(helper, releases):
    response = helper("Viewer", "kdd-2023").get(reverse("admin:program_release_changelist"))
    assert [each.event.slug for each in response.context["cl"].queryset] == ["kdd-2023"]


def test_helper_opens_no_release_of_another_event(helper, releases):
    url = reverse("admin:program_release_change", args=[releases["other"].pk])
    assert helper("Organizer", "kdd-2023").get(url).status_code == 302  # to the first page


@pytest.mark.parametrize("role", ["Organizer", *OTHERS])
def test_every_role_for_an_event_sees_what_changed_in_it(role, helper, releases):
    response = compare(helper(role, "kdd-2023"), releases["kdd-2023"])
    assert "Cancelled" in response.text


def test_differences_of_another_event_are_neither_offered_nor_shown(helper, releases):
    client = helper("Organizer", "kdd-2023")
    offered = page(client.get(DIFFERENCE)).select("select[name=before] option")
    assert [option["value"] for option in offered] == [str(releases["kdd-2023"].pk)]
    for response in (
        compare(client, releases["other"]),
        compare(client, releases["kdd-2023"], after=releases["other"].pk),
    ):
        assert page(response).select(".errorlist")
        assert not page(response).select("table.differences")


def test_helper_of_a_special_day_sees_no_differences_of_the_program_around_it(helper, releases):
    response = compare(helper("Organizer", "llm-day"), releases["kdd-2023"])
    assert "Cancelled" not in response.text


def test_organizer_of_one_event_restores_its_schedule(helper, releases):
    client, url = helper("Organizer", "kdd-2023"), restore_url(releases["kdd-2023"])
    assert client.post(url, filled_form(client.get(url))).status_code == 302
    assert Session.objects.get(slug="llm-day-panel").status == "published"


def test_organizer_of_one_event_restores_no_schedule_of_another(helper, admin_client, releases):
    client, url = helper("Organizer", "kdd-2023"), restore_url(releases["other"])
    assert client.get(url).status_code == 403
    assert client.post(url, filled_form(admin_client.get(url))).status_code == 403
    assert not Session.objects.filter(event__slug="other").exclude(room=None).exists()


@pytest.mark.parametrize("role", OTHERS)
def test_other_roles_for_an_event_restore_nothing(role, helper, admin_client, releases):
    client, url = helper(role, "kdd-2023"), restore_url(releases["kdd-2023"])
    shown = client.get(reverse("admin:program_release_change", args=[releases["kdd-2023"].pk]))
    assert url not in shown.text
    assert client.post(url, filled_form(admin_client.get(url))).status_code == 403
    assert Session.objects.get(slug="llm-day-panel").status == "cancelled"


# Translations


def translations(event):
    return reverse("admin:program_event_translations", args=[event.pk]) + "?language=zh-hans"


def answer(key, thing, column):
    return {f"seen-{key}": getattr(thing, column) or "", f"text-{key}": "译文"}


def test_translator_of_a_special_day_is_shown_its_texts_and_no_others(helper, keynote):
    response = helper("Translator", "llm-day").get(translations(keynote.event) + "&state=")
    shown = [text.key for text in response.context["texts"].paginator.object_list]
    assert not [key for key in shown if ":llm-day" not in key]
    assert {key.partition(":")[0] for key in shown} == {
        "program.event",
        "program.session",
        "program.participation",
    }


def test_translator_of_a_special_day_writes_no_text_of_the_program_around_it(helper, keynote):
    client, elsewhere = helper("Translator", "llm-day"), Session.objects.get(slug="ws-mlg")
    sent = answer("program.session:kdd-2023/ws-mlg:title", elsewhere, "title_zh_hans")
    assert client.post(translations(keynote.event), sent).status_code == 409
    assert client.post(translations(keynote.event.root), sent).status_code == 403
    assert Session.objects.get(pk=elsewhere.pk).title_zh_hans != "译文"


def test_translator_of_one_event_writes_nothing_about_people_whom_other_events_show(
    helper, program
):
    person = Speaker.objects.get(slug="ed-chi")
    sent = answer("speakers.speaker:ed-chi:name", person, "name_zh_hans")
    client = helper("Translator", "kdd-2023")
    assert client.post(translations(program), sent).status_code == 409
    assert Speaker.objects.get(pk=person.pk).name_zh_hans != "译文"


def test_translator_of_all_events_translates_people(one_in, program):
    person = Speaker.objects.get(slug="ed-chi")
    sent = answer("speakers.speaker:ed-chi:name", person, "name_zh_hans")
    assert one_in("Translator").post(translations(program), sent).status_code == 302
    assert Speaker.objects.get(pk=person.pk).name_zh_hans == "译文"
