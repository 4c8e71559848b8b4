"""The site on Granian with two workers, and a database of its own that a test can take away."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.servers.databases import PostgreSQL, Sqlite

ROOT = Path(settings.BASE_DIR)
WORKERS = 2


class Site:
    """The running site. Every request is a connection of its own, so that all workers are met.

    `before` is the command that the server is started by, and `more` are further settings.
    """

    def __init__(self, folder, database, before=(), **more):
        self.folder, self.database, self.before = folder, database, before
        self.port = free_port()
        self.environment = os.environ | {
            "DATA_DIR": str(folder),
            "STATIC_ROOT": str(folder / "static"),
            "DATABASE_URL": database.url,
            "HTTPS": "off",
            "LOG_LEVEL": "ERROR",
            **more,
        }

    def start(self):
        granian = Path(sys.executable).with_name("granian")
        options = ["--interface", "wsgi", "--workers", str(WORKERS), "--port", str(self.port)]
        options += ["--backpressure", "4096", "--blocking-threads", "10", "--log-level", "critical"]
        options += ["--respawn-failed-workers", "--respawn-interval", "0.1"]
        self.server = subprocess.Popen(
            [*self.before, granian, *options, "kdd_program.wsgi:application"],
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

    def get(self, path, **headers):
        """Return the status, the headers and the text of a page."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path, headers=headers)
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
        """Return the process ids of the workers that live."""
        children = Path(f"/proc/{self.server.pid}/task/{self.server.pid}/children").read_text()
        return {int(pid) for pid in children.split() if command(pid)}

    def stop(self):
        """Kill every process of the site, as a power failure does."""
        if self.server.poll() is None:
            os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait()


def command(pid):
    """Return what a process was started with: nothing if it is dead, whether listed or gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


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


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """Make a site with the real program, which is not started but copied."""
    folder = tmp_path_factory.mktemp("prepared")
    database = (PostgreSQL if connection.vendor == "postgresql" else Sqlite)(folder)
    ready = Site(folder, database)
    ready.manage("prepare_demo", "--port", str(ready.port))
    yield ready
    database.drop()


@pytest.fixture(scope="module")
def new_site(prepared, tmp_path_factory):
    """Return a function that starts a site of its own; it runs until the end of the module.

    `folder` is where its data go, and `database` one that has the program already.
    """
    with ExitStack() as stack:

        def new(folder=None, database=None, **options):
            folder = folder or tmp_path_factory.mktemp("site")
            for name in ("secret_key", "demo_password"):
                shutil.copy(prepared.folder / name, folder)
            if not database:
                database = type(prepared.database)(folder, like=prepared.database)
                stack.callback(database.drop)
            options = {"STATIC_ROOT": str(prepared.folder / "static")} | options
            running = Site(folder, database, **options)
            stack.callback(running.stop)
            running.start()
            return running

        yield new


@pytest.fixture(scope="module")
def site(new_site):
    """Serve the real program until the last test of the module."""
    return new_site()
