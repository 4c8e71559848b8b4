"""Webhooks sent by several processes, of which some are killed: each once at a time, none lost."""

import subprocess
import sys
from collections import Counter

import psycopg
import pytest
from django.db import connection

from tests.servers.conftest import ROOT, wait_until
from tests.webhooks.receiver import make_certificate, receiving

SENDING = """
import sys
from datetime import timedelta
from django.utils import timezone
from sessions.webhooks.sending import deliver_due
from tests.webhooks.receiver import reach
port, certificate, minutes = {port}, {certificate!r}, {minutes}
deliver_due(reach(port, certificate), lambda: timezone.now() + timedelta(minutes=minutes))
"""
DELIVERIES = "SELECT key, state, attempts, problem FROM program_delivery ORDER BY id"
WAITING_FOR_A_LOCK = """SELECT pid FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'"""


@pytest.fixture
def receiver(tmp_path):
    with receiving(*make_certificate(tmp_path)) as running:
        yield running


@pytest.fixture(scope="module")
def running(new_site):
    return new_site()


@pytest.fixture
def announced(running):
    """Return a function that lets a server be told of a release so many times."""

    def announce(url, times):
        running.run(
            "Webhook.objects.all().delete()\n"
            "event = Event.objects.get(slug='kdd-2023')\n"
            f"hook = Webhook.objects.create(event=event, url={url!r}, site='https://kdd.example/')\n"
            f"for _each in range({times}): Delivery.objects.create(webhook=hook)\n"
        )

    return announce


def sending(site, receiver, minutes=0):
    """Start a process that sends what is due, or will be in so many minutes."""
    code = SENDING.format(
        port=receiver.port, certificate=str(receiver.certificate), minutes=minutes
    )
    command = [sys.executable, "manage.py", "shell", "-v0", "--command", code]
    return subprocess.Popen(command, cwd=ROOT, env=site.environment)


def ids(receiver):
    return Counter(headers["webhook-id"] for _path, headers, _body in receiver.requests)


def test_the_sites_workers_send_what_is_due_and_call_nobody_inside(running, announced):
    announced("https://localhost/", 1)
    wait_until(lambda: running.database.rows(DELIVERIES)[0][3])
    ((_key, state, attempts, problem),) = running.database.rows(DELIVERIES)
    assert (state, attempts, problem) == ("waiting", 1, "internal")


def test_several_workers_send_each_delivery_once(running, announced, receiver):
    running.stop()  # its own workers have no way to the receiver
    announced(receiver.url, 12)
    workers = [sending(running, receiver) for _each in range(3)]
    assert [each.wait() for each in workers] == [0, 0, 0]
    assert {(row[1], row[2]) for row in running.database.rows(DELIVERIES)} == {("delivered", 1)}
    assert sorted(ids(receiver).values()) == [1] * 12


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_what_another_worker_takes_in_the_same_moment_is_left_to_it(running, announced, receiver):
    running.stop()
    announced(receiver.url, 1)
    with psycopg.connect(running.database.url) as other:
        other.execute("UPDATE program_delivery SET due_at = now() + interval '3 min', attempts = 1")
        worker = sending(running, receiver)
        wait_until(lambda: running.database.rows(WAITING_FOR_A_LOCK))
    assert worker.wait() == 0
    assert not receiver.requests
    assert running.database.rows(DELIVERIES)[0][1:3] == ("waiting", 1)


def test_what_a_killed_worker_had_under_way_is_sent_by_another(running, announced, receiver):
    running.stop()
    announced(receiver.url, 1)
    receiver.open.clear()
    worker = sending(running, receiver)
    assert receiver.arrived.wait(60)
    worker.kill()
    worker.wait()
    receiver.open.set()
    assert sending(running, receiver).wait() == 0
    assert len(receiver.requests) == 1, "it is still taken"
    assert sending(running, receiver, minutes=4).wait() == 0
    ((key, state, attempts, _problem),) = running.database.rows(DELIVERIES)
    assert (state, attempts) == ("delivered", 2)
    assert ids(receiver) == {key: 2}
