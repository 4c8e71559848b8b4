"""What the commands about an event have in common."""

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db

COMMANDS = {
    "booklet": ["booklet.pdf"],
    "check_program": [],
    "export_fixture": [],
    "export_site": ["copy"],
    "export_table": ["sessions", "sessions.csv"],
    "import_schedule": ["schedule.json"],
    "import_table": ["sessions", "sessions.csv"],
}


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("terminal", "said"),
    [
        ("en_US.UTF-8", "There is no event “kdd”. Known: llm-day, kdd-2023."),
        ("zh_CN.UTF-8", "没有活动“kdd”。已有：llm-day, kdd-2023。"),
    ],
)
def test_unknown_event_is_said_with_those_there_are(monkeypatch, command, terminal, said):
    monkeypatch.setenv("LC_ALL", terminal)
    with pytest.raises(CommandError) as refused:
        call_command(command, "kdd", *COMMANDS[command])
    assert str(refused.value) == said


def test_check_of_an_unknown_event_is_told_from_one_with_errors_by_its_exit_status():
    with pytest.raises(CommandError) as refused:
        call_command("check_program", "kdd")
    assert refused.value.returncode == 2
