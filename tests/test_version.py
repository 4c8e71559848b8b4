"""The version of the program: it rises with whatever changes the program, and only with that."""

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection, transaction

from sessions.models import Event, Participation, Session, Tag, Version
from sessions.version import current, snapshot
from speakers.models import Speaker
from tests.writes import as_if_committed, run

pytestmark = pytest.mark.django_db


def panel():
    return Session.objects.get(slug="llm-day-panel")


WRITES = {
    "save": lambda: panel().save(),
    "update": lambda: Session.objects.filter(slug="llm-day-panel").update(status="draft"),
    "bulk update": lambda: Session.objects.bulk_update([panel()], ["title_en"]),
    "bulk create": lambda: Tag.objects.bulk_create([Tag(slug="new", name="New")]),
    "create or ignore": lambda: Speaker.objects.bulk_create(
        [Speaker(slug="new", name_en="New")], ignore_conflicts=True
    ),
    "delete": lambda: Participation.objects.filter(session__slug="llm-day-panel").delete(),
    "many to many": lambda: Event.objects.get(slug="llm-day").organizers.set([1]),
    "raw SQL": lambda: run("UPDATE speakers_speaker SET name_en = 'X' WHERE slug = 'ed-chi'"),
    "tags": lambda: panel().tags.add(Tag.objects.create(slug="new", name="New")),
}


@pytest.fixture
def raised():
    """Return a function that tells whether a version has been raised since, in a transaction."""

    def rises(write):
        before = current()
        with transaction.atomic():
            as_if_committed()
            write()
        return current() > before

    return rises


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_version_rises_with(write, raised):
    assert raised(write)


def test_every_table_of_the_program_raises_the_version():
    """Look into the catalog, as SQLite's triggers go by row and some tables are empty."""
    triggers = {
        "sqlite": "SELECT DISTINCT tbl_name FROM sqlite_master WHERE name LIKE '%_raises_version'",
        "postgresql": "SELECT tgrelid::regclass::text FROM pg_trigger"
        " WHERE tgname = 'program_version_rises'",
    }
    with connection.cursor() as cursor:
        cursor.execute(triggers[connection.vendor])
        watched = {table for (table,) in cursor.fetchall()}
    stored = set(connection.introspection.django_table_names())
    of_the_program = {table for table in stored if table.startswith(("program_", "speakers_"))}
    unseen = {"version", "membership", "outdatedtext", "unavailability", "upload"}
    unseen |= {"previewlink", "correction", "token", "webhook", "delivery"}
    history = {"speakers_edit", "speakers_change"}
    assert watched == of_the_program - {f"program_{name}" for name in unseen} - history
    assert len(watched) == 13


def test_version_stays_when_people_read_sign_in_or_take_back_what_they_wrote(client, raised):
    def taken_back():
        with transaction.atomic():
            panel().save()
            transaction.set_rollback(True)

    def signed_in():
        client.force_login(User.objects.create_user("organizer"))
        client.get("/en/kdd-2023/schedule/")

    assert not raised(taken_back)
    assert not raised(signed_in)


def test_version_is_raised_by_migrating_and_never_repeats_after_emptying_the_database(raised):
    before = current()
    call_command("migrate", verbosity=0)
    assert current() > before
    Version.objects.all().delete()
    assert current() == 0
    call_command("migrate", verbosity=0)
    assert current() > before - 3600_000 * 24 * 365  # milliseconds since 1970, not 1 again


def test_snapshot_knows_the_version_that_it_shows():
    panel().save()
    with snapshot() as version:
        assert version == current()
