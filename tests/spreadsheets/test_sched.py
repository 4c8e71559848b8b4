"""Sched's export: types that are kinds of sessions, or tracks; titles that name people."""

import pytest

from sessions.exchange.spreadsheet.sched import kind_of, kind_track_topics, read, without_people

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Keynote Sessions", "keynote"),
        ("Panels", "panel"),
        ("Lightning Talks", "talk"),
        ("Lecture", "talk"),
        ("主旨报告", "keynote"),
        ("Breakout Sessions", ""),
        ("Film Studies", ""),
        ("Registration + Badge Pick-up", "break"),
        ("Image Registration", ""),
        ("Performance Engineering", ""),
        ("", ""),
    ],
)
def test_type_is_a_kind_if_it_says_so(said, kind):
    assert kind_of(said) == kind


@pytest.mark.parametrize(
    ("main", "sub", "meant"),
    [
        ("Workshops", "Compilers", ("workshop", "Compilers", "")),
        ("Compilers", "Workshops", ("workshop", "Compilers", "")),
        ("Compilers", "Scaling", ("", "Compilers", "Scaling")),
        ("Talk", "Keynote", ("talk", "", "")),
        ("Registration", "", ("break", "", "")),
    ],
)
def test_subtype_is_a_track_beside_a_kind_and_a_topic_beside_a_track(main, sub, meant):
    entry = {"event_type": main, "event_subtype": sub}
    assert kind_track_topics(entry, is_panel=False) == meant


def test_what_has_moderators_is_a_panel_unless_its_type_says_otherwise():
    assert kind_track_topics({"event_type": "Compilers"}, is_panel=True)[0] == "panel"
    assert kind_track_topics({"event_type": "Workshops"}, is_panel=True)[0] == "workshop"


@pytest.mark.parametrize(
    ("name", "people", "title"),
    [
        ("A Talk - Ann Lee, Chair, Acme", ["Ann Lee"], "A Talk"),
        ("A Talk – Ann Lee & Bo Xu, Acme [Full]", ["Bo Xu", "Ann Lee"], "A Talk [Full]"),
        ("Mesh - One for All - Arda Tanrikulu", ["Arda Tanrıkulu"], "Mesh - One for All"),
        ("A Talk - Ann Lee, Acme", ["Ann Lee", "Bo Xu"], "A Talk - Ann Lee, Acme"),
        ("A Talk - To Be Announced", [], "A Talk - To Be Announced"),
        ("Keynote: Ann Lee", ["Ann Lee"], "Keynote: Ann Lee"),
    ],
)
def test_title_loses_what_is_behind_its_last_dash_if_that_names_all_people(name, people, title):
    assert without_people(name, people) == title


def test_who_moderates_is_no_panelist_as_well():
    ann, bo = {"name": "Ann Lee", "custom_order": 1}, {"name": "Bo Xu", "custom_order": 0}
    entry = {"name": "A Panel", "event_start": "", "event_type": "Panel"}
    sheet = read([entry | {"speakers": [ann, bo], "moderators": [ann]}])
    said = dict(zip(*(line.values for line in sheet.lines), strict=True))
    assert (said["Panelists"], said["Moderators"], said["Speakers"]) == ("Bo Xu", "Ann Lee", "")


def test_what_has_no_address_is_no_link_and_is_named():
    files = [{"path": "//example.org/a.pdf", "name": "A; B.pdf"}, {"path": "c.pdf", "name": "C"}]
    entry = {"name": "A Talk", "event_start": "", "video_stream": "<iframe>", "files": files}
    said = dict(zip(*(line.values for line in read([entry]).lines), strict=True))
    assert said["Links"] == "slides (A, B): https://example.org/a.pdf"
    assert said["Files without address"] == "<iframe>\nc.pdf"
