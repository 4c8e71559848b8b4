"""Search: what is found, by which forms of a word, in which order, and with its hits marked."""

import pytest
from bs4 import BeautifulSoup
from django.core import serializers
from django.core.management import call_command

from sessions.exchange import fixture
from sessions.models import Event, Participation, Session, Tag, Track
from sessions.search import search
from sessions.words import hits, name_words, normalize, terms
from speakers.models import Organization, Speaker
from tests.growth import grow

pytestmark = pytest.mark.django_db
CHATGLM = "llm-day-glm-to-chatglm"


def found(query):
    keys = search(Session.objects.all(), query)
    slugs = dict(Session.objects.values_list("pk", "slug"))
    return [slugs[key] for key in keys]


def results(client, query, language="en"):
    response = client.get(f"/{language}/kdd-2023/schedule/", {"q": query})
    return BeautifulSoup(response.content, "lxml").select(".results > li")


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("ＬＬＭ", "llm"),
        ("Sérgio JEŚUS", "sergio jesus"),
        ("Se\u0301rgio", "sergio"),
        ("Søren Straße", "soren strasse"),
        ("基于LLM的推理", "基于 llm 的推理"),
        ("GLM-130B：推理，规划", "glm 130b 推理 规划"),
        ("  a\n\tb\u3000c ", "a b c"),
        ("%_'\"\x00", ""),
        (None, ""),
    ],
)
def test_normal_form(written, normal):
    assert normalize(written) == normal


@pytest.mark.parametrize(
    "query",
    [
        "张鹏",
        "鹏",
        "zhang peng",
        "peng zhang",
        "zhangpeng",
        "PengZhang",
        "ＺＨＡＮＧ ＰＥＮＧ",
        "zhang p",
    ],
)
def test_chinese_name_is_found_by_itself_and_by_its_pinyin(query):
    assert CHATGLM in found(query)


def test_every_reading_of_a_surname_counts():
    words = name_words("曾国藩").split()
    assert {"zeng", "ceng", "zengguofan", "guofanzeng"} <= set(words)
    assert "lu" in name_words("吕布").split()


def test_chinese_word_of_two_characters_is_found_inside_a_text():
    slugs = found("推理")
    assert "llm-day-teach-to-reason" in slugs
    assert all("推理" in Session.objects.get(slug=slug).search_text for slug in slugs)


@pytest.mark.parametrize("query", ["LLM", "llm", "ＬＬＭ", "ｌｌｍ"])
def test_width_and_case_make_no_difference(query):
    assert found(query) == found("LLM")
    assert "ws-llm-ai" in found(query)


def test_accents_make_no_difference():
    assert found("Sergio") == found("Sérgio") == found("SE\u0301RGIO")
    assert "tut-fairness" in found("sergio")


def test_english_word_is_found_by_its_beginning_and_not_by_its_middle():
    assert "llm-day-teach-to-reason" in found("reas")
    assert "llm-day-teach-to-reason" not in found("eason")


def test_every_term_must_stand_somewhere():
    assert found("zhang chatglm") == [CHATGLM]
    assert found("zhang chatglm horvitz") == []


def test_chinese_and_english_may_be_mixed():
    assert CHATGLM in found("chatglm张鹏")


@pytest.mark.parametrize("query", ["%", "_", "''", "\x00", "…"])
def test_query_without_letter_or_figure_finds_nothing(query):
    assert found(query) == []


def test_title_ranks_before_people_and_topics_and_these_before_the_text():
    event = grow("ranked", 4)
    in_text, in_topic, in_title, beginning = event.sessions.order_by("start")
    in_text.abstract_en = "Quokka studies."
    in_title.title_en = "On the quokka"
    beginning.title_en = "Quokkas"
    for session in (in_text, in_title, beginning):
        session.save()
    in_topic.tags.add(Tag.objects.create(slug="quokka", name_en="Quokka"))
    assert search(event.sessions.all(), "quokka") == [
        in_title.pk,
        beginning.pk,
        in_topic.pk,
        in_text.pk,
    ]


def test_equals_come_in_the_order_of_time():
    event = grow("timely", 5)
    expected = list(event.sessions.order_by("start").values_list("pk", flat=True))
    assert search(event.sessions.all(), "session") == expected


def test_search_finds_organizations_topics_and_places_in_both_languages(program):
    session = Session.objects.get(slug=CHATGLM)
    session.track = Track.objects.create(
        event=program, slug="models", name_en="Foundation models", name_zh_hans="基座模型"
    )
    session.save()
    for query in ("Zhipu", "智谱", "foundation", "基座"):
        assert CHATGLM in found(query)


def test_text_follows_a_new_name_of_a_person_an_organization_and_a_topic():
    for model, slug, query in (
        (Speaker, "peng-zhang", "Quokka"),
        (Organization, "zhipu-ai", "Wombat"),
        (Tag, "reasoning", "Numbat"),
    ):
        each = model.objects.get(slug=slug)
        each.name_en = query
        each.save()
        assert found(query)


def test_text_follows_the_people_and_topics_of_a_session():
    panel = Session.objects.get(slug="llm-day-panel")
    peng = Speaker.objects.get(slug="peng-zhang")
    chair = Participation.objects.create(session=panel, speaker=peng, role="chair")
    assert "llm-day-panel" in found("zhangpeng")
    chair.delete()
    assert "llm-day-panel" not in found("zhangpeng")
    panel.tags.add(Tag.objects.create(slug="quokka", name_en="Quokka"))
    assert found("quokka") == ["llm-day-panel"]
    Tag.objects.get(slug="quokka").delete()
    assert found("quokka") == []


def test_saving_takes_the_same_number_of_queries_however_many_sessions_there_are(
    django_assert_max_num_queries,
):
    grow("large", 500)
    session = Session.objects.get(event__slug="large", slug="session-4")
    with django_assert_max_num_queries(10):
        session.save()


def test_deleting_an_event_writes_no_search_text(django_assert_max_num_queries):
    event = grow("doomed", 60)
    event.sessions.filter(parent__isnull=False).delete()
    with django_assert_max_num_queries(30):
        event.delete()


def test_loading_a_fixture_makes_its_sessions_findable():
    text = fixture.export(grow("other", 6))
    Event.objects.filter(slug="other").delete()
    fixture.load(text)
    assert len(search(Session.objects.filter(event__slug="other"), "person session")) == 6


def test_djangos_own_loader_makes_sessions_findable_too():
    peng = serializers.serialize("json", Participation.objects.filter(session__slug=CHATGLM))
    Participation.objects.filter(session__slug=CHATGLM).delete()
    assert found("zhangpeng") == []
    for each in serializers.deserialize("json", peng):
        each.save()
    assert found("zhangpeng") == [CHATGLM]


def test_search_text_is_no_part_of_a_dump():
    assert "search_text" not in serializers.serialize("json", Session.objects.all()[:1])


def test_command_mends_what_was_written_past_the_models(capsys):
    Session.objects.filter(slug=CHATGLM).update(search_text="", title_en="Quokka")
    call_command("rebuild_search")
    assert "1 sessions changed." in capsys.readouterr().out
    assert found("quokka") == [CHATGLM]


def test_hits_are_where_the_words_are_written():
    text = "Reasoning：从 Se\u0301rgio 到 ＬＬＭ推理"
    marked = [text[start:end] for start, end in hits(text, terms("reason sergio llm 推理"))]
    assert marked == ["Reason", "Se\u0301rgio", "ＬＬＭ", "推理"]


def test_hits_are_marked_in_title_name_and_abstract(client):
    [result] = results(client, "chatglm zhang")
    assert result.h3.mark.text == "ChatGLM"
    assert result.select_one(".names mark").text == "Zhang"
    assert result.select_one(".snippet mark").text == "ChatGLM"


def test_hit_in_the_other_language_is_shown_with_its_language(client):
    result = next(each for each in results(client, "推理") if "teach-to-reason" in str(each))
    other = result.select_one(".other-title [lang='zh-Hans']")
    assert other.mark.text == "推理"
    assert not result.h3.mark


def test_name_found_by_its_sound_is_marked_whole(client):
    [result] = results(client, "zhangpeng", "zh-hans")
    assert result.select_one(".names mark").text == "张鹏"


def test_marking_lets_no_html_through(client):
    session = Session.objects.get(slug=CHATGLM)
    session.title_en = "<script>alert(1)</script> quokka & <b>"
    session.abstract_en = "Quokka <img src=x onerror=alert(1)> & more"
    session.save()
    [result] = results(client, "script quokka")
    assert result.h3.text == "<script>alert(1)</script> quokka & <b>"
    assert not result.select("script, b, img")


def test_query_is_shown_escaped(client):
    page = client.get("/en/kdd-2023/schedule/", {"q": '"><script>x</script>'}).content.decode()
    assert "<script>x" not in page


def test_draft_is_found_by_nobody_but_staff(client, admin_client):
    Session.objects.filter(slug=CHATGLM).update(status="draft")
    assert results(client, "zhangpeng") == []
    assert len(results(admin_client, "zhangpeng")) == 1


@pytest.mark.parametrize("page", ["kdd-2023/schedule", "speakers", "kdd-2023/organizations"])
def test_title_of_what_was_found_names_what_was_searched(client, page):
    address = f"/en/{page}/"
    with_query, without = (
        BeautifulSoup(client.get(address, asked).content, "lxml").title.text
        for asked in ({"q": "quokka & b"}, {})
    )
    assert with_query.startswith("“quokka & b” · ")
    assert "“" not in without
