"""Calendars and the program's state for machines."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from icalendar import Calendar, vText
from icalendar.parser import Contentline

from sessions.exchange.ical import folded, text
from sessions.models import Event, Session
from sessions.releases import record_release

pytestmark = pytest.mark.django_db

CHI, TANG = "vpft73q", "dnphkfy"  # llm-ai-chi, mlg-tang


def fetch(client, address):
    response = client.get(address)
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content)


def by_title(found):
    return {str(each["SUMMARY"]): each for each in found.walk("VEVENT")}


def test_agenda_holds_its_sessions_with_times_that_are_exact(client):
    found = fetch(client, f"/kdd-2023/agenda.ics?s={CHI}.{TANG}.zzzzzzz&lang=en")
    assert str(found["X-WR-CALNAME"]) == "My agenda: KDD 2023"
    entries = by_title(found)
    tang = entries[Session.objects.get(slug="mlg-tang").title_en]
    assert len(entries) == 2
    assert tang["DTSTART"].dt.astimezone(UTC) == datetime(2023, 8, 7, 15, 15, tzinfo=UTC)
    assert tang["DTEND"].dt.astimezone(UTC) == datetime(2023, 8, 7, 16, 0, tzinfo=UTC)
    assert tang["LOCATION"].startswith("Grand B, Long Beach Convention")
    assert tang["URL"] == "http://testserver/en/kdd-2023/sessions/mlg-tang/"
    assert tang["STATUS"] == "CONFIRMED"
    assert tang["CATEGORIES"].cats == ["Keynote"]
    assert "Speaker: " in tang["DESCRIPTION"]


def test_zone_of_the_venue_is_defined_in_the_calendar(client):
    found = fetch(client, f"/kdd-2023/agenda.ics?s={CHI}")
    [zone] = found.walk("VTIMEZONE")
    assert zone["TZID"] == "America/Los_Angeles"
    assert found.walk("VEVENT")[0]["DTSTART"].params["TZID"] == "America/Los_Angeles"


def test_schedule_holds_all_sessions_that_have_a_time(client, program):
    timed = Session.objects.of(program).public().exclude(start=None)
    found = fetch(client, "/kdd-2023/schedule.ics")
    assert len(found.walk("VEVENT")) == timed.count()
    assert timed.count() < Session.objects.of(program).count()


def test_special_day_has_a_calendar_of_its_own(client):
    timed = Session.objects.filter(event__slug="llm-day").exclude(start=None)
    assert len(fetch(client, "/llm-day/schedule.ics").walk("VEVENT")) == timed.count()


def test_calendar_speaks_the_language_asked_for(client):
    found = fetch(client, "/kdd-2023/schedule.ics?lang=zh-hans")
    [entry] = [each for each in found.walk("VEVENT") if "ChatGLM" in each["SUMMARY"]]
    assert entry["SUMMARY"] == "从 GLM-130B 到 ChatGLM"
    assert "/zh-hans/" in entry["URL"]


def test_unknown_language_is_english(client):
    assert "PRODID" in fetch(client, "/kdd-2023/schedule.ics?lang=tlh")


def test_entry_keeps_its_identity_when_it_moves(client):
    address = f"/kdd-2023/agenda.ics?s={TANG}"
    [before] = fetch(client, address).walk("VEVENT")
    Session.objects.filter(slug="mlg-tang").update(
        start=datetime(2023, 8, 7, 17, tzinfo=UTC), end=datetime(2023, 8, 7, 18, tzinfo=UTC)
    )
    [after] = fetch(client, address).walk("VEVENT")
    assert after["UID"] == before["UID"]
    assert after["DTSTART"].dt.astimezone(UTC) == datetime(2023, 8, 7, 17, tzinfo=UTC)


def test_same_program_gives_the_same_bytes_and_is_not_sent_twice(client):
    first = client.get("/kdd-2023/schedule.ics")
    assert client.get("/kdd-2023/schedule.ics").content == first.content
    again = client.get("/kdd-2023/schedule.ics", headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 304


def test_entry_is_modified_later_by_a_release_before_the_event(client):
    days = {"start_date": date(2100, 5, 1), "end_date": date(2100, 5, 2)}
    event = Event.objects.create(slug="ahead", name_en="Ahead", time_zone="UTC", **days)
    start = datetime(2100, 5, 1, 9, tzinfo=UTC)
    session = event.sessions.create(slug="a", title_en="A", status="published", start=start)
    record_release(event, None, None, None)
    [before] = fetch(client, "/ahead/schedule.ics").walk("VEVENT")
    session.start += timedelta(hours=1)
    session.save()
    record_release(event, None, None, None)
    [after] = fetch(client, "/ahead/schedule.ics").walk("VEVENT")
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert before["LAST-MODIFIED"].dt < after["LAST-MODIFIED"].dt


def test_entry_of_an_imported_session_never_falls_behind_when_its_slug_changes(client):
    days = {"start_date": date(2100, 5, 1), "end_date": date(2100, 5, 2)}
    event = Event.objects.create(slug="ahead", name_en="Ahead", time_zone="UTC", **days)
    start = datetime(2100, 5, 1, 9, tzinfo=UTC)
    talk = {"title_en": "A", "status": "published", "start": start, "guid": uuid4()}
    event.sessions.create(slug="a", **talk)
    record_release(event, None, None, None)
    numbers = []
    for changed in ({"title_en": "B"}, {"slug": "b"}, {"title_en": "C"}):
        event.sessions.update(**changed)
        for write in (lambda: None, lambda: record_release(event, None, None, None)):
            write()
            [entry] = fetch(client, "/ahead/schedule.ics").walk("VEVENT")
            numbers.append(entry["SEQUENCE"])
    assert numbers == sorted(numbers)
    assert len(set(numbers)) == 4  # each release raises it, and nothing else


def test_cancelled_session_is_cancelled_in_the_calendar(client):
    Session.objects.filter(slug="mlg-tang").update(status="cancelled")
    [entry] = fetch(client, f"/kdd-2023/agenda.ics?s={TANG}").walk("VEVENT")
    assert entry["STATUS"] == "CANCELLED"
    assert entry["SUMMARY"].startswith("Cancelled: ")


def test_draft_is_in_no_calendar(client, admin_client):
    Session.objects.filter(slug="mlg-tang").update(status="draft")
    for visitor in (client, admin_client):
        assert not fetch(visitor, f"/kdd-2023/agenda.ics?s={TANG}").walk("VEVENT")


def test_description_is_plain_text_without_control_characters(client):
    Session.objects.filter(slug="mlg-tang").update(
        abstract="**Bold** & [link](https://example.org/)\x00\x0b\x1b",
        abstract_en="**Bold** & [link](https://example.org/)\x07\x0b\x1b",
    )
    response = client.get(f"/kdd-2023/agenda.ics?s={TANG}")
    assert not set(response.content) & (set(range(32)) - {10, 13})
    [entry] = Calendar.from_ical(response.content).walk("VEVENT")
    assert entry["DESCRIPTION"].endswith("Bold & link")


def test_lines_are_at_most_75_octets(client):
    content = client.get("/kdd-2023/schedule.ics?lang=zh-hans").content
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


def test_state_of_the_program_tells_when_and_where_each_session_is(client):
    state = client.get("/kdd-2023/program.json").json()
    assert state["zone"] == "America/Los_Angeles"
    assert state["sessions"][TANG] == [
        "2023-08-07T15:15:00Z",
        "2023-08-07T16:00:00Z",
        "grand-b",
        "published",
    ]
    assert state["rooms"]["grand-b"]["en"] == "Grand B"
    assert len(state["sessions"]) == 72


@pytest.mark.parametrize("file", ["schedule.ics", "agenda.ics", "program.json"])
def test_machine_formats_need_few_queries_set_no_cookie_and_may_be_kept(
    client, file, django_assert_max_num_queries
):
    with django_assert_max_num_queries(5):
        response = client.get(f"/kdd-2023/{file}?s={CHI}")
    assert not response.cookies
    assert response.headers["Cache-Control"] == "public, max-age=60"
    assert client.get(f"/nowhere/{file}").status_code == 404


def test_session_inside_another_is_where_that_one_is(client):
    title = Session.objects.get(slug="mlg-lunch").title_en
    lunch = by_title(fetch(client, "/kdd-2023/schedule.ics?lang=en"))[title]
    assert lunch["LOCATION"].startswith("Grand B, ")


def test_session_inside_another_inside_a_third_is_where_that_one_is(client):
    outer = Session.objects.get(slug="mlg-lunch")
    start = {"start": outer.start, "end": outer.end, "status": "published"}
    Session.objects.create(
        event=outer.event, slug="dessert", title_en="Dessert", parent=outer, **start
    )
    dessert = by_title(fetch(client, "/kdd-2023/schedule.ics?lang=en"))["Dessert"]
    assert dessert["LOCATION"].startswith("Grand B, ")


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("room=grand-b&kind=keynote", {"mlg-tang", "mlg-keynote-2"}),
        ("day=2023-08-09", {"tut-pretrained-language-representations"}),
        ("q=ChatGLM", {"llm-day-glm-to-chatglm"}),
    ],
)
def test_schedule_calendar_holds_what_the_filters_of_the_page_leave(client, query, slugs):
    found = fetch(client, f"/kdd-2023/schedule.ics?{query}")
    addresses = {each["URL"].rstrip("/").rpartition("/")[2] for each in found.walk("VEVENT")}
    assert addresses == slugs


def test_calendar_of_what_is_filtered_is_named_after_the_filters(client):
    found = fetch(client, "/kdd-2023/schedule.ics?room=grand-b&lang=zh-hans")
    assert found["NAME"] == found["X-WR-CALNAME"] == "KDD 2023，Grand B"
    assert found["SOURCE"].endswith("/kdd-2023/schedule.ics?room=grand-b&lang=zh-hans")


def test_day_of_which_no_time_is_known_offers_no_calendar(client):
    page = client.get("/en/kdd-2023/schedule/?day=2023-08-06")
    assert not BeautifulSoup(page.content, "lxml").select("p.calendar")


def test_session_has_a_calendar_of_its_own(client):
    [entry] = fetch(client, "/kdd-2023/sessions/mlg-tang.ics").walk("VEVENT")
    assert entry["URL"].endswith("/kdd-2023/sessions/mlg-tang/")
    assert client.get("/llm-day/sessions/mlg-tang.ics").status_code == 404


def test_speaker_has_a_calendar_for_each_event(client):
    found = fetch(client, "/kdd-2023/speakers/jaime-teevan.ics")
    assert found["NAME"] == "Jaime Teevan · KDD 2023"
    assert len(found.walk("VEVENT")) == 2
    assert client.get("/kdd-2023/speakers/nobody.ics").status_code == 404


@pytest.mark.parametrize(
    ("page", "calendar"),
    [
        ("/en/kdd-2023/schedule/", "/kdd-2023/schedule.ics?lang=en"),
        (
            "/zh-hans/kdd-2023/schedule/?room=grand-b",
            "/kdd-2023/schedule.ics?room=grand-b&lang=zh-hans",
        ),
        ("/en/kdd-2023/sessions/mlg-tang/", "/kdd-2023/sessions/mlg-tang.ics?lang=en"),
        ("/en/speakers/jaime-teevan/", "/llm-day/speakers/jaime-teevan.ics?lang=en"),
    ],
)
def test_pages_offer_their_calendar(client, page, calendar):
    links = BeautifulSoup(client.get(page).content, "lxml").select("p.calendar a")
    addresses = [link["href"] for link in links]
    assert {calendar, f"webcal://testserver{calendar}"} <= set(addresses)
    assert fetch(client, calendar).walk("VEVENT")


def test_place_on_earth_is_there_if_it_is_known(client, program):
    address = "/kdd-2023/sessions/mlg-tang.ics"
    [entry] = fetch(client, address).walk("VEVENT")
    assert "GEO" not in entry
    program.latitude, program.longitude = Decimal("33.765900"), Decimal("-118.189200")
    program.save()
    assert b"GEO:33.7659;-118.1892\r\n" in client.get(address).content


def test_description_is_there_as_html_too(client):
    Session.objects.filter(slug="mlg-tang").update(abstract_en="**Bold** <script>alert(1)</script>")
    [entry] = fetch(client, "/kdd-2023/sessions/mlg-tang.ics").walk("VEVENT")
    assert entry["X-ALT-DESC"].params["FMTTYPE"] == "text/html"
    assert "<strong>Bold</strong>" in entry["X-ALT-DESC"]
    assert "<script" not in entry["X-ALT-DESC"]


def test_interval_of_asking_again_is_a_duration_in_both_ways_of_saying_it(client):
    found = fetch(client, "/kdd-2023/schedule.ics")
    assert found["REFRESH-INTERVAL"].to_ical() == b"PT30M"
    assert found["X-PUBLISHED-TTL"].to_ical() == b"PT30M"


@pytest.mark.parametrize("value", ["a, b; c", "a\\b", "two\nlines", r"C:\new, \\,", "“中文”：，；"])
def test_texts_are_escaped_as_the_library_escapes_them(value):
    assert text(value) == vText(value).to_ical().decode()


def test_times_of_an_event_in_utc_name_no_zone(client, program):
    type(program).objects.filter(pk=program.pk).update(time_zone="UTC")
    address = f"/kdd-2023/agenda.ics?s={TANG}"
    assert b"DTSTART:20230807T151500Z\r\n" in client.get(address).content
    [tang] = fetch(client, address).walk("VEVENT")
    assert tang["DTSTART"].dt == datetime(2023, 8, 7, 15, 15, tzinfo=UTC)


@pytest.mark.parametrize("sign", ["a", "é", "推", "😀", "\\\\", "\\,", "^"])
def test_lines_are_folded_as_the_library_folds_them(sign):
    for length in range(60, 80):
        line = "x" * length + sign * 100
        assert folded(line) == Contentline(line).to_ical() + b"\r\n"
