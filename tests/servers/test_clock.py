"""A clock that jumps by a day under the running site, as when it is set right."""

import subprocess
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

from tests.processes import needed
from tests.servers.conftest import wait_until
from tests.servers.organizers import Organizer, writers_of

PAGE = "/en/llm-day/schedule/"
DAY = timedelta(days=1)


class Clock:
    """The clock of a site, which `environment` sets."""

    def __init__(self, folder):
        self.file, library = folder / "ahead", folder / "clock.so"
        source = Path(__file__).with_name("clock.c")
        command = [needed("cc"), "-shared", "-fPIC", "-O1", "-o", library, source]
        subprocess.run(command, check=True)
        self.set_ahead(timedelta())
        self.environment = {"LD_PRELOAD": str(library), "CLOCK_AHEAD": str(self.file)}

    def set_ahead(self, by):
        self.file.write_text(str(int(by.total_seconds())))


def test_clock_that_jumps_disturbs_nobody(new_site, tmp_path):
    clock = Clock(tmp_path)
    site = new_site(**clock.environment)
    (writer,) = writers_of(site, 1)
    for number, ahead in enumerate([timedelta(), DAY, -DAY, timedelta()]):
        clock.set_ahead(ahead)
        assert writer.save(number) == 302, "the organizer is still signed in"
        title = f"Edit {number} of"
        wait_until(lambda title=title: all(title in text for _, _, text in site.often(PAGE)))
        answers = site.often(PAGE)
        assert {status for status, _headers, _text in answers} == {200}
        assert not any("Cache-Status" in headers for _status, headers, _text in answers)
        assert Organizer(site).ask("GET", writer.path)[0] == 200
        date = parsedate_to_datetime(site.get("/admin/login/")[1]["Expires"])
        assert abs(date - datetime.now(UTC) - ahead) < DAY / 2, "the clock has jumped"
    assert writer.kept()
