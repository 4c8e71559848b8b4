"""Three states of a page merged, without a database."""

import pytest

from speakers.meanwhile.merging import Clash, Place, Row, merge

pytestmark = pytest.mark.any_database

LOADED = {"": {"": {"title": ["A"], "room": ["1"]}}, "people": {"7": {"role": ["chair"]}}}
THEIRS = {"title": ["B"], "room": ["1"]}


def undecided(_place):
    return None


def page(title="A", room="1", people=None):
    """Return a page as sent."""
    rows = [Row("7", {"role": ["chair"]})] if people is None else people
    return {"": [Row("", {"title": [title], "room": [room]})], "people": rows}


def now(main=None, people=None):
    """Return a page as it stands."""
    rows = LOADED["people"] if people is None else people
    return {"": {"": main or LOADED[""][""]}, "people": rows}


def test_what_only_i_changed_stays():
    merged = merge(LOADED, now(), page(title="C"), undecided)
    assert merged.rows[""][0].values["title"] == ["C"]
    assert not merged.clashes
    assert not merged.taken


def test_what_only_they_changed_is_taken_over_and_told():
    merged = merge(LOADED, now(THEIRS), page(room="2"), undecided)
    assert merged.rows[""][0].values == {"title": ["B"], "room": ["2"]}
    assert merged.taken == [Place("", "", "title")]
    assert not merged.clashes


def test_what_both_changed_clashes_and_keeps_what_was_sent():
    merged = merge(LOADED, now(THEIRS), page(title="C"), undecided)
    assert merged.clashes == [Clash(Place("", "", "title"), {"title": ["C"]}, {"title": ["B"]})]
    assert merged.rows[""][0].values["title"] == ["C"]


def test_what_both_changed_alike_does_not_clash():
    merged = merge(LOADED, now(THEIRS), page(title="B"), undecided)
    assert not merged.clashes
    assert not merged.taken


@pytest.mark.parametrize(("whose", "title"), [("mine", "C"), ("theirs", "B")])
def test_a_decision_ends_the_clash(whose, title):
    merged = merge(LOADED, now(THEIRS), page(title="C"), lambda _place: whose)
    assert merged.rows[""][0].values["title"] == [title]
    assert not merged.clashes


def test_a_page_that_does_not_say_what_it_was_loaded_with_clashes_wherever_it_differs():
    merged = merge({}, now(THEIRS), page(), undecided)
    assert [each.place.name for each in merged.clashes] == ["title"]


def test_a_row_that_others_added_is_kept():
    merged = merge(LOADED, now(people=LOADED["people"] | {"8": {"role": ["x"]}}), page(), undecided)
    assert [row.key for row in merged.rows["people"]] == ["7", "8"]
    assert merged.taken == [Place("people", "8")]


def test_a_row_that_others_removed_is_dropped_if_i_did_not_touch_it():
    merged = merge(LOADED, now(people={}), page(), undecided)
    assert merged.rows["people"] == []
    assert merged.taken == [Place("people", "7")]


def test_a_row_that_others_removed_and_i_changed_clashes():
    sent = page(people=[Row("7", {"role": ["speaker"]})])
    merged = merge(LOADED, now(people={}), sent, undecided)
    assert merged.clashes == [Clash(Place("people", "7"), {"role": ["speaker"]}, None)]


@pytest.mark.parametrize(("whose", "rows"), [("mine", [""]), ("theirs", [])])
def test_a_row_removed_and_changed_comes_back_new_or_stays_away(whose, rows):
    sent = page(people=[Row("7", {"role": ["speaker"]})])
    merged = merge(LOADED, now(people={}), sent, lambda _place: whose)
    assert [row.key for row in merged.rows["people"]] == rows


def test_a_row_that_i_remove_and_others_changed_clashes():
    sent = page(people=[Row("7", {"role": ["chair"]}, removed=True)])
    merged = merge(LOADED, now(people={"7": {"role": ["x"]}}), sent, undecided)
    assert merged.clashes == [Clash(Place("people", "7"), None, {"role": ["x"]})]


@pytest.mark.parametrize(("whose", "removed"), [("mine", True), ("theirs", False)])
def test_a_row_changed_and_removed_goes_or_stays(whose, removed):
    sent = page(people=[Row("7", {"role": ["chair"]}, removed=True)])
    merged = merge(LOADED, now(people={"7": {"role": ["x"]}}), sent, lambda _place: whose)
    assert merged.rows["people"][0].removed is removed


def test_a_row_that_i_remove_goes_if_nobody_touched_it():
    sent = page(people=[Row("7", {"role": ["chair"]}, removed=True)])
    merged = merge(LOADED, now(), sent, undecided)
    assert merged.rows["people"][0].removed
    assert not merged.clashes


def test_my_new_rows_stay():
    sent = page(people=[Row("7", {"role": ["chair"]}), Row("", {"role": ["author"]})])
    merged = merge(LOADED, now(), sent, undecided)
    assert [row.key for row in merged.rows["people"]] == ["7", ""]
