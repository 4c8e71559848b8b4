"""Doing what was shown: all of it or nothing."""

import json

import pytest
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry

from sessions.exchange import fixture, spreadsheet
from sessions.exchange.spreadsheet import ChangedError, Incoming, SpreadsheetError, State
from sessions.models import Participation, Session
from sessions.search import search
from speakers.models import Speaker
from tests.spreadsheets.files import MENDED, MESSY, changes, csv, plan, put_in


def test_three_wrong_rows_keep_everything_out(program):
    before = fixture.export()
    assert [row.row.number for row in plan(program, MESSY).open] == [6, 7, 8]
    with pytest.raises(SpreadsheetError, match="mend the rows"):
        put_in(program, MESSY)
    assert fixture.export() == before


def test_the_mended_file_is_put_in_as_a_whole(program):
    put_in(program, MENDED)
    made = Session.objects.filter(slug__in=["a-first-talk", "right-day", "right-kind", "a-title"])
    assert made.count() == 4
    talk = made.get(slug="a-first-talk")
    parts = talk.participations.order_by("order")
    assert [
        (each.speaker.slug, each.organization and each.organization.slug) for each in parts
    ] == [
        ("peng-zhang", "zhipu-ai"),
        ("jie-tang", None),
    ]
    assert (talk.status, talk.local_start.isoformat()) == ("draft", "2023-08-08T09:00:00-07:00")
    assert program.rooms.get(name_en="Grand C").sessions.get().slug == "right-kind"
    assert (
        Participation.objects.get(
            speaker__slug="jiawei-han", session__title_zh_hans="大模型的推理"
        ).role
        == "chair"
    )


def test_putting_the_same_file_in_again_changes_nothing(program):
    put_in(program, MENDED)
    again = plan(program, MENDED)
    assert again.count(State.UNCHANGED) == len(again.rows)


def test_wrong_rows_may_be_left_out(program):
    put_in(program, MESSY, leave_out=True)
    assert Session.objects.filter(slug="a-first-talk").exists()
    assert not Session.objects.filter(title_en="Wrong kind").exists()
    assert not Speaker.objects.filter(name_en="Ada Lovelace").exists()


def test_what_is_put_in_is_found_by_the_search(program):
    put_in(program, MENDED)
    [found] = search(Session.objects.filter(slug="right-kind"), "lovelace")
    assert found == Session.objects.get(slug="right-kind").pk


def test_what_was_shown_is_what_is_done(program):
    rows = [["Slug", "Room"], [program.sessions.filter(room=None).first().slug, "Grand A"]]
    shown = plan(program, rows).fingerprint
    assert put_in(program, rows, shown=shown).count(State.CHANGED) == 1


def test_a_program_that_changed_since_is_shown_again(program):
    session = program.sessions.filter(room=None).first()
    rows = [["Slug", "Room"], [session.slug, "Grand A"]]
    shown = plan(program, rows).fingerprint
    Session.objects.filter(pk=session.pk).update(room=program.rooms.get(slug="grand-b"))
    with pytest.raises(ChangedError) as changed:
        put_in(program, rows, shown=shown)
    assert changes(changed.value.plan.rows[0]) == {"Room": ("Grand B", "Grand A")}
    session.refresh_from_db()
    assert session.room.slug == "grand-b"


def test_an_edit_of_something_else_does_not_disturb(program):
    session, other = program.sessions.filter(room=None)[:2]
    rows = [["Slug", "Room"], [session.slug, "Grand A"]]
    shown = plan(program, rows).fingerprint
    Session.objects.filter(pk=other.pk).update(title_en="Edited meanwhile")
    assert put_in(program, rows, shown=shown)


def test_what_the_database_refuses_takes_all_back(program, monkeypatch):
    before = fixture.export()
    put_off = plan(program, MENDED)
    sessions = [write.instance for write in put_off.writes if isinstance(write.instance, Session)]
    sessions[-1].slug = sessions[0].slug  # as if somebody else had just taken it
    with pytest.raises(SpreadsheetError, match="the database refused"):
        spreadsheet.apply(put_off, None)
    assert fixture.export() == before


def test_the_journal_names_each_object_and_what_changed(program, admin_user):
    session = program.sessions.filter(room=None).first()
    rows = [["Slug", "Room", "Speakers"], [session.slug, "Grand A", "Ada Lovelace"]]
    put_in(program, rows, user=admin_user)
    entries = {each.object_repr: each for each in LogEntry.objects.all()}
    assert entries["Ada Lovelace"].action_flag == ADDITION
    entry = entries[str(session)]
    assert (entry.action_flag, entry.get_edited_object()) == (CHANGE, session)
    assert json.loads(entry.change_message)[0] == {"changed": {"fields": ["room"]}}
    assert "Ada Lovelace" in entry.get_change_message()


def test_a_csv_of_windows_is_put_in(program):
    data = csv(
        ["Title", "Speakers"],
        ["Où va l’IA", "José Pérez & Zoë Muñoz"],
        encoding="cp1252",
        separator=";",
    )
    spreadsheet.import_file(Incoming(program, "sessions", data))
    assert Session.objects.get(title_en="Où va l’IA").participations.count() == 2
