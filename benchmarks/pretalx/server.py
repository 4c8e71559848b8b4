"""pretalx from its package, set up as its installation guide says, with a program of ours."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.site import WORKERS, free_port, wait_for

VERSION = "2025.2.2"
PACKAGES = [f"pretalx[redis]=={VERSION}", "gunicorn==23.0.0"]
# As in its guide, but for the number of workers, which is ours.
GUNICORN = ["--workers", str(WORKERS), "--max-requests", "1200", "--max-requests-jitter", "50"]


def install(venv: Path) -> Path:
    """Install pretalx into a virtual environment, if it is not there; return the programs' folder.

    Raises `subprocess.CalledProcessError` if it cannot be installed.
    """
    programs = venv / "bin"
    if not (programs / "gunicorn").exists():
        subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
        subprocess.run([str(programs / "pip"), "install", "--quiet", *PACKAGES], check=True)
    return programs


@contextmanager
def pretalx(programs: Path, place: Path, fixture: Path) -> Iterator[tuple[int, str, str]]:
    """Serve the program of a fixture from a folder; yield port, and slug and code of a session."""
    port = free_port()
    python = str(programs / "python")
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "pretalx.settings",
        "PRETALX_DATA_DIR": str(place),
        "PRETALX_FILESYSTEM_STATIC": str(place / "static"),
        "PRETALX_NO_INITIAL_LOG": "1",
        "PRETALX_SITE_URL": f"http://127.0.0.1:{port}",
    }
    with (place / "log").open("w", encoding="utf-8") as log:
        for command in (["migrate"], ["collectstatic", "--no-input"]):
            arguments = [python, "-m", "pretalx", *command, "--verbosity", "0"]
            subprocess.run(arguments, env=environment, check=True, stdout=log, stderr=log)
        loader = [python, str(Path(__file__).with_name("program.py")), str(fixture)]
        loaded = subprocess.run(
            loader, env=environment, check=True, stdout=subprocess.PIPE, stderr=log, text=True
        )
        slug, code = loaded.stdout.split()
        command = [str(programs / "gunicorn"), "pretalx.wsgi", *GUNICORN]
        command += ["--bind", f"127.0.0.1:{port}"]
        server = subprocess.Popen(command, env=environment, cwd=place, stdout=log, stderr=log)
        try:
            wait_for(port)
            yield port, slug, code
        finally:
            server.terminate()
            server.wait()
