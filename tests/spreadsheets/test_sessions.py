"""Rows of sessions: what they would change, and why they are refused."""

from datetime import UTC, datetime

import pytest

from sessions.exchange.spreadsheet import SpreadsheetError, State
from sessions.models import Session
from tests.spreadsheets.files import changes, only, plan, problems

KEYNOTE = "llm-day-documents-to-dialogues"  # Tuesday, 10:10–11:00 in California


@pytest.fixture
def llm_day(program):
    return program.children.get()


def test_headings_are_found_below_a_title_and_blank_lines(program):
    found = plan(
        program,
        [["KDD 2023, draft"], [], ["Talk title", "Speaker(s)", "Room"], ["A", "", "Grand A"]],
    )
    assert found.header.number == 3
    assert list(found.header.columns.values()) == ["title", "speakers", "room"]


@pytest.mark.parametrize(
    "heading",
    [
        ["Title", "Speaker(s)", "Room", "Date", "Time"],
        ["标题", "讲者", "会场", "日期", "时间"],
        ["报告题目", "报告人", "地点", "日期", "时间段"],
        ["TALK TITLE", "Presenters", "Location", "Day", "Time slot"],
    ],
)
def test_headings_are_known_by_what_people_call_them(heading, program):
    found = plan(program, [heading, ["A", "Peng Zhang", "Grand A", "8 Aug", "9:00"]])
    assert {"title", "speakers", "room", "date"} <= set(found.header.columns.values())


def test_columns_that_are_not_known_are_named(program):
    found = plan(program, [["Title", "Catering"], ["A", "tea"]])
    assert found.header.ignored == ["B1 “Catering”"]


def test_the_same_heading_in_both_languages_is_the_text_in_both(program):
    row = only(program, ["Title", "标题"], ["Reasoning", "推理"])
    assert changes(row) == {
        "Title (English)": (None, "Reasoning"),
        "Title (Chinese)": (None, "推理"),
    }


def test_a_title_goes_to_the_language_it_is_written_in(program):
    assert changes(only(program, ["Title"], ["大模型的推理"])) == {
        "Title (Chinese)": (None, "大模型的推理")
    }


def test_a_file_without_headings_is_refused(program):
    with pytest.raises(SpreadsheetError, match="Title"):
        plan(program, [["A", "B"], ["C", "D"]])


def test_day_and_time_are_those_of_the_venue(program):
    row = only(program, ["Title", "Date", "Time"], ["A", "8 Aug", "9:00–9:45 AM"])
    session = row.writes[0].instance
    assert session.start == datetime(2023, 8, 8, 16, tzinfo=UTC)
    assert session.end == datetime(2023, 8, 8, 16, 45, tzinfo=UTC)
    assert changes(row)["Start"] == (None, "Aug. 8, 2023 09:00 PDT")


def test_a_day_alone_leaves_the_time_open(program):
    session = only(program, ["Title", "Date"], ["A", "8 Aug"]).writes[0].instance
    assert (f"{session.day}", session.start) == ("2023-08-08", None)


def test_of_an_event_of_one_day_the_day_may_be_missing(llm_day):
    session = only(llm_day, ["Title", "Time"], ["A", "14:00"]).writes[0].instance
    assert session.local_start.isoformat() == "2023-08-08T14:00:00-07:00"


def test_an_end_with_its_day_may_be_on_any_later_day(program):
    heading = ["Title", "Date", "Start", "End"]
    row = only(program, heading, ["A", "8 Aug", "10:00", "9 Aug 9:00"])
    assert row.writes[0].instance.local_end.isoformat() == "2023-08-09T09:00:00-07:00"


def test_a_night_ends_on_the_next_day(program):
    session = (
        only(program, ["Title", "Date", "Time"], ["A", "8 Aug", "22:00-01:00"]).writes[0].instance
    )
    assert session.local_end.isoformat() == "2023-08-09T01:00:00-07:00"


@pytest.mark.parametrize(
    ("headings", "cells"),
    [
        (["Start", "End"], ["20:00", "24:00"]),
        (["Time"], ["20:00–24:00"]),
        (["Time"], ["晚上8:00–24:00"]),
    ],
)
def test_24_o_clock_is_the_end_of_the_day(program, headings, cells):
    row = only(program, ["Title", "Date", *headings], ["Party", "2023-08-08", *cells])
    assert problems(row) == []
    assert changes(row)["End"] == (None, "Aug. 9, 2023 00:00 PDT")


def test_24_o_clock_is_no_start(program):
    row = only(program, ["Title", "Date", "Start"], ["Party", "2023-08-08", "24:00"])
    assert [cell for cell, _message in problems(row)] == ["C2"]


def test_a_changed_time_is_shown_old_and_new(llm_day):
    row = only(llm_day, ["Slug", "Start", "End"], [KEYNOTE, "11:10", "12:00"])
    assert changes(row) == {
        "Start": ("Aug. 8, 2023 10:10 PDT", "Aug. 8, 2023 11:10 PDT"),
        "End": ("Aug. 8, 2023 11:00 PDT", "Aug. 8, 2023 12:00 PDT"),
    }
    assert row.state == State.CHANGED


def test_a_changed_day_moves_start_and_end(program, llm_day):
    row = only(program, ["Slug", "Event", "Date"], [KEYNOTE, "LLM Day", "9 Aug"])
    assert row.writes[0].instance.local_end.isoformat() == "2023-08-09T11:00:00-07:00"


def test_columns_that_are_missing_leave_things_alone(llm_day):
    row = only(llm_day, ["Slug", "Title (English)"], [KEYNOTE, "Another title"])
    assert list(changes(row)) == ["Title (English)"]


def test_an_empty_cell_empties_what_may_be_empty_and_says_so(llm_day):
    before = Session.objects.get(slug=KEYNOTE)
    row = only(llm_day, ["Slug", "Room", "Kind", "Speakers"], [KEYNOTE, None, None, None])
    assert changes(row)["Room"] == (str(before.room), "")
    assert "Kind" not in changes(row)
    assert changes(row)["Speakers"][1] == ""


def test_a_session_is_found_by_its_title(llm_day):
    title = Session.objects.get(slug=KEYNOTE).title_en
    row = only(llm_day, ["Title", "Room"], [title.upper(), "Grand B"])
    assert row.writes[0].instance.slug == KEYNOTE


def test_a_title_much_like_another_is_asked(llm_day):
    title = Session.objects.get(slug=KEYNOTE).title_en
    found = plan(llm_day, [["Title"], [title + "s"]])
    assert [each.slug for each in found.questions[0].candidates] == [KEYNOTE]
    chosen = plan(llm_day, [["Title"], [title + "s"]], answers={found.questions[0].key: KEYNOTE})
    assert chosen.rows[0].state == State.CHANGED


def test_breaks_of_one_title_are_told_apart_by_their_start(program):
    rows = [["Title", "Kind", "Date", "Time"]]
    rows += [["Coffee", "Break", "8 Aug", time] for time in ("10:00-10:30", "15:00-15:30")]
    made = [row.writes[0].instance for row in plan(program, rows).rows]
    assert [each.slug for each in made] == ["coffee", "coffee-2"]
    for each in made:
        each.save()
    again = plan(program, [rows[0], *reversed(rows[1:])])
    assert [row.state for row in again.rows] == [State.UNCHANGED] * 2


def test_a_talk_may_be_inside_a_session_of_the_same_file(program):
    rows = [["Title", "Part of"], ["First talk", "The workshop"], ["The workshop", None]]
    found = plan(program, rows)
    assert not found.open
    assert [write.instance.title_en for write in found.writes] == ["The workshop", "First talk"]


def test_what_is_inside_a_refused_row_is_refused_too(program):
    rows = [
        ["Title", "Part of", "Kind"],
        ["Talk", "Workshop", "Talk"],
        ["Workshop", None, "séance"],
    ]
    found = plan(program, rows)
    assert problems(found.rows[0]) == [("B2", "Line 3, which it is part of, is not taken.")]


REFUSED = {
    "kind": (["Title", "Type"], ["A", "séance"], "B2", "Keynote"),
    "day": (["Title", "Date"], ["A", "31 Sep"], "B2", "2023-08-08"),
    "time": (["Title", "Date", "Time"], ["A", "8 Aug", "soon"], "C2", "14:00"),
    "no day": (["Title", "Time"], ["A", "14:00"], "B2", "day is missing"),
    "end": (["Title", "Date", "Start", "End"], ["A", "8 Aug", "14:00", "9:00"], "D2", "correct"),
    "range": (["Title", "Date", "Time"], ["A", "8 Aug", "10:00–9:00"], "C2", "correct"),
    "end alone": (["Slug", "End"], ["causal-break", "9:00"], "B2", "give both"),
    "title": (["Title", "Room"], [None, "Grand A"], "A2", "title is missing"),
    "parent": (["Title", "Part of"], ["A", "Nothing of the kind"], "B2", "no session"),
    "own parent": (["Title", "Part of"], ["A", "A"], "B2", "part of itself"),
    "event": (["Title", "Event"], ["A", "ICML"], "B2", "llm-day"),
    "slug": (["Title", "Slug"], ["A", "no slug!"], "B2", "slug"),
    "twice": (["Title", "Speakers"], ["A", "Peng Zhang; 张鹏"], "B2", "twice"),
    "formula": (["Title", "Room"], ["A", "=X1"], "B2", "formula"),
}  # fmt: skip


@pytest.mark.parametrize("column", ["Title", "Room", "Speakers", "Topics", "Track"])
def test_what_is_too_long_for_its_column_is_refused(column, program):
    row = only(program, ["Slug", "Title (Chinese)", column], ["new", "新", "Very " * 1000])
    assert row.state == State.REFUSED


@pytest.mark.parametrize("case", REFUSED)
def test_a_wrong_cell_is_named_with_its_reason_and_mend(case, program):
    heading, values, cell, reason = REFUSED[case]
    row = only(program, heading, values)
    assert row.state == State.REFUSED
    [(where, message)] = problems(row)
    assert where == cell
    assert reason in message


def test_a_row_names_all_that_is_wrong_with_it(program):
    row = only(program, ["Title", "Type", "Date"], ["A", "séance", "31 Sep"])
    assert [cell for cell, _message in problems(row)] == ["C2", "B2"]


def test_two_rows_about_one_session_are_refused(llm_day):
    rows = [["Slug", "Room"], [KEYNOTE, "Grand A"], [KEYNOTE, "Grand B"]]
    assert [row.state for row in plan(llm_day, rows).rows][1] == State.REFUSED


def repeated(event, *rows):
    """Return what is said of new lines, by number, that are about the same as one before."""
    found = plan(event, [["Title", "标题", "Date", "Start", "Room"], *rows])
    return {row.row.number: problems(row)[0][1] for row in found.rows if row.row.problems}


@pytest.mark.parametrize(
    "again",
    [
        ["Reasoning", "推理", "8 Aug", "9:00", "Grand A"],
        ["REASONING", None, "2023-08-08", "9:00 AM", None],
        [None, "推理", "8 Aug", "9:00", "Grand A"],
    ],
)
def test_new_lines_of_one_title_in_either_language_and_one_start_are_one_session(again, program):
    said = repeated(program, ["Reasoning", "推理", "8 Aug", "9:00", "Grand A"], again)
    assert list(said) == [3]
    assert said[3].startswith("Line 2 is about the same")


def test_each_further_line_names_the_first_and_none_is_new(program):
    rows = [["Title"], ["Reasoning"], ["Reasoning"], ["Reasoning"]]
    found = plan(program, rows)
    assert [row.state for row in found.rows] == [State.NEW, State.REFUSED, State.REFUSED]
    assert all("Line 2" in problems(row)[0][1] for row in found.rows[1:])


def test_a_line_equal_to_one_about_a_known_session_is_no_new_session(llm_day):
    title = Session.objects.get(slug=KEYNOTE).title_en
    rows = [["Title", "Date", "Start"], *[[title, "8 Aug", "10:10"]] * 2]
    assert [row.state for row in plan(llm_day, rows).rows] == [State.UNCHANGED, State.REFUSED]


def test_new_lines_without_a_start_are_one_session_since_nothing_but_the_title_tells_them_apart(
    program,
):
    assert list(repeated(program, ["Reasoning"], ["Reasoning"])) == [3]
    assert list(repeated(program, ["Tea", "", "8 Aug"], ["Tea", "", "8 Aug"])) == [3]


@pytest.mark.parametrize(
    "other",
    [
        [None, None, "8 Aug", "15:00", "Foyer"],
        [None, None, "9 Aug", "10:00", "Foyer"],
        [None, None, "9 Aug", None, "Foyer"],
        [None, None, "8 Aug", "10:00", "Garden"],
    ],
    ids=["time", "day", "day alone", "room"],
)
def test_new_lines_of_one_title_at_another_time_or_place_are_sessions_of_their_own(other, program):
    other[0] = "Coffee"
    assert not repeated(program, ["Coffee", None, "8 Aug", "10:00", "Foyer"], other)


def test_lines_whose_starts_are_unclear_are_not_held_against_each_other(program):
    said = repeated(program, *([*["Coffee", "", "8 Aug"], time] for time in ("25:00", "26:00")))
    assert "26:00" in said[3]


def test_new_lines_with_slugs_of_their_own_are_sessions_of_their_own(program):
    rows = [["Title", "Slug"], ["Coffee", "coffee-in"], ["Coffee", "coffee-out"]]
    assert [row.state for row in plan(program, rows).rows] == [State.NEW, State.NEW]


def test_a_time_that_the_clocks_skip_is_refused(program):
    program.start_date, program.end_date = "2023-03-11", "2023-03-13"
    program.save()
    program.refresh_from_db()
    row = only(program, ["Title", "Date", "Time"], ["A", "2023-03-12", "02:30"])
    assert row.state == State.REFUSED
