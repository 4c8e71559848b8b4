"""What a visitor receives: codings, ETags, conditions and what caches on the way may do."""

import gzip

import brotli
import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client

SCHEDULE = "/en/kdd-2023/schedule/"


def test_page_comes_as_brotli_gzip_or_plain_and_is_always_the_same(visitor):
    plain = visitor.ask(SCHEDULE)
    small = visitor.ask(SCHEDULE, accept_encoding="gzip, deflate, br")
    older = visitor.ask(SCHEDULE, accept_encoding="gzip")
    assert b"<h1" in plain.body
    assert brotli.decompress(small.body) == gzip.decompress(older.body) == plain.body
    assert small.headers["content-encoding"] == "br"
    assert older.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert visitor.rendered == 1


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("gzip, br", "br"),
        ("*", "br"),
        ("br;q=0, *;q=0.1", "gzip"),
        ("identity, gzip;q=0.5", None),
        ("gzip;q=x, br;q=", None),
        ("zstd", None),
        ("", None),
        ("*;q=0", None),
    ],
)
def test_coding_is_what_the_visitor_likes_best(visitor, accepted, coding):
    response = visitor.ask(SCHEDULE, accept_encoding=accepted)
    assert response.headers.get("content-encoding") == coding


def test_every_form_of_a_page_has_an_etag_of_its_own(visitor):
    forms = ("br", "gzip", "identity")
    etags = {visitor.ask(SCHEDULE, accept_encoding=form).headers["etag"] for form in forms}
    assert len(etags) == 3
    assert not any(etag.startswith("W/") for etag in etags)


@pytest.mark.parametrize("form", ["br", "gzip", "identity"])
@pytest.mark.parametrize("condition", ["{}", "W/{}", '"other", {}', "*"])
def test_visitor_who_has_the_page_is_told_so(visitor, form, condition):
    etag = visitor.ask(SCHEDULE, accept_encoding=form).headers["etag"]
    again = visitor.ask(SCHEDULE, accept_encoding=form, if_none_match=condition.format(etag))
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == etag
    assert {"cache-control", "vary"} <= set(again.headers)
    assert "content-length" not in again.headers


def test_script_of_another_site_may_read_that_it_has_the_answer(visitor):
    etag = visitor.ask("/api/v1/events/").headers["etag"]
    again = visitor.ask("/api/v1/events/", if_none_match=etag)
    assert again.status == 304
    assert again.headers["access-control-allow-origin"] == "*"
    assert "ETag" in again.headers["access-control-expose-headers"]


def test_visitor_who_has_another_form_or_version_gets_the_page(visitor):
    zipped = visitor.ask(SCHEDULE, accept_encoding="gzip").headers["etag"]
    for condition in (zipped, '"something"', "nonsense"):
        asked = visitor.ask(SCHEDULE, accept_encoding="br", if_none_match=condition)
        assert asked.status == 200


def test_head_is_answered_like_get_without_the_body(visitor):
    head = visitor.ask(SCHEDULE, "HEAD", accept_encoding="br")
    full = visitor.ask(SCHEDULE, accept_encoding="br")
    assert (head.status, head.body) == (200, b"")
    assert head.headers == full.headers
    assert int(full.headers["content-length"]) == len(full.body)
    assert visitor.rendered == 1


def test_browsers_ask_each_time_and_shared_caches_keep_a_page_for_a_second(visitor):
    headers = visitor.ask(SCHEDULE).headers
    assert headers["cache-control"] == "public, max-age=0, s-maxage=1, stale-if-error=86400"
    assert headers["vary"] == "Accept-Encoding, Cookie"
    assert "set-cookie" not in headers


def test_what_a_view_says_about_caching_stands(visitor):
    calendar = visitor.ask("/kdd-2023/schedule.ics").headers
    assert calendar["cache-control"] == "public, max-age=60"
    assert visitor.ask("/sw.js").headers["cache-control"] == "no-cache"


def test_pictures_are_kept_as_they_are(visitor):
    card = visitor.ask("/en/kdd-2023/card.png", accept_encoding="br, gzip")
    assert "content-encoding" not in card.headers
    assert card.body.startswith(b"\x89PNG")
    assert visitor.ask("/en/kdd-2023/card.png").body == card.body
    assert visitor.rendered == 1


def test_those_who_are_signed_in_pass_by_and_nobody_keeps_what_they_see(visitor):
    client = Client()
    client.force_login(User.objects.create_user("organizer", is_staff=True))
    name = settings.SESSION_COOKIE_NAME
    cookie = f"{name}={client.cookies[name].value}"
    visitor.ask(SCHEDULE)
    for expected in (2, 3):
        page = visitor.ask(SCHEDULE, cookie=cookie)
        assert page.status == 200
        assert page.headers["cache-control"] == "private, no-store"
        assert "etag" not in page.headers
        assert visitor.rendered == expected


def test_other_cookies_and_the_visitors_languages_change_nothing(visitor):
    first = visitor.ask("/kdd-2023/program.json")
    again = visitor.ask("/kdd-2023/program.json", cookie="_ga=1", accept_language="zh-CN")
    assert again == first
    assert visitor.rendered == 1


@pytest.mark.parametrize(
    ("address", "method"),
    [("/admin/login/", "GET"), ("/", "GET"), ("/en/nowhere/", "GET"), (SCHEDULE, "POST")],
)
def test_what_is_no_public_page_is_asked_of_django_each_time(visitor, address, method):
    statuses = {visitor.ask(address, method).status for _time in range(2)}
    assert len(statuses) == 1
    assert visitor.rendered == 2
