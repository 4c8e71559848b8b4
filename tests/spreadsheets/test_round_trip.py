"""What goes out comes back the same, in every format and in both languages."""

import pytest
from django.utils import translation

from sessions.exchange import spreadsheet
from sessions.exchange.spreadsheet import Incoming, State
from sessions.models import Session, Tag
from speakers.models import Organization, Speaker
from tests.spreadsheets.files import changes, problems


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


def test_a_topic_with_a_bracket_that_is_never_closed_comes_back(program):
    session = program.sessions.first()
    for slug, name in (("open", "A (B"), ("other", "Other")):
        session.tags.through.objects.create(
            content_object=session, tag=Tag.objects.create(slug=slug, name_en=name)
        )
    data = spreadsheet.export(program, "sessions", "csv")
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
