"""The links of a session in its cell: slides, videos, pages."""

import pytest

from sessions.exchange.spreadsheet import State
from sessions.models import Resource, Session
from tests.spreadsheets.files import changes, only, problems, put_in

SLIDES, PAGE = "https://example.org/a.pdf", "https://example.org/b?c=1;d=2"


@pytest.fixture
def talk(program):
    """Return a session without links."""
    return Session.objects.filter(event=program, resources=None, kind="talk").first()


def write(talk, cell):
    put_in(talk.event, [["Slug", "Links"], [talk.slug, cell]])
    return [(each.kind, each.label, each.url) for each in talk.resources.order_by("order")]


@pytest.mark.parametrize(
    ("cell", "links"),
    [
        (SLIDES, [("link", "", SLIDES)]),
        (f"Slides: {SLIDES}; 视频：{PAGE}", [("slides", "", SLIDES), ("video", "", PAGE)]),
        (f"Slides (Part 1): {SLIDES}\n{PAGE}", [("slides", "Part 1", SLIDES), ("link", "", PAGE)]),
        (f"All: that was said: {PAGE}", [("link", "All: that was said", PAGE)]),
        ("Code: ftp://example.org/a.zip", [("code", "", "ftp://example.org/a.zip")]),
        (f"{PAGE} | {SLIDES};", [("link", "", PAGE), ("link", "", SLIDES)]),
    ],
)
def test_links_are_read_with_kind_and_label(cell, links, talk):
    assert write(talk, cell) == links


def test_cell_is_the_whole_list_and_what_it_says_again_stays_as_it_is(talk):
    write(talk, f"Slides (Part 1): {SLIDES}; {PAGE}")
    kept = talk.resources.get(url=SLIDES).pk
    assert write(talk, f"Video: https://example.org/v; {SLIDES}") == [
        ("slides", "Part 1", SLIDES),
        ("video", "", "https://example.org/v"),
    ]
    assert talk.resources.get(url=SLIDES).pk == kept


def test_column_of_one_kind_says_nothing_of_the_others(talk):
    write(talk, f"Slides: {SLIDES}; Video: https://example.org/old; {PAGE}")
    rows = [["Slug", "Recording", "Slide deck"], [talk.slug, "https://example.org/v", SLIDES]]
    put_in(talk.event, rows)
    assert sorted((each.kind, each.url) for each in talk.resources.all()) == [
        ("link", PAGE),
        ("slides", SLIDES),
        ("video", "https://example.org/v"),
    ]


def test_link_in_two_columns_is_one(talk):
    put_in(talk.event, [["Slug", "Slides", "Links"], [talk.slug, SLIDES, SLIDES]])
    assert talk.resources.get().url == SLIDES


def test_links_of_two_kinds_at_one_address_both_stay(talk):
    both = [("code", None, PAGE), ("slides", None, PAGE)]
    for order, (kind, _label, url) in enumerate(both, 1):
        Resource.objects.create(session=talk, kind=kind, order=order, url=url)
    row = only(talk.event, ["Slug", "Links"], [talk.slug, f"Slides: {PAGE}; Code: {PAGE}"])
    assert (row.state, changes(row)) == (State.UNCHANGED, {})
    assert write(talk, f"Code: {PAGE}")[0][0] == "code"
    assert talk.resources.count() == 1


def test_files_that_were_sent_here_are_left_alone(talk):
    sent = Resource.objects.create(session=talk, kind="slides", order=3, file="resources/a.pdf")
    assert write(talk, f"Slides: {SLIDES}")[0] == ("slides", "", "")
    write(talk, "")
    assert talk.resources.get() == sent


def test_links_may_change_their_kinds_with_each_other(talk):
    write(talk, f"Slides: {SLIDES}; Video: {PAGE}")
    assert sorted(write(talk, f"Video: {SLIDES}; Slides: {PAGE}")) == [
        ("slides", "", PAGE),
        ("video", "", SLIDES),
    ]


def test_what_is_no_link_is_refused_with_the_cell_and_an_example(talk):
    row = only(talk.event, ["Slug", "Links"], [talk.slug, f"{SLIDES}; ask me"])
    assert row.state == State.REFUSED
    [(cell, message)] = problems(row)
    assert cell == "B2"
    assert "“ask me” is no link" in message
    assert "https://example.org/slides.pdf" in message


def test_label_that_is_too_long_is_refused(talk):
    row = only(talk.event, ["Slug", "Links"], [talk.slug, f"{'x' * 101}: {SLIDES}"])
    assert [cell for cell, _message in problems(row)] == ["B2"]


def test_what_would_change_is_shown_as_it_is_written(talk):
    write(talk, f"Slides: {SLIDES}")
    row = only(talk.event, ["Slug", "Links"], [talk.slug, f"Slides: {SLIDES}; Part 2: {PAGE}"])
    assert changes(row)["Links"] == (
        f"Slides: {SLIDES}",
        f"Slides: {SLIDES}; Website (Part 2): {PAGE}",
    )
    row = only(talk.event, ["Slug", "Links"], [talk.slug, f"Video: {SLIDES}"])
    assert changes(row)["Links"] == (f"Slides: {SLIDES}", f"Video: {SLIDES}")
