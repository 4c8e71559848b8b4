"""Schedules by command."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from sessions.models import Session
from tests.frab.shared import event, schedule

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    return tmp_path / "schedule.json"


def run(*words, **options):
    out = StringIO()
    call_command("import_schedule", *map(str, words), stdout=out, **options)
    return out.getvalue()


def test_dry_run_says_what_would_become_of_each_event_and_writes_nothing(conference, file):
    file.write_bytes(schedule(event(logo="x.png"), event(title="")))
    said = run("conf", file, "--dry-run")
    assert "1\tnew\tOpening" in said
    assert "It has no title." in said
    assert "1 refused, 0 to decide, 1 new, 0 changed, 0 unchanged" in said
    assert "Not carried over, of events: logo: Opening" in said
    assert not conference.sessions.exists()


def test_what_vanished_is_named_and_cancelled_only_when_asked(conference, file):
    given = {"title_en": "Mine", "start": "2023-08-07T12:00:00Z", "status": "published"}
    Session.objects.create(event=conference, slug="x", **given)
    file.write_bytes(schedule(event()))
    assert "Mine: not in the file" in run("conf", file)
    assert conference.sessions.get(slug="x").status == "published"
    assert "Mine: cancelled" in run("conf", file, "--cancel-vanished")
    assert conference.sessions.get(slug="x").status == "cancelled"


def test_doubtful_name_is_said_with_means(conference, file):
    file.write_bytes(schedule(event(persons=[{"name": "Jaimee Teevan"}])))
    with pytest.raises(CommandError, match="Nothing was imported"):
        run("conf", file)
    run("conf", file, "--means", "Jaimee Teevan=jaime-teevan")
    assert conference.sessions.get().participations.get().speaker.slug == "jaime-teevan"


def test_what_cannot_be_read_ends_the_command_in_words(conference, file):
    file.write_text("<rss/>")
    with pytest.raises(CommandError, match="begins with <rss>"):
        run("conf", file)
