"""The booklet: a PDF in both languages, read here by another program than the one that makes it."""

import json
import re

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from sessions.exchange import booklet, typeset
from sessions.generation import generate
from sessions.models import Session
from tests.pdfs import needs_cjk, needs_poppler, pages

pytestmark = [pytest.mark.django_db, needs_poppler]


@pytest.fixture
def pdf(client):
    """Return a function that opens an event's booklet and returns its pages as texts."""

    def read(address="/en/kdd-2023/booklet.pdf"):
        response = client.get(address)
        assert response.headers["Content-Type"] == "application/pdf"
        return pages(response.content)

    return read


def test_the_event_page_links_to_it(client):
    page = client.get("/en/kdd-2023/").content.decode()
    assert 'href="/en/kdd-2023/booklet.pdf"' in page


def test_the_cover_says_what_when_and_where(pdf):
    cover = pdf()[0]
    assert "29th ACM SIGKDD Conference on Knowledge Discovery and Data Mining" in cover
    assert "Aug 6 – 10, 2023" in cover
    assert "Long Beach" in cover


@needs_cjk
def test_titles_and_abstracts_are_in_both_languages(pdf):
    text = " ".join(pdf())
    assert "From Documents to Dialogues: How LLMs are Shaping the Future of Work" in text
    assert "从文档到对话：LLM 如何塑造未来的工作" in text
    keynotes = Session.objects.filter(event__slug="kdd-2023", kind="keynote")
    for session in keynotes.exclude(abstract_en=None):
        for abstract in (session.abstract_en, session.abstract_zh_hans):
            assert abstract[:12].replace(" ", "") in text.replace(" ", "")


def test_the_contents_lead_to_each_part_and_day(pdf):
    contents = pdf()[1]
    for part in ("Contents", "Schedule", "Monday, August 7", "Abstracts", "Index of people"):
        assert part in contents


def test_the_index_gives_the_page_of_each_persons_session(pdf):
    read = pdf()
    found = re.search(r"Jaime Teevan[ .]*(\d+)", read[-2])
    assert "Jaime Teevan (Microsoft)" in read[int(found[1]) - 1]


@needs_cjk
def test_the_language_of_the_address_comes_first(pdf):
    cover = pdf("/zh-hans/kdd-2023/booklet.pdf")[0]
    assert cover.index("知识发现与数据挖掘大会") < cover.index("Knowledge Discovery")


def test_characters_of_markup_are_printed_as_they_are(pdf, program):
    title = "#let $x_1$ = @key *not bold* [a] \\ <tag> `code`"
    program.sessions.filter(kind="keynote").update(title_en=title)
    assert title in " ".join(pdf())


def test_markdown_in_an_abstract_becomes_paragraphs_and_emphasis():
    assert booklet.prose("One *two* [three](https://example.org).\n\n- **four**") == [
        [
            {"text": "One ", "strong": False, "em": False},
            {"text": "two", "strong": False, "em": True},
            {"text": " ", "strong": False, "em": False},
            {"text": "three", "strong": False, "em": False},
            {"text": ".", "strong": False, "em": False},
        ],
        [{"text": "four", "strong": True, "em": False}],
    ]


def test_drafts_are_left_out_and_cancelled_sessions_marked(pdf, program):
    keynotes = program.sessions.filter(kind="keynote").order_by("slug")
    draft, cancelled = keynotes[0], keynotes[1]
    Session.objects.filter(pk=draft.pk).update(status="draft", title_en="Secret Keynote")
    Session.objects.filter(pk=cancelled.pk).update(status="cancelled", title_en="No Keynote")
    text = " ".join(pdf())
    assert "Secret Keynote" not in text
    assert "No Keynote" in text
    assert "Cancelled" in text


@pytest.mark.any_database
def test_a_program_of_full_size_fits_into_a_booklet(pdf):
    generate("full")
    read = pdf("/en/full/booklet.pdf")
    text = " ".join(read)
    titles = Session.objects.filter(event__slug="full").values_list("title_en", flat=True)
    assert len(titles) > 490
    assert all(title in text for title in titles.filter(kind="keynote"))
    assert text.count("Conference Banquet") == 1


def test_it_takes_few_queries_however_large_the_program(program, django_assert_max_num_queries):
    generate("full")
    for slug in ("kdd-2023", "full"):
        with django_assert_max_num_queries(10), translation.override("en"):
            json.dumps(booklet.words(type(program).objects.get(slug=slug)))


def test_without_a_chinese_font_it_is_made_and_says_what_to_install(
    tmp_path, capsys, monkeypatch, program
):
    monkeypatch.setattr(typeset, "CJK_FAMILIES", ())
    typeset.cjk_families.cache_clear()
    try:
        call_command("booklet", "kdd-2023", tmp_path / "booklet.pdf")
    finally:
        monkeypatch.undo()
        typeset.cjk_families.cache_clear()
    assert "fonts-noto-cjk" in capsys.readouterr().err
    assert "fonts-noto-cjk" in pages((tmp_path / "booklet.pdf").read_bytes())[0]


def test_the_command_names_the_events_there_are(tmp_path):
    with pytest.raises(CommandError, match=r"Known: .*kdd-2023"):
        call_command("booklet", "kdd-1999", tmp_path / "booklet.pdf")
