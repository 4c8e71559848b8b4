"""The schedule board's pages: who may do what, and what is said before and after publishing."""

import json

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission, User
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from sessions.admin.board_form import slot_data, written
from sessions.models import Event, Release, Session
from sessions.publishing import Move, Slot, slot_of
from tests.admin.forms import page
from tests.growth import grow

IN_TRAY = Slot(None, None, None, None)


@pytest.fixture
def url(program):
    return reverse("admin:program_event_board", args=[program.pk])


@pytest.fixture
def review_url(program):
    return reverse("admin:program_event_board_review", args=[program.pk])


@pytest.fixture
def to_tray(keynote):
    return {"moves": written([Move(keynote.natural_key(), slot_of(keynote), IN_TRAY)])}


def data_of(response):
    return json.loads(page(response).select_one("#board-data").text)


def allowed(client, *names):
    user = User.objects.create_user("helper", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)
    return client


def test_board_knows_times_in_the_zone_of_the_event(organizer, url):
    data = data_of(organizer.get(url))
    [keynote] = [
        each for each in data["sessions"] if each["key"].endswith("documents-to-dialogues")
    ]
    assert keynote["slot"]["start"] == "2023-08-08T10:10:00-07:00"
    assert keynote["slot"]["room"] == "kdd-2023/grand-a"
    assert keynote["people"] == ["jaime-teevan"]


@pytest.mark.parametrize(
    ("language", "buttons"), [("en", ["Earlier", "Later"]), ("zh-hans", ["提前", "推后"])]
)
def test_buttons_for_the_time_speak_of_moving_it(language, buttons, admin_client, url):
    admin_client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    found = page(admin_client.get(url)).select("[data-do=earlier], [data-do=later]")
    assert [button.text for button in found] == buttons


def test_board_of_a_special_day_is_that_of_the_whole_program(admin_client, url):
    special_day = Event.objects.get(slug="llm-day")
    response = admin_client.get(reverse("admin:program_event_board", args=[special_day.pk]))
    assert response.url == url


def test_form_of_the_event_leads_to_the_board(admin_client, program, url):
    form = admin_client.get(reverse("admin:program_event_change", args=[program.pk]))
    assert page(form).select(f'.object-tools a[href="{url}"]')


@pytest.mark.parametrize("size", [6, 500])
def test_board_takes_the_same_queries_whatever_the_size(
    size, admin_client, django_assert_num_queries
):
    event = grow(f"grown-{size}", size)
    ContentType.objects.clear_cache()
    with django_assert_num_queries(6):
        admin_client.get(reverse("admin:program_event_board", args=[event.pk]))


def test_viewer_looks_at_the_board_and_is_offered_no_change(viewer, url):
    response = viewer.get(url)
    assert data_of(response)["editable"] is False
    assert not page(response).select("[data-do=undo], .board-review")


def test_board_is_closed_to_who_may_not_see_sessions(client, url):
    assert allowed(client, "view_event").get(url).status_code == 403


@pytest.mark.parametrize(
    "names", [["view_session"], ["change_session"], ["view_session", "add_release"]]
)
def test_server_refuses_to_publish_without_the_rights(names, client, review_url, to_tray, keynote):
    response = allowed(client, *names).post(review_url, to_tray | {"publish": "Publish"})
    assert response.status_code == 403
    assert slot_of(Session.objects.get(pk=keynote.pk)) == slot_of(keynote)


def test_rights_to_change_sessions_and_release_are_enough(client, review_url, to_tray):
    helper = allowed(client, "change_session", "add_release")
    assert helper.post(review_url, to_tray | {"publish": "Publish"}).status_code == 302
    assert Release.objects.get().made_by.username == "helper"


def test_review_writes_nothing(organizer, review_url, to_tray, keynote):
    response = organizer.post(review_url, to_tray)
    assert str(keynote) in response.text
    assert slot_of(Session.objects.get(pk=keynote.pk)) == slot_of(keynote)
    assert not Release.objects.exists()


def test_what_follows_a_session_stands_in_its_line(admin_client, program, review_url):
    workshop = Session.objects.get(slug="ws-causal-ml")
    later = Slot(None, workshop.start.replace(hour=21), workshop.end.replace(hour=1), None)
    moves = written([Move(workshop.natural_key(), slot_of(workshop), later)])
    found = page(admin_client.post(review_url, {"moves": moves}))
    [row] = found.select(".differences tbody tr")
    assert "13 sessions inside it go along" in row.text


@pytest.mark.parametrize(
    "moves", ["", "{", "[1]", '[{"session": "a"}]', '[{"session": "a/b", "seen": {}, "new": {}}]']
)
def test_what_no_board_sends_is_refused_in_words(moves, organizer, review_url):
    response = organizer.post(review_url, {"moves": moves, "publish": "Publish"})
    assert page(response).select(".errorlist li")
    assert not Release.objects.exists()


def test_broken_decision_is_refused_in_words(admin_client, review_url, to_tray, keynote):
    key = "/".join(keynote.natural_key())
    response = admin_client.post(review_url, to_tray | {f"decision:{key}": "{", "publish": "1"})
    assert "not moves of the schedule board" in response.text


NO_SLOT = {"day": None, "start": None, "end": None, "room": None}


@pytest.mark.parametrize(
    "move",
    [
        {"session": ["kdd-2023", "mlg-tang"]},
        {"session": "kdd-2023/\ud800"},
        {"new": NO_SLOT | {"room": 5}},
        {"new": NO_SLOT | {"start": "9999-12-31T23:59:59+00:00"}},
        {"new": NO_SLOT | {"day": "0001-01-01"}},
    ],
    ids=["no name", "half a character", "no room", "last day of all", "first day of all"],
)
def test_move_that_no_board_makes_is_refused_in_words(admin_client, review_url, move):
    moved = {"session": "kdd-2023/mlg-tang", "seen": NO_SLOT, "new": NO_SLOT} | move
    response = admin_client.post(review_url, {"moves": json.dumps([moved])})
    assert "not moves of the schedule board" in response.text


def test_moves_nested_without_end_are_refused_in_words(admin_client, review_url):
    response = admin_client.post(review_url, {"moves": "[" * 100_000})
    assert "not moves of the schedule board" in response.text


def test_decision_holds_only_for_the_value_that_was_shown(admin_client, review_url, keynote):
    seen = slot_of(keynote)
    Session.objects.filter(pk=keynote.pk).update(room=None)
    shown = seen._replace(start=keynote.end, end=None)  # what was there before that
    response = admin_client.post(
        review_url,
        {
            "moves": written([Move(keynote.natural_key(), seen, IN_TRAY)]),
            f"decision:{'/'.join(keynote.natural_key())}": json.dumps(slot_data(shown)),
            "publish": "Publish",
        },
    )
    assert len(response.context["plan"].meanwhile) == 1
    assert not Release.objects.exists()


def test_review_names_the_moves_that_the_browser_is_to_forget(
    organizer, admin_user, review_url, to_tray, keynote
):
    Session.objects.filter(pk=keynote.pk).update(room=None)
    key = "/".join(keynote.natural_key())
    response = organizer.post(
        review_url, to_tray | {f"decision:{key}": "theirs", "publish": "Publish"}
    )
    given_up = json.loads(page(response).select_one("#given-up").text)
    assert given_up == {"event": "kdd-2023", "user": admin_user.pk, "sessions": [key]}


def test_review_without_decisions_has_the_browser_forget_nothing(organizer, review_url, to_tray):
    assert not page(organizer.post(review_url, to_tray)).select("#given-up")


def test_publishing_needs_a_form_of_the_site(admin_user, program, review_url, to_tray, client):
    strict = type(client)(enforce_csrf_checks=True)
    strict.force_login(admin_user)
    assert strict.post(review_url, to_tray | {"publish": "Publish"}).status_code == 403
