"""What is no schedule, or means harm, is refused with a sentence; nothing is changed."""

import json
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sessions.exchange.frab import Incoming, ScheduleError, content, dry_run, read
from sessions.exchange.frab.items import Reader
from sessions.exchange.html import to_markdown
from sessions.models import Event
from tests.frab.shared import TEN, event, only, put_in, schedule, xml

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
EXTERNAL = '<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><schedule>&x;</schedule>'
REFUSED = {
    "billion laughs": (
        f'<!DOCTYPE s [<!ENTITY l0 "ha">{LAUGHS}]><schedule>&l9;</schedule>',
        "declares entities",
    ),
    "external entity": (EXTERNAL, "declares entities"),
    "parameter entity": (
        '<!DOCTYPE s [<!ENTITY % x SYSTEM "http://127.0.0.1/x">%x;]><schedule/>',
        "declares entities",
    ),
    "other XML": ("<rss version='2.0'><channel/></rss>", "begins with <rss>"),
    "schedule of another kind": ("<schedule><event/></schedule>", "no <conference>"),
    "error page": ("<!DOCTYPE html><html><body>502</body></html>", "web page"),
    "error page that is no XML": ("<!doctype html><html><br></html>", "line 1"),
    "truncated XML": ("<schedule><conference><title>", "breaks off"),
    "truncated JSON": ('{"schedule": {"conference": ', "breaks off"),
    "other JSON": ('{"openapi": "3.1.0"}', "no schedule.conference.days"),
    "list": ("[1, 2]", "no schedule.conference.days"),
    "days of another kind": ('{"schedule": {"conference": {"days": 3}}}', "conference.days"),
    "no days": ('{"schedule": {"conference": {"days": []}}}', "no days"),
    "text": ("Dear organizers, here is", "neither XML nor JSON"),
    "nothing": ("", "neither XML nor JSON"),
    "deep JSON": ("[" * 100_000, "larger than any"),
    "deep XML": ("<schedule>" * 100_000, "larger or deeper"),
    "endless number": ('{"schedule": ' + "9" * 10_000 + "}", "larger than any"),
    "countless lists": ("[" + "[]," * 700_000 + "[]]", "larger than any"),
    "countless elements": (f"<schedule>{'<a/>' * 700_000}</schedule>", "larger or deeper"),
}


@pytest.mark.parametrize(("text", "said"), REFUSED.values(), ids=REFUSED)
def test_is_refused_in_words(text, said):
    with pytest.raises(ScheduleError, match=said):
        read(text.encode())


@pytest.mark.parametrize(
    "data",
    [
        '{"schedule": "ä"}'.encode("latin-1"),
        '<?xml version="1.0" encoding="utf-8"?><schedule>ä</schedule>'.encode("latin-1"),
        b'<?xml version="1.0" encoding="klingon"?><schedule/>',
        b'<?xml version="1.0" encoding="idna"?><schedule/>',
        b"\xff\xfe\x00\x00\xff",
        b"\x1f\x8b\x08\x00" + b"\x00" * 40,
    ],
    ids=["latin JSON", "latin XML", "no encoding", "other codec", "broken UTF-32", "gzip"],
)
def test_wrong_encoding_is_refused_in_words(data):
    with pytest.raises(ScheduleError):
        read(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_schedule_is_read_in(encoding):
    for text in (schedule(event(title="Grüße")), xml("<event><title>Grüße</title></event>")):
        if encoding == "utf-16-le" and text.startswith(b"<"):
            continue  # XML without byte order mark has to be UTF-8
        document = read(text.decode().encode(encoding))
        assert document["schedule"]["conference"]["acronym"] == "conf"


def test_file_that_is_too_large_is_not_read(tmp_path):
    file = tmp_path / "schedule.xml"
    with file.open("wb") as opened:
        opened.truncate(10**10)  # sparse: takes no room
    with pytest.raises(ScheduleError, match="larger than 50 MB"):
        content(file)


def test_cell_of_100_megabytes_is_refused():
    with pytest.raises(ScheduleError, match="larger than 50 MB"):
        read(schedule(event(title="x" * 100_000_000)))


@pytest.mark.django_db
def test_memory_is_bounded_by_a_few_times_the_file(conference):
    data = schedule(event(abstract="<a " * 6_000_000))
    tracemalloc.start()
    try:
        plan = dry_run(Incoming(conference, data))
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 8 * len(data)
    assert any("cut off after 50000" in message for message, _places in plan.notes)


@pytest.mark.django_db
def test_more_events_than_any_program_has_are_refused(conference):
    data = schedule(*[{}] * 20_001)
    with pytest.raises(ScheduleError, match="more than 20,000"):
        dry_run(Incoming(conference, data))


@pytest.mark.django_db
def test_texts_that_no_database_takes_are_taken_without_what_it_does_not(conference):
    said = event(title="A\u0000\ud800B", persons=[{"name": "C\u0000\udfffD"}], room="E\u0007")
    plan = dry_run(Incoming(conference, schedule(said)))
    assert plan.rows[0].label == "AB"
    assert {str(each) for each in plan.made} == {"CD", "E"}


@pytest.mark.django_db
@pytest.mark.parametrize("first", ["0001-01-01", "9999-12-31"])
def test_first_and_last_day_that_computers_know_are_no_dates(conference, first):
    at = f"{first}T00:00:00Z"
    put_in(conference, schedule(event(date=at, start="10:00")))
    assert only(conference).start == TEN  # as if only the day had a date
    days = [{"date": first, "day_end": at, "rooms": {"A": [event(date=None, start="23:00")]}}]
    [row] = dry_run(Incoming(conference, schedule(days=days))).rows
    assert [each.message for each in row.row.problems] == ["It has no start that can be read."]


@pytest.mark.parametrize("text", ["<a " * 16_000, "<p>" * 16_000, "<![" * 16_000, "</" * 20_000])
def test_hostile_html_is_read_in_one_go(text):
    assert isinstance(to_markdown(text), str)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
NAMES = [
    *("guid", "slug", "title", "subtitle", "abstract", "description", "type", "language", "date"),
    *("start", "end", "duration", "room", "track", "persons", "links", "attachments", "logo"),
    *("do_not_record", "recording_license", "recording_link"),
]
times = st.sampled_from(
    [
        *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "25:61", "1:2:3"),
        *("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "0001-01-01", "9999-12-31", "23:59"),
    ]
)
events = st.dictionaries(st.sampled_from(NAMES), anything | times, max_size=12)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(events, max_size=4),
    st.dictionaries(
        st.sampled_from(["time_zone_name", "day_change", "tracks", "rooms", "acronym", "url"]),
        anything,
    ),
    anything,
)
def test_schedule_of_whatever_values_is_read_or_refused(found, about, rooms):
    zone = {"time_zone": "America/Los_Angeles", "start_date": "2023-08-07"}
    days = [{"date": "2023-08-07", "rooms": {"A": found}}, {"date": rooms, "rooms": rooms}]
    data = json.dumps({"schedule": {"conference": about | {"days": [*days, rooms]}}})
    for item in Reader(read(data.encode()), Event(slug="conf", **zone)).items():
        assert item.start or item.problems
