"""The page store where several processes serve the site, and one of them or the database fails."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread

from django.conf import settings

from kdd_program.store.watch import OVERDUE
from tests.servers.conftest import WORKERS, kill, wait_until

PANEL = "/en/llm-day/sessions/llm-day-panel/"
SCHEDULE = "/zh-hans/llm-day/schedule/?day=2023-08-08"
RENAME = "Session.objects.filter(slug='llm-day-panel').update(title_en='{}')"


def statuses(answers):
    return {status for status, _headers, _text in answers}


def test_edit_is_live_in_all_workers_within_a_second(site):
    assert statuses(site.often(PANEL)) == {200}
    site.run(RENAME.format("A renamed panel"))
    time.sleep(OVERDUE)
    assert all("A renamed panel" in text for _status, _headers, text in site.often(PANEL))


def test_no_page_shows_two_versions_while_an_organizer_writes(site):
    """All keynotes and the panel get the same new title at once; a page names several of them."""
    write = (
        "import time\nfor n in range(100):\n"
        "    Session.objects.filter(event__slug='llm-day', kind__in=['panel', 'keynote'])"
        ".update(title_en=f'Title {n}.')\n    time.sleep(0.02)\n\n"
    )
    writer = Thread(target=site.run, args=[write])
    writer.start()
    seen = []
    while writer.is_alive():
        seen += site.often("/en/llm-day/sessions/llm-day-teach-to-reason/", times=4)
    writer.join()
    titles = [set(re.findall(r"Title \d+\.", text)) for _status, _headers, text in seen]
    assert statuses(seen) == {200}
    assert max(map(len, titles)) == 1
    assert len(set().union(*titles)) > 3


def test_killed_worker_is_replaced_and_pages_go_on(site):
    before = site.workers()
    assert len(before) == WORKERS
    kill(min(before))
    wait_until(lambda: len(site.workers() - before) == 1)
    wait_until(lambda: statuses(site.often(PANEL)) == {200})


def test_without_the_database_known_pages_go_on_and_recovery_needs_nobody(site):
    known = site.often(SCHEDULE)
    site.database.take_away()
    try:
        wait_until(lambda: all("Cache-Status" in each[1] for each in site.often(SCHEDULE)))
        assert {each[2] for each in site.often(SCHEDULE)} == {known[0][2]}
        unknown = site.often("/zh-hans/kdd-2023/panels/")
        assert statuses(unknown) == {503}
        assert all("<h1>" in text for _status, _headers, text in unknown)
    finally:
        site.database.bring_back()
    wait_until(lambda: statuses(site.often("/zh-hans/kdd-2023/panels/")) == {200})
    wait_until(lambda: not any("Cache-Status" in each[1] for each in site.often(SCHEDULE)))
    site.run(RENAME.format("After the recovery"))
    wait_until(lambda: all("After the recovery" in each[2] for each in site.often(PANEL)))


def test_kept_pages_go_on_while_many_say_to_be_signed_in(site):
    """Each of the many would have a page rendered; they have to do with the places there are."""
    known = site.often(PANEL)
    cookie = f"{settings.SESSION_COOKIE_NAME}={'s' * 32}"
    enough = Event()

    def insist():
        found = []
        while not enough.is_set():
            found.append(site.get(SCHEDULE, Cookie=cookie))
        return statuses(found)

    with ThreadPoolExecutor(48) as pool:
        insisting = [pool.submit(insist) for _one in range(48)]
        seen = site.often(PANEL, times=100)
        enough.set()
        refused = set.union(*(each.result() for each in insisting))
    assert statuses(seen) == {200}
    assert {text for _status, _headers, text in seen} == {known[0][2]}
    assert refused == {200, 503}
