"""The program's version: a number that rises with every commit that writes to the program.

Triggers on every table of `program` and `speakers` keep it, so that nothing goes round it: neither
bulk updates nor raw SQL nor another program. Being written in the transaction of the change itself,
it becomes visible together with it, never before.

PostgreSQL would let writers wait for each other if they all raised one row. So each connection
raises one of 256 rows, once in a transaction, and the version is their sum.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection, connections, transaction
from django.db.models import Sum

from sessions.models import (
    Correction,
    Delivery,
    Membership,
    OutdatedText,
    PreviewLink,
    Token,
    Unavailability,
    Upload,
    Webhook,
)
from sessions.models.version import Version
from speakers.models import Change, Edit

APPS = ("program", "speakers")
EVENTS = ("insert", "update", "delete")
# Of what these hold no public page shows anything.
UNSEEN = (
    *(Version, Membership, OutdatedText, Unavailability, Upload),
    *(PreviewLink, Correction, Token, Webhook, Delivery, Change, Edit),
)

# At least a number never seen before, milliseconds since 1970, lest an emptied or restored database
# repeat one.
LAY = {
    "sqlite": """
        INSERT INTO program_version (writer, number)
        VALUES (0, CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER))
        ON CONFLICT (writer) DO UPDATE SET number = max(program_version.number + 1, excluded.number)
    """,
    "postgresql": """
        INSERT INTO program_version (writer, number)
        VALUES (pg_backend_pid() % 256, extract(epoch FROM clock_timestamp()) * 1000)
        ON CONFLICT (writer) DO UPDATE
        SET number = greatest(program_version.number + 1, excluded.number)
    """,
}
# A setting that is local to the transaction remembers that the version has been raised in it.
FUNCTION = f"""
    CREATE OR REPLACE FUNCTION program_version_rises() RETURNS trigger AS $$
    BEGIN
        IF coalesce(current_setting('program.version', true), '') = '' THEN
            {LAY["postgresql"]};
            PERFORM set_config('program.version', 'raised', true);
        END IF;
        RETURN NULL;
    END $$ LANGUAGE plpgsql
"""


def current() -> int:
    """Return the version in the database, 0 if there is none yet."""
    return Version.objects.aggregate(version=Sum("number"))["version"] or 0


@contextmanager
def snapshot() -> Iterator[int]:
    """Let this thread see the program as it is at one moment, to read it; yield its version.

    Within a transaction it is that transaction's view. Raises `django.db.DatabaseError` if the
    database cannot be reached, or is lost on the way.
    """
    outermost = not connection.in_atomic_block
    with reading_only(), transaction.atomic():
        if outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield current()


@contextmanager
def reading_only() -> Iterator[None]:
    """Let SQLite begin transactions in which others may write, whatever `transaction_mode` says."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()  # which reads the settings
    sqlite: Any = connection
    mode, sqlite.transaction_mode = sqlite.transaction_mode, "DEFERRED"
    try:
        yield
    finally:
        sqlite.transaction_mode = mode


def tables() -> list[str]:
    """Return the names of the tables that the program consists of."""
    models = [
        model
        for label in APPS
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if model not in UNSEEN
    ]
    return sorted({model._meta.db_table for model in models})  # noqa: SLF001 - a documented API


def sqlite_triggers(table: str) -> list[str]:
    return [
        f"""CREATE TRIGGER IF NOT EXISTS {table}_{event}_raises_version AFTER {event} ON {table}
            BEGIN UPDATE program_version SET number = number + 1; END"""  # noqa: S608 - no input
        for event in EVENTS
    ]


def postgresql_triggers(table: str) -> list[str]:
    events = " OR ".join([*EVENTS, "truncate"])
    return [
        f"""CREATE OR REPLACE TRIGGER program_version_rises AFTER {events} ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION program_version_rises()"""
    ]


def install(*, using: str, **_signal: Any) -> None:
    """Lay down the triggers in the database `using`, and raise the version: after `migrate`."""
    connection = connections[using]
    present = connection.introspection.table_names()
    if Version._meta.db_table not in present:  # noqa: SLF001
        return
    sqlite = connection.vendor == "sqlite"
    triggers = sqlite_triggers if sqlite else postgresql_triggers
    statements = [] if sqlite else [FUNCTION]
    statements += [each for table in tables() if table in present for each in triggers(table)]
    with connection.cursor() as cursor:
        for statement in [*statements, LAY[connection.vendor]]:
            cursor.execute(statement)
