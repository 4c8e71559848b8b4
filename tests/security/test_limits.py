"""How often one client may search and ask for agendas."""

import pytest
from django.core.cache import cache

from sessions.views import limits
from sessions.views.limits import client_address

pytestmark = pytest.mark.django_db
SEARCHES = [
    "/en/kdd-2023/schedule/?q=llm",
    "/zh-hans/kdd-2023/speakers/?q=zhang",
    "/en/organizations/?q=acm",
]
AGENDAS = ["/en/kdd-2023/agenda/", "/kdd-2023/agenda.ics?s=vpft73q"]


@pytest.fixture(autouse=True)
def _three_a_minute(settings, monkeypatch):
    settings.RATE_LIMIT = 3
    monkeypatch.setattr(limits, "time", lambda: 1_000_000_010.0)  # 40 s into a minute


@pytest.mark.parametrize("addresses", [SEARCHES, AGENDAS])
def test_too_many_in_a_minute_are_told_when_to_come_back(client, addresses):
    for number in range(3):
        assert client.get(addresses[number % len(addresses)]).status_code == 200
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 429
        assert 0 < int(answer.headers["Retry-After"]) <= 60
        assert "no-store" in answer.headers["Cache-Control"]


def test_the_next_minute_they_are_answered_again(client, monkeypatch):
    for _ in range(4):
        answer = client.get(SEARCHES[0])
    wait = int(answer.headers["Retry-After"])
    monkeypatch.setattr(limits, "time", lambda: 1_000_000_010.0 + wait)
    assert client.get(SEARCHES[0]).status_code == 200


def test_clients_are_counted_apart(client):
    for _ in range(4):
        client.get(SEARCHES[0], REMOTE_ADDR="192.0.2.1")
    assert client.get(SEARCHES[0], REMOTE_ADDR="192.0.2.2").status_code == 200


def test_pages_without_a_search_have_no_limit(client):
    for _ in range(6):
        assert client.get("/en/kdd-2023/schedule/").status_code == 200


def test_those_who_searched_too_much_may_still_have_their_agenda(client):
    for _ in range(4):
        client.get(SEARCHES[0])
    assert client.get(AGENDAS[0]).status_code == 200


def test_count_goes_on_where_the_cache_forgets(client, monkeypatch):
    monkeypatch.setattr(cache, "add", lambda *_args, **_kwargs: False)
    assert client.get(SEARCHES[0]).status_code == 200


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.5", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, "203.0.113.5", "203.0.113.5"),
        (1, "10.9.9.9, 203.0.113.5", "203.0.113.5"),
        (2, "10.9.9.9, 203.0.113.5, 198.51.100.1", "203.0.113.5"),
        (2, "203.0.113.5", "192.0.2.1"),
        (1, "nonsense", None),
        (1, "2001:db8:1:2:aaaa::1", "2001:db8:1:2::"),
        (1, "::ffff:203.0.113.5", "203.0.113.5"),
    ],
)
def test_address_is_the_one_our_own_proxies_saw(rf, settings, proxies, forwarded, address):
    settings.PROXIES = proxies
    request = rf.get("/", headers={"x-forwarded-for": forwarded}, REMOTE_ADDR="192.0.2.1")
    assert client_address(request) == address
