"""People who come all at once after an upgrade: `python -m benchmarks.arrival`.

Needs wrk. Each opens a page every three seconds: one in three the schedule, else any page of the
program. No page is kept at first, as after an upgrade; or `manage.py fill_page_store` has made them
all before. The latter, in the same run, is the reference.
"""

import json
import os
import shutil
from pathlib import Path

from benchmarks.results import machine, record
from benchmarks.site import EVENT, fetch, granian, manage, site
from benchmarks.wrk import Found, load

SESSIONS = 500
PEOPLE = (100, 1000, 5000)
SECONDS = 20
SCRIPT = Path(__file__).with_name("visits.lua")
HOST = "program.localhost"  # whatever the port, pages are kept for this name


def note_pages(place: Path) -> int:
    """Write the addresses that people open into a file; return how many there are."""
    with granian(place) as (port, _server):
        listed = fetch(port, f"/en/{EVENT}/offline.json", coding="identity")
    pages = [f"/en/{EVENT}/schedule/", *json.loads(listed)["pages"]]
    (place / "addresses").write_text("\n".join(pages), encoding="utf-8")
    return len(pages)


def arrival(place: Path, people: int, kept: Path | None) -> Found:
    """Return what people meet who come to a site that has just been started, with pages or none."""
    shutil.rmtree(place / "pages", ignore_errors=True)
    if kept:
        shutil.copytree(kept, place / "pages")
    with granian(place) as (port, _server):
        fetch(port, "/healthz")
        return load(f"http://127.0.0.1:{port}/", people, seconds=SECONDS, script=SCRIPT)


def row(people: int, before: Found, filled: Found) -> str:
    refused = 100 * before.failed / (before.rate * SECONDS)
    return (
        f"| {people:,} | {before.rate:,.0f} / {filled.rate:,.0f} "
        f"| {before.p99:,.0f} / {filled.p99:,.0f} ms | {refused:.0f} % | {filled.failed} |"
    )


def main() -> None:
    """Measure, print, and write into `benchmarks/RESULTS.md`."""
    where = machine()
    with site(SESSIONS) as place:
        number = note_pages(place)
        os.environ["ADDRESSES"], os.environ["HOST"] = str(place / "addresses"), HOST
        manage(place, "fill_page_store", HOST)
        kept = (place / "pages").rename(place / "kept")
        rows = [
            row(people, arrival(place, people, None), arrival(place, people, kept))
            for people in PEOPLE
        ]
    record(
        "People who come after an upgrade",
        f"""
`python -m benchmarks.arrival`: so many people come to a site that has just been started, with a
program of {SESSIONS} sessions; each opens a page every three seconds for {SECONDS} s, one in three
the schedule, else any of {number:,}. *Nothing kept* is a site that has no page yet; the reference
is one for which `manage.py fill_page_store` has made them before. {where}.

| people | nothing kept / filled, 1/s | p99 | refused (503), nothing kept | filled |
| --- | --- | --- | --- | --- |
{chr(10).join(rows)}
""",
    )


if __name__ == "__main__":
    main()
