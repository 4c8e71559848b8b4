"""Who may write what: as in the admin, also those who help with one event only."""

import json

import pytest
from django.contrib.auth.models import Permission, User
from django_otp.plugins.otp_totp.models import TOTPDevice

from sessions.models import Session, Token
from tests.api.conftest import Program

pytestmark = pytest.mark.django_db
TANG = "/events/kdd-2023/sessions/mlg-tang/"
PANEL = "/events/llm-day/sessions/llm-day-panel/"
NEW = {"slug": "new", "title": {"en": "New"}}
PERSON = {"slug": "new", "name": {"en": "New"}}


def change_title(program, path=TANG):
    return program.change(path, {"title": {"en": "New"}}).status_code


def test_viewer_changes_nothing(one_in, program):
    viewer = one_in("Viewer")
    assert change_title(viewer) == 403
    assert viewer.delete(TANG).status_code == 403
    assert viewer.create("/events/kdd-2023/sessions/", NEW).status_code == 403


def test_translator_changes_texts_and_nothing_else(one_in, program):
    translator = one_in("Translator")
    assert change_title(translator) == 200
    assert translator.change(TANG, {"room": None}).status_code == 403
    assert translator.change(TANG, {"title": {"en": "x"}, "room": None}).status_code == 403
    assert translator.change(TANG, {"people": []}).status_code == 403
    assert translator.create("/speakers/", PERSON).status_code == 403
    assert Session.objects.get(slug="mlg-tang").title_en == "New"


def test_translator_changes_positions_of_people(one_in, program):
    people = [{"speaker": "jie-tang", "role": "speaker", "position": {"en": "Full Professor"}}]
    assert one_in("Translator").change(TANG, {"people": people}).status_code == 200


def test_program_editor_changes_sessions_and_not_rooms(one_in, program):
    editor = one_in("Program editor")
    assert change_title(editor) == 200
    assert editor.change("/events/kdd-2023/rooms/grand-a/", {"capacity": 5}).status_code == 403
    assert editor.change("/events/kdd-2023/", {"country": "CN"}).status_code == 403


def test_organizer_of_one_event_writes_there_alone(one_in, program):
    helper = one_in("Organizer", event="llm-day")
    assert change_title(helper, PANEL) == 200
    assert change_title(helper) == 403
    assert helper.create("/events/llm-day/sessions/", NEW).status_code == 201
    assert helper.create("/events/kdd-2023/sessions/", NEW).status_code == 403
    assert helper.create("/speakers/", PERSON).status_code == 201
    assert helper.change("/speakers/jie-tang/", {"homepage": ""}).status_code == 403


@pytest.mark.parametrize(
    ("right", "path", "text"),
    [
        ("add_session", "/events/kdd-2023/sessions/", "title"),
        ("add_speaker", "/speakers/", "name"),
    ],
)
def test_who_may_only_add_is_told_what_was_added_and_sees_it_no_more(program, right, path, text):
    user = User.objects.create_user("form", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename=right))
    form = Program(user)
    answer = form.create(path, {"slug": "sent-in", text: {"en": "Sent in"}})
    assert answer.status_code == 201
    assert answer.json()[text]["en"] == "Sent in"
    assert form.get(f"{path}sent-in/").status_code == 404


def test_draft_of_another_event_looks_as_if_there_were_none(one_in, program):
    Session.objects.filter(slug="mlg-tang").update(status="draft")
    helper = one_in("Organizer", event="llm-day")
    assert helper.ask("PATCH", TANG, {}, if_match="*").status_code == 404


def test_whoever_may_not_write_does_not_learn_the_state(one_in, program):
    answer = one_in("Viewer").ask("PATCH", TANG, {}, if_match='"x"')
    assert answer.status_code == 403
    assert "current" not in json.loads(answer.content)


@pytest.mark.parametrize("field", ["is_active", "is_staff"])
def test_token_of_somebody_who_left_does_not_work(organizer, program, field):
    User.objects.filter(pk=organizer.user.pk).update(**{field: False})
    answer = organizer.ask("PATCH", TANG, {}, if_match="*")
    assert answer.status_code == 401
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]


def test_expired_and_invented_tokens_do_not_work(organizer, program):
    assert organizer.get(TANG).status_code == 200
    Token.objects.update(expires_at="2020-01-01T00:00:00Z")
    assert organizer.get(TANG).status_code == 401
    organizer.secret = "kdd_invented"  # noqa: S105
    assert organizer.get(TANG).status_code == 401


def test_where_a_second_factor_is_required_tokens_need_one_too(organizer, program, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    assert organizer.get(TANG).status_code == 401
    TOTPDevice.objects.create(user=organizer.user, confirmed=True)
    assert change_title(organizer) == 200


def test_wrong_tokens_are_limited_and_right_ones_beside_them_are_not(organizer, program, settings):
    settings.RATE_LIMIT = 3
    stranger = Program(None)
    stranger.secret = "kdd_guessed"  # noqa: S105
    statuses = [stranger.get(TANG).status_code for _ in range(5)]
    assert statuses == [401, 401, 401, 429, 429]
    assert organizer.get(TANG).status_code == 200


def test_use_is_noted(organizer, program):
    assert Token.objects.get().used_at is None
    organizer.get(TANG)
    assert Token.objects.get().used_at is not None
