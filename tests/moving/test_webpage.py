"""Tables of web pages, as they are saved and as somebody means harm."""

import pytest

from sessions.exchange.spreadsheet import Incoming, SpreadsheetError, dry_run, reading, webpage


def lines(page):
    [sheet] = reading.read(page if isinstance(page, bytes) else page.encode())
    return [line.values for line in sheet.lines]


def test_cells_over_several_rows_count_in_each():
    page = "<table><tr><td rowspan=2>A<td>1<tr><td>2<tr><td>B<td>3</table>"
    assert lines(page) == [("A", "1"), ("A", "2"), ("B", "3")]


def test_a_cell_over_several_columns_stands_where_it_begins():
    page = "<table><tr><td colspan=2>Lunch<td>X<tr><td>a<td>b<td>c</table>"
    assert lines(page) == [("Lunch", "", "X"), ("a", "b", "c")]


def test_no_cell_goes_on_beyond_its_group_of_rows():
    page = "<table><thead><tr><th rowspan=9>T<th>R<tbody><tr><td>a<td>b</table>"
    assert lines(page) == [("T", "R"), ("a", "b")]


def test_line_breaks_stay_and_scripts_and_tags_go():
    page = "<table><tr><td><p>a <b>b</b></p><p>c<br>d&amp;<script>alert(1)</script></table>"
    assert lines(page) == [("a b\n\nc\nd&",)]


def test_tables_inside_of_tables_are_tables_of_their_own():
    page = "<table><tr><td>x<table><tr><td>y</table>z</table>"
    assert [sheet.lines[0].values for sheet in reading.read(page.encode())] == [("xz",), ("y",)]


def test_a_page_says_its_encoding():
    assert lines('<meta charset="gbk"><table><tr><td>议题</table>'.encode("gbk")) == [("议题",)]


def test_the_block_editors_markup_is_a_page():
    assert lines("<!-- wp:table --><figure><table><tr><td>a</table></figure>") == [("a",)]


@pytest.mark.django_db
def test_a_grid_of_times_and_rooms_is_refused_in_words(harbour):
    page = "<table><tr><th><th>Hall A<th>Hall B<tr><td>9:00<td>x<td>y<tr><td>10:00<td>z<td></table>"
    with pytest.raises(SpreadsheetError, match="grid of times and rooms"):
        dry_run(Incoming(harbour, "sessions", page.encode()))


@pytest.mark.django_db
def test_other_tables_with_known_headings_are_named(harbour):
    table = "<table><tr><th>Title<tr><td>{}</table>"
    page = f"<h2>Mon</h2>{table.format('a')}<h2>Tue</h2>{table.format('b')}"
    header = dry_run(Incoming(harbour, "sessions", page.encode())).header
    assert header.sheet.name == "table 1, “Mon”"
    assert header.ignored == ["“table 2, “Tue””"]


HOSTILE = {
    "no table": (b"<html><p>Nothing</p>", "no table"),
    "many tables": (b"<table>" * (webpage.MOST_TABLES + 1), "more than 1000 tables"),
    "wide": (b"<table><tr><td colspan=150>a<td colspan=150>b</table>", "more than 200 columns"),
    "long": (b"<table>" + b"<tr><td>a" * 20_100 + b"</table>", "more than 20,000"),
    "declaration": (b"<table><![foo[", "cannot be read|no table"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_what_means_harm_is_refused_in_words(case):
    page, reason = HOSTILE[case]
    with pytest.raises(SpreadsheetError, match=reason):
        reading.read(page)


@pytest.mark.parametrize(
    "part", [b"<!--", b"<a ", b"<a b='", b"</", b"<?", b"<![CDATA[", b"<script>"]
)
def test_a_page_of_what_never_ends_is_read_once(part):
    """Looked at again and again, a megabyte would take hours."""
    data = b"<table><tr><td>a</table>" + part * (900_000 // len(part))
    assert lines(data) == [("a",)]


def test_json_that_is_no_timetable_is_refused():
    for data in (b'{"a": 1}', b'{"results": {"1": {"d": {"c1": {}}}}}', b"{"):
        with pytest.raises(SpreadsheetError, match=r"no timetable|damaged in line 1"):
            reading.read(data)
