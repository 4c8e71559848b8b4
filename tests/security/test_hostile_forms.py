"""What no organizer's browser sends: forms of the admin with values that nobody can choose."""

from urllib.parse import quote

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import connection
from django.urls import NoReverseMatch, reverse

from sessions.models import Session
from speakers.history import recorded
from tests.admin.forms import filled_form

WORDS = [
    "",
    "🎮",
    "9223372036854775808",
    "9" * 5000,
    "-1",
    "0001-01-01",
    "x" * 9000,
    "a\0b",
    "../../x",
    "[1",
]
KEPT = {"csrfmiddlewaretoken", "latest-edit"}


def addresses():
    """Return the admin's pages on which something new is made."""
    for model in admin.site._registry:
        try:
            yield reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
        except NoReverseMatch:
            continue


@pytest.fixture
def browser(admin_client):
    admin_client.raise_request_exception = False
    return admin_client


def send(browser, address, word, *names):
    """Send the form of a page with `word` in its fields, or in those called `names`."""
    form = filled_form(browser.get(address))
    chosen = {name for name in form if name.endswith(names) or not names}
    changed = {name: word for name in chosen - KEPT if not name.endswith("_FORMS")}
    return browser.post(address, form | changed)


@pytest.mark.django_db
@pytest.mark.parametrize("address", list(addresses()))
def test_no_form_for_something_new_ends_in_an_error(browser, address):
    if browser.get(address).status_code == 403:  # nobody makes one by hand
        assert browser.post(address).status_code == 403
        return
    for word in WORDS:
        assert send(browser, address, word).status_code < 500, word


@pytest.mark.parametrize("word", WORDS)
def test_no_form_of_a_session_ends_in_an_error(browser, program, word):
    session = Session.objects.get(slug="llm-day-panel")
    address = reverse("admin:program_session_change", args=[session.pk])
    for names in ((), ("event", "room", "parent"), ("speaker", "tag"), ("start_0", "day")):
        assert send(browser, address, word, *names).status_code < 500, names


@pytest.mark.django_db
@pytest.mark.parametrize("word", WORDS)
def test_no_form_of_a_role_ends_in_an_error(browser, word):
    address = reverse("admin:auth_group_change", args=[Group.objects.first().pk])
    assert send(browser, address, word, "permissions").status_code < 500


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "said"), [("en", "There can be no such thing"), ("zh-hans", "不可能有这样的内容")]
)
def test_a_number_that_no_column_holds_is_refused_in_words(browser, language, said):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL compares numbers of any size")
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    address = reverse("admin:auth_group_change", args=[Group.objects.first().pk])
    answer = send(browser, address, str(2**63), "permissions")
    assert answer.status_code == 400
    assert said in answer.text


ADDRESSES = [
    "/admin/program/session/?event__id__exact=%s",
    "/admin/program/session/%s/change/",
    "/admin/program/previewlink/make/?speakers=%s",
    "/admin/program/event/1/paper/?people=%s",
]


@pytest.mark.parametrize("word", WORDS[1:6])
@pytest.mark.parametrize("address", ADDRESSES)
def test_no_address_that_names_an_object_ends_in_an_error(browser, program, address, word):
    assert browser.get(address % quote(word)).status_code < 500


@pytest.mark.parametrize("word", WORDS)
def test_no_form_that_names_an_object_ends_in_an_error(browser, program, word):
    room = reverse("admin:program_room_delete", args=[program.rooms.first().pk])
    with recorded(None):
        program.rooms.first().save()
    assert browser.post(room, {"post": "yes", "latest-edit": word}).status_code < 500
    assert browser.post(reverse("admin:tokens"), {"withdraw": word}).status_code < 500
    address = f"/admin/program/session/{word.replace('/', '_') or 0}/change/"
    assert browser.post(quote(address), {}).status_code < 500


@pytest.mark.parametrize("word", WORDS[1:6])
@pytest.mark.parametrize("name", ["event", "parent", "room", "start_0", "tags"])
def test_no_address_that_fills_in_a_form_ends_in_an_error(browser, program, name, word):
    address = reverse("admin:program_session_add")
    assert browser.get(address, {name: word}).status_code < 500
