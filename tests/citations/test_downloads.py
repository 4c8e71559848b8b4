"""The files of citations: where pages offer them, what is none, and what they cost."""

import json

import pytest
from bs4 import BeautifulSoup

from sessions.models import Session
from tests.citations.readers import FORMATS, LANGUAGES
from tests.growth import grow

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["papers.csv", "sessions/a-paper.txt", "sessions/none.bib"])
def test_there_are_no_other_formats_and_sessions(address, client, paper):
    assert client.get(f"/kdd-2023/{address}").status_code == 404


@pytest.mark.parametrize("suffix", FORMATS)
def test_citations_cost_few_queries_however_many_they_are(
    suffix, client, db, django_assert_max_num_queries
):
    event = grow("huge", 300)
    session = event.sessions.filter(kind="paper").first()
    with django_assert_max_num_queries(10):
        client.get(f"/huge/papers.{suffix}?kind=paper&kind=talk")
    with django_assert_max_num_queries(10):
        client.get(f"/huge/sessions/{session.slug}.{suffix}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_a_session_offers_its_citations(language, client):
    page = client.get(f"/{language}/llm-day/sessions/llm-day-panel/")
    links = BeautifulSoup(page.content, "lxml").select("aside .cite a")
    assert [each.text for each in links] == ["BibTeX", "RIS", "CSL-JSON"]
    assert all(client.get(each["href"]).status_code == 200 for each in links)
    assert links[0]["href"] == f"/llm-day/sessions/llm-day-panel.bib?lang={language}"


def test_the_page_of_a_break_offers_none(client):
    session = Session.objects.filter(kind="break", status="published").first()
    page = client.get(f"/en/{session.event.slug}/sessions/{session.slug}/")
    assert not BeautifulSoup(page.content, "lxml").select(".cite")


def test_the_file_is_the_same_each_time(client):
    first, second = (client.get("/kdd-2023/papers.json") for _ in range(2))
    assert json.loads(first.content) == json.loads(second.content)
    assert first["ETag"] == second["ETag"]
