"""Doing what was shown: all of it or nothing, and what goes out comes back the same."""

import json

import pytest
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from sessions.exchange import fixture, spreadsheet
from sessions.exchange.spreadsheet import ChangedError, Incoming, SpreadsheetError, State
from sessions.models import Participation, Session
from sessions.search import search
from speakers.models import Organization, Speaker
from tests.growth import grow
from tests.spreadsheets.files import changes, csv, only, plan, problems, xlsx

MESSY = [
    ["KDD 2023, more talks (draft 3)"],
    [],
    ["Talk title", "Speaker(s)", "Room", "Date", "Time", "Type", "Chair"],
    ["A first talk", "Zhang Peng (Zhipu AI) and Jie Tang", "Grand A", "8 Aug", "9:00–9:45 AM"],
    [],
    ["Wrong day", "Jure Leskovec", "Grand A", "31 Sep", "2 pm", "Talk"],
    ["Wrong kind", "Ada Lovelace (Analytics)", "Grand C", "Aug 8, 2023", "14:00-15:00", "Séance"],
    [None, "Ed H. Chi", "Grand B", "8月8日", "上午9:00", "Talk"],
    ["大模型的推理", "张鹏、唐杰", "Grand B", "2023/8/8", "下午2:00-3:00", "Talk", "Jiawei Han"],
]  # fmt: skip
MENDED = [
    *MESSY[:5],
    ["Right day", *MESSY[5][1:3], "9 Aug", *MESSY[5][4:]],
    ["Right kind", *MESSY[6][1:5], "Talk"],
    ["A title", *MESSY[7][1:]],
    MESSY[8],
]


def put_in(event, rows, table="sessions", **options):
    return spreadsheet.import_file(Incoming(event, table, xlsx(rows)), **options)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("suffix", spreadsheet.FORMATS)
@pytest.mark.parametrize("table", spreadsheet.TABLES)
def test_what_was_taken_out_changes_nothing_when_put_in(table, suffix, language, program):
    with translation.override(language):
        found = spreadsheet.dry_run(
            Incoming(program, table, spreadsheet.export(program, table, suffix))
        )
    assert found.rows
    assert [row for row in found.rows if row.state != State.UNCHANGED] == []
    assert not found.questions
    assert not found.header.ignored


@pytest.mark.parametrize("table", spreadsheet.TABLES)
def test_what_one_language_took_out_the_other_puts_in(table, program):
    with translation.override("zh-hans"):
        data = spreadsheet.export(program, table, "xlsx")
    found = spreadsheet.dry_run(Incoming(program, table, data))
    assert found.count(State.UNCHANGED) == len(found.rows)


@pytest.mark.parametrize("suffix", spreadsheet.FORMATS)
def test_hard_texts_come_back_as_they_were(suffix, program):
    session = program.sessions.first()
    Session.objects.filter(pk=session.pk).update(
        title_en="=HYPERLINK(1) and “quotes”; 'more'",
        abstract_en="- one\r\n- two\r\n\r\n=SUM(A1)",
    )
    Organization.objects.filter(slug="acm").update(name_en="A; B (C) & D, and E")
    Speaker.objects.filter(slug="jure-leskovec").update(name_en="Leskovec, Jure; and others (x)")
    data = spreadsheet.export(program, "sessions", suffix)
    found = spreadsheet.dry_run(Incoming(program, "sessions", data))
    assert found.count(State.UNCHANGED) == len(found.rows)


@pytest.mark.parametrize("suffix", spreadsheet.FORMATS)
def test_times_that_the_clock_alone_does_not_tell_come_back(suffix, program):
    first, second, third = program.sessions.filter(parent=None).exclude(start=None)[:3]
    times = {
        first: ("2023-11-05T09:30:00Z", "2023-11-05T09:45:00Z"),  # 01:30 comes twice that night
        second: ("2023-08-08T05:00:00Z", "2023-08-08T08:00:00Z"),  # past midnight
        third: ("2023-08-08T16:00:00Z", "2023-08-10T16:00:00Z"),  # two days
    }
    for session, (start, end) in times.items():
        Session.objects.filter(pk=session.pk).update(start=start, end=end)
    data = spreadsheet.export(program, "sessions", suffix)
    found = spreadsheet.dry_run(Incoming(program, "sessions", data))
    assert [(problems(row), changes(row)) for row in found.rows if row.state != "unchanged"] == []


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


def test_people_stand_in_the_order_of_the_cell(program):
    panel = Session.objects.get(slug="llm-day-panel")
    people = panel.participations.filter(role="panelist").order_by("order")
    wanted = [each.speaker.slug for each in people][::-1]
    put_in(program, [["Slug", "Event", "Panelists"], [panel.slug, "llm-day", "; ".join(wanted)]])
    assert [each.speaker.slug for each in people.all()] == wanted


def test_who_is_no_longer_named_is_no_longer_part_of_it(program):
    panel = Session.objects.get(slug="llm-day-panel")
    keep = panel.participations.filter(role="panelist").first().speaker.slug
    others = panel.participations.exclude(role="panelist").count()
    put_in(program, [["Slug", "Event", "Panelists"], [panel.slug, "llm-day", keep]])
    assert panel.participations.count() == 1 + others


def test_people_of_a_new_session_stand_role_by_role(program):
    names = {
        "Moderators": "Jure Leskovec",
        "Panelists": "Peng Zhang; Jie Tang",
        "Chairs": "Jiawei Han",
    }
    put_in(program, [["Title", *names], ["A New Panel", *names.values()]])
    people = Session.objects.get(title_en="A New Panel").participations.order_by("order")
    assert [(each.role, each.order) for each in people] == [
        ("panelist", 1),
        ("panelist", 2),
        ("moderator", 3),
        ("chair", 4),
    ]


def test_topics_become_those_of_the_cell(program):
    session = program.sessions.filter(tags__isnull=False).first()
    put_in(program, [["Slug", "Topics"], [session.slug, "AI and society; 全新的主题"]])
    assert {each.name_zh_hans for each in session.tags.all()} == {"人工智能与社会", "全新的主题"}


def test_speakers_are_added_and_changed(program):
    rows = [
        ["Name", "中文姓名", "Affiliation", "Title", "Homepage", "ORCID", "Bio"],
        ["Peng Zhang", "张鹏", "Zhipu AI", "CEO", "example.org", None, None],
        ["Ada Lovelace", None, "Analytics", None, None, "orcid.org/0000-0002-1825-0097", "First."],
    ]  # fmt: skip
    put_in(program, rows, "speakers")
    peng, ada = Speaker.objects.get(slug="peng-zhang"), Speaker.objects.get(slug="ada-lovelace")
    assert (peng.position_en, peng.homepage) == ("CEO", "https://example.org")
    assert (ada.orcid, ada.organization.slug, ada.biography_en) == (
        "0000-0002-1825-0097",
        "analytics",
        "First.",
    )


@pytest.mark.parametrize(
    ("heading", "value"),
    [("ORCID", "12"), ("Homepage", "no address"), ("Slug", "not a slug")],
)
def test_a_wrong_field_of_a_speaker_is_refused(heading, value, program):
    row = only(program, ["Name", heading], ["Ada Lovelace", value], "speakers")
    assert [cell for cell, _message in problems(row)] == ["B2"]


def test_countries_and_kinds_of_organizations_are_read_in_both_languages(program):
    rows = [
        ["Name", "Kind", "Country"],
        ["Somewhere", "大学", "Germany"],
        ["Elsewhere", "lab", "中国"],
    ]
    rows += [["Nowhere", "Research lab", "USA"]]
    put_in(program, rows, "organizations")
    made = Organization.objects.filter(slug__in=["somewhere", "elsewhere", "nowhere"])
    assert {each.slug: (each.kind, each.country) for each in made} == {
        "somewhere": ("university", "DE"),
        "elsewhere": ("lab", "CN"),
        "nowhere": ("lab", "US"),
    }


def test_participations_are_added_and_changed_and_never_removed(program):
    before = Participation.objects.count()
    rows = [
        ["Event", "Session", "Name", "Role", "Affiliation", "Position"],
        ["LLM Day", "llm-day-panel", "张鹏", "moderator", "Zhipu AI", "CEO"],
    ]
    put_in(program, rows, "participations")
    assert Participation.objects.count() == before + 1
    made = Participation.objects.get(
        session__slug="llm-day-panel", role="moderator", speaker__slug="peng-zhang"
    )
    assert (made.organization.slug, made.position_en) == ("zhipu-ai", "CEO")


def test_a_participation_in_no_session_is_refused(program):
    row = only(program, ["Session", "Name"], ["Nothing of the kind", "张鹏"], "participations")
    assert problems(row)[0][0] == "A2"


def test_a_csv_of_windows_is_put_in(program):
    data = csv(
        ["Title", "Speakers"],
        ["Où va l’IA", "José Pérez & Zoë Muñoz"],
        encoding="cp1252",
        separator=";",
    )
    spreadsheet.import_file(Incoming(program, "sessions", data))
    assert Session.objects.get(title_en="Où va l’IA").participations.count() == 2


@pytest.mark.parametrize("size", [50, 500])
def test_a_dry_run_takes_the_same_queries_whatever_its_length(size, program):
    grown = grow(f"grown-{size}", size)
    data = spreadsheet.export(grown, "sessions", "csv")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = spreadsheet.dry_run(Incoming(grown, "sessions", data))
    assert len(found.rows) == size
    assert len(queries) <= 12


def test_a_file_of_new_sessions_takes_no_more_queries(program):
    rows = [["Title", "Speakers", "Room", "Date", "Time"]]
    rows += [
        [f"Talk {n}", f"Person{n} Surname{n} (Company {n})", f"Room {n}", "8 Aug", "9:00"]
        for n in range(500)
    ]
    data = xlsx(rows)
    with CaptureQueriesContext(connection) as queries:
        found = spreadsheet.dry_run(Incoming(program, "sessions", data))
    assert len(found.rows) == 500
    assert len(found.made) > 500
    assert len(queries) <= 12
