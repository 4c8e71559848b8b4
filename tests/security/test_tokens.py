"""Tokens for the API: made and withdrawn by their owners, of which nobody else learns anything."""

import logging
import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from sessions.models import Token

pytestmark = pytest.mark.django_db
TOKENS = "/admin/account/tokens/"
NEW = {"name": "Website", "days": "90"}


@pytest.fixture
def desk(organizer, sign_in, client):
    """Return a window of the admin in which the organizer has signed in."""
    sign_in(client)
    return client


def made(desk):
    page = desk.post(TOKENS, NEW).content.decode()
    return re.search(r"kdd_[\w-]{40,}", page)[0]


def test_secret_is_shown_once_and_works(desk, program):
    secret = made(desk)
    assert secret not in desk.get(TOKENS).content.decode()
    assert secret[:10] in desk.get(TOKENS).content.decode()
    headers = {"authorization": f"Bearer {secret}", "if-match": "*"}
    answer = Client().patch("/api/v1/events/kdd-2023/", "{}", "application/json", headers=headers)
    assert answer.status_code == 200


def test_database_and_log_hold_no_secret(desk, caplog):
    with caplog.at_level(logging.DEBUG):
        secret = made(desk)
    row = str(Token.objects.values().get())
    assert secret not in row
    assert secret[10:] not in row + caplog.text


def test_withdrawn_token_does_not_work(desk, program):
    secret = made(desk)
    desk.post(TOKENS, {"withdraw": Token.objects.get().pk})
    headers = {"authorization": f"Bearer {secret}"}
    assert Client().get("/api/v1/events/", headers=headers).status_code == 401


def test_nobody_withdraws_or_sees_those_of_others(desk):
    other = User.objects.create_user("grace", is_staff=True)
    Token.objects.make(user=other, name="Of Grace", days=1)
    assert "Of Grace" not in desk.get(TOKENS).content.decode()
    for key in (Token.objects.get().pk, "x", ""):
        assert desk.post(TOKENS, {"withdraw": key}).status_code == 404
    assert Token.objects.exists()


def test_making_and_withdrawing_are_on_record(desk):
    made(desk)
    desk.post(TOKENS, {"withdraw": Token.objects.get().pk})
    journal = desk.get("/admin/account/journal/").content.decode()
    assert "Added API token “Website”" in journal
    assert "Deleted API token “Website”" in journal


def test_session_without_the_second_factor_makes_none(desk, organizer):
    TOTPDevice.objects.create(user=organizer, confirmed=True)
    assert desk.post(TOKENS, NEW).status_code == 403
    assert not Token.objects.exists()


def test_whoever_is_not_signed_in_is_asked_to(client):
    assert client.get(TOKENS).status_code == 302


def test_signing_somebody_out_everywhere_withdraws_their_tokens(desk, organizer):
    made(desk)
    action = {"action": "sign_out", "_selected_action": organizer.pk}
    desk.post("/admin/auth/user/", action)
    assert not Token.objects.exists()
