"""Filters of the schedule: alone and combined, counted, shared by address, and removed again."""

from urllib.parse import parse_qsl

import pytest
from bs4 import BeautifulSoup

from sessions.models import Session, Tag, Track
from sessions.schedule.facets import counts, misses
from tests.growth import grow

pytestmark = pytest.mark.django_db


def opened(client, query="", language="en", event="kdd-2023"):
    response = client.get(f"/{language}/{event}/schedule/{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "lxml")


def listed(page):
    return {link["href"].split("/")[-2] for link in page.select(".matches article .title a")}


def offered(page, key):
    """Return the values offered under a key, each with its number of sessions."""
    boxes = page.select(f".filters-more input[name={key}]")
    found = {box["value"]: int(box.parent.select_one(".count").text) for box in boxes}
    for option in page.select(f"select[name={key}] option[value]"):
        if option["value"]:
            found[option["value"]] = int(option.text.rsplit("(", 1)[1].rstrip(")"))
    return found


def pills(page):
    return {
        pill.select_one(".pill-name").text: dict(parse_qsl(pill["href"][1:]))
        for pill in page.select(".pill:not(.all)")
    }


def public(**conditions):
    return set(Session.objects.public().filter(**conditions).values_list("slug", flat=True))


def test_of_one_key_any_value_will_do_and_of_all_keys_each_must():
    session = {"kind": {"talk"}, "tag": {"llm", "graphs"}}
    assert misses(session, {"kind": ["talk", "panel"], "tag": ["graphs"]}) == []
    assert misses(session, {"kind": ["panel"], "tag": ["graphs"]}) == ["kind"]


def test_counts_apply_the_choices_of_the_other_keys_and_not_their_own():
    sessions = [
        {"kind": {"talk"}, "tag": {"llm"}},
        {"kind": {"panel"}, "tag": {"llm", "graphs"}},
        {"kind": {"panel"}, "tag": {"graphs"}},
    ]
    found = counts(sessions, {"kind": ["panel"]})
    assert found["kind"] == {"talk": 1, "panel": 2}
    assert found["tag"] == {"llm": 1, "graphs": 2}


def test_schedule_without_filters_shows_one_day_and_no_pills(client):
    page = opened(client, "?day=2023-08-08")
    assert not page.select(".matches, .pills")
    assert page.select_one(".slots")


def test_kind(client):
    assert listed(opened(client, "?kind=keynote")) == public(kind="keynote")


def test_several_kinds(client):
    page = opened(client, "?kind=keynote&kind=panel")
    assert listed(page) == public(kind__in=["keynote", "panel"])


def test_topic(client):
    assert listed(opened(client, "?tag=reasoning")) == public(tagged__tag__slug="reasoning")


def test_organization(client):
    page = opened(client, "?organization=zhipu-ai")
    assert listed(page) == public(participations__organization__slug="zhipu-ai")


def test_spoken_language(client):
    Session.objects.filter(slug="llm-day-panel").update(language="zh-hans")
    assert listed(opened(client, "?language=zh-hans")) == {"llm-day-panel"}


def test_track(client, program):
    track = Track.objects.create(event=program, slug="research", name_en="Research")
    Session.objects.filter(slug="ws-mlg").update(track=track)
    inside = public(parent__slug="ws-mlg")
    assert listed(opened(client, "?track=research")) == {"ws-mlg"} | inside


def test_room_holds_also_what_takes_place_inside_its_sessions(client):
    expected = public(room__slug="grand-a")
    inside = public(parent__room__slug="grand-a", room=None)
    assert listed(opened(client, "?room=grand-a")) == expected | inside


def test_filters_are_combined(client):
    page = opened(client, "?kind=keynote&tag=reasoning&day=2023-08-08")
    assert "llm-day-teach-to-reason" in listed(page)
    assert listed(page) <= public(kind="keynote", tagged__tag__slug="reasoning")


def test_filters_and_search_are_combined(client):
    page = opened(client, "?q=llm&kind=workshop")
    assert listed(page)
    assert listed(page) <= public(kind="workshop")


def test_without_a_day_the_matches_of_all_days_follow_each_other(client):
    page = opened(client, "?kind=keynote")
    days = [heading.text for heading in page.select(".matches h2")]
    assert days[:2] == ["Monday, August 7", "Tuesday, August 8"]


def test_day_narrows_the_matches_and_the_other_days_stay_in_reach(client):
    page = opened(client, "?kind=keynote&day=2023-08-08")
    assert [heading.text for heading in page.select(".matches h2")] == ["Tuesday, August 8"]
    hrefs = [link["href"] for link in page.select(".days a")]
    assert "?kind=keynote" in hrefs
    assert "?kind=keynote&day=2023-08-09" in hrefs


def test_session_inside_another_stands_for_itself_and_names_that_one(client):
    page = opened(client, "?kind=paper&day=2023-08-07")
    paper = page.select_one("a[href$='/llm-ai-p1/']").find_parent("article")
    assert not paper.find_parent("details")
    assert paper.select_one(".special[href$='/ws-llm-ai/']")


def test_values_that_do_not_exist_are_ignored(client):
    page = opened(client, "?kind=rave&tag=&room=nowhere&day=2031-01-01&colour=red")
    assert not page.select(".pills, .matches")
    assert listed(opened(client, "?kind=rave&kind=keynote&tag=x")) == public(kind="keynote")
    other_day = opened(client, "?day=2023-08-09&day=2031-01-01")
    assert other_day.select(".slots") == opened(client, "?day=2023-08-09").select(".slots")


def test_each_choice_leads_to_as_many_sessions_as_it_says(client):
    page = opened(client, "?kind=keynote")
    for key in ("tag", "organization", "room"):
        for value, number in list(offered(page, key).items())[:4]:
            narrowed = opened(client, f"?kind=keynote&{key}={value}")
            assert len(listed(narrowed)) == number


def test_choices_of_one_key_are_counted_without_that_key(client):
    before, after = opened(client), opened(client, "?kind=keynote")
    assert offered(after, "kind") == offered(before, "kind")
    assert offered(after, "tag") != offered(before, "tag")


def test_each_pill_removes_its_own_filter_and_one_removes_all(client):
    page = opened(client, "?kind=keynote&kind=panel&tag=reasoning&q=ＬＬＭ")
    reasoning = Tag.objects.get(slug="reasoning").name_en
    assert set(pills(page)) == {"ＬＬＭ", "Keynote", "Panel", reasoning}
    assert pills(page)["Keynote"] == {"q": "ＬＬＭ", "kind": "panel", "tag": "reasoning"}
    assert pills(page)["ＬＬＭ"] == {"kind": "panel", "tag": "reasoning"}  # the last of two kinds
    assert page.select_one(".pill.all")["href"] == "?"


def test_form_says_what_is_chosen_and_keeps_the_day(client):
    page = opened(client, "?kind=keynote&tag=reasoning&day=2023-08-08&q=reason")
    checked = {(box["name"], box["value"]) for box in page.select("input[checked]")}
    assert checked == {("kind", "keynote"), ("tag", "reasoning")}
    assert page.select_one("input[type=hidden][name=day]")["value"] == "2023-08-08"
    assert page.select_one("#q")["value"] == "reason"
    assert page.select_one("form.filters")["method"] == "get"
    assert page.select_one("label[for=q]")


def test_nothing_found_says_so_and_offers_a_way_on(client):
    page = opened(client, "?kind=keynote&q=zzzz")
    assert "No session matches" in page.select_one(".empty").text
    assert page.select_one(".empty a")["href"] == "?"
    assert len(pills(page)) == 2


def test_filters_speak_the_pages_language(client):
    page = opened(client, "?tag=reasoning&kind=keynote", "zh-hans")
    assert set(pills(page)) == {Tag.objects.get(slug="reasoning").name_zh_hans, "主旨报告"}


def test_program_of_a_sub_event_can_be_filtered_too(client):
    expected = public(event__slug="llm-day", kind="keynote")
    assert listed(opened(client, "?kind=keynote", event="llm-day")) == expected


def test_draft_is_neither_listed_nor_counted(client):
    before = offered(opened(client), "kind")["panel"]
    Session.objects.filter(slug="llm-day-panel").update(status="draft")
    assert offered(opened(client), "kind")["panel"] == before - 1
    assert "llm-day-panel" not in listed(opened(client, "?kind=panel"))


def test_long_lists_are_cut_and_say_so(client):
    grow("lengthy", 300)
    page = opened(client, "?tag=growth", event="lengthy")
    assert "300 sessions" in page.select_one(".matches-total").text
    assert len(listed(page)) == 100
    assert "The first 100 are shown" in page.select_one(".matches").text


def test_queries_do_not_grow_with_the_program(client, subtests, django_assert_max_num_queries):
    for slug, size in (("small", 6), ("large", 500)):
        grow(slug, size)
        for query in ("", "?kind=paper&tag=growth", "?q=session", "?q=session&kind=talk"):
            with subtests.test(query=query, size=size), django_assert_max_num_queries(10):
                opened(client, query, event=slug)
