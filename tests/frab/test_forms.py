"""Forms in which real schedules say things that the schema does not foresee."""

from datetime import timedelta

import pytest

from sessions.models import Resource
from tests.frab.shared import TEN, counts, event, noted, only, put_in, schedule, xml


def test_control_characters_are_left_out_of_every_text(conference):
    put_in(
        conference, schedule(event(title="Open\x7fing", abstract="One\x9b two", room="Hall\x7f B"))
    )
    session = only(conference)
    assert (session.title, session.abstract, session.room.name) == ("Opening", "One two", "Hall B")


def addresses(conference):
    return [each.url for each in Resource.objects.filter(session__event=conference)]


def test_link_in_xml_may_be_a_text_instead_of_an_href(conference):
    inside = """<room name="Hall A"><event><title>Opening</title><start>10:00</start>
        <links><link>https://a.example/b.php#c</link></links></event></room>"""
    base = "<acronym>conf</acronym><base_url>https://base.example/</base_url>"
    put_in(conference, xml(inside, base))
    assert addresses(conference) == ["https://a.example/b.php#c"]
    assert only(conference).resources.get().label == ""


@pytest.mark.parametrize("link", [{"title": "Slides"}, {"url": "", "title": "Slides"}])
def test_link_without_address_is_named_and_does_not_lead_to_the_base(conference, link):
    plan = put_in(conference, schedule(event(links=[link]), base_url="https://base.example/"))
    assert addresses(conference) == []
    assert noted(plan, "no web address: Slides")[0][1] == ["Opening"]


def test_empty_link_is_not_worth_a_word(conference):
    inside = """<room name="Hall A"><event><title>Opening</title><start>10:00</start>
        <links><link/></links></event></room>"""
    plan = put_in(conference, xml(inside))
    assert not noted(plan, "no web address")


def test_element_that_stands_twice_is_taken_where_it_says_something(conference):
    inside = """<room name="Hall A"><event><title>Opening</title><start>10:00</start>
        <abstract>First.</abstract><description>More.</description><abstract/>
        <description>Second.</description></event></room>"""
    put_in(conference, xml(inside))
    assert only(conference).abstract_en == "First.\n\nMore.\n\nSecond."


def test_html_may_stand_in_xml_without_being_escaped(conference):
    inside = """<room name="Hall A"><event><title>Opening <i>now</i></title><start>10:00</start>
        <abstract>On <b>R&amp;D</b>:<p>first</p><p>second</p></abstract></event></room>"""
    put_in(conference, xml(inside))
    session = only(conference)
    assert session.title_en == "Opening now"
    assert session.abstract_en == "On **R&D**:\n\nfirst\n\nsecond"


def test_start_may_be_an_instant_without_a_date(conference):
    put_in(conference, schedule(event(date=None, start="2023-08-07T19:00:00+02:00")))
    assert only(conference).start == TEN


@pytest.mark.parametrize("zone", [None, "America/Los_Angeles"])
def test_date_that_calls_local_time_utc_is_local_and_is_named(conference, zone):
    said = event(date="2023-08-07T10:00:00+00:00", start="10:00")
    plan = put_in(conference, schedule(said, **({"time_zone_name": zone} if zone else {})))
    assert only(conference).start == TEN
    assert noted(plan, "taken as the time at the venue")[0][1] == ["Opening"]


def test_date_in_utc_of_a_schedule_in_utc_is_utc(conference):
    said = event(date="2023-08-07T17:00:00+00:00", start="17:00")
    plan = put_in(conference, schedule(said, time_zone_name="UTC"))
    assert only(conference).start == TEN
    assert not noted(plan, "venue")


def test_start_in_utc_beside_a_local_date_is_named_and_the_date_taken(conference):
    plan = put_in(conference, schedule(event(date="2023-08-07T10:00:00-07:00", start="17:00")))
    assert only(conference).start == TEN
    assert noted(plan, "The start is another time")[0][1] == ["Opening"]


def test_new_event_without_type_or_people_whose_title_is_a_break_is_one(conference):
    data = schedule(event(title="Coffee Break", persons=[]))
    put_in(conference, data)
    assert only(conference).kind == "break"
    conference.sessions.update(kind="social")
    assert counts(put_in(conference, data)) == {"unchanged": 1}


@pytest.mark.parametrize("also", [{"type": "lecture"}, {"persons": [{"name": "Ada L."}]}])
def test_talk_about_a_break_is_a_talk(conference, also):
    put_in(conference, schedule(event(title="Lunch", **also)))
    assert only(conference).kind == "talk"


def test_texts_in_several_languages_come_in_english_and_chinese(conference):
    said = event(
        title={"de": "Eröffnung", "zh-hans": "开幕式", "en": "Opening"},
        abstract={"en": "Welcome.", "zh": "欢迎。"},
        description={"en": "All of you."},
        track={"en": "Main", "de": "Haupt"},
        duration="00:30",
    )
    plan = put_in(conference, schedule(said))
    session = only(conference)
    assert (session.title_en, session.title_zh_hans) == ("Opening", "开幕式")
    assert (session.abstract_en, session.abstract_zh_hans) == (
        "Welcome.\n\nAll of you.",
        "欢迎。",
    )
    assert (session.track.name, session.end - session.start) == ("Main", timedelta(minutes=30))
    assert [message for message, _places in noted(plan, "of events")] == [
        "Not carried over, of events: title (de)",
        "Not carried over, of events: track (de)",
    ]
    assert counts(put_in(conference, schedule(said))) == {"unchanged": 1}


def test_text_of_which_nothing_can_be_read_is_named(conference):
    plan = put_in(conference, schedule(event(track={"name": []})))
    assert noted(plan, "of events: track")[0][1] == ["Opening"]


def test_text_in_neither_of_our_languages_is_taken_from_the_first(conference):
    put_in(conference, schedule(event(title={"fr": "Accueil", "de": ""})))
    assert only(conference).title_en == "Accueil"
