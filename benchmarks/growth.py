"""How pages, lists and memory grow with the program: `python -m benchmarks.growth`.

One worker is asked for one page at a time, past the page store, for programs of 50 to 10,000
sessions. The reference is a bare Django template that writes as many rows from memory.
"""

import json
from collections.abc import Callable
from functools import partial
from time import perf_counter

from django.conf import settings
from django.template import Context, Engine

from benchmarks.results import machine, record
from benchmarks.site import EVENT, PASSES_BY, fetch, granian, manage, memory, site

SIZES = [50, 500, 2000, 10000]
TIMES = 5  # at most, and none is begun after LONG
LONG = 2.0  # seconds
AGENDA = 30  # sessions
PRECISE = 20  # below this a figure has a decimal
BARE = "{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}{% endfor %}{% endfor %}"
SIGN_IN = """
from django.contrib.auth import get_user_model
from django.test import Client
client = Client()
client.force_login(get_user_model().objects.get())
print(client.cookies["sessionid"].value)
"""


def milliseconds(call: Callable[[], object]) -> float:
    """Return how long a call takes at its fastest."""
    took: list[float] = []
    while len(took) < TIMES and sum(took) < LONG:
        start = perf_counter()
        call()
        took.append(perf_counter() - start)
    return min(took) * 1000


def public(port: int) -> dict[str, str]:
    """Return what to ask for: public pages and calendars."""
    sessions = json.loads(fetch(port, f"/{EVENT}/program.json", "identity"))["sessions"]
    pages = json.loads(fetch(port, f"/en/{EVENT}/offline.json", "identity"))["pages"]
    agenda = ".".join(list(sessions)[:AGENDA])
    return {
        "schedule": f"/en/{EVENT}/schedule/",
        "search": f"/en/{EVENT}/schedule/?q=learning",
        "a session": next(each for each in pages if f"/{EVENT}/sessions/" in each[:-1]),
        "list of sessions": f"/en/{EVENT}/sessions/",
        "list of speakers": f"/en/{EVENT}/speakers/",
        "calendar": f"/{EVENT}/schedule.ics",
        f"agenda calendar of {AGENDA}": f"/{EVENT}/agenda.ics?s={agenda}",
    }


def measure(size: int) -> dict[str, float]:
    """Return milliseconds, and memory in MB, for a program of a size."""
    template = Engine().from_string(BARE)
    rows = Context({"rows": [("A session", "Monday, 10:30", "Hall 1")] * size})
    found = {"reference: bare template": milliseconds(lambda: template.render(rows))}
    with site(size) as place, granian(place, workers=1) as (port, server):
        found["memory at first"] = memory(server)[0]
        staff = manage(place, "shell", "--no-imports", "--command", SIGN_IN).strip()
        asked = {name: (path, PASSES_BY) for name, path in public(port).items()}
        asked["admin, sessions"] = ("/admin/program/session/", f"sessionid={staff}")
        asked["admin, speakers"] = ("/admin/speakers/speaker/", f"sessionid={staff}")
        for name, (path, cookie) in asked.items():
            found[name] = milliseconds(partial(fetch, port, path, cookie=cookie))
        found["memory afterwards"] = memory(server)[0]
    return found


def row(name: str, figures: list[float]) -> str:
    """Return a row of the table: milliseconds or MB for each size, and the growth at the end."""
    unit = "MB" if name.startswith("memory") else "ms"
    cells = [f"{each:,.{0 if each > PRECISE else 1}f}" for each in figures]
    return f"| {name}, {unit} | {' | '.join(cells)} | **{figures[-1] / figures[1]:.1f}** |"


def main() -> None:
    """Measure, print, and write into `benchmarks/RESULTS.md`."""
    settings.configure()
    where = machine()
    found = [measure(size) for size in SIZES]
    rows = [row(name, [each[name] for each in found]) for name in found[0]]
    record(
        "Growth with the program",
        f"""
`python -m benchmarks.growth`: one worker, one request at a time past the page store, the fastest of
up to {TIMES}; programs on 5 days in 20 rooms. The reference is a Django template that writes a row
of three cells for each session. {where}.

| sessions | {" | ".join(f"{size:,}" for size in SIZES)} | {SIZES[1]:,} → {SIZES[-1]:,} |
| --- | {"--- | " * len(SIZES)}--- |
{chr(10).join(rows)}
""",
    )


if __name__ == "__main__":
    main()
