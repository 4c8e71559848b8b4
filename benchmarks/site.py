"""The site as it is served in earnest, with a program of the full size, in a folder of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
WORKERS = 2
# To Granian `backpressure` is the number of connections a worker holds open; threads render.
GRANIAN = [
    *("--interface", "wsgi", "--workers", str(WORKERS), "--log-level", "error"),
    *("--backpressure", "4096", "--backlog", "8192", "--blocking-threads", "8"),
]
EVENT = "big"


@contextmanager
def folder() -> Iterator[Path]:
    """Make a folder that holds everything a benchmark needs, for as long as it runs."""
    with TemporaryDirectory(prefix="benchmark-") as name:
        Path(name).chmod(0o755)  # nginx reads it as another user
        yield Path(name)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int) -> None:
    """Wait until something listens on a port, at most half a minute."""
    for _attempt in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    sys.exit(f"Nothing listens on port {port}")


def fetch(port: int, path: str, coding: str = "br") -> bytes:
    """Return the body of a page as it goes over the wire; stop if it is not there."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Accept-Encoding": coding})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    if response.status != 200:  # noqa: PLR2004
        sys.exit(f"{path}: {response.status}")
    return body


@contextmanager
def granian(place: Path, sessions: int) -> Iterator[tuple[int, int]]:
    """Serve a program of so many sessions in 20 rooms; yield the port and the process id."""
    environment = os.environ | {
        "DATA_DIR": str(place),
        "STATIC_ROOT": str(place / "static"),
        "DATABASE_URL": f"sqlite:///{place / 'db.sqlite3'}",
        "HTTPS": "off",
    }
    port = free_port()
    for command in (
        ["prepare_demo", "--port", str(port)],
        ["generate_program", EVENT, "--sessions", str(sessions)],
    ):
        manage = [sys.executable, "manage.py", *command]
        subprocess.run(manage, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    program = Path(sys.executable).with_name("granian")
    command = [str(program), *GRANIAN, "--port", str(port), "kdd_program.wsgi:application"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        wait_for(port)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait()


def memory(server: int) -> list[int]:
    """Return the resident memory of each worker process of a server, in MB."""
    children = Path(f"/proc/{server}/task/{server}/children").read_text(encoding="ascii").split()
    found = []
    for pid in children:
        if "resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8"):
            status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
            found.append(int(status.partition("VmRSS:")[2].split()[0]) // 1024)
    return found
