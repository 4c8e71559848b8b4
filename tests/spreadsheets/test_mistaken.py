"""A file that is plainly another table than the one chosen is refused with what to choose."""

from itertools import permutations

import pytest
from django.utils import translation

from sessions.exchange import spreadsheet
from sessions.exchange.spreadsheet import Incoming, SpreadsheetError, dry_run, opened
from tests.spreadsheets.files import csv, plan, xlsx

PLAINLY_OTHERS = [
    ("sessions", ["Name", "Affiliation", "Bio"], "speakers"),
    ("sessions", ["Full name", "Affiliation", "Job title"], "speakers"),
    ("sessions", ["姓名", "单位", "职务", "简介"], "speakers"),
    ("sessions", ["Name", "Country", "Website"], "organizations"),
    ("speakers", ["Title", "Date", "Start", "Room"], "sessions"),
    ("speakers", ["Name", "Session", "Role", "Event"], "participations"),
    ("organizations", ["Name", "Affiliation", "Job title", "Bio"], "speakers"),
    ("papers", ["Name", "Affiliation", "Bio"], "speakers"),
]
AS_CHOSEN = [
    ("sessions", ["Title"]),
    ("sessions", ["Name", "Affiliation"]),
    ("sessions", ["Title", "Speaker", "Affiliation", "Bio"]),
    ("sessions", ["Title", "Speaker", "Affiliation", "Position", "Homepage", "ORCID", "Bio"]),
    ("sessions", ["Name", "Room", "Affiliation", "Job title", "Bio"]),
    ("sessions", ["Slug", "Abstract"]),
    ("sessions", ["题目", "报告人", "单位", "职务", "个人简介"]),
    ("speakers", ["序号", "姓名", "单位", "题目"]),
    ("speakers", ["Name", "Affiliation", "Session", "Date", "Room"]),
    ("speakers", ["Title", "Speaker", "Room", "Date"]),
    ("organizations", ["Affiliation", "Country"]),
    ("participations", ["Title", "Speaker", "Role", "Room", "Date"]),
    ("papers", ["Title", "Authors", "Date", "Start", "Room"]),
]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("suffix", spreadsheet.FORMATS)
@pytest.mark.parametrize(("chosen", "held"), [*permutations(spreadsheet.TABLES, 2)])
def test_an_exported_table_is_not_taken_for_another(chosen, held, suffix, language, program):
    with translation.override(language):
        data = spreadsheet.export(program, held, suffix)
    with pytest.raises(SpreadsheetError, match=f"choose “{held}” in place of “{chosen}”"):
        dry_run(Incoming(program, chosen, data))


def test_the_headings_that_tell_are_named(program):
    with pytest.raises(SpreadsheetError) as refused:
        plan(program, [["The people"], ["Name", "Affiliation", "ORCID"], ["Ada", "Analytics", ""]])
    assert str(refused.value) == (
        "By its headings (Affiliation, ORCID) this looks like the table “speakers”; "
        "choose “speakers” in place of “sessions”."
    )


@pytest.mark.any_database
@pytest.mark.parametrize(("chosen", "headings", "held"), PLAINLY_OTHERS)
def test_headings_of_another_table_alone_are_that_table(chosen, headings, held):
    with pytest.raises(SpreadsheetError, match=f"choose “{held}”"):
        opened(chosen, csv(headings, ["a"] * len(headings)))


@pytest.mark.any_database
@pytest.mark.parametrize(("chosen", "headings"), AS_CHOSEN)
def test_what_may_be_the_table_chosen_is_read_as_that(chosen, headings):
    assert opened(chosen, xlsx([headings, ["a"] * len(headings)])).columns


@pytest.mark.any_database
def test_a_grid_of_times_and_rooms_is_still_called_one():
    lines = ["", "Website", "姓名"], ["9:00", "a", "b"], ["10:00", "a", "b"]
    with pytest.raises(SpreadsheetError, match="grid"):
        opened("sessions", csv(*lines))
