"""Every error is Problem Details (RFC 9457), says how to mend it, and none is the site's."""

import json

import pytest
from django.db import OperationalError
from django.test import Client

from sessions.api import found
from sessions.views import limits

pytestmark = pytest.mark.django_db
PATH = "/events/kdd-2023/sessions/mlg-tang/"


def problem(answer, status):
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    said = json.loads(answer.content)
    assert said["status"] == status
    assert said["title"]
    assert said["detail"]
    return said


@pytest.mark.parametrize("path", ["/nowhere/", "/events/nope/", "/events/kdd-2023/sessions/%00/"])
def test_nothing_there(anyone, program, path):
    problem(anyone.get(path), 404)


def test_unknown_method_is_told_the_known_ones(anyone):
    answer = anyone.ask("PUT", PATH)
    problem(answer, 405)
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "PATCH", "DELETE"}


@pytest.mark.parametrize("method", ["POST", "PATCH", "DELETE"])
def test_write_without_the_last_slash_is_led_on_as_the_same_write(organizer, program, method):
    answer = organizer.ask(method, f"{PATH}?lang=en".replace("/?", "?"))
    assert answer.status_code == 308
    assert answer.headers["Location"] == f"/api/v1{PATH}?lang=en"


@pytest.mark.parametrize(
    ("query", "field"), [("limit=many", "limit"), ("limit=0", "limit"), ("lang=fr", "lang")]
)
def test_field_of_the_query_is_named(anyone, query, field):
    said = problem(anyone.get(f"/events/?{query}"), 422)
    assert [each["field"] for each in said["errors"]] == [field]


def test_writing_asks_for_a_token(anyone):
    answer = anyone.ask("PATCH", PATH, {})
    problem(answer, 401)
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="program"'


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"\xff\xfe\x00", "application/json", 400),
        (b'{"audience": NaN}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"", "application/json", 422),
        (b"[]", "application/json", 422),
        (b"null", "application/json", 422),
        (b'{"title": {"en": "\\u0000"}}', "application/json", 422),
        (b'{"title": {"en": "\\ud800"}}', "application/json", 422),
        (b'{"audience": 99999999999999999999}', "application/json", 422),
        (b'{"audience": 1' + b"0" * 5000 + b"}", "application/json", 400),
        (b'{"start": "0001-01-01T00:00:00+14:00"}', "application/json", 422),
        (b'{"start": "9999-12-31T23:59:59-14:00"}', "application/json", 422),
        (b'{"start": 1691503200}', "application/json", 422),
        (b'{"day": "2023-02-30"}', "application/json", 422),
        (b"{}", "text/plain", 415),
        (b"{}", "", 415),
        (b" " * 3_000_000, "application/json", 413),
    ],
)
def test_body_that_cannot_be_taken(organizer, body, kind, status):
    headers = {"authorization": f"Bearer {organizer.secret}", "if-match": "*"}
    answer = Client().generic("PATCH", f"/api/v1{PATH}", body, content_type=kind, headers=headers)
    problem(answer, status)


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Send a JSON object as the body"), ("zh-CN", "JSON 对象")]
)
def test_body_that_is_missing_or_of_unsaid_length_is_asked_for(organizer, language, said):
    headers = {"if_match": "*", "transfer_encoding": "chunked", "accept_language": language}
    [error] = problem(organizer.ask("PATCH", PATH, **headers), 422)["errors"]
    assert said in error["detail"]
    assert "Content-Length" in error["detail"]


@pytest.mark.parametrize(("lang", "word"), [("zh-hans", "找不到"), ("en", "Not Found")])
def test_errors_are_in_the_language_asked_for(anyone, program, lang, word):
    assert problem(anyone.get(f"/events/nope/?lang={lang}"), 404)["title"] == word


def test_errors_are_in_the_language_of_the_visitor(anyone):
    said = problem(anyone.get("/nowhere/", accept_language="zh-CN,zh;q=0.9"), 404)
    assert said["title"] == "找不到"


def test_too_many_parameters(anyone, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
    problem(anyone.get(f"/events/?{'a=1&' * 1001}"), 400)


def test_too_many_searches(anyone, settings, monkeypatch):
    settings.RATE_LIMIT = 2
    monkeypatch.setattr(limits, "time", lambda: 1_000_000_010.0)
    for _ in range(3):
        answer = anyone.get("/events/kdd-2023/sessions/?q=llm")
    problem(answer, 429)
    assert int(answer.headers["Retry-After"]) == 10


def test_host_that_is_not_ours(program):
    problem(Client(headers={"host": "evil.example"}).get("/api/v1/events/"), 400)


def test_failure_of_the_database(program, monkeypatch):
    def fail():
        raise OperationalError

    monkeypatch.setattr(found.Event.objects, "select_related", lambda *_: fail())
    answer = Client(raise_request_exception=False).get("/api/v1/events/")
    problem(answer, 503)
    assert answer.headers["Retry-After"] == "5"


def test_failure_of_the_site(program, monkeypatch):
    monkeypatch.setattr(found.Event.objects, "select_related", lambda *_: 1 / 0)
    problem(Client(raise_request_exception=False).get("/api/v1/events/"), 500)
