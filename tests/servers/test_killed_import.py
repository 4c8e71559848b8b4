"""Imports that are killed at any moment of their work.

`KILLS=20 pytest -s tests/servers/test_killed_import.py` kills more of them and says how it went.
"""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from string import ascii_lowercase

from tests.servers.conftest import ROOT
from tests.spreadsheets.files import xlsx

KILLS = int(os.environ.get("KILLS", "3"))
SIZE = 200
NAMES = [f"{x}{y}{x}{y} {y}{y}{x}{x}" for x in ascii_lowercase for y in ascii_lowercase][:SIZE]
ROWS = [["Title", "Slug", "Speakers", "Date"]]
ROWS += [
    [f"Number {n} of a series", f"series-{n}", f"{name}; Jie Tang", "8 Aug"]
    for n, name in enumerate(NAMES)
]


def importing(site, file):
    """Start an import in a process of its own, and return it."""
    command = [sys.executable, "manage.py", "import_table", "kdd-2023", "sessions", str(file)]
    return subprocess.Popen(command, cwd=ROOT, env=site.environment, stdout=subprocess.DEVNULL)


def imported(site):
    """Return how many sessions and participations of the file the database holds."""
    series = "FROM program_session s {} WHERE s.slug LIKE ?"
    parts = "JOIN program_participation p ON p.session_id = s.id"
    questions = (f"SELECT count(*) {series.format(join)}" for join in ("", parts))
    return tuple(site.database.rows(question, "series-%")[0][0] for question in questions)


def forget(site):
    site.run("Session.objects.filter(slug__startswith='series-').delete()")


def test_a_killed_import_leaves_all_of_it_or_nothing(site, tmp_path):
    file = tmp_path / "series.xlsx"
    file.write_bytes(xlsx(ROWS))
    began = time.monotonic()
    assert importing(site, file).wait() == 0
    length = time.monotonic() - began
    assert imported(site) == (SIZE, 2 * SIZE)
    ends = Counter()
    for _kill in range(KILLS):
        forget(site)
        process = importing(site, file)
        time.sleep(length * random.uniform(0.4, 1))  # noqa: S311
        process.kill()
        process.wait()
        left = imported(site)
        assert left in ((0, 0), (SIZE, 2 * SIZE))
        ends[left] += 1
        assert site.get("/en/kdd-2023/schedule/")[0] == 200
    print(f"{KILLS} kills: {dict(ends)}")  # noqa: T201
    assert site.database.damage() == []
