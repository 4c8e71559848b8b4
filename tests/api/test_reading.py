"""What anyone can read: the program, filtered, in parts, in both languages or one."""

import json
import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from jsonschema import Draft202012Validator

from sessions.api.document import document
from sessions.filters import Filters
from sessions.models import Session
from sessions.releases import record_release
from tests.growth import grow

pytestmark = pytest.mark.django_db
SESSIONS = "/events/kdd-2023/sessions/"
ADDRESSES = [
    "/events/",
    "/events/kdd-2023/",
    SESSIONS,
    f"{SESSIONS}?q=zhang&kind=keynote&limit=200",
    f"{SESSIONS}mlg-tang/",
    "/events/kdd-2023/speakers/",
    "/events/kdd-2023/organizations/",
    "/events/kdd-2023/rooms/",
    "/events/kdd-2023/rooms/grand-a/",
    "/events/kdd-2023/tracks/",
    "/events/kdd-2023/topics/",
    "/events/kdd-2023/releases/",
    "/speakers/?q=zhang",
    "/speakers/peng-zhang/",
    "/organizations/?q=acm",
    "/organizations/zhipu-ai/",
]


def read(anyone, path):
    answer = anyone.get(path)
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content)


def slugs(anyone, path):
    return [each["slug"] for each in read(anyone, path)["items"]]


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.parametrize("lang", ["both", "en", "zh-hans"])
def test_every_answer_is_as_the_document_describes_it(anyone, program, path, lang):
    whole = document("http://testserver")
    pattern = re.sub(r"(?<=/)(mlg-tang|grand-a|peng-zhang|zhipu-ai)/", "{slug}/", path)
    pattern = pattern.partition("?")[0].replace("kdd-2023", "{event}")
    content = whole["paths"][f"/api/v1{pattern}"]["get"]["responses"]["200"]["content"]
    schema = content["application/json"]["schema"] | {"components": whole["components"]}
    answer = read(anyone, f"{path}{'&' if '?' in path else '?'}lang={lang}")
    Draft202012Validator(schema).validate(answer)


@pytest.mark.parametrize("path", ADDRESSES)
def test_no_answer_takes_more_than_ten_queries(
    anyone, program, path, django_assert_max_num_queries
):
    with django_assert_max_num_queries(10):
        read(anyone, path)


@pytest.mark.parametrize("thing", ["sessions", "speakers", "organizations", "topics"])
def test_larger_programs_take_no_more_queries(anyone, thing, django_assert_max_num_queries):
    grow("small", 3)
    grow("large", 60)
    with django_assert_max_num_queries(10) as small:
        read(anyone, f"/events/small/{thing}/")
    with django_assert_max_num_queries(len(small)):
        read(anyone, f"/events/large/{thing}/")


def test_texts_are_in_both_languages(anyone):
    title = read(anyone, f"{SESSIONS}mlg-tang/")["title"]
    assert title["zh-hans"] == "图上的自监督学习与预训练"
    assert title["en"].startswith("Self-supervised")


def test_texts_are_in_the_language_asked_for(anyone):
    session = read(anyone, f"{SESSIONS}mlg-tang/?lang=zh-hans")
    assert session["title"] == "图上的自监督学习与预训练"
    assert session["people"][0]["speaker"] == {"slug": "jie-tang", "name": "唐杰"}
    assert session["page"].endswith("/zh-hans/kdd-2023/sessions/mlg-tang/")


def test_text_that_is_missing_in_a_language_is_that_of_the_other(anyone):
    Session.objects.filter(slug="mlg-tang").update(title_zh_hans=None)
    assert read(anyone, f"{SESSIONS}mlg-tang/?lang=zh-hans")["title"].startswith("Self-supervised")


def test_times_are_utc(anyone):
    keynote = read(anyone, "/events/llm-day/sessions/llm-day-documents-to-dialogues/")
    assert (keynote["start"], keynote["end"]) == ("2023-08-08T17:10:00Z", "2023-08-08T18:00:00Z")


@pytest.mark.parametrize(
    "query",
    [
        "",
        "day=2023-08-08",
        "day=tba",
        "kind=keynote&kind=panel",
        "room=grand-a",
        "tag=reasoning",
        "organization=google&kind=talk",
        "q=推理",
        "q=zhang peng",
        "q=zzzz",
    ],
)
def test_filters_leave_what_they_leave_on_the_page(anyone, program, query):
    visible = Session.objects.of(program).visible_to(AnonymousUser())
    matches = Filters(visible, QueryDict(query)).matches
    found = visible.in_bulk(matches)
    expected = [found[key].slug for key in matches]
    assert slugs(anyone, f"{SESSIONS}?limit=200&{query}") == expected


def test_filter_with_a_value_that_nothing_has_leaves_nothing(anyone):
    assert slugs(anyone, f"{SESSIONS}?room=no-such-room") == []


def test_drafts_are_not_shown(anyone):
    Session.objects.filter(slug="mlg-tang").update(status="draft")
    assert anyone.get(f"{SESSIONS}mlg-tang/").status_code == 404
    assert "mlg-tang" not in slugs(anyone, f"{SESSIONS}?limit=200")
    tang = read(anyone, "/speakers/jie-tang/")
    assert "mlg-tang" not in [each["session"] for each in tang["participations"]]


def test_expected_audience_is_for_organizers(anyone, organizer):
    Session.objects.filter(slug="mlg-tang").update(audience=300)
    assert read(anyone, f"{SESSIONS}mlg-tang/")["audience"] is None
    assert read(organizer, f"{SESSIONS}mlg-tang/")["audience"] == 300


def test_organizer_sees_drafts_by_a_token_and_no_cache_keeps_them(organizer):
    Session.objects.filter(slug="mlg-tang").update(status="draft")
    answer = organizer.get(f"{SESSIONS}mlg-tang/")
    assert json.loads(answer.content)["status"] == "draft"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Authorization" in answer.headers["Vary"]


def test_session_of_a_special_day_is_told_of_both_events_and_found_in_its_own(anyone):
    listed = read(anyone, f"{SESSIONS}?q=documents to dialogues")["items"][0]
    assert (listed["event"], listed["slug"]) == ("llm-day", "llm-day-documents-to-dialogues")
    assert anyone.get(f"{SESSIONS}{listed['slug']}/").status_code == 404


def test_special_day_has_the_rooms_of_the_event_around_it(anyone):
    assert "grand-a" in slugs(anyone, "/events/llm-day/rooms/")


def test_people_are_found_by_pinyin_and_organization(anyone):
    assert "peng-zhang" in slugs(anyone, "/events/kdd-2023/speakers/?q=zhang peng")
    assert "jie-tang" in slugs(anyone, "/speakers/?q=清华")


def test_affiliation_is_that_of_the_day(anyone):
    parts = read(anyone, "/speakers/jie-tang/?lang=en")["participations"]
    mlg = next(each for each in parts if each["session"] == "mlg-tang")
    assert mlg["organization"] == {"slug": "tsinghua", "name": "Tsinghua University"}
    assert (mlg["role"], mlg["position"]) == ("speaker", "Professor")


def test_sponsors_are_told(anyone):
    supported = read(anyone, "/organizations/zhipu-ai/")["sponsorships"]
    assert {"event": "kdd-2023", "tier": "diamond"} in supported


def test_topics_are_counted(anyone):
    topics = read(anyone, "/events/kdd-2023/topics/?limit=200")["items"]
    reasoning = next(each for each in topics if each["slug"] == "reasoning")
    tagged = Session.objects.public().filter(tags__slug="reasoning")
    assert reasoning["sessions"] == tagged.count()


def test_releases_tell_what_they_changed(anyone, program):
    record_release(program, None, "First", "首次")
    Session.objects.filter(slug="mlg-tang").update(status="cancelled")
    record_release(program, None, "Second", "第二次")
    last = read(anyone, "/events/kdd-2023/releases/")["items"][0]
    assert (last["number"], last["note"]) == (2, {"en": "Second", "zh-hans": "第二次"})
    change = last["changes"][0]
    assert (change["session"], change["what"]) == ("mlg-tang", ["cancelled"])
    assert change["before"]["start"] == "2023-08-07T15:15:00Z"


def test_parts_of_a_list_make_up_the_whole_without_gap_or_repetition(anyone):
    whole = slugs(anyone, f"{SESSIONS}?limit=200")
    found, path = [], f"{SESSIONS}?limit=7"
    while path:
        answer = anyone.get(path)
        found += [each["slug"] for each in json.loads(answer.content)["items"]]
        following = re.search(r'<http://testserver/api/v1([^>]+)>; rel="next"', answer["Link"])
        path = following and following[1]
    assert found == whole
    assert len(whole) == len(set(whole)) == read(anyone, SESSIONS)["count"]


def test_links_to_other_parts_keep_the_question(anyone):
    link = anyone.get(f"{SESSIONS}?q=推理&lang=en&limit=2&offset=2&utm=x")["Link"]
    assert 'sessions/?lang=en&q=%E6%8E%A8%E7%90%86&limit=2&offset=0>; rel="prev"' in link
    assert 'limit=2&offset=4>; rel="next"' in link


def test_part_beyond_the_end_is_empty(anyone):
    assert slugs(anyone, f"{SESSIONS}?offset=1000000") == []


@pytest.mark.parametrize(
    ("path", "first_in_english", "first_in_chinese"),
    [
        ("/events/kdd-2023/organizations/", "microsoft", "openai"),
        ("/organizations/", "microsoft", "openai"),
        ("/events/kdd-2023/speakers/", "hong-sun", "jiawei-han"),
        ("/events/kdd-2023/topics/", "graph-learning", "human-ai-collaboration"),
    ],
)
def test_lists_stand_in_the_alphabet_of_the_language_asked_for(
    anyone, path, first_in_english, first_in_chinese
):
    for language, first, second in (
        ("en", first_in_english, first_in_chinese),
        ("zh-hans", first_in_chinese, first_in_english),
    ):
        items = read(anyone, f"{path}?limit=200&lang={language}")["items"]
        slugs = [each["slug"] for each in items]
        assert slugs.index(first) < slugs.index(second)
