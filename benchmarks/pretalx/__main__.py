"""Attendees' pages against pretalx's: `python -m benchmarks.pretalx [folder]`.

Needs wrk. Installs pretalx into a virtual environment, which is kept if a folder for it is named,
and loads the same program into it. Its settings may be given in the environment, such as
`PRETALX_REDIS`.
"""

import os
import sys
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.pretalx.server import VERSION, install, pretalx
from benchmarks.results import machine, record
from benchmarks.site import EVENT, PASSES_BY, WORKERS, fetch, granian, manage, site
from benchmarks.wrk import load

SESSIONS = 500
CONNECTIONS = 8
ROUNDS = 3
SECONDS = 4  # for each address in each round
PAUSE = 2  # seconds


class Pair(NamedTuple):
    """A page of ours, and what a browser asks pretalx for in its place."""

    name: str
    ours: str
    theirs: list[str]


def pairs(slug: str, code: str) -> list[Pair]:
    """Return the pages to compare, a session's under our slug and pretalx's code."""
    ours, theirs = f"/en/{EVENT}", f"/{EVENT}"
    grid = [f"{theirs}/schedule/", f"{theirs}/schedule/widgets/schedule.json"]
    return [
        Pair("schedule, as HTML", f"{ours}/schedule/", [f"{theirs}/schedule/nojs"]),
        Pair("schedule, as JavaScript loads it", f"{ours}/schedule/", grid),
        Pair("session", f"{ours}/sessions/{slug}/", [f"{theirs}/talk/{code}/"]),
        Pair("speakers", f"{ours}/speakers/", [f"{theirs}/speaker/"]),
        Pair("XML", f"/{EVENT}/schedule.xml", [f"{theirs}/schedule.xml"]),
        Pair("calendar", f"/{EVENT}/schedule.ics", [f"{theirs}/schedule.ics"]),
    ]


def rate(port: int, path: str, cookie: str = "") -> float:
    """Return the requests a second; give the server time to finish what it was asked last."""
    address = f"http://127.0.0.1:{port}{path}"
    found = load(address, CONNECTIONS, seconds=SECONDS, cookie=cookie)
    if found.failed:
        sys.exit(f"{address}: {found.failed} requests failed")
    time.sleep(PAUSE)
    return found.rate


def measure(pages: list[Pair], ours: int, theirs: int) -> list[str]:
    """Return the rows of the table: medians of rounds in which all are measured in turn."""
    kinds = {"theirs": (theirs, ""), "rendered": (ours, PASSES_BY), "kept": (ours, "")}
    paths = {
        (kind, path)
        for pair in pages
        for kind in kinds
        for path in (pair.theirs if kind == "theirs" else [pair.ours])
    }
    for kind, path in sorted(paths) * WORKERS:
        fetch(kinds[kind][0], path, cookie=kinds[kind][1])  # the first answers come slowly
    rounds = [
        {(kind, path): rate(kinds[kind][0], path, kinds[kind][1]) for kind, path in sorted(paths)}
        for _round in range(ROUNDS)
    ]
    medians = {each: median(found[each] for found in rounds) for each in paths}
    rows = []
    for pair in pages:
        # What needs several requests is had as often as their times, added up, allow.
        reference = 1 / sum(1 / medians["theirs", path] for path in pair.theirs)
        rendered, kept = medians["rendered", pair.ours], medians["kept", pair.ours]
        size = sum(len(fetch(theirs, path, "identity")) for path in pair.theirs) // 1000
        our_size = len(fetch(ours, pair.ours, "identity")) // 1000
        rows.append(
            f"| {pair.name} | {size} / {our_size} kB "
            f"| {reference:.1f} | {rendered:.1f} | **{rendered / reference:.1f}** "
            f"| {kept:,.0f} | **{kept / reference:,.0f}** |"
        )
    return rows


def main() -> None:
    """Measure, print, and write into `benchmarks/RESULTS.md`."""
    with site(SESSIONS) as place:
        programs = install(Path(sys.argv[1]) if sys.argv[1:] else place / "pretalx-packages")
        fixture = place / "program.json"
        fixture.write_text(manage(place, "export_fixture", EVENT), encoding="utf-8")
        (place / "pretalx").mkdir()
        where = machine()
        with (
            pretalx(programs, place / "pretalx", fixture) as (theirs, slug, code),
            granian(place) as (ours, _server),
        ):
            rows = measure(pairs(slug, code), ours, theirs)
    redis = " with Redis" if os.environ.get("PRETALX_REDIS") else ""
    record(
        f"Attendees' pages against pretalx {VERSION}{redis}",
        f"""
`python -m benchmarks.pretalx`: a program of {SESSIONS} sessions, loaded into both. {WORKERS}
workers each, wrk with {CONNECTIONS} connections on the same cores, {ROUNDS} rounds of
{SECONDS} s in turn, medians, in requests a second. {where}.

| page | pretalx's / our size | pretalx | ours, rendered | ratio | ours, page store | ratio |
| --- | --- | --- | --- | --- | --- | --- |
{chr(10).join(rows)}

pretalx{redis} runs on gunicorn as in its installation guide, on SQLite as we do; its pages are not
compressed, ours are. pretalx shows all five days on one page, we the first of five.
*Rendered* is what visitors with a session cookie get, who pass by the page store.
""",
    )


if __name__ == "__main__":
    main()
