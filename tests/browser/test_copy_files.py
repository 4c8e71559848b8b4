"""The files of a static copy: whole, the same each time, and finished after an end by force."""

import shutil
import signal
import time

from bs4 import BeautifulSoup

from tests.browser.copies import contents, done, files, links


def test_no_link_is_broken(copied):
    assert links(copied) > 1000


def test_nothing_but_the_pages_of_rooms_has_lost_its_link(copied):
    nowhere = set()
    for page in copied.rglob("*.html"):
        html = BeautifulSoup(page.read_bytes(), "html.parser")
        nowhere |= {
            page
            for link in html("a")
            if "href" not in link.attrs and not link.find_parent("template")
        }
        assert "copy.invalid" not in page.read_text(encoding="utf-8")
    assert {page.parent.name for page in nowhere} <= {"now"}


def test_a_second_time_nothing_is_written(copied, export):
    before = times(copied)
    assert "0 files new, 0 changed" in done(export(copied))
    assert times(copied) == before


def times(folder):
    """Return when each file was changed last."""
    return {path: path.stat().st_mtime_ns for path in files(folder)}


def test_killed_it_goes_on_where_it_was_and_mends_what_is_missing(copied, export, tmp_path):
    second = tmp_path / "copy"
    shutil.copytree(copied, second)
    missing = sorted(second.rglob("index.html"))[:60]
    for page in missing:
        page.unlink()
    process = export(second)
    while not any(page.exists() for page in missing):
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert not all(page.exists() for page in missing)
    for page in missing:
        if page.exists():
            assert page.read_bytes() == (copied / page.relative_to(second)).read_bytes()
    assert " 0 changed" in done(export(second))
    assert contents(second) == contents(copied)


def test_same_program_gives_the_same_bytes_later_and_in_another_process_and_zone(
    copied, export, tmp_path
):
    done(export(tmp_path, PYTHONHASHSEED="1", TZ="Pacific/Kiritimati", LANG="zh_CN.UTF-8"))
    first, second = contents(copied), contents(tmp_path)
    assert second.keys() == first.keys()
    assert [file for file in first if first[file] != second[file]] == []
