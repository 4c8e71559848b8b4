"""The commands of docs/moving-here.md, on files of the tools that it names."""

import re
import shlex
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from sessions.exchange.spreadsheet import SpreadsheetError
from sessions.exchange.spreadsheet.reading import read
from sessions.models import Resource, Session

FILES = Path(__file__).parent / "files"
GUIDE = Path(__file__).parents[2] / "docs" / "moving-here.md"
COMMANDS = re.compile(r"^python manage\.py (import_\w+ harbour .*)$", re.MULTILINE)


def section(name):
    """Return the commands of one section of the guide, in order."""
    [text] = re.findall(
        rf"^## {name}\n(.*?)(?=^## |\Z)", GUIDE.read_text(), re.MULTILINE | re.DOTALL
    )
    return COMMANDS.findall(text)


def run(command):
    """Run a command of the guide with the files of the tests, and return what it says."""
    words = [
        str(FILES / word) if (FILES / word).is_file() else word for word in shlex.split(command)
    ]
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def follow(name):
    commands = section(name)
    assert commands
    return [run(command) for command in commands]


def session(title):
    return Session.objects.get(event__slug="harbour", title_en=title)


def people(title, role):
    found = session(title).participations.filter(role=role).order_by("order")
    return [(str(each.speaker), str(each.organization or "")) for each in found]


def test_pretalx(harbour):
    follow("pretalx")
    shown = harbour.sessions.filter(status="published", start__isnull=False)
    assert shown.count() == 9
    assert session("Search After Search").title_zh_hans == "搜索之后的搜索"
    assert session("Search After Search").kind == "keynote"
    [link] = Resource.objects.filter(session=session("Search After Search"))
    assert link.url == "https://example.org/slides.pdf"
    assert [str(each) for each in session("Search After Search").tags.all()] == ["harbours"]
    panel = people("Panel: Who Owns the Index?", "panelist")
    assert [name for name, _organization in panel] == [
        "Tomas Okoro",
        "林晓雨",
        "Maya O’Neil-Santos",
    ]
    assert not people("Panel: Who Owns the Index?", "speaker")
    assert session("Cancelled Talk on Caches").status == "cancelled"
    assert session("Accepted, Not Yet Confirmed").status == "draft"
    assert people("Confirmed, No Slot Yet", "speaker") == [("林晓雨", "")]
    speaker = session("Search After Search").participations.get().speaker
    assert str(speaker.organization) == "Harbour Institute"
    assert speaker.biography_en.startswith("Ines builds **search engines**.\n\n")


def test_pretalx_a_second_time_changes_nothing(harbour):
    follow("pretalx")
    for said in follow("pretalx"):
        assert "0 refused, 0 to decide, 0 new, 0 changed" in said


def test_indico(harbour):
    follow("Indico")
    graphs = session("Graphs I: first half")
    assert (graphs.kind, str(graphs.room)) == ("paper-session", "Room 101")
    paper = session("Index Compression, Revisited")
    assert (paper.parent, str(paper.room), str(paper.track)) == (graphs, "Room 101", "Methods")
    assert f"{paper.local_start:%d %H:%M} {paper.local_end:%H:%M}" == "15 09:20 09:40"
    assert people("Index Compression, Revisited", "author") == [
        ("Ravi Dunmore", ""),
        ("Ines Falk", "Harbour Institute, Dept. of Search"),
    ]
    assert session("Search After Search").abstract_en.startswith("How we **look** for things.\n\n")
    assert (session("Coffee").kind, str(session("Coffee").room)) == ("break", "Foyer")
    assert session("Not Yet Scheduled").start is None
    [talk] = harbour.sessions.filter(title_zh_hans="检索与推理")
    assert str(talk.participations.get(role="speaker").speaker) == "林晓雨"


def test_indico_csv_has_times_in_utc(harbour):
    run("import_table harbour sessions indico-contributions.csv --means 'Harbour Institute=new'")
    assert f"{session('Night of Lightning').local_start:%d %H:%M}" == "15 23:00"
    assert f"{session('Night of Lightning').local_end:%d %H:%M}" == "16 00:30"


def test_sched(harbour):
    said, _of_users = follow("Sched")
    assert "audience" in said  # named, for it is not read
    assert "event_start_time" not in said  # the same as is read
    assert session("Search After Search").abstract_en == "How we **look**.\n\nSecond."
    assert session("Lunch").status == "draft"
    assert people("Panel: Who Owns the Index?", "moderator") == [("Ravi Dunmore", "")]
    assert people("Panel: Who Owns the Index?", "panelist") == [
        ("Tomas Okoro", "Delta Labs"),
        ("林晓雨", ""),
    ]


def test_people_of_sched_bring_their_biographies_and_guests_stay_away(harbour):
    _of_sessions, said = follow("Sched")
    ines = session("Search After Search").participations.get().speaker
    assert ines.biography_en == "Ines builds **search engines**.\nSince 2009."
    assert (ines.position_en, ines.homepage) == ("Director", "https://example.org/ines")
    assert str(ines.organization) == "Harbour Institute"
    assert "Guest" not in said
    assert "socialurls" in said  # named, for it is not read


def test_title_in_sched_is_without_its_speakers_and_its_files_are_links(harbour):
    follow("Sched")
    sketches = session("Graph Sketches [Registration required]")
    assert [(each.kind, each.label, each.url) for each in sketches.resources.all()] == [
        ("video", "", "https://example.org/watch?v=1"),
        ("slides", "sketches (2)", "https://example.org/hosted%20files/sketches%20(2).pdf"),
    ]


def test_sched_a_second_time_changes_nothing(harbour):
    follow("Sched")
    for said in follow("Sched"):
        assert "0 refused, 0 to decide, 0 new, 0 changed" in said


@pytest.mark.parametrize(
    ("title", "kind", "track"),
    [
        ("Search After Search", "keynote", None),
        ("Coffee", "break", None),
        ("Graph Sketches [Registration required]", "talk", "Systems"),
        ("Panel: Who Owns the Index?", "panel", "Research"),
    ],
)
def test_type_in_sched_is_a_kind_or_a_track(harbour, title, kind, track):
    follow("Sched")
    found = session(title)
    assert (found.kind, found.track and found.track.name) == (kind, track)


def test_sched_csv(harbour):
    run("import_table harbour sessions sched-sessions.csv")
    assert session("Search After Search").abstract_en == "How we **look**.\n\nSecond."
    assert people("Panel: Who Owns the Index?", "moderator") == [("Ravi Dunmore", "")]


@pytest.mark.parametrize("data", ['[{"a": 1}]', '[{"name": 1}]', '[{"name": "x"}, 2]', "[{"])
def test_json_that_is_no_export_of_sched_is_refused_in_words(data):
    with pytest.raises(SpreadsheetError, match="JSON"):
        read(data.encode())


def test_a_spreadsheet(harbour):
    with pytest.raises(CommandError):  # as the guide says: a doubtful room is asked about
        run("import_table harbour sessions spreadsheet.csv")
    follow("A spreadsheet")
    assert [name for name, _organization in people("Panel: Who Owns the Index?", "speaker")] == [
        "Tomas Okoro",
        "林晓雨",
        "Maya O’Neil-Santos",
    ]
    assert str(session("Panel: Who Owns the Index?").room) == "Grand Hall"
    assert f"{session('Graph Sketches').local_start:%d %H:%M}" == "15 09:00"


def test_a_table_of_a_wordpress_page(harbour):
    [said] = follow("A table in WordPress")
    assert "Read was “table 2, “Programme”" in said
    assert harbour.sessions.count() == 5
    assert str(session("Coffee break").room) == "Grand Hall"
    assert f"{session('Coffee break').local_start:%d %H:%M}" == "14 10:00"
    assert people("Panel: Who Owns the Index?", "speaker")[3] == ("Ravi Dunmore", "")


def test_field_by_field_xml_of_pretalx_is_its_json_but_for_links_and_biographies(harbour):
    run("import_schedule harbour pretalx-schedule.json")
    said = run("import_schedule harbour pretalx-schedule.xml")
    assert "0 refused, 0 to decide, 0 new, 0 changed, 9 unchanged" in said


def test_cells_of_sched_are_texts_whatever_the_json_has_there():
    data = b'[{"name": "x", "event_start": ["2026"], "event_end": 5, "venue": {"a": 1}}]'
    [sheet] = read(data)
    assert all(isinstance(cell, str) for line in sheet.lines for cell in line.values)
