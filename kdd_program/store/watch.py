"""What is known of the program's version, looked at in the background."""

import logging
import time
from collections.abc import Callable
from pathlib import Path
from threading import Lock, Thread
from typing import NamedTuple

from django.db import connection

from sessions import version

INTERVAL = 0.25  # seconds between two looks
OVERDUE = 1.0  # seconds without a look after which nobody knows the version
File = tuple[int, int]
logger = logging.getLogger(__name__)


class Known(NamedTuple):
    """The program's version, since when it is known, and the last moment it was seen so.

    Moments are seconds of `time.monotonic`. The version is None until it has been seen. `reachable`
    is whether the database answered the last look, `file` the one that SQLite reads it from.
    """

    version: int | None
    since: float
    seen: float
    reachable: bool
    file: File | None = None

    @property
    def certain(self) -> bool:
        """Whether this is the version now, as far as anybody can know."""
        return self.reachable and time.monotonic() - self.seen <= OVERDUE


def database_file() -> File | None:
    """Return device and number of SQLite's file, None of other databases.

    Raises `FileNotFoundError` if it is not there.
    """
    if connection.vendor != "sqlite" or connection.is_in_memory_db():  # type: ignore[attr-defined]
        return None
    found = Path(connection.settings_dict["NAME"]).stat()
    return found.st_dev, found.st_ino


def look(before: Known) -> Known:
    """Ask the database for the version; if it cannot say, keep to what was known before.

    The connection stays open as long as the file is the same. With the last one, SQLite would
    remove the files beside it (WAL), which it could not make anew on a full or read-only disk.
    """
    try:
        file = database_file()
        if file != before.file:
            connection.close()
        now = version.current()
    except Exception:  # whatever it is, the watch goes on
        if before.reachable:
            logger.exception("The database cannot be reached: pages are shown as last known.")
        connection.close()
        return before._replace(reachable=False)
    moment = time.monotonic()
    since = before.since if now == before.version else moment
    return Known(now, since, moment, reachable=True, file=file)


class Watch:
    """Knows the version, at most `INTERVAL` late, without asking the database when called.

    The thread that looks starts with the first call: in the worker process, not before it forks.
    """

    def __init__(self, look: Callable[[Known], Known] = look) -> None:
        self.look = look
        self.known = Known(None, 0.0, 0.0, reachable=True)
        self.started = False
        self.lock = Lock()

    def __call__(self) -> Known:
        """Return what is known now."""
        if not self.started:
            self.start()
        return self.known

    def start(self) -> None:
        with self.lock:
            if not self.started:
                self.known = self.look(self.known)
                connection.close()  # this thread's; the other has its own
                Thread(target=self.run, name="program-version", daemon=True).start()
                self.started = True

    def run(self) -> None:
        while True:
            time.sleep(INTERVAL)
            self.known = self.look(self.known)
