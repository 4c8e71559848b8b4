"""Excel 2003's XML, in which CMT gives out its lists of papers."""

from datetime import datetime, time

import pytest
from django.core.management import CommandError, call_command

from sessions.exchange.spreadsheet import Incoming, SpreadsheetError, dry_run
from sessions.exchange.spreadsheet.reading import read
from sessions.exchange.spreadsheet.sheet import Broken

pytestmark = pytest.mark.django_db

HEAD = """<?xml version="1.0" encoding="utf-8"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">"""
CMT = """
<Row><Cell><Data ss:Type="String">KDD 2023</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">2/6/2023 9:00:00 AM</Data></Cell></Row>
<Row/>
<Row><Cell><Data ss:Type="String">Paper ID</Data></Cell>
 <Cell><Data ss:Type="String">Paper Title</Data></Cell>
 <Cell><Data ss:Type="String">Author Names</Data></Cell>
 <Cell><Data ss:Type="String">Status</Data></Cell></Row>
<Row><Cell><Data ss:Type="Number">17</Data></Cell>
 <Cell><Data ss:Type="String">Engines &amp; 引擎</Data></Cell>
 <Cell><Data ss:Type="String">Lovelace, Ada (Analytics)*; Li, Jian (Zhipu AI)</Data></Cell>
 <Cell><Data ss:Type="String">Accept</Data></Cell></Row>"""


def book(*sheets):
    """Return the bytes of a file with the rows of each sheet."""
    parts = [
        f'<Worksheet ss:Name="Sheet {number}"><Table>{rows}</Table></Worksheet>'
        for number, rows in enumerate(sheets, 1)
    ]
    return f"{HEAD}{''.join(parts)}</Workbook>".encode()


def row(*cells):
    return f"<Row>{''.join(cells)}</Row>"


def cell(value, kind="String", **attributes):
    said = "".join(f' ss:{name}="{each}"' for name, each in attributes.items())
    return f'<Cell{said}><Data ss:Type="{kind}">{value}</Data></Cell>'


def values(data):
    return [line.values for line in read(data)[0].lines]


def test_papers_of_cmt_are_read_below_the_lines_that_name_the_conference(program):
    [paper] = dry_run(Incoming(program, "papers", book(CMT))).rows
    assert (paper.row.number, paper.label) == (5, "Engines & 引擎")
    authors = next(each.new for each in paper.differences if each.label == "Authors")
    assert authors == "Ada Lovelace (Analytics); Jian Li (Zhipu AI)"


@pytest.mark.parametrize(
    ("value", "kind", "read_as"),
    [
        ("17", "Number", 17),
        ("0.5", "Number", 0.5),
        ("NaN", "Number", "NaN"),
        ("1", "Boolean", "1"),
        ("2023-08-08T10:00:00.000", "DateTime", datetime.fromisoformat("2023-08-08T10:00")),
        ("1899-12-31T10:30:00.000", "DateTime", time(10, 30)),
        ("soon", "DateTime", "soon"),
        ("#N/A", "Error", Broken.ERROR),
        ("a<B>b</B>c", "String", "abc"),
    ],
)
def test_value_is_read_as_what_it_is(value, kind, read_as):
    assert values(book(row(cell(value, kind)))) == [(read_as,)]


def test_cells_and_rows_that_are_left_out_keep_their_places():
    data = book(row(cell("A"), cell("C", Index=3)) + '<Row ss:Index="7"><Cell/></Row>' + CMT)
    [sheet] = read(data)
    assert sheet.lines[0].values == ("A", None, "C")
    assert sheet.lines[1].number == 8


def test_value_merged_over_rows_stands_in_each_and_over_columns_where_it_begins():
    data = book(
        row(cell("Room A", MergeDown=1), cell("First", MergeAcross=1), cell("x"))
        + row(cell("Second", Index=2))
        + row(cell("Third", Index=2))
    )
    assert values(data) == [
        ("Room A", "First", None, "x"),
        ("Room A", "Second"),
        (None, "Third"),
    ]


def test_formula_has_its_stored_value_and_without_one_is_broken():
    data = book(row(cell(3, "Number", Formula="=1+2"), '<Cell ss:Formula="=1+2"/>'))
    assert values(data) == [(3, Broken.FORMULA)]


def test_comment_is_no_value():
    comment = '<Comment><Data>Who wrote this?</Data></Comment><Data ss:Type="String">A</Data>'
    assert values(book(row(f"<Cell>{comment}</Cell>"))) == [("A",)]


def test_hidden_sheet_is_not_read():
    hidden = "<WorksheetOptions><x:Visible>SheetHidden</x:Visible></WorksheetOptions>"
    data = book(row(cell("Old")), row(cell("New"))).replace(
        b"</Worksheet>", hidden.encode() + b"</Worksheet>", 1
    )
    assert [sheet.name for sheet in read(data)] == ["Sheet 2"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (book(row(cell("A")))[:-30], "breaks off or is damaged in line 5"),
        (
            book(row(cell("&b;"))).replace(
                b"<Workbook", b'<!DOCTYPE w [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><Workbook'
            ),
            "entities",
        ),
        (book(row(cell("A", Index=201))), "more than 200 columns"),
        (book(row(cell("A", Index="x"))), "Save it as XLSX"),
        (book(row(cell("A", Index="9" * 5000))), "Save it as XLSX"),
        (book(row("<Cell/>" * 100) * 10_001), "more than a million cells"),
        (book(row(cell("A")) * 20_001), "more than 20,000 lines"),
        (book(""), "empty"),
        (
            book('<Row><Cell ss:MergeDown="99999"><Data>A</Data></Cell></Row>' + "<Row/>" * 20_001),
            "lines",
        ),
        (f"{HEAD}{row(cell('A'))}</Workbook>".encode(), "empty"),
        (f"{HEAD}<Visible>SheetHidden</Visible></Workbook>".encode(), "empty"),
    ],
)
def test_what_is_damaged_or_too_large_is_refused_in_words(data, message):
    with pytest.raises(SpreadsheetError, match=message):
        read(data)


def test_file_that_is_too_large_is_refused_in_the_terminal_s_language(
    program, tmp_path, monkeypatch
):
    file = tmp_path / "cmt.xls"
    file.write_bytes(book(row("<Cell/>" * 100) * 10_001))
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    with pytest.raises(CommandError, match="一百万"):
        call_command("import_table", "kdd-2023", "papers", str(file))
