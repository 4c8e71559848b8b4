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
    *("--interface", "wsgi", "--log-level", "error"),
    *("--backpressure", "4096", "--backlog", "8192", "--blocking-threads", "10"),
]
EVENT = "big"
# Whoever has a session cookie, be it unknown to the site, passes by the page store.
PASSES_BY = "sessionid=none"


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


def environment(place: Path) -> dict[str, str]:
    """Return the environment of a site that keeps everything in a folder."""
    return os.environ | {
        "DATA_DIR": str(place),
        "STATIC_ROOT": str(place / "static"),
        "DATABASE_URL": f"sqlite:///{place / 'db.sqlite3'}",
        "HTTPS": "off",
        "MALLOC_ARENA_MAX": "1",
    }


def manage(place: Path, *command: str) -> str:
    """Run a command of the site in a folder and return what it writes."""
    arguments = [sys.executable, "manage.py", *command]
    quiet = environment(place) | {"LOG_LEVEL": "WARNING"}
    said = subprocess.run(
        arguments, cwd=ROOT, env=quiet, check=True, stdout=subprocess.PIPE, text=True
    )
    return said.stdout


@contextmanager
def site(sessions: int) -> Iterator[Path]:
    """Make a site with a program of so many sessions on 5 days in 20 rooms; yield its folder."""
    with folder() as place:
        manage(place, "prepare_demo", "--port", str(free_port()))
        manage(place, "generate_program", EVENT, "--sessions", str(sessions))
        yield place


@contextmanager
def granian(place: Path, workers: int = WORKERS) -> Iterator[tuple[int, int]]:
    """Serve the site in a folder; yield the port and the process id."""
    port = free_port()
    program = Path(sys.executable).with_name("granian")
    command = [str(program), *GRANIAN, "--workers", str(workers), "--port", str(port)]
    command.append("kdd_program.wsgi:application")
    with (place / "log").open("w", encoding="utf-8") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment(place), stderr=log)
        try:
            wait_for(port)
            yield port, server.pid
        finally:
            server.terminate()
            server.wait()


def fetch(port: int, path: str, coding: str = "br", cookie: str = "") -> bytes:
    """Return the body of a page as it goes over the wire; stop if it is not there."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Accept": "text/html", "Accept-Encoding": coding, "Cookie": cookie}
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    if response.status != 200:  # noqa: PLR2004
        sys.exit(f"{path}: {response.status}")
    return body


def memory(server: int) -> list[int]:
    """Return the resident memory of each worker process of a server, in MB."""
    children = Path(f"/proc/{server}/task/{server}/children").read_text(encoding="ascii").split()
    found = []
    for pid in children:
        if "resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8"):
            status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
            found.append(int(status.partition("VmRSS:")[2].split()[0]) // 1024)
    return found
