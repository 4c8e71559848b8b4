"""Files as Excel and others write them."""

import zipfile
from contextlib import suppress
from datetime import datetime, time
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from sessions.exchange.spreadsheet import delimited, excel, reading
from sessions.exchange.spreadsheet.sheet import Broken, SpreadsheetError, cell_name
from tests.spreadsheets.files import csv, xlsx

pytestmark = pytest.mark.any_database

CHINESE = ("标题", "讲者"), ("大模型时代", "张鹏、唐杰")
WESTERN = ("Title", "Speakers"), ("Où va l’IA – “vite”", "José Pérez"), ("Übung", "Zoë Muñoz")


def values(data):
    [sheet] = reading.read(data)
    return [list(line.values) for line in sheet.lines]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"]
)
def test_chinese_is_read_in_every_encoding(encoding):
    assert values(csv(*CHINESE, encoding=encoding)) == [list(line) for line in CHINESE]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_accents_are_read_in_every_encoding(encoding):
    lines = [list(line) for line in WESTERN]
    assert values(csv(*WESTERN, encoding=encoding)) == lines


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_found(separator):
    lines = ("Title", "Speakers", "Room"), ("A", "Peng Zhang", "X"), ("B", "Jie Tang", "Y")
    assert values(csv(*lines, separator=separator)) == [list(line) for line in lines]


def test_semicolons_within_cells_do_not_make_them_the_separator():
    lines = ("Title", "Speakers"), ("A", "Peng Zhang; Jie Tang"), ("B", "Ed Chi; Jason Wei; X Y")
    assert values(csv(*lines)) == [list(line) for line in lines]


def test_the_separator_that_excel_names_is_taken():
    [sheet] = reading.read(b"sep=;\r\nTitle;Room\r\nA;B,C\r\n")
    assert [(line.number, line.values) for line in sheet.lines] == [
        (2, ("Title", "Room")),
        (3, ("A", "B,C")),
    ]


def test_lines_keep_the_numbers_that_excel_shows():
    [sheet] = reading.read(b'Title\r\n\r\n"two\r\nlines"\r\nlast\r\n')
    assert [(line.number, line.values[0]) for line in sheet.lines] == [
        (1, "Title"),
        (3, "two\r\nlines"),
        (4, "last"),
    ]


def test_cells_are_named_as_in_a_spreadsheet():
    assert [cell_name(n, 7) for n in (0, 2, 25, 26, 701, 702)] == [
        "A7", "C7", "Z7", "AA7", "ZZ7", "AAA7",
    ]  # fmt: skip


def test_rows_merged_into_one_cell_all_have_its_value():
    data = xlsx([["Room", "Title"], ["Hall", "A"], [None, "B"], [None, "C"]], ["A2:A3"])
    assert values(data) == [["Room", "Title"], ["Hall", "A"], ["Hall", "B"], [None, "C"]]


def test_a_heading_merged_across_columns_stands_once():
    assert values(xlsx([["The program", None], ["Title", "Room"]], ["A1:B1"])) == [
        ["The program"],
        ["Title", "Room"],
    ]


def test_cells_of_excel_keep_dates_and_numbers():
    row = [datetime(2023, 8, 8), time(9, 30), 3.0, 2.5, "text"]  # noqa: DTZ001 - Excel's have none
    [read] = values(xlsx([row]))
    assert read == [*row[:2], 3, 2.5, "text"]


def test_a_formula_without_a_value_is_not_an_empty_cell():
    assert values(xlsx([["Title", "=1+1"]])) == [["Title", Broken.FORMULA]]


def test_an_error_of_excel_is_not_a_text():
    assert values(xlsx([["Title", "#REF!"]])) == [["Title", Broken.ERROR]]


def test_a_text_that_reads_like_an_error_of_excel_is_a_text():
    data = excel.write("sheet", ["Title"], [["#N/A"]], ["title"])
    assert values(data) == [["Title"], ["#N/A"]]


def test_hidden_sheets_are_not_read():
    book = load_workbook(BytesIO(xlsx([["Title"]])))
    hidden = book.create_sheet("old")
    hidden.append(["Title"])
    hidden.sheet_state = "hidden"
    file = BytesIO()
    book.save(file)
    assert len(reading.read(file.getvalue())) == 1


def bomb():
    file = BytesIO(xlsx([["Title"]]))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.png", b"0" * (excel.MOST_UNPACKED + 1))
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\xd0\xcf\x11\xe0 old Excel", "XLSX without"),
        (b"PK\x03\x04 broken", "open it in Excel"),
        (b"Title\r\n\x81\x8d\x8f", "UTF-8"),
        (b"x" * 50_000_001, "50 MB"),
        (b"a\r\n" * 20_001, "20,000 lines"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(data, reason):
    with pytest.raises(SpreadsheetError, match=reason):
        reading.read(data)


def test_a_file_that_unpacks_without_end_is_refused():
    data = bomb()
    assert len(data) < 1_000_000
    with pytest.raises(SpreadsheetError, match="100 MB"):
        reading.read(data)


def test_too_many_columns_are_refused():
    with pytest.raises(SpreadsheetError, match="200 columns"):
        reading.read(xlsx([["x"] * 201]))


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    with suppress(SpreadsheetError):
        assert reading.read(data)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "'=1+1", "\t=1", "＝1"])
def test_no_cell_of_an_export_is_run_as_a_formula(text):
    assert delimited.write([[text]]).decode("utf-8-sig").startswith(("'", "\"'"))
    [line] = workbook_rows(excel.write("sheet", ["Title"], [[text]], ["title"]))
    assert line.data_type == "s"


def workbook_rows(data):
    return [row[0] for row in load_workbook(BytesIO(data)).active.iter_rows(min_row=2)]


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0"), min_size=1, max_size=30))
def test_a_protected_text_reads_back_as_it_was(text):
    assert delimited.unprotected(delimited.protected(text)) == text


def test_a_text_too_long_for_excel_is_refused_rather_than_cut():
    with pytest.raises(SpreadsheetError, match="CSV"):
        excel.write("sheet", ["Title"], [["x" * 32_768]], ["title"])
