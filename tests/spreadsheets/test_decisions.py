"""Which papers of a list were accepted, and that no others are taken."""

import pytest

from sessions.exchange.spreadsheet import State
from sessions.models import Session
from tests.spreadsheets.files import changes, problems
from tests.spreadsheets.papers import CMT, EASYCHAIR, OPENREVIEW, plan, take


@pytest.mark.parametrize(
    "rows", [EASYCHAIR, CMT, OPENREVIEW], ids=["EasyChair", "CMT", "OpenReview"]
)
def test_what_is_not_accepted_is_left_out_with_the_reason(rows, program):
    found = plan(program, rows)
    assert [row.state for row in found.rows] == [State.NEW] + [State.LEFT_OUT] * (len(rows) - 2)
    left_out = found.rows[1]
    assert left_out.label == "Engines That Do Not"
    assert "reject" in changes(left_out)["Decision"][1].lower()
    take(program, rows)
    assert not Session.objects.filter(title_en="Engines That Do Not").exists()


@pytest.mark.parametrize(
    ("decision", "state"),
    [
        ("Accept", State.NEW),
        ("accepted as short paper", State.NEW),
        ("Conditional accept", State.NEW),
        ("Oral", State.NEW),
        ("yes", State.NEW),
        ("录用", State.NEW),
        ("Not accepted", State.LEFT_OUT),
        ("probably accept", State.LEFT_OUT),
        ("reject and resubmit as poster", State.LEFT_OUT),
        ("0", State.LEFT_OUT),
        ("未录用", State.LEFT_OUT),
        ("拒稿", State.LEFT_OUT),
    ],
)
def test_decisions_are_understood(decision, state, program):
    [row] = plan(program, [["title", "decision"], ["Engines That Reason", decision]]).rows
    assert row.state == state


def test_a_decision_that_says_neither_is_refused(program):
    [row] = plan(program, [["title", "decision"], ["Engines That Reason", "3.5"]]).rows
    assert row.state == State.REFUSED
    assert problems(row) == [
        ("B2", "“3.5” says neither that it is accepted nor that it is not; write Accept.")
    ]


def test_without_a_decision_the_venue_tells(program):
    rows = [["title", "venue"], ["A Reasons", "KDD 2023 Oral"], ["B", "Submitted to KDD 2023"]]
    assert [row.state for row in plan(program, rows).rows] == [State.NEW, State.LEFT_OUT]


def test_without_either_all_papers_are_taken(program):
    [row] = plan(program, [["Title", "Authors"], ["Engines That Reason", ""]]).rows
    assert row.state == State.NEW
