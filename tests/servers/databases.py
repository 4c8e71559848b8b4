"""Databases with the real program that a test can take away, kill and examine."""

import os
import pwd
import secrets
import shutil
import signal
import sqlite3
import subprocess
import tempfile
from contextlib import closing, suppress
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from psycopg.conninfo import conninfo_to_dict

from tests.processes import free_port, listens, wait_until


class Sqlite:
    """A database file; taking it away is moving it."""

    def __init__(self, folder, like=None):
        self.file = folder / "db.sqlite3"
        self.url = f"sqlite:///{self.file}"
        if like:
            shutil.copy(like.file, self.file)

    def take_away(self):
        self.file.rename(self.file.with_suffix(".away"))

    def bring_back(self):
        self.file.with_suffix(".away").replace(self.file)

    def rows(self, question, *values):
        with closing(sqlite3.connect(self.file)) as own:
            return own.execute(question, values).fetchall()

    def damage(self):
        """Return what SQLite finds wrong in the file."""
        found = self.rows("PRAGMA integrity_check") + self.rows("PRAGMA foreign_key_check")
        return [row for row in found if row != ("ok",)]

    def drop(self):
        """Leave it to pytest, which removes the folder."""


class OnPostgreSQL:
    """A database on some PostgreSQL server; `url` is its address."""

    url: str

    def rows(self, question, *values):
        with psycopg.connect(self.url) as own:
            return own.execute(question.replace("?", "%s"), values).fetchall()

    def damage(self):
        """Return what PostgreSQL finds wrong in tables and indexes."""
        where = {f"PG{name.upper()}": value for name, value in conninfo_to_dict(self.url).items()}
        where["PGDATABASE"] = where.pop("PGDBNAME")
        checked = subprocess.run(
            [program("pg_amcheck"), "--install-missing", "--heapallindexed", where["PGDATABASE"]],
            env=os.environ | where,
            check=False,
            capture_output=True,
            text=True,
        )
        return (checked.stdout + checked.stderr).splitlines()


class PostgreSQL(OnPostgreSQL):
    """A database on the server the tests run on; taking it away is refusing connections to it."""

    def __init__(self, _folder, like=None):
        own = connection.settings_dict
        self.name = f"servers_{secrets.token_hex(6)}"
        server = f"postgres://{own['USER']}:{own['PASSWORD']}@{own['HOST']}:{own['PORT']}"
        self.url = f"{server}/{self.name}"
        self.server = psycopg.connect(f"{server}/postgres", autocommit=True)
        template = f"TEMPLATE {like.name}" if like else ""
        self.server.execute(f"CREATE DATABASE {self.name} {template}")

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


class Cluster(OnPostgreSQL):
    """A PostgreSQL server of the test's own, with its data in `folder`."""

    def __init__(self, folder, like):
        self.owner = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
        if self.owner:
            os.chown(folder, *pwd.getpwnam("postgres")[2:4])
        self.port = free_port()
        self.url = f"postgres://postgres@127.0.0.1:{self.port}/postgres"
        self.data = folder / "data"
        make = [program("initdb"), "-D", self.data, "-U", "postgres", "--no-sync"]
        self.call([*make, "--wal-segsize=1", "--locale=C.UTF-8"])
        self.start()
        dump = subprocess.run([program("pg_dump"), like.url], check=True, capture_output=True)
        self.call([program("psql"), "-q", self.url], input=dump.stdout)

    def call(self, command, **options):
        subprocess.run(command, check=True, capture_output=True, cwd="/", **self.owner, **options)

    def start(self):
        """Start it with its defaults, which write to the disk before anything is acknowledged."""
        options = ["-D", self.data, "-p", str(self.port), "-c", "unix_socket_directories="]
        options += ["-c", "listen_addresses=127.0.0.1", "-c", "min_wal_size=8MB"]
        with Path(f"{self.data}.log").open("ab") as log:
            self.process = subprocess.Popen(
                [program("postgres"), *options], cwd="/", stderr=log, **self.owner
            )
        wait_until(lambda: listens(self.port), "PostgreSQL")

    def signal(self, number):
        """Send a signal to all its processes, the one that would start others anew first."""
        main = self.process.pid
        children = Path(f"/proc/{main}/task/{main}/children").read_text().split()
        for pid in [main, *children]:
            with suppress(ProcessLookupError):
                os.kill(int(pid), number)

    def kill(self):
        self.signal(signal.SIGKILL)
        self.process.wait()

    def drop(self):
        if self.process.poll() is None:
            self.signal(signal.SIGCONT)
            self.kill()


def program(name):
    """Return the path of a program of PostgreSQL's newest version, or skip the test."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return found[-1] if found else pytest.skip(f"{name} is missing (Debian: postgresql)")


def own_folder():
    """Return a new folder that other users of the machine, such as postgres, can reach."""
    folder = Path(tempfile.mkdtemp(prefix="servers-"))
    folder.chmod(0o755)
    return folder
