"""How old a page may be while an organizer saves each second: `python -m benchmarks.edits`.

Needs wrk. While many visitors ask for pages, two sessions get a new title each second; a few more
visitors read the schedule and the page of one of them, and compare them with what had been saved
when they asked. In the same run, the same load without any edit is the reference.
"""

import os
import re
import subprocess
import sys
import time
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from threading import Event, Thread
from typing import NamedTuple

from benchmarks.arrival import SCRIPT as VISITS
from benchmarks.arrival import note_pages
from benchmarks.page_store import PACE
from benchmarks.results import machine, record
from benchmarks.site import EVENT, ROOT, environment, fetch, granian, manage, site
from benchmarks.wrk import load

SESSIONS = 500
READERS = 4
SECONDS = 20
PAGE = f"/en/{EVENT}/schedule/"


class Load(NamedTuple):
    """So many connections over which pages are asked for, as a script of wrk has it."""

    name: str
    connections: int
    script: Path | None


LOADS = [
    Load("the schedule, 32 connections as fast as they can", 32, None),
    Load("the schedule, 1,000 connections, some 7 requests a second each", 1000, PACE),
    Load("any page, 1,000 people, one in three seconds each", 1000, VISITS),
    Load("any page, 5,000 people, one in three seconds each", 5000, VISITS),
]
# Two sessions of a day, the address of the first, and then a moment for each save, of which the
# titles say which it is. The moment is the system's, so that all processes share it.
SAVES = f"""
import itertools, time
from sessions.models import Session
first = Session.objects.filter(event__slug="{EVENT}", start__isnull=False).order_by("start").first()
same_day = Session.objects.filter(event__slug="{EVENT}", start__date=first.start.date())
chosen = list(same_day.order_by("start")[:2])
print(chosen[0].get_absolute_url(), flush=True)
for number in itertools.count(1):
    Session.objects.filter(pk__in=[each.pk for each in chosen]).update(title_en=f"Save {{number}}.")
    print(time.monotonic(), flush=True)
    time.sleep(1)
"""


class Readers:
    """Visitors who compare what they read with what had been saved when they asked."""

    def __init__(self, port: int, pages: list[str]) -> None:
        self.port = port
        self.pages = pages
        self.seen: list[tuple[float, set[int]]] = []
        self.over = Event()
        self.threads = [Thread(target=self.read) for _number in range(READERS)]

    def read(self) -> None:
        for page in cycle(self.pages):
            if self.over.is_set():
                return
            asked = time.monotonic()
            text = fetch(self.port, page, "identity").decode()
            self.seen.append((asked, {int(n) for n in re.findall(r"Save (\d+)\.<", text)}))
            time.sleep(0.02)

    def oldest(self, saved: list[float]) -> float:
        """Return by how many seconds the oldest page lagged behind; `saved` are moments."""
        late = 0.0
        for asked, numbers in self.seen:
            shown = max(numbers, default=0)
            if shown < bisect_right(saved, asked):
                late = max(late, asked - saved[shown])
        return late


@contextmanager
def reading(port: int, pages: list[str]) -> Iterator[Readers]:
    """Let readers read pages for as long as this lasts."""
    readers = Readers(port, pages)
    for thread in readers.threads:
        thread.start()
    yield readers
    readers.over.set()
    for thread in readers.threads:
        thread.join()


@contextmanager
def saving(place: Path) -> Iterator[tuple[str, list[float]]]:
    """Save each second; yield the address of one of the sessions, and the moments, which grow."""
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", SAVES]
    writer = subprocess.Popen(
        command, cwd=ROOT, env=environment(place), stdout=subprocess.PIPE, text=True
    )
    saved: list[float] = []
    assert writer.stdout  # noqa: S101 - it is a pipe
    output = writer.stdout
    page = output.readline().strip()
    listener = Thread(target=lambda: saved.extend(map(float, output)), daemon=True)
    listener.start()
    while not saved:
        time.sleep(0.05)
    try:
        yield page, saved
    finally:
        writer.kill()
        writer.wait()


def row(place: Path, port: int, each: Load) -> str:
    """Measure a load without edits and with them."""
    address = f"http://127.0.0.1:{port}{PAGE}"
    quiet = load(address, each.connections, seconds=SECONDS, script=each.script)
    with saving(place) as (page, saved), reading(port, [PAGE, page]) as readers:
        edited = load(address, each.connections, seconds=SECONDS, script=each.script)
    mixed = sum(len(numbers) > 1 for _asked, numbers in readers.seen)
    return (
        f"| {each.name} | {edited.rate:,.0f} | **{edited.rate / quiet.rate:.2f}** "
        f"| {edited.p99:.0f} / {quiet.p99:.0f} ms | {edited.failed} / {quiet.failed} "
        f"| {readers.oldest(saved):.2f} s | {mixed} of {len(readers.seen):,} |"
    )


def main() -> None:
    """Measure, print, and write into `benchmarks/RESULTS.md`."""
    where = machine()
    with site(SESSIONS) as place:
        number = note_pages(place)
        with granian(place) as (port, _server):
            host = f"127.0.0.1:{port}"
            os.environ["ADDRESSES"], os.environ["HOST"] = str(place / "addresses"), host
            manage(place, "fill_page_store", host)
            rows = [row(place, port, each) for each in LOADS]
    record(
        "Edits under load",
        f"""
`python -m benchmarks.edits`: a program of {SESSIONS} sessions, of which two change together each
second, for {SECONDS} s; of any of {number:,} pages one in three asked for is the schedule.
{READERS} readers look how old the schedule and the page of one of the two are that they get, and
whether they show one save. The reference is the same load without edits. {where}.

| load by wrk | edited, 1/s | of without | p99 with / without | failed | oldest page | mixed pages |
| --- | --- | --- | --- | --- | --- | --- |
{chr(10).join(rows)}
""",
    )


if __name__ == "__main__":
    main()
