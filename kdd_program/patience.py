"""Connections to PostgreSQL that do not wait for ever."""

from typing import Any

import psycopg
from psycopg.pq import TransactionStatus

PATIENCE = 10.0  # seconds for one statement


class Connection(psycopg.Connection):
    """Gives up a server that does not answer a statement within `PATIENCE`.

    No timeout of the server's or of TCP's does this where the server's processes hang, as they do
    when their disk does: their machine still acknowledges what it is sent.
    """

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = PATIENCE) -> Any:
        """Return what `gen` returns; raise `psycopg.OperationalError` if it takes too long."""
        try:
            return super().wait(gen, interval, timeout)
        except psycopg.OperationalError:
            if self.info.transaction_status == TransactionStatus.ACTIVE:
                self.close()  # its answer may come yet, and must not be taken for another's
            raise
