"""Static copies made by the command, and served by what knows nothing of the site."""

import os
import re
import subprocess
import sys
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from django.conf import settings

SUBFOLDER = "/archive/kdd"


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder at the top and in a subfolder, and lets a browser use nothing unasked."""

    def end_headers(self):
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def translate_path(self, path):
        return super().translate_path(path.removeprefix(SUBFOLDER))

    def log_message(self, *_message):
        pass


@contextmanager
def serving(folder):
    """Serve a folder while the block runs; the value is the server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def address(server):
    return f"http://127.0.0.1:{server.server_port}"


@contextmanager
def served(folder):
    """Serve a folder while the block runs; the value is its address."""
    with serving(folder) as server:
        yield address(server)


def manage(data_dir, *arguments, **environment):
    """Start a command with the static files and the database in a folder."""
    own = {
        "DATA_DIR": str(data_dir),
        "STATIC_ROOT": str(data_dir / "static"),
        "DATABASE_URL": f"sqlite:///{data_dir / 'db.sqlite3'}",
        "HTTPS": "off",
    }
    return subprocess.Popen(
        [sys.executable, "manage.py", *map(str, arguments)],
        cwd=settings.BASE_DIR,
        env=os.environ | own | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def done(process):
    """Return the last line that the command has said."""
    said, errors = process.communicate()
    assert process.returncode == 0, errors
    return said.splitlines()[-1]


def files(folder):
    """Return the files of a copy without the record of what was written."""
    return [path for path in folder.rglob("*") if path.is_file() and path.name[0] != "."]


def contents(folder):
    return {path.relative_to(folder): path.read_bytes() for path in files(folder)}


def links(folder):
    """Return how many links a copy has; none is broken, by LinkChecker.

    It reads from the disk, as it asks a server a few times a second only, and as nobody.
    """
    checker = str(Path(sys.executable).with_name("linkchecker"))
    checked = subprocess.run(
        [checker, "--no-status", (folder / "index.html").as_uri()],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout
    return int(re.search(r"(\d+) links", checked.stdout)[1])
