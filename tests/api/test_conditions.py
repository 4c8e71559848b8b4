"""ETags, caches and the page store; pages of other sites; languages of errors."""

import json

import pytest

from sessions.models import Session
from tests.store.conftest import (  # noqa: F401 - fixtures
    Visitor,
    shelf,
    visitor,
)
from tests.writes import edit

pytestmark = pytest.mark.django_db
PATH = "/events/kdd-2023/sessions/mlg-tang/"
ADDRESS = f"/api/v1{PATH}"


@pytest.mark.parametrize("path", ["/events/", "/events/kdd-2023/sessions/", PATH, "/openapi.json"])
def test_what_has_not_changed_is_not_sent_again(anyone, program, path):
    etag = anyone.etag(path)
    again = anyone.get(path, if_none_match=etag)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == etag


def test_change_gives_another_etag(anyone):
    before = anyone.etag(PATH)
    edit("mlg-tang", title_en="Another title")
    assert anyone.get(PATH, if_none_match=before).status_code == 200


def test_page_store_keeps_answers_and_their_etags(visitor):  # noqa: F811
    first = visitor.ask(ADDRESS, accept_encoding="br")
    again = visitor.ask(ADDRESS, accept_encoding="br", if_none_match=first.headers["etag"])
    assert (again.status, visitor.rendered) == (304, 1)
    assert first.headers["etag"].endswith('-br"')
    assert first.headers["access-control-allow-origin"] == "*"


def test_page_store_leaves_those_with_a_token_to_django(visitor, organizer):  # noqa: F811
    Session.objects.filter(slug="mlg-tang").update(status="draft")
    assert visitor.ask(ADDRESS).status == 404
    shown = visitor.ask(ADDRESS, authorization=f"Bearer {organizer.secret}")
    assert shown.status == 200
    assert visitor.ask(ADDRESS).status == 404


@pytest.mark.parametrize("coding", ["br", "gzip", "identity"])
def test_etag_from_the_page_store_is_good_for_writing(visitor, organizer, coding):  # noqa: F811
    etag = visitor.ask(f"{ADDRESS}?lang=zh-hans", accept_encoding=coding).headers["etag"]
    changed = organizer.ask("PATCH", PATH, {"title": {"en": "Another"}}, if_match=etag)
    assert changed.status_code == 200


def test_without_the_database_and_a_kept_answer_the_error_is_a_problem(visitor):  # noqa: F811
    visitor.reachable = False
    answer = visitor.ask(ADDRESS)
    assert answer.status == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert json.loads(answer.body)["status"] == 503


@pytest.mark.parametrize("path", [PATH, "/nowhere/", "/openapi.json"])
def test_pages_of_other_sites_may_read(anyone, path):
    answer = anyone.get(path, origin="https://society.example")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "ETag" in answer.headers["Access-Control-Expose-Headers"]


def test_other_pages_stay_closed_to_other_sites(client):
    assert "Access-Control-Allow-Origin" not in client.get("/en/kdd-2023/").headers


def test_preflight_allows_reading_and_not_writing(anyone):
    asked = {"origin": "https://society.example", "access_control_request_method": "PATCH"}
    answer = anyone.ask("OPTIONS", PATH, **asked)
    assert answer.status_code == 204
    assert not {"Content-Length", "Content-Type", "Content-Language"} & set(answer.headers)
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert answer.headers["Access-Control-Allow-Headers"] == "If-None-Match"
    assert answer.headers["Allow"] == "DELETE, GET, HEAD, OPTIONS, PATCH"


def test_head_tells_what_get_would(anyone):
    head, got = anyone.ask("HEAD", PATH), anyone.get(PATH)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == got.headers["ETag"]


def test_cookies_give_no_rights(admin_client, anyone):
    Session.objects.filter(slug="mlg-tang").update(status="draft")
    assert admin_client.get(ADDRESS).status_code == 404
    body = json.dumps({"title": {"en": "Mine"}})
    written = admin_client.patch(
        "/api/v1/events/kdd-2023/", body, "application/json", headers={"if-match": "*"}
    )
    assert written.status_code == 401
