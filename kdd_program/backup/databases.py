"""What each kind of database does in its own way: copy itself, be replaced, lend a place to try.

Each has three functions:

- `dump(using, file)` writes all of one moment to `file`, while the site goes on, and returns the
  number of rows of each table at that moment,
- `load(using, file)` replaces all there is by what `dump` wrote, in one transaction,
- `scratch(folder)` makes an empty database and removes it at the end; its value is the settings.
"""

import os
import secrets
import sqlite3
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.postgresql.client import DatabaseClient
from django.utils.translation import gettext as _

from kdd_program.backup.archive import BackupError

Settings = dict[str, Any]
Rows = dict[str, int]

# All tables at once, or none for long: who reads one and asks for another meanwhile is let by.
# PostgreSQL would else end one of both after its deadlock_timeout, a second.
LOCK_POSTGRESQL = """
DO $$ DECLARE tables text; holders text;
BEGIN
    SELECT string_agg(oid::regclass::text, ', ') INTO tables FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p');
    SET LOCAL lock_timeout = '300ms';
    WHILE tables IS NOT NULL LOOP
        BEGIN
            EXECUTE 'LOCK TABLE ' || tables;
            EXIT;
        EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
            IF clock_timestamp() > transaction_timestamp() + interval '%(seconds)d seconds' THEN
                SELECT string_agg(format('process %%s of %%s (%%s)', pid, usename, state), ', ')
                    INTO holders FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND pid IN
                        (SELECT pid FROM pg_locks WHERE granted AND relation IN
                            (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace));
                RAISE EXCEPTION USING MESSAGE = concat('%(message)s ', holders);
            END IF;
            PERFORM pg_sleep(random() / 2);
        END;
    END LOOP;
    SET LOCAL lock_timeout = 0;
END $$
"""
EMPTY_POSTGRESQL = """
DO $$ DECLARE name text; BEGIN
    FOR name IN SELECT oid::regclass FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
    LOOP EXECUTE 'DROP TABLE IF EXISTS ' || name || ' CASCADE'; END LOOP;
    FOR name IN SELECT oid::regprocedure FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace
        AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
    LOOP EXECUTE 'DROP ROUTINE IF EXISTS ' || name || ' CASCADE'; END LOOP;
END $$
"""
PATIENCE = 60  # seconds until a transaction that somebody keeps open is told of
FROM_SCRIPT, END_OF_ROWS = b" FROM stdin;\n", b"\\.\n"


def rows(using: str) -> Rows:
    """Return how many rows each table of the database `using` has."""
    connection = connections[using]
    with connection.cursor() as cursor:
        return {table: count(cursor, table) for table in connection.introspection.table_names()}


def count(cursor: Any, table: str) -> int:
    return cursor.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]  # noqa: S608


def dump_sqlite(using: str, file: Path) -> Rows:
    with opened_sqlite(using) as source, closing(sqlite3.connect(file)) as target:
        source.execute("BEGIN")  # what is counted is what is copied
        tables = source.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
        counted = {table: count(source, table) for (table,) in sorted(tables)}
        source.backup(target)
    return counted


def load_sqlite(using: str, file: Path) -> None:
    """Copy the pages of `file` over those of the database: readers see the old or the new ones."""
    with opened_sqlite(using) as target, closing(sqlite3.connect(file)) as source:
        source.backup(target)


@contextmanager
def opened_sqlite(using: str) -> Iterator[sqlite3.Connection]:
    """Open the file of the database `using`; raise `BackupError` with what SQLite refuses."""
    try:
        with closing(sqlite3.connect(connections[using].settings_dict["NAME"])) as connection:
            yield connection
    except sqlite3.Error as error:
        raise BackupError(_("SQLite refused it: %(reason)s") % {"reason": error}) from error


@contextmanager
def scratch_sqlite(folder: Path) -> Iterator[Settings]:
    yield {"NAME": str(folder / "scratch.sqlite3")}


def dump_postgresql(using: str, file: Path) -> Rows:
    connection = connections[using]
    with transaction.atomic(using), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        counted = rows(using)
        client(using, "pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={file}")
    return counted


def load_postgresql(using: str, file: Path) -> None:
    """Empty the database and fill it in one transaction, which PostgreSQL undoes as a whole."""
    script, seen = file.with_suffix(".sql"), file.with_suffix(".seen.sql")
    run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(file))
    with script.open("rb") as lines, seen.open("wb") as written:
        written.writelines(seen_by_all(lines))
    client(
        *(using, "psql", "--no-psqlrc", "--quiet", "--single-transaction"),
        *("--set=ON_ERROR_STOP=1", "--set=SHOW_CONTEXT=never"),
        f"--command={lock_postgresql(PATIENCE)}",
        *(f"--command={EMPTY_POSTGRESQL}", f"--file={seen}"),
    )


def lock_postgresql(seconds: int) -> str:
    """Return what locks all tables, or fails after so many seconds and names who holds them."""
    message = _(
        "A transaction that stays open holds tables of the database. Wait for it, or end it with "
        "SELECT pg_terminate_backend(…), and restore again:"
    )
    return LOCK_POSTGRESQL % {"seconds": seconds, "message": message.replace("'", "''")}


def seen_by_all(script: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a script's lines, with rows that transactions see which have begun before it is done.

    Else who waits for a table meanwhile would find none in the new one.
    """
    in_rows = False
    for line in script:
        begins = not in_rows and line.startswith(b"COPY ") and line.endswith(FROM_SCRIPT)
        yield line.removesuffix(FROM_SCRIPT) + b" FROM stdin WITH (FREEZE);\n" if begins else line
        in_rows = begins or (in_rows and line != END_OF_ROWS)


@contextmanager
def scratch_postgresql(_folder: Path) -> Iterator[Settings]:
    connection = connections[DEFAULT_DB_ALIAS]
    name = f"scratch_{secrets.token_hex(8)}"
    if not may_create():
        raise BackupError(
            _("Trying a backup needs a database for a moment. Allow it: ALTER ROLE … CREATEDB")
        )
    with_patience(f"CREATE DATABASE {name} TEMPLATE template0")
    try:
        yield {"NAME": name, "OPTIONS": connection.settings_dict["OPTIONS"] | {"pool": False}}
    finally:
        with_patience(f"DROP DATABASE {name} WITH (FORCE)")


def with_patience(statement: str) -> None:
    """Run a statement that may wait for a checkpoint, longer than what the site asks may take."""
    client(DEFAULT_DB_ALIAS, "psql", "--no-psqlrc", "--quiet", f"--command={statement}")


def may_create() -> bool:
    """Say whether the site's role on PostgreSQL may make databases."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")
        (may,) = cursor.fetchone()
    return bool(may)


def client_version() -> int:
    """Return the version of `pg_dump`, such as 17; raises `BackupError`."""
    return int(run("pg_dump", "--version").split()[2].partition(".")[0])


def client(using: str, program: str, *arguments: str) -> None:
    """Run a program of PostgreSQL's on the database `using`."""
    (_psql, *where), environment = DatabaseClient.settings_to_cmd_args_env(
        connections[using].settings_dict, []
    )
    run(program, *arguments, *where, environment=environment)


def run(program: str, *arguments: str, environment: dict[str, str] | None = None) -> str:
    """Run a program and return what it says; raise `BackupError` with that if it fails."""
    try:
        ran = subprocess.run(  # noqa: S603
            [program, *arguments],
            env=os.environ | (environment or {}),
            check=True,
            capture_output=True,
            text=True,
        )
    except FileNotFoundError as error:
        raise BackupError(
            _("%(program)s is not installed (Debian: apt install postgresql-client).")
            % {"program": program}
        ) from error
    except subprocess.CalledProcessError as error:
        raise BackupError(f"{program}: {error.stderr.strip()}") from error
    return ran.stdout


@dataclass(frozen=True)
class Kind:
    """A kind of database, and its three functions."""

    dump: Callable[[str, Path], Rows]
    load: Callable[[str, Path], None]
    scratch: Callable[[Path], AbstractContextManager[Settings]]


KINDS = {
    "sqlite": Kind(dump_sqlite, load_sqlite, scratch_sqlite),
    "postgresql": Kind(dump_postgresql, load_postgresql, scratch_postgresql),
}


def kind() -> Kind:
    """Return the kind of database this site has."""
    return KINDS[connections[DEFAULT_DB_ALIAS].vendor]


@contextmanager
def scratch(folder: Path) -> Iterator[str]:
    """Make an empty database to try something in; the value is its alias for Django."""
    alias = "scratch"
    with kind().scratch(folder) as own:
        connections.databases[alias] = connections[DEFAULT_DB_ALIAS].settings_dict | own
        try:
            yield alias
        finally:
            connections[alias].close()
            del connections[alias], connections.databases[alias]
