"""The schedule that apps and recorders read: valid, complete, the same from every database."""

from datetime import UTC, datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5
from xml.etree import ElementTree as ET

import pytest

from sessions.exchange import fixture
from sessions.generation.program import generate
from sessions.models import Event, Resource, Room, Session, Track
from sessions.releases import record_release
from tests.frab.shared import events_of, needs_data, problems, xml_problems

pytestmark = pytest.mark.django_db

LANGUAGES = pytest.mark.parametrize("language", ["en", "zh-hans"])
AWKWARD = "Bell \x07, end ]]> of <b>, 𝕏 and 😀\r\nline"


def as_json(client, slug, language="en"):
    response = client.get(f"/{slug}/schedule.json?lang={language}")
    assert response.headers["Content-Type"] == "application/json"
    return response.json()


def as_xml(client, slug, language="en"):
    response = client.get(f"/{slug}/schedule.xml?lang={language}")
    assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    return response.content


def by_slug(client, slug="kdd-2023"):
    return {each["url"].rsplit("/", 2)[1]: each for each in events_of(as_json(client, slug))}


def assert_valid(client, slug):
    for language in ("en", "zh-hans"):
        assert problems(as_json(client, slug, language)) == []
        assert xml_problems(as_xml(client, slug, language)) == []


@needs_data
@pytest.mark.parametrize("slug", ["kdd-2023", "llm-day"])
def test_real_program_passes_both_schemas_in_both_languages(client, slug):
    assert_valid(client, slug)


@needs_data
def test_generated_program_passes_both_schemas_in_both_languages(client):
    generate("big", sessions=120)
    assert_valid(client, "big")
    assert_valid(client, "big-llm-day")


@pytest.fixture
def awkward(program):
    """Make an event of what schedules have trouble with, and return it."""
    zone = {"time_zone": "America/Los_Angeles"}
    days = {"start_date": "2023-08-07", "end_date": "2023-08-08"}
    event = Event.objects.create(slug="ab", name_en=AWKWARD, **days, **zone)
    event.refresh_from_db()
    rooms = [Room.objects.create(event=event, slug=f"R_{n}", name_en="Hall") for n in (1, 2)]
    Track.objects.create(event=event, slug="T_x", name_en=AWKWARD)
    track = Track.objects.create(event=event, slug="9", name_en=AWKWARD)
    noon = datetime(2023, 8, 7, 19, tzinfo=UTC)
    sessions = {
        "a": {"start": noon, "track": track, "room": rooms[0]},
        "A": {"start": noon, "room": rooms[1], "end": noon + timedelta(hours=130, minutes=5)},
        "x_": {"start": noon, "abstract_en": AWKWARD, "title_en": AWKWARD},
        "night": {"start": noon + timedelta(hours=15, minutes=59)},  # 3:59 in the morning
        "early": {"start": noon + timedelta(hours=16)},
        "months-later": {"start": noon + timedelta(days=120)},
        "unscheduled": {},
        "some-day": {"day": "2023-08-08"},
        "off": {"start": noon, "status": "cancelled"},
        "draft": {"start": noon, "status": "draft"},
    }
    for slug, values in sessions.items():
        given = {"title_en": slug, "status": "published"} | values
        Session.objects.create(event=event, slug=slug, **given)
    link = {"kind": Resource.Kind.CODE, "url": "https://example.org/?a=1&b=<2>"}
    Resource.objects.create(session=event.sessions.get(slug="a"), label_en=AWKWARD, **link)
    return event


@needs_data
def test_awkward_program_passes_both_schemas(client, awkward):
    assert_valid(client, "ab")


@needs_data
def test_empty_program_passes_both_schemas(client, awkward):
    awkward.sessions.all().delete()
    assert events_of(as_json(client, "ab")) == []
    assert_valid(client, "ab")


@needs_data
def test_zone_that_the_schema_has_no_name_for_is_left_out(client, awkward):
    Event.objects.filter(slug="ab").update(time_zone="Etc/GMT+8")
    assert "time_zone_name" not in as_json(client, "ab")["schedule"]["conference"]
    assert_valid(client, "ab")


def test_what_takes_place_at_a_known_time_is_in_it_and_nothing_else(client, awkward):
    assert set(by_slug(client, "ab")) == {"a", "A", "x_", "night", "early", "months-later"}


def test_day_changes_at_four_in_the_morning(client, awkward):
    days = as_json(client, "ab")["schedule"]["conference"]["days"]
    assert [day["date"] for day in days] == ["2023-08-07", "2023-08-08", "2023-12-05"]
    titles = [{each["title"] for room in day["rooms"].values() for each in room} for day in days]
    assert "night" in titles[0]
    assert titles[1] == {"early"}
    assert days[0]["day_start"] == "2023-08-07T04:00:00-07:00"
    assert days[0]["day_end"] == "2023-08-08T04:00:00-07:00"
    assert days[2]["day_start"] == "2023-12-05T04:00:00-08:00"


def test_session_without_end_or_room_lasts_no_time_in_a_room_without_name(client, awkward):
    found = by_slug(client, "ab")["night"]
    assert (found["duration"], found["room"]) == ("00:00", "")
    assert "end" not in found


def test_rooms_of_one_name_are_told_apart(client, awkward):
    rooms = [each["name"] for each in as_json(client, "ab")["schedule"]["conference"]["rooms"]]
    assert rooms == ["Hall (ab/R_1)", "Hall (ab/R_2)"]
    assert by_slug(client, "ab")["A"]["room"] == "Hall (ab/R_2)"


def test_xml_and_json_say_the_same(client, program):
    theirs = {each["guid"]: each for each in events_of(as_json(client, "kdd-2023", "zh-hans"))}
    root = ET.fromstring(as_xml(client, "kdd-2023", "zh-hans"))  # noqa: S314 - our own
    ours = root.findall("day/room/event")
    assert len(ours) == len(theirs) > 20
    for each in ours:
        other = theirs[each.get("guid")]
        for name in ("title", "date", "start", "duration", "room", "slug", "type"):
            assert each.findtext(name) == other[name]
        people = [person.text for person in each.findall("persons/person")]
        assert people == [person["name"] for person in other["persons"]]


def test_times_are_exact_and_stand_in_the_venue_s_zone(client):
    tang = by_slug(client)["mlg-tang"]
    assert (tang["date"], tang["start"]) == ("2023-08-07T08:15:00-07:00", "08:15")
    assert (tang["end"], tang["duration"]) == ("2023-08-07T09:00:00-07:00", "00:45")
    assert tang["room"] == "Grand B"


def test_special_day_is_inside_the_schedule_of_its_event_and_has_its_own(client):
    inside = Session.objects.filter(event__slug="llm-day").exclude(start=None)
    slugs = {each.slug for each in inside}
    assert slugs
    assert slugs <= set(by_slug(client))
    assert slugs == set(by_slug(client, "llm-day"))


def test_event_keeps_its_guid_and_number_wherever_it_moves(client):
    before = by_slug(client)["mlg-tang"]
    Session.objects.filter(slug="mlg-tang").update(start=datetime(2023, 8, 9, tzinfo=UTC), end=None)
    after = by_slug(client)["mlg-tang"]
    assert after["start"] != before["start"]
    assert (after["guid"], after["id"]) == (before["guid"], before["id"])
    assert UUID(after["guid"]) == uuid5(NAMESPACE_URL, "kdd-2023/mlg-tang")


def test_imported_guid_goes_out_again_and_into_calendars(client):
    guid = UUID("0a99f1db-dfad-4534-888c-bd98acc576b3")
    Session.objects.filter(slug="mlg-tang").update(guid=guid)
    assert by_slug(client)["mlg-tang"]["guid"] == str(guid)
    assert f"UID:{guid}" in client.get("/kdd-2023/schedule.ics").content.decode()


def test_version_is_the_number_of_the_last_release(client, program):
    assert as_json(client, "kdd-2023")["schedule"]["version"] == "0"
    for _each in range(2):
        record_release(program, None, "", "")
    assert as_json(client, "kdd-2023")["schedule"]["version"] == "2"
    assert as_json(client, "llm-day")["schedule"]["version"] == "2"


def test_recording_is_refused_where_the_session_says_so(client):
    Session.objects.filter(slug="mlg-tang").update(
        do_not_record=True, recording_license="CC BY 4.0"
    )
    tang = by_slug(client)["mlg-tang"]
    assert (tang["do_not_record"], tang["recording_license"]) == (True, "CC BY 4.0")
    assert b"<optout>true</optout>" in as_xml(client, "kdd-2023")


def test_unknown_language_is_english(client):
    assert as_xml(client, "kdd-2023", "xx") == as_xml(client, "kdd-2023")


def test_number_of_queries_does_not_depend_on_the_program(client, django_assert_max_num_queries):
    generate("big", sessions=150)
    with django_assert_max_num_queries(8):
        as_json(client, "big")


def test_bytes_are_the_same_whatever_the_database_has_numbered(client, program):
    before = [client.get(f"/kdd-2023/schedule.{suffix}").content for suffix in ("xml", "json")]
    text = fixture.export()
    for model in reversed(fixture.MODELS.values()):
        model.objects.all().delete()
    fixture.load(text)
    assert Event.objects.get(slug="kdd-2023").pk != program.pk
    after = [client.get(f"/kdd-2023/schedule.{suffix}").content for suffix in ("xml", "json")]
    assert after == before
