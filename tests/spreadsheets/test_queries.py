"""A dry run asks the database as often for a long file as for a short one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sessions.exchange import spreadsheet
from sessions.exchange.spreadsheet import Incoming
from tests.growth import grow
from tests.spreadsheets.files import xlsx


@pytest.mark.parametrize("size", [50, 500])
def test_a_dry_run_takes_the_same_queries_whatever_its_length(size, program):
    grown = grow(f"grown-{size}", size)
    data = spreadsheet.export(grown, "sessions", "csv")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = spreadsheet.dry_run(Incoming(grown, "sessions", data))
    assert len(found.rows) == size
    assert len(queries) <= 12


def test_a_file_of_new_sessions_takes_no_more_queries(program):
    rows = [["Title", "Speakers", "Room", "Date", "Time"]]
    rows += [
        [f"Talk {n}", f"Person{n} Surname{n} (Company {n})", f"Room {n}", "8 Aug", "9:00"]
        for n in range(500)
    ]
    data = xlsx(rows)
    with CaptureQueriesContext(connection) as queries:
        found = spreadsheet.dry_run(Incoming(program, "sessions", data))
    assert len(found.rows) == 500
    assert len(found.made) > 500
    assert len(queries) <= 12
