"""The site as `make run` serves it, and a real Chromium to look at it with."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.conf import settings
from playwright.sync_api import sync_playwright

from tests.browser import copies
from tests.browser.boards import Board

# The same browser; without a window it takes two thirds of the time.
PROGRAMS = ["chromium-headless-shell", "chromium", "google-chrome"]
CHROMIUM = next(filter(None, map(shutil.which, PROGRAMS)), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-smooth-scrolling",  # under load Chromium gives up some that have not begun to move
]


def pytest_itemcollected(item):
    item.add_marker(pytest.mark.browser)


@pytest.fixture(autouse=True)
def _plain_http():
    """Leave settings alone: the site under test runs in a process of its own."""


@pytest.fixture(scope="package")
def data_dir(tmp_path_factory):
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="package")
def site(data_dir):
    """Prepare and serve the site on a free port; the value is its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    environment = os.environ | {
        "DATA_DIR": str(data_dir),
        "STATIC_ROOT": str(data_dir / "static"),
        "DATABASE_URL": f"sqlite:///{data_dir / 'db.sqlite3'}",
        "HTTPS": "off",
    }
    subprocess.run(
        [sys.executable, "manage.py", "prepare_demo", "--port", port],
        cwd=settings.BASE_DIR,
        env=environment,
        check=True,
        capture_output=True,
    )
    granian = [str(Path(sys.executable).with_name("granian")), "--interface", "wsgi"]
    server = subprocess.Popen(
        [*granian, "--port", port, "--log-level", "warning", "kdd_program.wsgi:application"],
        cwd=settings.BASE_DIR,
        env=environment,
    )
    address = f"http://127.0.0.1:{port}"
    wait_for(address)
    yield address
    server.terminate()
    server.wait()


def wait_for(address):
    for _attempt in range(100):
        try:
            urlopen(address)  # noqa: S310
        except URLError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"The site did not come up on {address}")


@pytest.fixture(scope="package")
def chromium():
    if not CHROMIUM:
        pytest.skip("Chromium is not installed (Debian: apt install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def export(site, data_dir):
    """Return a function that starts the command with a folder."""
    return partial(copies.manage, data_dir, "export_site", "kdd-2023")


@pytest.fixture(scope="package")
def copied(export):
    """Return the folder of a copy with relative addresses, which LinkChecker as nobody can read."""
    with tempfile.TemporaryDirectory() as around:
        Path(around).chmod(0o755)
        folder = Path(around) / "copy"
        assert re.search(r"\d{4} files new, 0 changed, 0 unchanged", copies.done(export(folder)))
        yield folder


def of_a_visitor_who_saves_data(chromium, **options):
    """Make a profile for which an event's pages are not all fetched, to be had offline, each time.

    The site and the browser have better to do while a test looks at one page.
    """
    context = chromium.new_context(**options)
    context.add_init_script(
        "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"
    )
    return context


@pytest.fixture
def new_profile():
    """Return what makes the profiles that `open_page` opens windows in."""
    return of_a_visitor_who_saves_data


@pytest.fixture
def open_page(chromium, site, new_profile):
    """Return a function that opens an address of the site in a window of its own."""
    contexts = []

    def opened(address="", **options):
        context = new_profile(chromium, base_url=site, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()


AS_SHIPPED = """
import json
from django.core.management import call_command
from sessions.models import Event, Release, Room, Session, Tag, Track
from speakers.models import Organization, Speaker
shipped = json.load(open("fixtures/kdd2023.json", encoding="utf-8"))
Release.objects.all().delete()
for model in (Session, Room, Track, Event, Speaker, Organization, Tag):
    label = model._meta.label_lower
    slugs = [each["fields"]["slug"] for each in shipped if each["model"] == label]
    model.objects.exclude(slug__in=slugs).delete()
call_command("loaddata", "kdd2023")
"""


def manage(data_dir, *command):
    """Run a command of `manage.py` on the data of the site that is served."""
    database = f"sqlite:///{data_dir / 'db.sqlite3'}"
    subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATA_DIR": str(data_dir), "DATABASE_URL": database},
        check=True,
        capture_output=True,
    )


def ship(data_dir):
    """Make the program that of the fixture again, without releases and what was added."""
    manage(data_dir, "shell", "--command", AS_SHIPPED)


@pytest.fixture
def left_as_shipped(site, data_dir):
    """Undo what this test edits: all that edit use it, so that each finds the fixture's program."""
    yield
    ship(data_dir)


def signed_in(page, data_dir):
    """Sign the demo organizer in."""
    page.fill("#id_username", "organizer")
    page.fill("#id_password", (data_dir / "demo_password").read_text())
    page.click("[type=submit]")
    page.wait_for_selector("#user-tools")
    return page


@pytest.fixture
def organizer(open_page, data_dir):
    """Return a window in which the demo organizer has signed in."""
    page = open_page("/admin/", viewport={"width": 1440, "height": 1000}, locale="en-US")
    return signed_in(page, data_dir)


@pytest.fixture
def board(organizer):
    board = Board(organizer)
    board.day("Tue, Aug 8")
    return board


@pytest.fixture
def colleague(open_page, data_dir):
    """Another organizer's window, with the board open."""
    page = open_page("/admin/", viewport={"width": 1440, "height": 1000}, locale="en-US")
    return Board(signed_in(page, data_dir))
