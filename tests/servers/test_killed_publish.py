"""Publishing on the schedule board, on a server that is killed at any moment of it.

`KILLS=20 pytest -s tests/servers/test_killed_publish.py` kills it more often and says how it went.
"""

import json
import os
import random
import time
from collections import Counter
from datetime import datetime, timedelta
from http.client import HTTPException
from threading import Thread

from bs4 import BeautifulSoup

from tests.servers.organizers import SAVED, Organizer

KILLS = int(os.environ.get("KILLS", "3"))


class Publisher:
    """An organizer who moves every session that has a time by five minutes."""

    def __init__(self, site):
        self.site = site
        self.organizer = Organizer(site)
        ((pk,),) = site.database.rows("SELECT id FROM program_event WHERE slug = ?", "kdd-2023")
        self.board = f"/admin/program/event/{pk}/board/"

    def form(self):
        """Return what the board sends to publish."""
        page = BeautifulSoup(self.organizer.ask("GET", self.board)[1], "html.parser")
        sessions = json.loads(page.select_one("#board-data").text)["sessions"]
        moves = [
            {"session": each["key"], "seen": each["slot"], "new": later(each["slot"])}
            for each in sessions
            if each["slot"]["start"]
        ]
        self.number = len(moves)
        return {
            "csrfmiddlewaretoken": page.select_one("[name=csrfmiddlewaretoken]")["value"],
            "moves": json.dumps(moves),
            "publish": "Publish",
        }

    def publish(self, form):
        """Send the form; the status is None if the server was killed meanwhile."""
        self.status = None
        try:
            self.status, _text = self.organizer.ask("POST", f"{self.board}review/", form)
        except (OSError, HTTPException):
            return

    def state(self):
        """Return the number of releases, and when each session begins, as of one moment."""
        rows = self.site.database.rows(
            "SELECT (SELECT count(*) FROM program_release), id, start FROM program_session"
        )
        return rows[0][0], {pk: start for _releases, pk, start in rows}


def later(slot):
    by = timedelta(minutes=5)
    times = ("start", "end")
    moved = {at: slot[at] and (datetime.fromisoformat(slot[at]) + by).isoformat() for at in times}
    return slot | moved


def test_a_killed_publish_leaves_all_of_it_or_nothing(site):
    publisher = Publisher(site)
    form = publisher.form()
    began = time.monotonic()
    publisher.publish(form)
    length = time.monotonic() - began
    assert publisher.status == SAVED
    ends = Counter()
    for _kill in range(KILLS):
        releases, starts = publisher.state()
        form = publisher.form()
        publishing = Thread(target=publisher.publish, args=[form])
        publishing.start()
        time.sleep(length * random.uniform(0.4, 1.4))  # noqa: S311
        site.stop()
        publishing.join()
        site.start()
        releases_now, starts_now = publisher.state()
        moved = sum(starts[pk] != starts_now[pk] for pk in starts)
        assert (releases_now - releases, moved) in ((0, 0), (1, publisher.number))
        if publisher.status == SAVED:
            assert moved
        ends["published" if moved else "not published"] += 1
    print(f"{KILLS} kills: {dict(ends)}")  # noqa: T201
    assert site.database.damage() == []
