"""The site on Granian with two workers, and a database of its own that a test can take away."""

import os
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(settings.BASE_DIR)
WORKERS = 2


class Sqlite:
    """A database file; taking it away is moving it."""

    def __init__(self, folder):
        self.file = folder / "db.sqlite3"
        self.url = f"sqlite:///{self.file}"

    def take_away(self):
        self.file.rename(self.file.with_suffix(".away"))

    def bring_back(self):
        self.file.with_suffix(".away").replace(self.file)

    def drop(self):
        """Leave it to pytest, which removes the folder."""


class PostgreSQL:
    """A database on the server the tests run on; taking it away is refusing connections to it."""

    def __init__(self, _folder):
        own = connection.settings_dict
        self.name = f"servers_{os.getpid()}"
        server = f"postgres://{own['USER']}:{own['PASSWORD']}@{own['HOST']}:{own['PORT']}"
        self.url = f"{server}/{self.name}"
        self.server = psycopg.connect(f"{server}/postgres", autocommit=True)
        self.server.execute(f"CREATE DATABASE {self.name}")

    def take_away(self):
        self.server.execute(f"ALTER DATABASE {self.name} ALLOW_CONNECTIONS false")
        self.server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
            [self.name],
        )

    def bring_back(self):
        self.server.execute(f"ALTER DATABASE {self.name} ALLOW_CONNECTIONS true")

    def drop(self):
        self.server.execute(f"DROP DATABASE {self.name} WITH (FORCE)")
        self.server.close()


class Site:
    """The running site. Every request is a connection of its own, so that all workers are met."""

    def __init__(self, folder, database):
        self.database = database
        self.port = free_port()
        self.environment = os.environ | {
            "DATA_DIR": str(folder),
            "STATIC_ROOT": str(folder / "static"),
            "DATABASE_URL": database.url,
            "HTTPS": "off",
        }
        self.manage("prepare_demo", "--port", str(self.port))
        granian = Path(sys.executable).with_name("granian")
        options = ["--interface", "wsgi", "--workers", str(WORKERS), "--port", str(self.port)]
        options += ["--backpressure", "4096", "--blocking-threads", "8", "--log-level", "critical"]
        options += ["--respawn-failed-workers", "--respawn-interval", "0.1"]
        self.server = subprocess.Popen(
            [granian, *options, "kdd_program.wsgi:application"],
            cwd=ROOT,
            env=self.environment,
            start_new_session=True,
        )
        wait_until(self.is_up)

    def manage(self, *arguments, code=""):
        command = [sys.executable, "manage.py", *arguments]
        subprocess.run(command, cwd=ROOT, env=self.environment, input=code, text=True, check=True,
                       capture_output=True)  # fmt: skip

    def run(self, code):
        """Run Python code in a process of its own, as an organizer's save in some worker."""
        self.manage("shell", "-v0", code=f"from sessions.models import *\n{code}")

    def get(self, path):
        """Return the status, the headers and the text of a page."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.headers, response.read().decode()
        finally:
            connection.close()

    def often(self, path, times=24):
        """Return what so many requests received: more than enough to meet every worker."""
        return [self.get(path) for _time in range(times)]

    def is_up(self):
        try:
            return self.get("/en/")[0] == 200
        except OSError:
            return False

    def workers(self):
        """Return the process ids of the workers."""
        children = Path(f"/proc/{self.server.pid}/task/{self.server.pid}/children").read_text()
        command = {pid: Path(f"/proc/{pid}/cmdline").read_bytes() for pid in children.split()}
        return {int(pid) for pid, words in command.items() if b"resource_tracker" not in words}

    def stop(self):
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(condition):
    """Wait for something that takes a moment; the limit is only there for when it never comes."""
    limit = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < limit, f"{condition} did not come true"
        time.sleep(0.05)


def kill(pid):
    os.kill(pid, signal.SIGKILL)


@pytest.fixture(autouse=True)
def _plain_http():
    """Leave settings alone: the site under test runs in processes of its own."""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Serve the real program until the last test of the module."""
    folder = tmp_path_factory.mktemp("site")
    database = (PostgreSQL if connection.vendor == "postgresql" else Sqlite)(folder)
    running = Site(folder, database)
    yield running
    running.stop()
    database.drop()
