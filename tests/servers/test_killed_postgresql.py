"""A PostgreSQL server that is killed, or hangs, under the running site."""

import signal
from concurrent.futures import ThreadPoolExecutor
from shutil import rmtree

import pytest
from django.db import connection

from tests.servers.conftest import wait_until
from tests.servers.databases import Cluster, own_folder
from tests.servers.organizers import filled_in, wait_for_saves, writers_of, writing

KNOWN = "/en/llm-day/schedule/"
UNKNOWN = "/zh-hans/llm-day/speakers/"


@pytest.fixture(scope="module")
def site(prepared, new_site):
    if connection.vendor != "postgresql":
        pytest.skip("the site runs on SQLite (PostgreSQL: DATABASE_URL=postgres://…)")
    folder = own_folder()
    cluster = Cluster(folder, like=prepared.database)
    yield new_site(database=cluster)
    cluster.drop()
    rmtree(folder)


def outdated(answers):
    return ["Cache-Status" in headers for _status, headers, _text in answers]


def test_killed_postgresql_loses_nothing_that_was_acknowledged(site):
    known = site.often(KNOWN)
    writers = writers_of(site, 4)
    with writing(writers):
        wait_for_saves(writers, 8)
        form = filled_in(writers[0].organizer.ask("GET", writers[0].path)[1])
        site.database.kill()
        wait_until(lambda: all(outdated(site.often(KNOWN))))
        assert {status for status, _headers, _text in site.often(KNOWN)} == {200}
        wait_until(lambda: all(writer.answers[503] for writer in writers))
        _status, text = writers[0].organizer.ask("POST", writers[0].path, form)
        assert "look whether it is there" in text
        site.database.start()
        wait_for_saves(writers, 8)
        wait_until(lambda: not any(outdated(site.often(KNOWN))))
    assert {status for writer in writers for status in writer.answers} == {302, 503}
    assert site.database.damage() == []
    assert all(writer.kept() for writer in writers)
    assert site.get(KNOWN)[2] != known[0][2]


def test_nobody_waits_for_ever_for_a_postgresql_that_hangs(site):
    site.often(KNOWN)
    (writer,) = writers_of(site, 1)
    site.database.signal(signal.SIGSTOP)
    try:
        wait_until(lambda: all(outdated(site.often(KNOWN))))
        with ThreadPoolExecutor() as people:
            saves = [people.submit(writer.save, number) for number in range(1, 4)]
            visits = [people.submit(site.get, f"{UNKNOWN}?q={number}") for number in range(4)]
            assert {save.result() for save in saves} == {503}
            assert {visit.result()[0] for visit in visits} == {503}
            assert {status for status, _headers, _text in site.often(KNOWN)} == {200}
    finally:
        site.database.signal(signal.SIGCONT)
    wait_until(lambda: site.get(UNKNOWN)[0] == 200)
    wait_until(lambda: writer.save(4) == 302)
    wait_until(lambda: not any(outdated(site.often(KNOWN))))
    assert writer.kept()
