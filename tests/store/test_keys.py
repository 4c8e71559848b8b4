"""One entry for all addresses of the same page, and different ones for different pages."""

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import get_resolver

from kdd_program.store.addresses import PAGES, page_at, page_of
from tests.pages import ADDRESSES

pytestmark = pytest.mark.any_database

SCHEDULE = "/en/kdd-2023/schedule/"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{SCHEDULE}?kind=keynote&day=2023-08-08", f"{SCHEDULE}?day=2023-08-08&kind=keynote"),
        (f"{SCHEDULE}?kind=paper&kind=keynote", f"{SCHEDULE}?kind=keynote&kind=paper"),
        (f"{SCHEDULE}?kind=paper", f"{SCHEDULE}?kind=paper&kind=paper"),
        (SCHEDULE, f"{SCHEDULE}?utm_source=mail&fbclid=1"),
        (f"{SCHEDULE}?q=%E6%8E%A8", f"{SCHEDULE}?q=推"),
        ("/en/speakers/peng-zhang/", "/en/speakers/peng-zhang/?day=2023-08-08&sort=name"),
        ("/en/speakers/?sort=sessions", "/en/speakers/?sort=name&sort=sessions"),
        ("/api/v1/organizations/?q=", "/api/v1/organizations/?q=google&q="),
        ("/kdd-2023/schedule.ics?lang=en", "/kdd-2023/schedule.ics?x=1&lang=en"),
        ("/api/v1/events/?limit=1&lang=en", "/api/v1/events/?x=1&lang=en&limit=1"),
    ],
)
def test_one_page_however_it_is_asked_for(visitor, one, other):
    assert visitor.ask(one) == visitor.ask(other)
    assert visitor.rendered == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (SCHEDULE, "/zh-hans/kdd-2023/schedule/"),
        (SCHEDULE, f"{SCHEDULE}?day=2023-08-09"),
        (f"{SCHEDULE}?q=panel", f"{SCHEDULE}?q=keynote"),
        ("/kdd-2023/schedule.ics", "/kdd-2023/schedule.ics?lang=zh-hans"),
        ("/en/speakers/?sort=name", "/en/speakers/?sort=sessions"),
        ("/en/kdd-2023/agenda/?s=vpft73q", "/en/kdd-2023/agenda/?s=vpft73q&choose"),
    ],
)
def test_different_pages_are_kept_apart(visitor, one, other):
    assert visitor.ask(one).body != visitor.ask(other).body
    assert visitor.ask(one).body != visitor.ask(other).body
    assert visitor.rendered == 2


def test_pages_name_the_host_and_scheme_they_were_asked_by(visitor, settings):
    settings.ALLOWED_HOSTS = ["kdd.example", "www.example"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    first = visitor.ask(SCHEDULE, host="kdd.example")
    other = visitor.ask(SCHEDULE, host="www.example")
    secure = visitor.ask(SCHEDULE, host="kdd.example", x_forwarded_proto="https, http")
    assert b"http://kdd.example/en/kdd-2023" in first.body
    assert b"http://www.example/en/kdd-2023" in other.body
    assert b"https://kdd.example/en/kdd-2023" in secure.body


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:x", "", "127.0.0.1\t"])
def test_host_that_is_not_the_sites_is_refused(visitor, host):
    visitor.ask(SCHEDULE)
    assert visitor.ask(SCHEDULE, host=host).status == 400


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        (f"/en/kdd-2023/{'x' * 1000}/", {}),
        (SCHEDULE, {"host": f"{'x' * 1000}.example"}),
        (SCHEDULE, {"x_forwarded_proto": "https," * 200}),
    ],
)
def test_addresses_longer_than_any_pages_take_no_memory(visitor, address, headers):
    remembered = page_of.cache_info().currsize
    visitor.ask(address, **headers)
    assert page_of.cache_info().currsize == remembered


def test_too_many_parameters_are_refused_as_without_the_store(visitor, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
    query = "&".join(f"kind={number}" for number in range(1001))
    assert visitor.ask(f"{SCHEDULE}?{query}").status == 400


def names(resolver, namespace=""):
    for each in resolver.url_patterns:
        if not hasattr(each, "url_patterns"):
            yield f"{namespace}{each.name}"
        elif getattr(each, "namespace", None) != "admin":
            inside = f"{namespace}{each.namespace}:" if each.namespace else namespace
            yield from names(each, inside)


def test_every_public_address_has_been_decided_on():
    # "preview": a secret; "api-try": leads on; "None": uploads and the icon, which have no name
    djangos_alone = {"set_language", "preview", "api-try", "None"}
    assert set(names(get_resolver())) == set(PAGES) | djangos_alone


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        *ADDRESSES,
        "/kdd-2023/agenda.ics?s=vpft73q",
        "/kdd-2023/program.json",
        "/api/v1/events/",
        "/api/v1/events/kdd-2023/sessions/?q=zhang&kind=keynote",
        "/api/v1/speakers/?q=zhang",
    ],
)
def test_the_store_knows_every_parameter_that_a_page_reads(address, monkeypatch):
    read = {"__getitem__": set(), "__contains__": set(), "getlist": set()}
    for name, keys in read.items():
        original = getattr(QueryDict, name)

        def noted(query, key, *rest, original=original, keys=keys):
            keys.add(key)
            return original(query, key, *rest)

        monkeypatch.setattr(QueryDict, name, noted)
    assert Client().get(address).status_code == 200
    page = page_at(address.partition("?")[0])
    assert read["__getitem__"] <= page.parameters
    assert read["getlist"] <= page.lists
    assert read["__contains__"] <= page.parameters | page.lists
