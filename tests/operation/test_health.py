"""What machines ask of the site: probes, logs and figures, of a real server with two workers."""

import json
import re

import pytest
from django.core.exceptions import ImproperlyConfigured

from kdd_program.logs import Json
from tests.operation.conftest import Installed, served
from tests.processes import get, wait_until

TOKEN = "for-prometheus"  # noqa: S105


@pytest.fixture(scope="module")
def installed(tmp_path_factory, new_database, filled_database):
    folder = tmp_path_factory.mktemp("served")
    site = Installed(folder, new_database(folder, filled_database))
    site.manage("collectstatic", "--no-input")
    return site


@pytest.fixture(scope="module")
def server(installed):
    """Serve the site as a deployment does, with HTTPS in front."""
    with served(installed, "--workers", "2", HTTPS="on", METRICS_TOKEN=TOKEN) as running:
        address = f"http://127.0.0.1:{running.port}"
        wait_until(lambda: get(f"{address}/healthz")[0] == 200, "the site")
        yield address


def page(server, path="/admin/login/", **headers):
    """Ask for a page, by default for one that the page store leaves to Django."""
    return get(server + path, **{"X-Forwarded-Proto": "https"} | headers)


def log_of(installed, identity):
    """Return what the log says of one request."""
    lines = map(json.loads, (installed.folder / "log").read_text().splitlines())
    return [line for line in lines if line["request_id"] == identity]


def test_it_is_alive_and_ready_for_whoever_calls_it_by_number(server):
    assert get(f"{server}/healthz", Host="10.0.0.7")[0] == 200
    status, _headers, body = get(f"{server}/readyz", Host="10.0.0.7")
    assert status == 200
    assert json.loads(body) == {"database": True, "migrations": True, "cache": True}


def test_probes_are_not_kept_by_caches(server):
    for path in ("/healthz", "/readyz"):
        assert get(server + path)[1]["Cache-Control"] == "no-store"


def test_being_alive_does_not_need_the_database(client):
    """The database is out of reach here, since this test asks for none."""
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize(
    ("environment", "missing"),
    [
        ({}, {"migrations"}),
        ({"DATABASE_URL": "postgres://kdd@127.0.0.1:1/kdd"}, {"database", "migrations"}),
        ({"DATABASE_URL": "sqlite:////nowhere/db.sqlite3"}, {"database", "migrations"}),
        ({"CACHE_URL": "redis://127.0.0.1:1/0"}, {"migrations", "cache"}),
    ],
    ids=["not-migrated", "no-postgresql", "no-sqlite", "no-cache"],
)
def test_what_is_missing_makes_it_not_ready(empty_site, environment, missing):
    with served(empty_site, **environment) as running:
        status, _headers, body = get(f"http://127.0.0.1:{running.port}/readyz")
    assert status == 503
    assert {name for name, ready in json.loads(body).items() if not ready} == missing


def test_a_request_keeps_the_id_it_came_with(server, installed):
    _status, headers, _body = page(server, **{"X-Request-ID": "from-the-proxy.17"})
    assert headers["X-Request-ID"] == "from-the-proxy.17"
    (line,) = log_of(installed, "from-the-proxy.17")
    assert line["route"] == "admin/login/"
    assert line["status"] == 200


@pytest.mark.parametrize("said", ["short", "a" * 65, 'quoted"id', "with spaces", "é" * 8])
def test_another_id_is_not_believed(server, said):
    _status, headers, _body = page(server, **{"X-Request-ID": said})
    assert re.fullmatch("[0-9a-f]{32}", headers["X-Request-ID"])


def test_the_log_says_nothing_about_the_person(server, installed):
    """Neither where they are nor what they look for nor who they say they are."""
    for path in ("/en/kdd-2023/schedule/?q=secretwish", "/en/secretpath/", "/secretfile.txt"):
        page(
            server,
            path,
            Cookie="sessionid=secretsession",
            **{"User-Agent": "secretbrowser", "X-Forwarded-For": "192.0.2.77"},
        )
    log = (installed.folder / "log").read_text()
    assert '"en/<slug:event>/schedule/"' in log
    assert '"unmatched"' in log
    assert "secret" not in log
    assert "192.0.2.77" not in log
    assert "127.0.0.1" not in log


def test_an_error_is_logged_by_kind_and_place_without_what_was_entered(
    db, client, caplog, monkeypatch
):
    def fail(*_arguments, **_options):
        raise ImproperlyConfigured("quotes what somebody entered")

    monkeypatch.setattr("kdd_program.views.static", fail)
    client.raise_request_exception = False
    client.get("/favicon.ico")
    line = next(json.loads(Json().format(record)) for record in caplog.records if record.exc_info)
    assert line["error"] == "ImproperlyConfigured"
    assert line["message"] == "Internal Server Error: favicon.ico"
    assert any(place.startswith("kdd_program/views.py:") for place in line["trace"])
    assert "entered" not in json.dumps(line)


def test_a_line_of_the_log_stays_a_line(server, installed):
    page(server, "/en/%0A%7B%22level%22%3A%22forged%22%7D/")
    for line in (installed.folder / "log").read_text().splitlines():
        assert json.loads(line)["level"] != "forged"


def test_figures_are_for_whoever_knows_the_token(server):
    assert page(server, "/metrics")[0] == 404
    assert page(server, "/metrics", Authorization="Bearer guessed")[0] == 404
    assert page(server, "/metrics", Authorization=f"Bearer {TOKEN}")[0] == 200


def test_without_a_token_there_are_no_figures(db, client):
    answer = client.get("/metrics", headers={"Authorization": "Bearer "}, follow=True)
    assert answer.status_code == 404


SIGN_IN = 'kdd_request_seconds_count{route="admin/login/",status="200"} '


@pytest.mark.parametrize(
    ("path", "line"), [("/admin/login/", SIGN_IN), ("/en/", "kdd_requests_total ")]
)
def test_figures_count_the_requests_of_all_workers(server, path, line):
    def counted():
        text = page(server, "/metrics", Authorization=f"Bearer {TOKEN}")[2].decode()
        lines = [each for each in text.splitlines() if each.startswith(line)]
        return sum(float(each.removeprefix(line)) for each in lines)

    before = counted()
    for _request in range(30):
        assert page(server, path)[0] == 200
    own = 1 if line.startswith("kdd_requests") else 0  # to ask for the figures is a request too
    assert counted() == before + 30 + own
