"""The page store while others keep the site busy: `python -m benchmarks.flood`.

Needs wrk. Visitors ask for the schedule, which is kept, while so many others show the cookie of a
session that does not exist, so that the same page would have to be rendered for each. In the same
run, the same visitors without the others are the reference.
"""

from threading import Thread

from benchmarks.results import machine, record
from benchmarks.site import EVENT, PASSES_BY, fetch, granian, site
from benchmarks.wrk import SECONDS, Found, load

SESSIONS = 500
VISITORS = 20
OTHERS = (16, 64, 256)
PAGE = f"/en/{EVENT}/schedule/"


def flooded(address: str, others: int) -> Found:
    """Return what visitors meet in the midst of others."""
    flood = Thread(
        target=load, args=(address, others), kwargs={"seconds": SECONDS + 4, "cookie": PASSES_BY}
    )
    flood.start()
    found = load(address, VISITORS)
    flood.join()
    return found


def row(others: int, found: Found, quiet: Found) -> str:
    return (
        f"| {others} | {found.rate:,.0f} | **{found.rate / quiet.rate:.2f}** "
        f"| {found.p99:.0f} / {quiet.p99:.0f} ms | {found.failed} |"
    )


def main() -> None:
    """Measure, print, and write into `benchmarks/RESULTS.md`."""
    where = machine()
    with site(SESSIONS) as place, granian(place) as (port, _server):
        address = f"http://127.0.0.1:{port}{PAGE}"
        for _time in range(20):
            fetch(port, PAGE)
        quiet = load(address, VISITORS)
        rows = [row(others, flooded(address, others), quiet) for others in OTHERS]
    record(
        "Pages while others keep the site busy",
        f"""
`python -m benchmarks.flood`: {VISITORS} connections ask for the schedule of a program of {SESSIONS}
sessions, which is kept, for {SECONDS} s, while others with made-up cookies ask to have it rendered.
The reference is the same without the others. {where}.

| others | visitors, 1/s | of without | p99 with / without | failed |
| --- | --- | --- | --- | --- |
{chr(10).join(rows)}
""",
    )


if __name__ == "__main__":
    main()
