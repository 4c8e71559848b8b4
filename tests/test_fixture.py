"""Fixtures: the same bytes out as in, changes in place, and nothing by halves."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core import serializers
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from sessions.exchange import fixture
from sessions.models import Event, Participation, Session
from speakers.models import Speaker
from tests.growth import grow

pytestmark = pytest.mark.django_db
COMMITTED = Path(settings.BASE_DIR) / "fixtures" / "kdd2023.json"


@pytest.fixture
def text():
    return COMMITTED.read_text(encoding="utf-8")


@pytest.fixture
def objects(text):
    return json.loads(text)


def find(objects, model, **fields):
    return next(
        each["fields"]
        for each in objects
        if each["model"] == model and fields.items() <= each["fields"].items()
    )


def load(objects):
    return fixture.load(json.dumps(objects))


def problems(objects):
    before = fixture.export()
    with pytest.raises(fixture.FixtureError) as caught:
        load(objects)
    assert fixture.export() == before
    return caught.value.problems


def test_export_gives_the_committed_bytes(capfd):
    call_command("export_fixture")
    assert capfd.readouterr().out.encode() == COMMITTED.read_bytes()


def test_export_is_the_same_in_every_language(text):
    with translation.override("zh-hans"):
        assert fixture.export() == text


def test_export_of_one_event_leaves_out_the_others(text, program):
    grow("other", 6)
    one = json.loads(fixture.export(program))
    assert {each["fields"]["slug"] for each in one if each["model"] == "program.event"} == {
        "kdd-2023",
        "llm-day",
    }
    assert len([each for each in one if each["model"] == "program.session"]) == 72


def test_exported_event_loads_where_nothing_else_is():
    text = fixture.export(grow("other", 6))
    Event.objects.filter(slug="other").delete()
    fixture.load(text)
    assert fixture.export(Event.objects.get(slug="other")) == text


def test_export_asks_the_database_as_often_for_60_sessions_as_for_6(django_assert_num_queries):
    grow("few", 6)
    grow("many", 60)
    with CaptureQueriesContext(connection) as few:
        fixture.export(Event.objects.get(slug="few"))
    with django_assert_num_queries(len(few)):
        fixture.export(Event.objects.get(slug="many"))


def test_loading_twice_changes_nothing(text):
    report = fixture.load(text)
    assert report.unchanged.total() == len(json.loads(text))
    assert not report.changes
    assert fixture.export() == text


def test_djangos_own_loader_reads_it_too(text):
    """A program fixture is a plain Django fixture."""
    for each in serializers.deserialize("json", text, handle_forward_references=True):
        each.save()
    assert fixture.export() == text


def test_edited_fixture_updates_in_place_and_says_what_changed(objects):
    find(objects, "program.session", slug="llm-day-panel")["room"] = ["kdd-2023", "grand-b"]
    before = Session.objects.get(slug="llm-day-panel")
    report = load(objects)
    assert report.updated.total() == 1
    [change] = report.changes
    assert re.fullmatch(r"record \d+, program.session llm-day/llm-day-panel: changed: room", change)
    after = Session.objects.get(slug="llm-day-panel")
    assert (after.pk, after.room.slug) == (before.pk, "grand-b")


def test_organizers_are_updated_too(objects):
    find(objects, "program.event", slug="kdd-2023")["organizers"] = [["sigkdd"]]
    load(objects)
    assert [each.slug for each in Event.objects.get(slug="kdd-2023").organizers.all()] == ["sigkdd"]


def test_bare_column_of_a_translated_field_is_filled(text):
    with translation.override("zh-hans"), connection.cursor() as cursor:
        Session.objects.filter(slug="llm-day-panel").delete()
        fixture.load(text)
        cursor.execute("SELECT title FROM program_session WHERE slug = 'llm-day-panel'")
        assert cursor.fetchone()[0].startswith("Paradigm Shifts")


def test_parents_may_stand_after_their_children(objects):
    Session.objects.filter(parent__slug="ws-mlg").delete()
    Session.objects.filter(slug="ws-mlg").delete()
    load(list(reversed(objects)))
    assert Session.objects.filter(parent__slug="ws-mlg").count() == 7


def test_unknown_speaker(objects):
    find(objects, "program.participation", speaker=["vy-vo"])["speaker"] = ["vi-vo"]
    [problem] = problems(objects)
    assert "program.participation llm-day/llm-day-panel/vi-vo/panelist" in problem
    assert "field “speaker”: there is no speaker “vi-vo”" in problem


def test_bad_date(objects):
    find(objects, "program.session", slug="llm-day-panel")["start"] = "2023-08-38T23:00:00Z"
    [problem] = problems(objects)
    assert "program.session llm-day/llm-day-panel, field “start”" in problem
    assert "2023-08-38" in problem


def test_time_without_offset(objects):
    find(objects, "program.session", slug="llm-day-panel")["start"] = "2023-08-08T16:00:00"
    assert "such as 2023-08-08T17:00:00Z" in problems(objects)[0]


def test_duplicate_slug(objects):
    find(objects, "program.session", slug="llm-ai-p2")["slug"] = "llm-ai-p1"
    found = problems(objects)
    assert any("llm-ai-p1, field “slug”: record" in problem for problem in found)


def test_wrong_language_of_a_text(objects):
    session = find(objects, "program.session", slug="llm-day-panel")
    session["title_fr"] = session.pop("title_en")
    [problem] = problems(objects)
    assert "field “title_fr”: there is no such language; write title_en, title_zh_hans." in problem


def test_wrong_spoken_language(objects):
    find(objects, "program.session", slug="llm-day-panel")["language"] = "english"
    [problem] = problems(objects)
    assert "field “language”" in problem
    assert "'english'" in problem


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title_en", ["Panel"], "Write a text, in double quotes."),
        ("title_en", 5, "Write a text, in double quotes."),
        ("title_en", "Panel\ud800", "It holds a character that no database keeps; remove it."),
        ("title_en", "Panel\0", "It holds a character that no database keeps; remove it."),
        ("slug", {"en": "panel"}, "Write a text, in double quotes."),
        ("day", 20230808, "Write a text, in double quotes."),
        ("guid", True, "Write a text, in double quotes."),
        ("room", [["grand-a"]], "Write the key as a list"),
        ("event", [{}], "Write the key as a list"),
        ("do_not_record", [], "“[]” value must be either True or False."),
    ],
)
def test_value_of_another_kind_is_refused(objects, field, value, said):
    find(objects, "program.session", slug="llm-day-panel")[field] = value
    assert f"field “{field}”: {said}" in problems(objects)[0]


def test_place_on_earth_may_be_written_as_numbers(objects):
    find(objects, "program.event", slug="kdd-2023").update(latitude=1.3521, longitude=-0.5)
    load(objects)
    event = Event.objects.get(slug="kdd-2023")
    assert (float(event.latitude), float(event.longitude)) == (1.3521, -0.5)


@pytest.mark.parametrize("value", [["acm"], [[{}]], "acm"])
def test_keys_of_another_kind_are_refused(objects, value):
    find(objects, "program.event", slug="llm-day")["organizers"] = value
    assert "field “organizers”: Write a list of keys" in problems(objects)[0]


def test_unknown_field(objects):
    find(objects, "program.session", slug="llm-day-panel")["titel"] = "x"
    assert "field “titel”: there is no such field; the fields are" in problems(objects)[0]


def test_truncated_file(text):
    before = fixture.export()
    for length in (len(text) // 2, len(text) // 3, len(text) - 3):
        with pytest.raises(fixture.FixtureError, match="breaks off at line"):
            fixture.load(text[:length])
    assert fixture.export() == before


def test_missing_comma_is_told_with_its_line(text):
    with pytest.raises(fixture.FixtureError, match="Line 6, column"):
        fixture.load(text.replace('"acm",', '"acm"', 1))


def test_end_before_start_is_refused_whole(objects):
    find(objects, "program.session", slug="llm-day-panel")["end"] = "2023-08-08T20:00:00Z"
    find(objects, "program.session", slug="keynote-ed-chi")["title_en"] = "Changed"
    [problem] = problems(objects)
    assert "llm-day/llm-day-panel: The end must come after the start." in problem


def test_session_inside_itself(objects):
    find(objects, "program.session", slug="ws-mlg")["parent"] = ["kdd-2023", "mlg-panel"]
    assert "field “parent”: is part of itself" in problems(objects)[0]


def test_all_problems_are_told_at_once(objects):
    find(objects, "program.session", slug="llm-day-panel")["kind"] = "rave"
    find(objects, "program.session", slug="keynote-ed-chi")["day"] = "8 August"
    assert len(problems(objects)) == 2


def test_problems_are_told_in_the_organizers_language(objects):
    find(objects, "program.participation", speaker=["vy-vo"])["speaker"] = ["vi-vo"]
    with translation.override("zh-hans"):
        assert "字段“speaker”" in problems(objects)[0]


def test_loaddata_refuses_a_broken_fixture_whole(objects, tmp_path):
    find(objects, "program.session", slug="keynote-ed-chi")["title_en"] = "Changed"
    find(objects, "program.participation", speaker=["vy-vo"])["speaker"] = ["vi-vo"]
    broken = tmp_path / "broken.json"
    broken.write_text(json.dumps(objects), encoding="utf-8")
    with pytest.raises(CommandError, match="vi-vo"):
        call_command("loaddata", str(broken))
    assert Session.objects.get(slug="keynote-ed-chi").title_en != "Changed"


def test_loaddata_still_loads_other_fixtures(tmp_path):
    plain = tmp_path / "plain.json"
    plain.write_text('[{"model": "auth.group", "pk": 7, "fields": {"name": "Helpers"}}]')
    call_command("loaddata", str(plain), verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM auth_group WHERE id = 7")
        assert cursor.fetchone() == ("Helpers",)


def test_djangos_own_dump_loads_again(tmp_path):
    """A backup made with `dumpdata`, primary keys and all, is not held to a fixture's rules."""
    dump = tmp_path / "dump.json"
    call_command("dumpdata", "program", "speakers", output=str(dump), verbosity=0)
    Participation.objects.all().delete()
    call_command("loaddata", str(dump), verbosity=0)
    assert Participation.objects.count() == 129
    assert Speaker.objects.count() == 120


def test_export_of_an_unknown_event_names_those_there_are():
    with pytest.raises(
        CommandError, match=r"no event “kdd”\. Known: kdd-2023, llm-day|llm-day, kdd-2023"
    ):
        call_command("export_fixture", "kdd")
