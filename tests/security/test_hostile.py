"""Requests as no browser sends them: none ends in an error of the site, none comes back as script.

`HOSTILE_REQUESTS=10000 pytest tests/security/test_hostile.py` tries more of them, others each time.
"""

from datetime import timedelta

import pytest
from django.conf import settings as site
from django.test.client import ClientHandler
from hypothesis import given

from tests.hostile import SCRIPT, crawl, headers, request, requests

PATIENCE = timedelta(seconds=10)


def test_name_that_no_file_can_have_is_not_found(client, db):
    assert client.get(f"/media/{'x' * 5000}").status_code == 404


@pytest.mark.parametrize("path", ["topics/%00/", "sessions/%00/", "changes/?page=%00"])
def test_nul_in_an_address_is_no_error_of_the_site(client, program, path):
    assert client.get(f"/en/kdd-2023/{path}").status_code < 500


def test_key_of_a_session_that_no_database_holds_is_none(db):
    cookie = f"{site.SESSION_COOKIE_NAME}={chr(0) * 8}"
    environ = request("GET", b"/en/", b"", b"", "") | {"HTTP_COOKIE": cookie}
    assert ClientHandler()(environ).status_code == 200


@pytest.mark.parametrize("visitor", ["anyone", "organizer"])
@crawl(200, deadline=PATIENCE)
@given(environ=requests, extra=headers)
def test_no_request_ends_in_an_error_or_comes_back_as_script(
    visitor, environ, extra, admin_client, program
):
    if visitor == "organizer":
        environ["HTTP_COOKIE"] = admin_client.cookies.output(header="", sep=";")
    handler = ClientHandler(enforce_csrf_checks=True)
    answer = handler(environ | {f"HTTP_{name}": word for name, word in extra.items()})
    assert answer.status_code < 500
    assert "a" not in answer.cookies
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        assert SCRIPT.encode() not in answer.content
