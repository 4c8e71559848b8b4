"""Papers and talks as citations, read by others' parsers."""

import json
import re
import warnings
from datetime import UTC, datetime

import pytest
import rispy
from bs4 import BeautifulSoup
from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON
from pybtex.database import parse_bytes

from sessions.exchange.citations.names import parts
from sessions.models import Participation, Resource, Session, Tag
from speakers.models import Speaker
from tests.growth import grow

pytestmark = pytest.mark.django_db

FORMATS = ["bib", "ris", "json"]
LANGUAGES = ["en", "zh-hans"]
SIGNS = 'Q&A at 100 % of $5 {un}bal{anced} #1_a ~ ^ \\ “q” "Ü" 推理\U00020000 🎓 LLMs'
AWKWARD = f"{SIGNS}\nTY  - X @misc{{a,\x07\x85b"
ONE_LINE = f"{SIGNS} TY - X @misc{{a, b"
TEX = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "\ue000",
    r"\textbraceright{}": "\ue001",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
} | {f"\\{character}": character for character in "$&%#_"}


def untexed(text):
    """Return a text as TeX would set it."""
    text = re.sub("|".join(map(re.escape, TEX)), lambda found: TEX[found[0]], text)
    text = text.replace("{", "").replace("}", "")
    return text.replace("\ue000", "{").replace("\ue001", "}")


def bib(response):
    return parse_bytes(response.content, "bibtex").entries


def ris(response):
    return rispy.loads(response.content.decode())


def titles(response, suffix):
    """Return the titles of a file as its format's parser reads them."""
    if suffix == "bib":
        return [untexed(each.fields["title"]) for each in bib(response).values()]
    if suffix == "ris":
        return [each["title"] for each in ris(response)]
    return [each["title"] for each in response.json()]


def keys(response, suffix):
    if suffix == "bib":
        return list(bib(response))
    return [each["id"] for each in (ris(response) if suffix == "ris" else response.json())]


@pytest.fixture
def paper(program):
    """Return a new paper of Ada Lovelace's and Jie Tang's."""
    paper = Session.objects.create(
        event=program,
        slug="a-paper",
        kind=Session.Kind.PAPER,
        title_en="On the Reasoning of Engines",
        title_zh_hans="论机器的推理",
        status=Session.Status.PUBLISHED,
        start=datetime(2023, 8, 9, 5, tzinfo=UTC),  # still the eighth in Long Beach
    )
    ada = Speaker.objects.create(slug="ada-lovelace", name_en="Ada Lovelace")
    for order, speaker in enumerate([ada, Speaker.objects.get(slug="jie-tang")]):
        Participation.objects.create(session=paper, speaker=speaker, role="author", order=order)
    return paper


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


def test_chinese_names_keep_their_order_and_are_written_together(client):
    address = "/llm-day/sessions/llm-day-glm-to-chatglm"
    [item] = client.get(f"{address}.json?lang=zh-hans").json()
    assert {"family": "张", "given": "鹏"} in item["author"]
    [entry] = bib(client.get(f"{address}.bib?lang=zh-hans")).values()
    assert "{张鹏}" in [str(each) for each in entry.persons["author"]]
    [record] = ris(client.get(f"{address}.ris?lang=zh-hans"))
    assert "张鹏" in record["authors"]
    [item] = client.get(f"{address}.json?lang=en").json()
    assert {"family": "Zhang", "given": "Peng"} in item["author"]


@pytest.mark.parametrize(
    ("name", "chinese", "expected"),
    [
        ("Jaime Teevan", "", ("Teevan", "Jaime", "", "")),
        ("Mihaela van der Schaar", "", ("Schaar", "Mihaela", "van der", "")),
        ("Enrique S. Quintana-Ortí", "", ("Quintana-Ortí", "Enrique S.", "", "")),
        ("Martin Luther King, Jr.", "", ("King", "Martin Luther", "", "Jr.")),
        ("von Neumann, John", "", ("Neumann", "John", "von", "")),
        ("bell hooks", "", ("hooks", "bell", "", "")),
        ("Plato", "", ("Plato", "", "", "")),
        ("Peng Zhang", "张鹏", ("Zhang", "Peng", "", "")),
        ("Zhang Peng", "张鹏", ("Zhang", "Peng", "", "")),
        ("Zhang Zhang", "张章", ("Zhang", "Zhang", "", "")),
        ("Ouyang Xiu", "欧阳修", ("Ouyang", "Xiu", "", "")),
        ("张鹏", "", ("张", "鹏", "", "")),
        ("欧阳修", "", ("欧阳", "修", "", "")),
        ("山田 太郎", "", ("山田", "太郎", "", "")),
        ("艾达·洛夫莱斯", "", ("艾达·洛夫莱斯", "", "", "")),
        ("さくらももこ", "", ("さくらももこ", "", "", "")),
    ],
)
def test_names_are_taken_apart_where_that_is_known(name, chinese, expected):
    found = parts(name, chinese)
    assert (found.family, found.given, found.particle, found.suffix) == expected


def test_a_name_with_particle_and_suffix_is_read_as_such(client, paper):
    Speaker.objects.filter(slug="ada-lovelace").update(name_en="Ludwig van der Rohe Jr.")
    [entry] = bib(client.get("/kdd-2023/sessions/a-paper.bib")).values()
    [author, _other] = entry.persons["author"]
    assert (author.prelast_names, author.last_names) == (["van", "der"], ["Rohe"])
    assert (author.lineage_names, author.first_names) == (["Jr."], ["Ludwig"])
    [item] = client.get("/kdd-2023/sessions/a-paper.json").json()
    assert item["author"][0] == {
        "family": "Rohe",
        "given": "Ludwig",
        "non-dropping-particle": "van der",
        "suffix": "Jr.",
    }
    [record] = ris(client.get("/kdd-2023/sessions/a-paper.ris"))
    assert record["authors"][0] == "van der Rohe, Ludwig, Jr."


@pytest.mark.parametrize("suffix", FORMATS)
def test_awkward_texts_come_back_as_one_line(suffix, client, paper):
    Session.objects.filter(pk=paper.pk).update(title_en=AWKWARD)
    assert titles(client.get(f"/kdd-2023/sessions/a-paper.{suffix}"), suffix) == [ONE_LINE]


@pytest.mark.parametrize("suffix", FORMATS)
def test_an_abstract_and_names_cannot_end_their_record(suffix, client, paper):
    Session.objects.filter(pk=paper.pk).update(abstract_en="a}\n}\n@misc{x,\n\nER  - \nTY  - X\n")
    Speaker.objects.filter(slug="ada-lovelace").update(name_en="Research and Co, {A} and\nER  - b")
    response = client.get(f"/kdd-2023/sessions/a-paper.{suffix}")
    assert titles(response, suffix) == ["On the Reasoning of Engines"]
    if suffix == "bib":
        [entry] = bib(response).values()
        assert len(entry.persons["author"]) == 2


def test_lines_of_ris_end_as_the_format_says(client):
    content = client.get("/kdd-2023/papers.ris").content
    assert content.count(b"\n") == content.count(b"\r\n")
    assert content.endswith(b"ER  - \r\n")


def test_acronyms_keep_their_capitals_in_bibtex(client, paper):
    Session.objects.filter(pk=paper.pk).update(title_en="How ChatGLM，GPT-4推理, and the RNA")
    [entry] = bib(client.get("/kdd-2023/sessions/a-paper.bib")).values()
    assert entry.fields["title"] == "How {ChatGLM}，{GPT-4}推理, and the {RNA}"


def test_a_citation_processor_reads_csl_json(client, paper):
    Resource.objects.create(session=paper, kind="paper", url="https://doi.org/10.1145/3580305.1")
    items = client.get("/kdd-2023/papers.json").json()
    for each in items:
        each["event"] = each.pop("event-title")  # as CSL 1.0.1 has it, and citeproc
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        source = CiteProcJSON(items)
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    bibliography.register(Citation([CitationItem("lovelace2023reasoning")]))
    [text] = ["".join(map(str, each)) for each in bibliography.bibliography()]
    assert text.startswith(
        "Lovelace, A. and Tang, J. (2023) “On the Reasoning of Engines”, 29th ACM"
    )
    assert text.endswith("https://doi.org/10.1145/3580305.1.")


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


@pytest.mark.parametrize("status", ["draft", "cancelled"])
def test_drafts_and_cancelled_sessions_are_not_cited(status, admin_client, paper):
    Session.objects.filter(pk=paper.pk).update(status=status)
    assert admin_client.get("/kdd-2023/sessions/a-paper.bib").status_code == 404
    assert b"a-paper" not in admin_client.get("/kdd-2023/papers.bib").content


def test_the_filters_of_the_schedule_choose(client, paper):
    found = client.get("/kdd-2023/papers.json?kind=paper&q=engines").json()
    assert [each["id"] for each in found] == ["lovelace2023reasoning"]


def test_keys_stay_when_a_paper_with_the_same_key_comes_later(client, paper, program):
    later = Session.objects.create(
        event=program.children.get(),
        slug="aaa",
        kind="paper",
        title_en="Reasoning, Again",
        status="published",
    )
    later.participations.create(speaker=Speaker.objects.get(slug="ada-lovelace"), role="author")
    expected = ["lovelace2023reasoning", f"lovelace2023reasoning-{later.code}"]
    found = client.get("/kdd-2023/papers.json?q=lovelace").json()
    assert [each["id"] for each in found] == expected
    assert keys(client.get("/kdd-2023/sessions/a-paper.json"), "json") == expected[:1]
    assert keys(client.get("/llm-day/sessions/aaa.json"), "json") == expected[1:]


def test_keys_are_the_same_in_both_languages_and_plain_ascii(client, paper):
    found = [keys(client.get(f"/kdd-2023/papers.bib?lang={each}"), "bib") for each in LANGUAGES]
    assert found[0] == found[1]
    assert all(re.fullmatch(r"[a-z0-9-]+", key) for key in found[0])


def test_a_paper_that_is_chinese_only_has_a_key_too(client, paper):
    Session.objects.filter(pk=paper.pk).update(title_en=None, slug="lun-jiqi")
    Speaker.objects.filter(slug="ada-lovelace").update(name_en=None, name_zh_hans="张鹏")
    assert keys(client.get("/kdd-2023/sessions/lun-jiqi.bib"), "bib") == ["zhang2023lun"]


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
