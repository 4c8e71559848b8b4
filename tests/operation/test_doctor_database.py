"""`manage.py doctor`: what it finds wrong with the database."""

import os
import secrets
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from kdd_program import doctor_database
from sessions import integrity
from tests.operation.conftest import on_postgresql
from tests.operation.test_doctor import said

pytestmark = pytest.mark.django_db


@pytest.fixture
def ascii_database():
    """Make a database as a server without a locale does, and return its address."""
    name = f"ascii_{secrets.token_hex(6)}"
    on_postgresql(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'")
    yield f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}"
    on_postgresql(f"DROP DATABASE {name} WITH (FORCE)")


def test_migrations_that_are_missing():
    (latest,) = MigrationLoader(connection).graph.leaf_nodes("program")
    MigrationRecorder(connection).record_unapplied(*latest)
    assert "Migrations missing: 1" in said(doctor_database.database)


def test_rules_of_the_database_that_are_lost():
    get_user_model().objects.create_superuser("organizer")
    assert said(doctor_database.database) == ""
    table = " ON program_session" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER program_session_children_follow{table}")
    assert "lost rules between sessions: program_session_children_follow" in said(
        doctor_database.database
    )
    integrity.install(using="default")
    assert said(doctor_database.database) == ""


def test_a_database_that_cannot_be_written():
    """As where somebody else has made it, or where the server is a copy that is only read."""
    assert said(doctor_database.writing) == ""
    on_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON" if on_sqlite else "SET TRANSACTION READ ONLY")
        assert "Nothing can be saved: " in said(doctor_database.writing)
        if on_sqlite:
            cursor.execute("PRAGMA query_only = OFF")


def test_that_nobody_can_edit():
    get_user_model().objects.create_user("visitor")
    assert "no organizer's account" in said(doctor_database.organizers)
    get_user_model().objects.create_user("organizer", is_staff=True)
    assert said(doctor_database.organizers) == ""


def test_a_clock_that_went_back():
    assert said(doctor_database.clock) == ""
    MigrationRecorder.Migration.objects.filter(name="0001_initial").update(
        applied=datetime.now(UTC) + timedelta(days=400)
    )
    assert "The clock of this machine is wrong" in said(doctor_database.clock)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no passwords")
def test_why_a_database_is_out_of_reach(empty_site):
    server = os.environ["DATABASE_URL"].rpartition("/")[0]
    empty_site.environment["DATABASE_URL"] = f"{server}/nonesuch"
    assert 'database "nonesuch" does not exist' in empty_site.manage("doctor").stdout


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite backs up by itself")
@pytest.mark.parametrize(
    ("dump", "server", "fits"),
    [(15, 15, True), (16, 15, True), (15, 17, False), (17, 16, False), (18, 17, True)],
)
def test_a_pg_dump_that_does_not_fit_the_server(monkeypatch, dump, server, fits):
    monkeypatch.setattr("kdd_program.backup.databases.client_version", lambda: dump)
    monkeypatch.setattr(connection, "pg_version", server * 10_000)
    told = f"pg_dump is of version {dump}, the server of {server}."
    assert said(doctor_database.backups) == ("" if fits else f"No backup can be made: {told}")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles")
def test_a_role_that_may_not_make_the_database_that_backups_are_tried_in():
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE modest; SET LOCAL ROLE modest")
        assert "may not make a database" in said(doctor_database.backups)
        cursor.execute("RESET ROLE")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite knows one encoding only")
def test_a_database_that_cannot_hold_chinese(empty_site, ascii_database):
    empty_site.environment["DATABASE_URL"] = ascii_database
    ran = empty_site.manage("doctor")
    assert "✗ The database keeps its texts as SQL_ASCII, which cannot hold Chinese." in ran.stdout
