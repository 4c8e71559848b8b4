import os
import secrets
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from tests.processes import free_port, needed, running, wait_until


@pytest.fixture(scope="session")
def cache_command():
    port = free_port()
    server = needed("redis-server", "valkey-server")
    return [server, "--port", str(port), "--save", "", "--logfile", "/dev/null"], port


@pytest.fixture
def cache_server(cache_command, tmp_path):
    """Run a Valkey or Redis of our own."""
    command, port = cache_command
    with running(command, port, cwd=tmp_path) as server:
        yield server


SPOIL = """
from sessions.models import Session
from speakers.models import Speaker
Session.objects.filter(kind="keynote").delete()
Speaker.objects.filter(slug="ed-chi").update(name_en="Somebody else")
"""


def heed_signals():
    """Let a command be ended as in a terminal, also where the tests run with `nohup`."""
    for end in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(end, signal.SIG_DFL)


class Installed:
    """A site as someone has installed it: data of its own, commands in processes of their own."""

    def __init__(self, folder, database_url):
        self.folder = folder
        self.url = database_url
        self.environment = os.environ | {
            "DATA_DIR": str(folder),
            "STATIC_ROOT": str(folder / "static"),
            "DATABASE_URL": database_url,
            "HTTPS": "off",
            "LANG": "en_US.UTF-8",
        }

    def start(self, *arguments, **environment):
        """Start a command and return its process."""
        return subprocess.Popen(
            [sys.executable, "manage.py", *map(str, arguments)],
            cwd=settings.BASE_DIR,
            env=self.environment | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=heed_signals,  # noqa: PLW1509 - no thread holds what this needs
        )

    def manage(self, *arguments, **environment):
        """Run a command to its end."""
        with self.start(*arguments, **environment) as process:
            output, errors = process.communicate()
        return subprocess.CompletedProcess(process.args, process.returncode, output, errors)

    def python(self, code):
        """Run Python in the site and return what it prints."""
        ran = self.manage("shell", "--verbosity", "0", "--command", code)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout.strip()

    def program(self):
        return self.manage("export_fixture").stdout


def on_postgresql(statement, *values):
    """Run a statement on the PostgreSQL server of this run; return how many rows it is about."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        return connection.execute(statement, values or None).rowcount


@pytest.fixture(scope="session")
def new_database(tmp_path_factory):
    """Return a function that makes a database of this run's kind, full or empty; its address."""
    made = []

    def new(folder, template=None):
        if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
            path = folder / "db.sqlite3"
            if template:
                shutil.copy(template.removeprefix("sqlite:///"), path)
            return f"sqlite:///{path}"
        name = f"installed_{secrets.token_hex(6)}"
        copied = f"TEMPLATE {template.rpartition('/')[2]}" if template else ""
        on_postgresql(f"CREATE DATABASE {name} {copied}")
        made.append(name)
        return f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}"

    yield new
    for name in made:
        on_postgresql(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def filled_database(new_database, tmp_path_factory):
    """Return the address of a database with the program, to be copied."""
    folder = tmp_path_factory.mktemp("filled")
    site = Installed(folder, new_database(folder))
    for command in (["migrate", "--verbosity", "0"], ["loaddata", "kdd2023", "--verbosity", "0"]):
        assert site.manage(*command).returncode == 0
    return site.url


@pytest.fixture
def empty_site(tmp_path, new_database):
    return Installed(tmp_path, new_database(tmp_path))


@pytest.fixture
def site(tmp_path, new_database, filled_database):
    """Install the site with the program and one upload."""
    uploads = tmp_path / "media" / "speakers"
    uploads.mkdir(parents=True)
    (uploads / "someone.jpg").write_bytes(b"a photo")
    return Installed(tmp_path, new_database(tmp_path, filled_database))


# A worker that is told to stop while it starts does not hear it.
GRANIAN = [str(Path(sys.executable).with_name("granian")), "--interface", "wsgi"]
GRANIAN += ["--workers-kill-timeout", "20"]


@contextmanager
def served(site, *options, port=None, **environment):
    """Run the web server of a site; what it writes is added to `log` in the site's folder."""
    port = port or free_port()
    with (site.folder / "log").open("ab") as log:
        command = [*GRANIAN, "--port", str(port), "--log-level", "warning", *options]
        with running(
            [*command, "kdd_program.wsgi:application"],
            port,
            cwd=settings.BASE_DIR,
            env=site.environment | environment,
            stderr=log,
        ) as server:
            yield server


@pytest.fixture
def backup(site):
    made = site.manage("backup", site.folder / "backup.tar")
    assert made.returncode == 0, made.stderr
    return site.folder / "backup.tar"


@pytest.fixture(scope="module")
def kept(tmp_path_factory, new_database, filled_database):
    """Return a site that is never changed, a backup of another state of it, and its program."""
    folder = tmp_path_factory.mktemp("kept")
    site = Installed(folder, new_database(folder, filled_database))
    site.manage("backup", folder / "backup.tar")
    site.python(SPOIL)
    return site, folder / "backup.tar", site.program()


def written_into(pipe):
    """Return a descriptor that writes into a named pipe, as soon as somebody reads it."""
    found = []

    def opened():
        with suppress(OSError):  # nobody reads it yet
            found.append(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK))
        return found

    wait_until(opened, f"a reader of {pipe}")
    return found[0]
