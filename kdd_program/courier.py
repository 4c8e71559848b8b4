"""What sends webhooks in each worker: a thread that looks for what is due."""

import logging
import time
from collections.abc import Callable
from threading import Thread

from django.db import connection

from kdd_program.store.watch import database_file
from sessions.webhooks.sending import deliver_due

INTERVAL = 2.0  # seconds between two looks
logger = logging.getLogger(__name__)


class Courier:
    """Sends what is due, again and again; whatever fails, it goes on."""

    def __init__(self, deliver: Callable[[], int] = deliver_due) -> None:
        self.deliver = deliver
        self.failing = False

    def start(self) -> None:
        """Start the thread. To be called in the worker process, not before it forks."""
        Thread(target=self.run, name="courier", daemon=True).start()

    def run(self) -> None:
        while True:
            time.sleep(INTERVAL)
            self.look()

    def look(self) -> None:
        """Send what is due; say once that it cannot be looked for, such as without a database.

        Where SQLite's file is away, opening it would make an empty one, and take the files beside
        it (WAL) from those who have the real one open.
        """
        try:
            database_file()
            self.deliver()
            self.failing = False
        except Exception:  # whatever it is, the next look may do better
            if not self.failing:
                logger.exception("Webhooks cannot be sent for now.")
            self.failing = True
        finally:
            connection.close()
