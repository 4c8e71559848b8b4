"""Signing in: passwords, throttling, and the ways back."""

import logging
from datetime import timedelta
from html import unescape

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.contrib.auth.models import Permission, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import F
from django.test import Client

from kdd_program.accounts.sign_in import KNOWN_BROWSER
from tests.security.conftest import PASSWORD

pytestmark = pytest.mark.django_db
HOME, ELSEWHERE = "192.0.2.1", "198.51.100.7"


def fail(sign_in, times, **options):
    return [sign_in(Client(), password="wrong", **options) for _ in range(times)][-1]  # noqa: S106


def later(**time):
    for model in (AccessAttempt, AccessFailureLog):
        model.objects.update(attempt_time=F("attempt_time") - timedelta(**time))


@pytest.mark.parametrize("password", ["short", "password1234", "83749283749283", "ada-lovelace"])
def test_weak_password_is_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password, User(username="ada-lovelace"))


def test_ten_wrong_passwords_are_followed_by_a_pause_even_for_the_right_one(organizer, sign_in):
    assert fail(sign_in, 9).status_code == 200
    answer = fail(sign_in, 1)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "900"
    assert sign_in(Client()).status_code == 429


def test_pause_ends_after_a_quarter_of_an_hour_though_attempts_went_on(organizer, sign_in):
    fail(sign_in, 10)
    later(minutes=10)
    fail(sign_in, 20)
    later(minutes=6)
    assert sign_in(Client()).status_code == 302


def test_wrong_passwords_from_elsewhere_keep_no_organizer_out(organizer, sign_in):
    assert fail(sign_in, 12, address=ELSEWHERE).status_code == 429
    assert sign_in(Client(), address=HOME).status_code == 302


def test_wrong_passwords_from_the_same_network_keep_no_known_browser_out(
    organizer, sign_in, client
):
    sign_in(client)
    client.post("/admin/logout/")
    fail(sign_in, 12)
    assert sign_in(Client()).status_code == 429
    assert sign_in(client).status_code == 302


def test_new_password_makes_all_browsers_unknown(organizer, sign_in, client):
    """They may be those of somebody who knew the one before."""
    sign_in(client)
    client.post("/admin/logout/")
    organizer.set_password("battery horse correct")
    organizer.save()
    for _ in range(10):
        sign_in(client)
    assert sign_in(client, password="battery horse correct").status_code == 429  # noqa: S106


def test_browser_in_which_the_password_is_changed_stays_known(organizer, sign_in, client):
    sign_in(client)
    new = {f"new_password{number}": "battery horse correct" for number in (1, 2)}
    client.post("/admin/password_change/", {"old_password": PASSWORD} | new)
    client.post("/admin/logout/")
    fail(sign_in, 12)
    assert sign_in(client, password="battery horse correct").status_code == 302  # noqa: S106


def test_known_browser_of_one_is_not_one_of_another(organizer, sign_in, client):
    User.objects.create_superuser("eve", password=PASSWORD)
    sign_in(client, name="eve")
    client.post("/admin/logout/")
    fail(sign_in, 12)
    assert sign_in(client).status_code == 429


def test_cookie_of_a_known_browser_cannot_be_forged(organizer, sign_in, client):
    client.cookies[KNOWN_BROWSER] = "ada:0:forged"
    fail(sign_in, 12)
    assert sign_in(client).status_code == 429


def test_address_that_a_visitor_claims_does_not_evade_the_pause(organizer, sign_in):
    for number in range(12):
        headers = {"x-forwarded-for": f"203.0.113.{number}"}
        answer = sign_in(Client(headers=headers), password="wrong")  # noqa: S106
    assert answer.status_code == 429


def test_behind_a_proxy_each_visitor_is_counted_alone(organizer, sign_in, settings):
    settings.PROXIES = 1
    for _ in range(12):
        headers = {"x-forwarded-for": f"203.0.113.9, {ELSEWHERE}"}
        answer = sign_in(Client(headers=headers), password="wrong", address="10.0.0.1")  # noqa: S106
    assert answer.status_code == 429
    other = Client(headers={"x-forwarded-for": f"{ELSEWHERE}, {HOME}"})
    assert sign_in(other, address="10.0.0.1").status_code == 302


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", r"/\evil.example", "javascript:alert(1)"]
)
def test_signing_in_leads_to_no_other_site(organizer, sign_in, client, target):
    assert sign_in(client, next=target).url == "/admin/"


def test_sign_in_out_and_failures_are_on_record_with_the_address(organizer, sign_in, client):
    fail(sign_in, 1, address=ELSEWHERE)
    sign_in(client)
    client.post("/admin/logout/")
    failure, record = AccessFailureLog.objects.get(), AccessLog.objects.get()
    assert (failure.username, failure.ip_address) == ("ada", ELSEWHERE)
    assert (record.username, record.ip_address) == ("ada", HOME)
    assert record.logout_time


def test_no_log_and_no_table_holds_a_password_a_name_or_an_address(
    organizer, sign_in, client, caplog
):
    caplog.set_level(logging.DEBUG)
    sign_in(client, password="my wrong guess")  # noqa: S106
    attempt = AccessAttempt.objects.get()
    sign_in(client)
    written = caplog.text + attempt.post_data + attempt.get_data
    assert "failed to sign in" in caplog.text
    assert f"User {organizer.pk} signed in" in caplog.text
    for secret in ("my wrong guess", PASSWORD, client.session.session_key):
        assert secret not in written
    for personal in ("ada", HOME):
        assert personal not in caplog.text


def test_rights_given_and_taken_are_named_in_the_journal(organizer, admin_client, sign_in):
    old, new = Permission.objects.filter(codename__in=["add_room", "delete_room"]).order_by("pk")
    someone = User.objects.create_user("someone", is_staff=True)
    someone.user_permissions.add(old)
    data = {"username": "someone", "user_permissions": [new.pk], "is_active": "on"}
    data |= {"date_joined_0": "2024-01-01", "date_joined_1": "00:00:00"}
    assert admin_client.post(f"/admin/auth/user/{someone.pk}/change/", data).status_code == 302
    journal = unescape(admin_client.get("/admin/account/journal/").text)
    assert f"Added user permissions “{new}”. Deleted user permissions “{old}”." in journal
    assert "Deleted staff status “someone”." in journal
    admin_client.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hans"
    assert "工作人员状态“someone”" in admin_client.get("/admin/account/journal/").text


def test_journal_is_for_superusers(client):
    client.force_login(User.objects.create_user("viewer", is_staff=True))
    assert client.get("/admin/account/journal/").status_code == 403
