"""How old a page may be while an organizer saves each second: `python -m benchmarks.edits`.

Needs wrk. While many visitors ask for the schedule, a session on it gets a new title each second;
a few more visitors read it, and compare it with what had been saved when they asked. In the same
run, the same load without any edit is the reference.
"""

import re
import subprocess
import sys
import time
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

from benchmarks.page_store import PACE
from benchmarks.results import machine, record
from benchmarks.site import EVENT, ROOT, environment, fetch, granian, site
from benchmarks.wrk import SECONDS, Found, load

SESSIONS = 500
READERS = 4
PAGE = f"/en/{EVENT}/schedule/"
LOADS = {
    "32 connections, as fast as they can": (32, None),
    "1,000 connections, some 7 requests a second each": (1000, PACE),
}
# Each title says which save it is; the moment is the system's, so that all processes share it.
SAVES = f"""
import itertools, time
from sessions.models import Session
first = Session.objects.filter(event__slug="{EVENT}", start__isnull=False).order_by("start").first()
same_day = Session.objects.filter(event__slug="{EVENT}", start__date=first.start.date())
chosen = list(same_day.order_by("start").values_list("pk", flat=True)[:2])
for number in itertools.count(1):
    Session.objects.filter(pk__in=chosen).update(title_en=f"Save {{number}}.")
    print(time.monotonic(), flush=True)
    time.sleep(1)
"""


class Readers:
    """Visitors who compare what they read with what had been saved when they asked."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.seen: list[tuple[float, set[int]]] = []
        self.over = Event()
        self.threads = [Thread(target=self.read) for _number in range(READERS)]

    def read(self) -> None:
        while not self.over.is_set():
            asked = time.monotonic()
            text = fetch(self.port, PAGE, "identity").decode()
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
def saving(place: Path) -> Iterator[list[float]]:
    """Save each second; yield the moments, which grow."""
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", SAVES]
    writer = subprocess.Popen(
        command, cwd=ROOT, env=environment(place), stdout=subprocess.PIPE, text=True
    )
    saved: list[float] = []
    assert writer.stdout  # noqa: S101 - it is a pipe
    output = writer.stdout
    listener = Thread(target=lambda: saved.extend(map(float, output)), daemon=True)
    listener.start()
    while not saved:
        time.sleep(0.05)
    try:
        yield saved
    finally:
        writer.kill()
        writer.wait()


def row(name: str, quiet: Found, edited: Found, readers: Readers, saved: list[float]) -> str:
    mixed = sum(len(numbers) > 1 for _asked, numbers in readers.seen)
    return (
        f"| {name} | {edited.rate:,.0f} | **{edited.rate / quiet.rate:.2f}** "
        f"| {edited.p99:.0f} / {quiet.p99:.0f} ms | {edited.failed} / {quiet.failed} "
        f"| {readers.oldest(saved):.2f} s | {mixed} of {len(readers.seen):,} |"
    )


def main() -> None:
    """Measure, print, and write into `benchmarks/RESULTS.md`."""
    where = machine()
    rows = []
    with site(SESSIONS) as place, granian(place) as (port, _server):
        address = f"http://127.0.0.1:{port}{PAGE}"
        for _time in range(20):
            fetch(port, PAGE)
        for name, (connections, pace) in LOADS.items():
            quiet = load(address, connections, script=pace)
            readers = Readers(port)
            with saving(place) as saved:
                for thread in readers.threads:
                    thread.start()
                edited = load(address, connections, script=pace)
                readers.over.set()
                for thread in readers.threads:
                    thread.join()
            rows.append(row(name, quiet, edited, readers, saved))
    record(
        "Edits under load",
        f"""
`python -m benchmarks.edits`: the schedule of a program of {SESSIONS} sessions, of which two change
together each second, for {SECONDS} s; {READERS} readers look how old the page is that they get, and
whether it shows both changes. The reference is the same load without edits. {where}.

| load by wrk | edited, 1/s | of without | p99 with / without | failed | oldest page | mixed pages |
| --- | --- | --- | --- | --- | --- | --- |
{chr(10).join(rows)}
""",
    )


if __name__ == "__main__":
    main()
