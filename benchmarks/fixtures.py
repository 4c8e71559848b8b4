"""Loading and exporting fixtures against Django's own commands: `python -m benchmarks.fixtures`.

Both work in this process, in turn, on the same SQLite database. Django's `loaddata` gets what its
`dumpdata` wrote, and no signal of ours listens to it.
"""

import os
import shutil
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from statistics import median
from time import process_time
from unittest.mock import patch

import django
from django.core.management import call_command
from django.core.management.commands import dumpdata, loaddata
from django.db import connection
from django.db.models.signals import post_save

from benchmarks.results import machine, record
from benchmarks.site import EVENT, environment, folder

ROUNDS = {50: 3, 500: 3, 2000: 3, 10000: 1}  # by number of sessions
APPS = ["speakers", "program"]


class Bench:
    """A database that can be emptied, and the same work done in our way and in Django's."""

    def __init__(self, place: Path) -> None:
        self.database, self.empty = place / "db.sqlite3", place / "empty.sqlite3"
        self.ours, self.plain = place / "ours.json", place / "plain.json"
        call_command("migrate", verbosity=0)
        connection.close()
        shutil.copyfile(self.database, self.empty)

    def start_anew(self) -> None:
        connection.close()
        shutil.copyfile(self.empty, self.database)

    def export(self) -> None:
        with self.ours.open("w", encoding="utf-8") as file:
            call_command("export_fixture", EVENT, stdout=file)

    def dump(self) -> None:
        call_command(dumpdata.Command(), *APPS, output=str(self.plain), verbosity=0)

    def load(self) -> None:
        call_command("loaddata", str(self.ours), verbosity=0)

    def load_plainly(self) -> None:
        with patch.object(post_save, "receivers", []):
            call_command(loaddata.Command(), str(self.plain), verbosity=0)


def seconds(call: Callable[[], object]) -> float:
    """Return the processor time of a call: SQLite works inside this process."""
    start = process_time()
    call()
    return process_time() - start


def measure(bench: Bench, size: int, rounds: int) -> list[str]:
    """Return rows of the table for a program of a size: medians of the rounds."""
    bench.start_anew()
    call_command("generate_program", EVENT, sessions=size, stdout=StringIO())
    took: dict[str, list[tuple[float, float]]] = {"export": [], "load": [], "load again": []}
    for _round in range(rounds):
        took["export"].append((seconds(bench.export), seconds(bench.dump)))
        first, again = [], []
        for load in (bench.load, bench.load_plainly):
            bench.start_anew()
            first.append(seconds(load))
            again.append(seconds(load))
        took["load"].append((first[0], first[1]))
        took["load again"].append((again[0], again[1]))
    rows = []
    for name, pairs in took.items():
        ours, plain = (median(times) for times in zip(*pairs, strict=True))
        rows.append(f"| {size:,} | {name} | {ours:.2f} | {plain:.2f} | **{ours / plain:.2f}** |")
    return rows


def main() -> None:
    """Measure, print, and write into `benchmarks/RESULTS.md`."""
    where = machine()
    with folder() as place:
        os.environ.update(environment(place))
        os.environ["DJANGO_SETTINGS_MODULE"] = "kdd_program.settings"
        django.setup()
        bench = Bench(place)
        rows = [row for size, rounds in ROUNDS.items() for row in measure(bench, size, rounds)]
        connection.close()
    record(
        "Fixtures",
        f"""
`python -m benchmarks.fixtures`: the fixture of one event, against Django's `dumpdata` of the same
rows, and its `loaddata` of that without signals. Processor seconds on SQLite, medians of
{max(ROUNDS.values())} rounds, the largest in one. {where}.

| sessions | | ours | Django's | ratio |
| --- | --- | --- | --- | --- |
{chr(10).join(rows)}
""",
    )


if __name__ == "__main__":
    main()
