"""What is cited, and what a citation says of it."""

import pytest

from sessions.models import Resource, Session, Tag
from tests.citations.readers import FORMATS, LANGUAGES, bib, keys, ris, titles, untexed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("suffix", FORMATS)
def test_every_published_paper_and_talk_is_cited_once(suffix, language, client, program):
    cited = Session.objects.of(program).filter(
        kind__in=["paper", "keynote", "talk", "panel", "tutorial"], status="published"
    )
    response = client.get(f"/kdd-2023/papers.{suffix}?lang={language}")
    column = f"title_{language.replace('-', '_')}"
    expected = [getattr(each, column) or each.title_en for each in cited]
    assert sorted(titles(response, suffix)) == sorted(expected)
    assert len(set(keys(response, suffix))) == len(expected)


@pytest.mark.parametrize("status", ["draft", "cancelled"])
def test_drafts_and_cancelled_sessions_are_not_cited(status, admin_client, paper):
    Session.objects.filter(pk=paper.pk).update(status=status)
    assert admin_client.get("/kdd-2023/sessions/a-paper.bib").status_code == 404
    assert b"a-paper" not in admin_client.get("/kdd-2023/papers.bib").content


def test_the_filters_of_the_schedule_choose(client, paper):
    found = client.get("/kdd-2023/papers.json?kind=paper&q=engines").json()
    assert [each["id"] for each in found] == ["lovelace2023reasoning"]


def test_a_paper_is_an_inproceedings_with_its_authors_in_order(client, paper):
    [(key, entry)] = bib(client.get("/kdd-2023/sessions/a-paper.bib")).items()
    assert (key, entry.type) == ("lovelace2023reasoning", "inproceedings")
    assert [str(each) for each in entry.persons["author"]] == ["Lovelace, Ada", "Tang, Jie"]
    assert entry.fields["booktitle"].startswith("29th ACM SIGKDD Conference")
    assert [entry.fields[each] for each in ("year", "month", "day")] == ["2023", "August", "8"]
    assert entry.fields["address"] == "Long Beach, United States"
    assert entry.fields["url"] == "http://testserver/en/kdd-2023/sessions/a-paper/"


def test_a_paper_in_a_workshop_stands_in_the_workshop(client):
    [entry] = bib(client.get("/kdd-2023/sessions/causal-p1.bib")).values()
    workshop = Session.objects.get(slug="ws-causal-ml")
    assert untexed(entry.fields["booktitle"]) == workshop.title_en


def test_a_keynote_says_what_it_was_and_where(client):
    address = "/llm-day/sessions/llm-day-documents-to-dialogues"
    [(key, entry)] = bib(client.get(f"{address}.bib")).items()
    assert (key, entry.type) == ("teevan2023documents", "misc")
    assert entry.fields["howpublished"] == "Keynote, Large Language Model Day, KDD 2023"
    [item] = client.get(f"{address}.json").json()
    assert item["type"] == "speech"
    assert item["author"] == [{"family": "Teevan", "given": "Jaime"}]
    assert item["issued"] == {"date-parts": [[2023, 8, 8]]}
    [record] = ris(client.get(f"{address}.ris"))
    assert record["type_of_work"] == "Keynote"


def test_the_authors_of_a_panel_are_its_panelists(client):
    session = Session.objects.get(slug="llm-day-panel")
    panelists = session.participations.filter(role="panelist")
    [record] = ris(client.get("/llm-day/sessions/llm-day-panel.ris"))
    assert len(record["authors"]) == panelists.count() > 1


def test_a_doi_is_known_by_the_link_to_it(client, paper):
    Resource.objects.create(
        session=paper, kind="paper", url="https://dl.acm.org/doi/pdf/10.1145/3580305.3599256?a=b"
    )
    [entry] = bib(client.get("/kdd-2023/sessions/a-paper.bib")).values()
    assert entry.fields["doi"] == "10.1145/3580305.3599256"


def test_topics_are_keywords(client, paper):
    paper.tags.add(Tag.objects.get(slug="reasoning"))
    [record] = ris(client.get("/kdd-2023/sessions/a-paper.ris"))
    assert record["keywords"] == ["Reasoning"]
