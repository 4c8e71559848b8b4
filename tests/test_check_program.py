"""`manage.py check_program`: what a person reads, what a machine reads, and its exit status."""

import json

import pytest
from django.core.management import CommandError, call_command

from sessions.models import Session

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english_terminal(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def clash(program):
    """Two sessions of LLM Day at once, in one room."""
    keynote = Session.objects.get(slug="llm-day-documents-to-dialogues")
    Session.objects.filter(slug="llm-day-llama-2").update(start=keynote.start, end=keynote.end)


def run(capsys, *arguments):
    """Return the exit status (0 where nothing is raised) and what is written to stdout."""
    status = 0
    try:
        call_command("check_program", *arguments)
    except CommandError as error:
        status = error.returncode
    return status, capsys.readouterr().out


def test_warnings_alone_succeed(program, capsys):
    status, said = run(capsys, "kdd-2023")
    assert status == 0
    assert "! “Conference banquet” is published without a time." in said
    assert "  → Give it a start, or make it a draft until it has one." in said


def test_errors_fail(clash, capsys):
    status, said = run(capsys, "kdd-2023")
    assert status == 1
    assert "✗ Tue, Aug. 8, 2023, 10:10–11:00 PDT: “From Documents" in said


def test_the_findings_stand_under_the_names_of_the_rules(clash, capsys):
    _status, said = run(capsys, "kdd-2023")
    lines = said.splitlines()
    assert lines[0] == "Same room twice"
    assert lines.count("Published without a time") == 1


def test_an_event_without_conflicts_says_so(program, capsys):
    assert run(capsys, "llm-day") == (0, "Nothing is wrong.\n")


def test_an_unknown_event_names_those_there_are(program):
    with pytest.raises(CommandError, match=r"no event “nope”. Known: .*kdd-2023") as caught:
        call_command("check_program", "nope")
    assert caught.value.returncode == 2


def test_words_are_those_of_the_terminals_language(program, capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    _status, said = run(capsys, "kdd-2023")
    assert "大会晚宴" in said
    assert "Conference banquet" not in said


def test_json_names_sessions_people_and_room_by_slug_and_times_in_utc(clash, capsys):
    status, said = run(capsys, "kdd-2023", "--json")
    found = json.loads(said)
    assert status == 1
    [first] = [each for each in found["conflicts"] if each["severity"] == "error"]
    assert first | {"text": ""} == {
        "rule": "room-twice",
        "severity": "error",
        "sessions": ["llm-day/llm-day-documents-to-dialogues", "llm-day/llm-day-llama-2"],
        "people": [],
        "room": "grand-a",
        "start": "2023-08-08T17:10:00Z",
        "end": "2023-08-08T18:00:00Z",
        "text": "",
        "mend": "Move one of them to another room or time.",
    }
    assert (found["event"], found["errors"]) == ("kdd-2023", 1)
    assert found["warnings"] == len(found["conflicts"]) - 1


def test_json_of_an_event_without_conflicts_is_valid(program, capsys):
    status, said = run(capsys, "llm-day", "--json")
    assert (status, json.loads(said)) == (
        0,
        {"event": "llm-day", "errors": 0, "warnings": 0, "conflicts": []},
    )
