"""Workers that are killed again and again while organizers save.

`KILLS=100 pytest -s tests/servers/test_killed_workers.py` kills more of them and says how it went.
"""

import os
import random
from collections import Counter

from tests.servers.conftest import kill, wait_until
from tests.servers.organizers import acknowledged, wait_for_saves, writers_of, writing

KILLS = int(os.environ.get("KILLS", "5"))


def test_killed_workers_lose_nothing_that_was_acknowledged(site):
    """The elder of the two is killed, at any moment: Granian gives up if one dies young."""
    writers = writers_of(site, 4)
    workers = sorted(site.workers())
    with writing(writers):
        for number in range(KILLS):
            wait_for_saves(writers, random.randint(1, 6))  # noqa: S311
            kill(workers[number])
            wait_until(lambda seen=set(workers): site.workers() - seen)
            workers += site.workers() - set(workers)
        wait_for_saves(writers, 4)
    answers = sum((writer.answers for writer in writers), start=Counter())
    print(f"{KILLS} kills, {acknowledged(writers)} acknowledged saves, {dict(answers)}")  # noqa: T201
    assert set(answers) <= {302, "cut off", "refused"}
    assert answers["cut off"]
    assert site.database.damage() == []
    assert all(writer.kept() for writer in writers)
