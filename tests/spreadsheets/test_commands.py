"""Spreadsheets by command."""

import pytest
from django.core.management import CommandError, call_command

from sessions.exchange import fixture
from sessions.models import Session
from tests.spreadsheets.files import MESSY, xlsx


@pytest.fixture
def file(tmp_path):
    def written(rows):
        path = tmp_path / "talks.xlsx"
        path.write_bytes(xlsx(rows))
        return str(path)

    return written


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_what_is_exported_is_imported_without_a_change(suffix, program, tmp_path, capsys):
    path = str(tmp_path / f"sessions.{suffix}")
    call_command("export_table", "kdd-2023", "sessions", path)
    call_command("import_table", "kdd-2023", "sessions", path)
    assert "0 new, 0 changed, 72 unchanged" in capsys.readouterr().out


def test_a_dry_run_writes_nothing_and_names_cells(program, file, capsys):
    before = fixture.export()
    call_command("import_table", "kdd-2023", "sessions", file(MESSY), dry_run=True)
    said = capsys.readouterr().out
    assert "D6: There is no such day as “31 Sep”" in said
    assert "3 refused, 0 to decide, 2 new" in said
    assert fixture.export() == before


def test_a_file_of_headings_alone_is_said_to_have_no_lines(program, file, capsys):
    call_command("import_table", "kdd-2023", "sessions", file([["Title", "Date"]]))
    assert "there are no lines below the headings." in capsys.readouterr().out


def test_a_file_with_wrong_rows_is_refused_as_a_whole(program, file):
    with pytest.raises(CommandError, match="Nothing was imported"):
        call_command("import_table", "kdd-2023", "sessions", file(MESSY))
    assert not Session.objects.filter(slug="a-first-talk").exists()


def test_a_doubtful_name_is_answered_on_the_command_line(program, file, capsys):
    path = file([["Title", "Speakers"], ["A new talk", "P. Zhang"]])
    with pytest.raises(CommandError):
        call_command("import_table", "kdd-2023", "sessions", path)
    assert "--means “P. Zhang=…”, one of: peng-zhang, new" in capsys.readouterr().out
    call_command("import_table", "kdd-2023", "sessions", path, means=["P. Zhang=peng-zhang"])
    assert Session.objects.get(slug="a-new-talk").participations.get().speaker.slug == "peng-zhang"


def test_all_doubtful_names_are_answered_at_once_on_the_command_line(program, file):
    path = file([["Title", "Speakers"], ["A new talk", "P. Zhang; Ed Chi"]])
    call_command("import_table", "kdd-2023", "sessions", path, means=["*=new"])
    people = Session.objects.get(slug="a-new-talk").participations.order_by("order")
    assert [each.speaker.slug for each in people] == ["p-zhang", "ed-chi-2"]


def test_file_that_is_not_there_is_said(program):
    with pytest.raises(CommandError, match="not-there"):
        call_command("import_table", "kdd-2023", "sessions", "not-there.xlsx")
