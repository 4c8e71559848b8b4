"""Rules between rows that the database itself keeps, whatever writes to it.

Django's constraints see one row at a time. These triggers see the tree of sessions:

- a session stands in the same event as its parent,
- it is never its own ancestor,
- its children follow it when it moves to another event.

On PostgreSQL, where a transaction does not see what another has not yet committed, those who change
what is inside what take turns until their end.

They are laid down after every `migrate`, because SQLite forgets a table's triggers whenever a
migration rebuilds the table. A breach raises `django.db.IntegrityError`.
"""

import re
from typing import Any

from django.db import connections

ANCESTORS = """
    WITH RECURSIVE ancestor(id) AS (
        SELECT NEW.parent_id
        UNION
        SELECT s.parent_id FROM program_session s JOIN ancestor a ON s.id = a.id
        WHERE s.parent_id IS NOT NULL
    )
    SELECT 1 FROM ancestor WHERE id = NEW.id
"""
OTHER_EVENT = """
    SELECT 1 FROM program_session p WHERE p.id = NEW.parent_id AND p.event_id <> NEW.event_id
"""
FOLLOW = "UPDATE program_session SET event_id = NEW.event_id WHERE parent_id = NEW.id"

TURN = "PERFORM pg_advisory_xact_lock(hashtext('program_session_parent'))"

SQLITE = [
    statement
    for moment, name in (("INSERT", "insert"), ("UPDATE OF parent_id, event_id", "update"))
    for statement in (
        f"DROP TRIGGER IF EXISTS program_session_parent_{name}",
        f"""CREATE TRIGGER program_session_parent_{name} BEFORE {moment} ON program_session
            WHEN NEW.parent_id IS NOT NULL
            BEGIN
                SELECT RAISE(ABORT, 'session_parent_in_same_event') WHERE EXISTS ({OTHER_EVENT});
                SELECT RAISE(ABORT, 'session_not_own_ancestor') WHERE EXISTS ({ANCESTORS});
            END""",
    )
] + [
    "DROP TRIGGER IF EXISTS program_session_children_follow",
    f"""CREATE TRIGGER program_session_children_follow AFTER UPDATE OF event_id
        ON program_session WHEN NEW.event_id <> OLD.event_id
        BEGIN {FOLLOW}; END""",
]

POSTGRESQL = [
    f"""CREATE OR REPLACE FUNCTION program_session_parent() RETURNS trigger AS $$
        BEGIN
            IF (NEW.parent_id, NEW.event_id) IS DISTINCT FROM (OLD.parent_id, OLD.event_id) THEN
                {TURN};
            END IF;
            IF EXISTS ({OTHER_EVENT}) THEN
                RAISE check_violation USING MESSAGE = 'session_parent_in_same_event';
            END IF;
            IF EXISTS ({ANCESTORS}) THEN
                RAISE check_violation USING MESSAGE = 'session_not_own_ancestor';
            END IF;
            RETURN NEW;
        END $$ LANGUAGE plpgsql""",
    """CREATE OR REPLACE TRIGGER program_session_parent
        BEFORE INSERT OR UPDATE OF parent_id, event_id ON program_session
        FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL)
        EXECUTE FUNCTION program_session_parent()""",
    f"""CREATE OR REPLACE FUNCTION program_session_children_follow() RETURNS trigger AS $$
        BEGIN {TURN}; {FOLLOW}; RETURN NULL; END $$ LANGUAGE plpgsql""",
    """CREATE OR REPLACE TRIGGER program_session_children_follow
        AFTER UPDATE OF event_id ON program_session
        FOR EACH ROW WHEN (NEW.event_id <> OLD.event_id)
        EXECUTE FUNCTION program_session_children_follow()""",
]

STATEMENTS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
INSTALLED = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
}


def install(*, using: str, **_signal: Any) -> None:
    """Lay down the triggers in the database `using`; called after `migrate` (post_migrate)."""
    connection = connections[using]
    if "program_session" not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for statement in STATEMENTS[connection.vendor]:
            cursor.execute(statement)


def missing(*, using: str) -> set[str]:
    """Return the names of the triggers that the database `using` ought to have and has not."""
    connection = connections[using]
    said = "".join(STATEMENTS[connection.vendor])
    wanted = set(re.findall(r"CREATE (?:OR REPLACE )?TRIGGER (\w+)", said))
    with connection.cursor() as cursor:
        cursor.execute(INSTALLED[connection.vendor])
        return wanted - {name for (name,) in cursor.fetchall()}
