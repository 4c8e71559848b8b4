"""Somebody who is signed out while a form is being filled in does not lose what was typed."""

from html import unescape

import pytest
from bs4 import BeautifulSoup
from django.contrib.sessions.models import Session as SignIn
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sessions.models import Event
from tests.security.conftest import PASSWORD

pytestmark = pytest.mark.django_db
ADD = "/admin/program/tag/add/"
TYPED = {"name_en": "“Typed” & <kept>", "name_zh_hans": "主题\n二", "slug": "typed"}


@pytest.fixture
def signed_out(organizer, sign_in, client):
    """Return a browser in which the organizer was signed in until just now."""
    sign_in(client)
    SignIn.objects.all().delete()
    return client


def form(response):
    """Return the form of a page about an account as a browser would send it."""
    page = BeautifulSoup(response.content, "lxml").select_one("#content-main form")
    fields = [(each["name"], each.get("value", "")) for each in page.select("input[name]")]
    return page["action"], dict(fields)


def sign_in_again(client, response, password=PASSWORD):
    address, fields = form(response)
    return client.post(address, fields | {"username": "ada", "password": password})


def test_what_was_sent_can_be_sent_again_after_signing_in(signed_out):
    asked = sign_in_again(signed_out, signed_out.post(ADD, TYPED))
    assert "Nothing has been saved yet." in asked.text
    address, fields = form(asked)
    assert address == ADD
    assert TYPED.items() <= fields.items()


def test_it_outlasts_a_wrong_password(signed_out):
    once = sign_in_again(signed_out, signed_out.post(ADD, TYPED), password="wrong")  # noqa: S106
    assert form(sign_in_again(signed_out, once))[1]["slug"] == "typed"


def test_passwords_are_not_kept(signed_out):
    new = {"username": "grace", "password1": "battery horse", "password2": "battery horse"}
    asked = sign_in_again(signed_out, signed_out.post("/admin/auth/user/add/", new))
    assert form(asked)[1]["username"] == "grace"
    assert "battery" not in asked.text


def test_a_file_has_to_be_chosen_once_more(signed_out, program):
    address = f"/admin/program/event/{Event.objects.get(slug='kdd-2023').pk}/spreadsheets/"
    sent = {"table": "sessions", "file": SimpleUploadedFile("talks.csv", b"Title\nOne")}
    asked = sign_in_again(signed_out, signed_out.post(address, sent))
    assert "Choose the file “talks.csv” once more" in unescape(asked.text)


def test_what_is_kept_cannot_be_changed_on_the_way(signed_out):
    address, fields = form(signed_out.post(ADD, TYPED))
    forged = fields | {"unsent": "forged", "username": "ada", "password": PASSWORD}
    assert signed_out.post(address, forged).url == ADD


def test_signing_out_twice_asks_for_nothing(signed_out):
    assert signed_out.post("/admin/logout/").url == "/admin/"


def test_browser_that_nobody_signed_in_from_is_led_to_sign_in_as_before(client):
    assert client.post(ADD, TYPED).url == f"/admin/login/?next={ADD}"


@pytest.fixture
def older_page(organizer):
    """Return a browser in which one has signed in again since a page was opened."""
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(organizer)
    return strict


def test_what_was_sent_from_a_page_older_than_the_sign_in_can_be_sent_again(older_page):
    asked = older_page.post(ADD, TYPED, headers={"origin": "http://testserver"})
    assert TYPED.items() <= form(asked)[1].items()


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", ""])
def test_what_another_site_sends_is_refused(older_page, origin):
    answer = older_page.post(ADD, TYPED, headers={"origin": origin} if origin else {})
    assert answer.status_code == 403
    assert "typed" not in answer.text
