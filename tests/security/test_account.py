"""One's own account: the second factor, and where one is signed in."""

import re
from base64 import b32encode

import pytest
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from kdd_program.accounts.codes import remove_second_factor

pytestmark = pytest.mark.django_db
SET_UP = "/admin/account/second-factor/"


def code_of(user):
    """Return what the user's app shows now, as if it had not been used yet."""
    device = TOTPDevice.objects.get(user=user)
    TOTPDevice.objects.update(last_t=-1)
    return f"{TOTP(device.bin_key).token():06}"


def set_up(client, user):
    """Set up a second factor as a person would, and return the recovery codes."""
    client.get(SET_UP)
    page = client.post(SET_UP, {"code": code_of(user)}).content.decode()
    return re.findall(r"<li><code>(\w+)</code>", page)


@pytest.fixture
def protected(organizer, sign_in, client):
    """Have an organizer with a second factor, who is signed in with `client`; and the codes."""
    sign_in(client)
    return set_up(client, organizer)


def test_setting_up_is_on_record(protected, client):
    assert "Added Second factor" in client.get("/admin/account/journal/").content.decode()


def test_page_shows_the_key_of_the_app_as_a_code_to_scan(organizer, sign_in, client):
    sign_in(client)
    page = client.get(SET_UP).content.decode()
    assert "<svg" in page
    assert client.get(SET_UP).headers["Cache-Control"].count("no-store")


def test_wrong_code_sets_up_nothing(organizer, sign_in, client):
    sign_in(client)
    client.get(SET_UP)
    right = code_of(organizer)
    client.post(SET_UP, {"code": f"{(int(right) + 1) % 1_000_000:06}"})
    assert not TOTPDevice.objects.filter(confirmed=True).exists()


def test_page_opened_twice_at_once_is_set_up_with_what_it_shows(organizer, sign_in, client):
    sign_in(client)
    first, _second = (
        TOTPDevice.objects.create(user=organizer, confirmed=False) for _request in range(2)
    )
    assert b32encode(first.bin_key).decode() in client.get(SET_UP).text
    client.post(SET_UP, {"code": f"{TOTP(first.bin_key).token():06}"})
    assert TOTPDevice.objects.get(confirmed=True) == first


def test_password_alone_no_longer_signs_in(protected, sign_in):
    stranger = Client()
    assert sign_in(stranger).status_code == 200
    assert stranger.get("/admin/").status_code == 302


def test_password_and_code_sign_in(protected, organizer, sign_in):
    assert sign_in(Client(), code=code_of(organizer)).status_code == 302


def test_code_is_good_once(protected, organizer, sign_in):
    code = code_of(organizer)
    assert sign_in(Client(), code=code).status_code == 302
    assert sign_in(Client(), code=code).status_code == 200


def test_recovery_code_signs_in_once(protected, sign_in):
    assert len(protected) == 8
    assert sign_in(Client(), code=protected[0]).status_code == 302
    assert sign_in(Client(), code=protected[0]).status_code == 200


def test_wrong_codes_make_the_next_wait(protected, organizer, sign_in):
    wrong = f"{(int(code_of(organizer)) + 1) % 1_000_000:06}"
    sign_in(Client(), code=wrong)
    assert TOTPDevice.objects.get().throttling_failure_count == 1
    TOTPDevice.objects.update(throttling_failure_count=10)
    assert sign_in(Client(), code=code_of(organizer)).status_code == 200


def test_setting_up_signs_out_where_there_was_only_a_password(organizer, sign_in, client):
    other = Client()
    sign_in(other)
    sign_in(client)
    set_up(client, organizer)
    assert other.get("/admin/").status_code == 302
    assert client.get("/admin/").status_code == 200


def test_session_without_the_code_cannot_set_up_another_app(protected, organizer):
    other = Client()
    other.force_login(organizer, "django.contrib.auth.backends.ModelBackend")
    assert other.get(SET_UP).status_code == 403


def test_removing_needs_a_code(protected, organizer, client):
    client.post(SET_UP, {"code": "zzzzzzzz"})
    assert TOTPDevice.objects.exists()
    client.post(SET_UP, {"code": code_of(organizer)})
    assert not TOTPDevice.objects.exists()
    assert not StaticToken.objects.exists()


@pytest.mark.parametrize("page", ["/admin/", "/admin/program/session/", "/en/kdd-2023/"])
def test_where_it_is_required_nothing_is_seen_before_it_is_set_up(
    organizer, sign_in, client, settings, page
):
    settings.REQUIRE_SECOND_FACTOR = True
    sign_in(client)
    assert client.get(page).url == SET_UP
    set_up(client, organizer)
    assert client.get(page).status_code == 200


def test_where_it_is_required_visitors_see_the_pages(client, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    assert client.get("/en/kdd-2023/").status_code == 200


def test_superuser_lets_someone_in_who_lost_the_phone(
    protected, organizer, admin_client, client, sign_in
):
    data = {"action": "remove_second_factor", "_selected_action": [organizer.pk]}
    admin_client.post("/admin/auth/user/", data)
    assert client.get("/admin/").status_code == 302
    assert sign_in(client).status_code == 302


def test_account_lists_where_one_is_signed_in_and_nobody_else(
    organizer, sign_in, client, admin_client
):
    sign_in(Client(headers={"user-agent": "Telephone"}), address="198.51.100.7")
    sign_in(client)
    page = client.get("/admin/account/").content.decode()
    assert "Telephone" in page
    assert "198.51.100.7" in page
    assert page.count("Here:") == 1
    assert page.count("<tr><td>") == 2


def test_signing_out_everywhere_else_ends_the_other_sessions_of_this_user_only(
    organizer, sign_in, client, admin_client
):
    other = Client()
    sign_in(other)
    sign_in(client)
    client.post("/admin/account/")
    assert other.get("/admin/").status_code == 302
    assert client.get("/admin/").status_code == 200
    assert admin_client.get("/admin/").status_code == 200


def test_new_password_ends_the_other_sessions(organizer, sign_in, client):
    other = Client()
    sign_in(other)
    organizer.set_password("another long password")
    organizer.save()
    assert other.get("/admin/").status_code == 302


def test_session_gets_a_new_key_at_signing_in(organizer, sign_in, client):
    client.get("/admin/login/")
    client.session["any"] = "thing"
    before = client.session.session_key
    sign_in(client)
    assert client.session.session_key != before


def test_removed_factor_leaves_nothing_behind(protected, organizer):
    remove_second_factor(organizer)
    assert not TOTPDevice.objects.exists()
    assert not StaticToken.objects.exists()
