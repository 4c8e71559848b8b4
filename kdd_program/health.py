"""What machines ask this process: `/healthz`, whether it lives; `/readyz`, whether it can serve.

Both are answered before hosts and HTTPS are looked at, since whoever asks is beside the process and
calls it by its number.
"""

import secrets
from collections.abc import Callable

from django.core.cache import cache
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse


class Probes:
    """Middleware: answers the two addresses."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/healthz":
            return HttpResponse("alive\n", "text/plain", headers={"Cache-Control": "no-store"})
        if request.path == "/readyz":
            return readiness()
        return self.get_response(request)


def readiness() -> JsonResponse:
    """Return what is ready, with status 200 if all is and 503 if not."""
    has_database = database_answers()
    said = {
        "database": has_database,
        "migrations": has_database and not pending_migrations(),
        "cache": cache_keeps(),
    }
    status = 200 if all(said.values()) else 503
    return JsonResponse(said, status=status, headers={"Cache-Control": "no-store"})


def database_answers() -> bool:
    """Say whether the database can be asked something."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def pending_migrations() -> list[str]:
    """Return the migrations (`app.name`) this version has and the database has not."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [str(migration) for migration, _backwards in plan]


def cache_keeps() -> bool:
    """Say whether the cache gives back what it is given."""
    token = secrets.token_hex(8)
    cache.set(f"health-{token}", token, timeout=10)
    return cache.get(f"health-{token}") == token
