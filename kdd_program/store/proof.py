"""What proves that a page is as it would be made now: its queries, which find what they found.

A page depends on its address, on the code and on what the database answers, and nothing else
(`Shelf`'s build and the page's turn stand for the rest). So when the program has changed, a page
whose queries, asked again in their order, all find the same need not be rendered again. That is
much sooner done, and most edits change few pages.
"""

import pickle
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

from django.db import DatabaseError, connection

from kdd_program.store.watch import File, database_file
from sessions.version import snapshot

Query = tuple[str, Any]  # SQL and its parameters
# What takes more queries, or of one query more rows, is rendered at once.
MOST_QUERIES, MOST_ROWS = 60, 200


@contextmanager
def queries_noted() -> Iterator[list[Query]]:
    """Within this, note the queries of this thread, in the list that is given."""
    queries: list[Query] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, *others: Any) -> Any:
        queries.append((sql, params))
        return execute(sql, params, *others)

    with connection.execute_wrapper(note):
        yield queries


def proof_of(queries: list[Query]) -> bytes | None:
    """Return a proof of what has been made of queries in this transaction, None if there is none.

    They are asked once more for it. Raises `DatabaseError`.
    """
    if len(queries) > MOST_QUERIES:
        return None
    found = []
    for sql, params in queries:
        rows = answer(sql, params)
        if len(rows) > MOST_ROWS:
            return None
        found.append((sql, params, digest(rows)))
    return zlib.compress(pickle.dumps(found))


def version_of(proof: bytes) -> int | None:
    """Return the version of the program, as it is now, for which a proof holds, else None."""
    found = pickle.loads(zlib.decompress(proof))  # noqa: S301 - kept by the site itself
    try:
        with lasting_connection(), snapshot() as version:
            holds = all(digest(answer(sql, params)) == before for sql, params, before in found)
    except (DatabaseError, FileNotFoundError):
        return None
    return version if holds else None


class Own(threading.local):
    """What each thread knows: the file that its connection reads."""

    file: File | None = None


own = Own()


@contextmanager
def lasting_connection() -> Iterator[None]:
    """Within this, use a connection that stays open as long as SQLite's file is the same.

    To open one takes as long as to ask ten queries. PostgreSQL's go back to their pool. Within a
    transaction it is that transaction's.
    """
    if connection.in_atomic_block:
        yield
        return
    file, before = database_file(), own.file
    own.file = None
    if file != before:
        connection.close()
    try:
        yield
        own.file = file
    finally:
        if own.file is None:
            connection.close()


def answer(sql: str, params: Any) -> list[Any]:
    """Return what a query finds, or so much of it that it is too much for a proof."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchmany(MOST_ROWS + 1)


def digest(rows: list[Any]) -> bytes:
    return sha256(repr(rows).encode()).digest()
