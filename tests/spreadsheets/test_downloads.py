"""Papers as EasyChair and HotCRP hand them out: several tables in one file, or JSON."""

import json
import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook

from sessions.exchange.spreadsheet import Incoming, SpreadsheetError, State, dry_run
from sessions.exchange.spreadsheet.reading import read
from sessions.models import Session
from tests.spreadsheets.files import csv, xlsx
from tests.spreadsheets.papers import authors, plan, take

SUBMISSIONS = [
    [
        *("#", "title", "authors", "submitted", "last updated", "form fields", "keywords"),
        *("decision", "notified", "reviews sent", "abstract", "deleted?"),
    ],
    [
        *("1", "Engines That Reason", "Ada Lovelace and Jie Tang", "2023-02-02 10:00", ""),
        *("", "Reasoning", "accept", "yes", "yes", "We show.", "no"),
    ],
    [
        *("2", "Engines Taken Back", "Jie Tang", "2023-02-02 10:00", ""),
        *("", "", "accept", "yes", "yes", "", "✔"),
    ],
]
AUTHORS = [
    [
        *("submission #", "first name", "last name", "email", "country", "affiliation"),
        *("Web page", "person #", "corresponding?"),
    ],
    ["1", "Ada", "Lovelace", "ada@example.org", "UK", "Analytics, Inc.", "", "11", "yes"],
    ["2", "Jie", "Tang", "jie@example.org", "China", "Tsinghua University", "", "12", "yes"],
    ["1", "Jie", "Tang", "jie@example.org", "China", "Tsinghua University", "", "12", "no"],
]
TOPICS = [["submission #", "topic"], ["1", "Graphs, tables"], ["1", "Engines"]]


def archive(**tables):
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in tables.items():
            made.writestr(f"{name}.csv", content)
    return file.getvalue()


def quoted(rows):
    return csv(*[[f'"{each}"' for each in row] for row in rows])


def book():
    made = Workbook()
    made.remove(made.active)
    for name, rows in (("Submissions", SUBMISSIONS), ("Authors", AUTHORS), ("Topics", TOPICS)):
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append([int(each) if each.isdecimal() else each for each in row])
    file = BytesIO()
    made.save(file)
    return file.getvalue()


EASYCHAIR = archive(
    author=quoted(AUTHORS), submission=quoted(SUBMISSIONS), submission_topic=quoted(TOPICS)
)
HOTCRP = json.dumps(
    [
        {
            "object": "paper",
            "pid": 1,
            "title": "Engines That Reason",
            "authors": [
                {"first": "Ada", "last": "Lovelace", "affiliation": "Analytics, Inc."},
                {"first": "Jie", "last": "Tang", "email": "jie@example.org"},
            ],
            "topics": ["Graphs, tables"],
            "abstract": "We show.",
            "decision": "Accepted",
        },
        {"pid": 2, "title": "Engines That Do Not", "authors": [], "status": "Rejected"},
    ]
).encode()


@pytest.mark.parametrize("data", [EASYCHAIR, book()], ids=["CSV", "XLSX"])
def test_affiliations_and_topics_of_easychair_come_from_its_other_tables(data, program):
    take(program, data)
    paper = Session.objects.get(title_en="Engines That Reason")
    assert authors(paper) == [
        ("ada-lovelace", "Analytics, Inc.", "author"),
        ("jie-tang", "Tsinghua University", "author"),
    ]
    assert {each.name_en for each in paper.tags.all()} == {"Engines", "Graphs, tables", "Reasoning"}


def test_what_was_deleted_in_easychair_is_left_out_with_the_reason(program):
    [_taken, left_out] = plan(program, EASYCHAIR).rows
    assert (left_out.label, left_out.state) == ("Engines Taken Back", State.LEFT_OUT)
    assert [(each.label, each.new) for each in left_out.differences] == [("Deleted", "✔")]


def test_columns_of_easychair_that_are_not_read_are_named(program):
    ignored = " ".join(plan(program, EASYCHAIR).header.ignored)
    assert "submitted" in ignored
    assert "form fields" not in ignored  # is empty


def test_a_list_of_hotcrp_becomes_papers_with_their_authors(program):
    take(program, HOTCRP)
    paper = Session.objects.get(title_en="Engines That Reason")
    assert paper.abstract_en == "We show."
    assert authors(paper) == [
        ("ada-lovelace", "Analytics, Inc.", "author"),
        ("jie-tang", None, "author"),
    ]
    assert [each.name_en for each in paper.tags.all()] == ["Graphs, tables"]
    assert not Session.objects.filter(title_en="Engines That Do Not").exists()


@pytest.mark.parametrize("data", [EASYCHAIR, HOTCRP])
def test_the_same_download_again_changes_nothing(data, program):
    take(program, data)
    assert not list(plan(program, data).writes)


def test_an_archive_may_be_of_any_table(program):
    data = archive(**{"folder/mine": "Title,Room\nA Talk,Grand A"})
    [row] = dry_run(Incoming(program, "sessions", data)).rows
    assert row.label == "A Talk"


def test_an_xlsx_with_a_csv_inside_is_still_an_xlsx():
    file = BytesIO(xlsx([["Title"], ["A Talk"]]))
    with zipfile.ZipFile(file, "a") as made:
        made.writestr("xl/media/data.csv", "Title\nAnother")
    [sheet] = read(file.getvalue())
    assert [line.values for line in sheet.lines] == [("Title",), ("A Talk",)]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (archive(bomb=b" " * 60_000_000), "unpacks to more than 50 MB"),
        (archive(**{f"t{n}": "Title" for n in range(51)}), "more than 50 tables"),
        (EASYCHAIR[:80] + b"?" * 20 + EASYCHAIR[100:], "cannot be read"),
        (b'[{"pid": 1}]', "no list of papers of HotCRP"),
        (b'[{"pid": 1, "title": 1}]', "no list of papers of HotCRP"),
        (b'[{"pid": 1, "title": "a", "topics": {"1": 2}, "authors": [5]}]', "HotCRP"),
    ],
)
def test_what_is_no_download_is_refused_in_words(data, reason):
    with pytest.raises(SpreadsheetError, match=reason):
        read(data)
