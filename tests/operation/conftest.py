import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.servers import free_port, needed, running


@pytest.fixture(scope="session")
def cache_command():
    port = free_port()
    server = needed("redis-server", "valkey-server")
    return [server, "--port", str(port), "--save", "", "--logfile", "/dev/null"], port


@pytest.fixture
def cache_server(cache_command, tmp_path):
    """Run a Valkey or Redis of our own."""
    command, port = cache_command
    with running(command, port, cwd=tmp_path) as server:
        yield server


@pytest.fixture
def manage(tmp_path):
    """Return a function that runs `manage.py` as someone who has just installed the site would."""

    def run(*arguments, **environment):
        return subprocess.run(
            [sys.executable, "manage.py", *map(str, arguments)],
            cwd=settings.BASE_DIR,
            env=os.environ
            | {"DATA_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}"}
            | {"STATIC_ROOT": str(tmp_path / "static"), "HTTPS": "off"}
            | environment,
            capture_output=True,
            text=True,
            check=False,
        )

    return run
