"""The schedule board by size of the program: `python -m benchmarks.board`.

In Chromium a session is dragged about; the reference is the board of a tenth of the sessions.
Publishing moves every session at once; the reference is Django's `bulk_update` of the same rows.
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from django.contrib.auth import get_user_model
from playwright.sync_api import Page, sync_playwright

from benchmarks.results import machine, record
from benchmarks.site import EVENT, granian, manage, site

SIZES = [50, 500, 2000]
MOVES = 40  # of the mouse
PUBLISH = "import json; from benchmarks.board import publishing; print(json.dumps(publishing()))"
SPENT = ["ScriptDuration", "RecalcStyleDuration", "LayoutDuration"]


@contextmanager
def board(place: Path) -> Iterator[Page]:
    """Open the board of the generated program in Chromium, signed in."""
    with granian(place) as (port, _server), sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = chromium.new_page(viewport={"width": 1440, "height": 1000})
        page.goto(f"http://127.0.0.1:{port}/admin/program/event/?q={EVENT}")
        page.fill("#id_username", "organizer")
        page.fill("#id_password", (place / "demo_password").read_text(encoding="utf-8"))
        page.click("[type=submit]")
        change = page.locator("#result_list tbody th a").first.get_attribute("href") or ""
        page.goto(f"http://127.0.0.1:{port}{change.split('change/')[0]}board/")
        page.wait_for_selector(".card")
        yield page
        chromium.close()


def drag(page: Page) -> list[float]:
    """Drag a session about; return the milliseconds of script, style and layout of each move."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable")

    def spent() -> float:
        metrics = devtools.send("Performance.getMetrics")["metrics"]
        return sum(each["value"] for each in metrics if each["name"] in SPENT) * 1000

    card = page.locator(".day-grid .card").first
    card.scroll_into_view_if_needed()
    box: Any = card.bounding_box()
    x, y = box["x"] + 12, box["y"] + 6
    page.mouse.move(x, y)
    page.mouse.down()
    took = []
    for number in range(MOVES):
        before = spent()
        page.mouse.move(x + 20 * (number % 20), y + 3 * number)
        page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
        took.append(spent() - before)
    page.keyboard.press("Escape")
    page.mouse.up()
    return took


def hour_later(at: datetime | None) -> datetime | None:
    return at and at + timedelta(hours=1)


def publishing() -> tuple[int, float, float]:
    """Publish every session an hour later, and move them back by `bulk_update`.

    Return how many they are, and the seconds of both. Called inside Django.
    """
    publishing, models = (import_module(f"sessions.{name}") for name in ("publishing", "models"))
    event = models.Event.objects.get(slug=EVENT)
    sessions = list(models.Session.objects.of(event).filter(start__isnull=False))
    moves = []
    for session in sessions:
        seen = publishing.slot_of(session)
        new = seen._replace(start=hour_later(seen.start), end=hour_later(seen.end))
        moves.append(publishing.Move(session.natural_key(), seen, new))
    start = perf_counter()
    publishing.publish(event, moves, get_user_model().objects.get(), None, None)
    ours = perf_counter() - start
    start = perf_counter()
    models.Session.objects.bulk_update(sessions, publishing.FIELDS)
    return len(moves), ours, perf_counter() - start


def main() -> None:
    """Measure, print, and write into `benchmarks/RESULTS.md`."""
    where = machine()
    drags, publishes = [], []
    for size in SIZES:
        with site(size) as place:
            with board(place) as page:
                drags.append(drag(page))
            publishes.append(json.loads(manage(place, "shell", "--no-imports", "-c", PUBLISH)))
    reference = median(drags[0])
    rows = [
        f"| {size:,} | {median(took):.0f} | {max(took):.0f} | **{median(took) / reference:.1f}** "
        f"| {moves:,} | {ours:.2f} | {bare:.2f} | **{ours / bare:.1f}** |"
        for size, took, (moves, ours, bare) in zip(SIZES, drags, publishes, strict=True)
    ]
    record(
        "Schedule board",
        f"""
`python -m benchmarks.board`: a session is dragged about in Chromium, {MOVES} moves of the mouse;
script, style and layout of each move in milliseconds, and against the board of {SIZES[0]} sessions.
Then every session is published an hour later on SQLite, in seconds: in one transaction, with a
release, its snapshot and changes, history and journal; the reference is Django's `bulk_update` of
the same rows. {where}.

| sessions | move, median | longest | ratio | published | seconds | `bulk_update` | ratio |
| --- | --- | --- | --- | --- | --- | --- | --- |
{chr(10).join(rows)}
""",
    )


if __name__ == "__main__":
    main()
