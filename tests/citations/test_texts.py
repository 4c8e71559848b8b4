"""Whatever texts hold, each format stays whole, and others read it as it was meant."""

import warnings

import pytest
from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON

from sessions.models import Resource, Session
from speakers.models import Speaker
from tests.citations.readers import FORMATS, bib, titles

pytestmark = pytest.mark.django_db
SIGNS = 'Q&A at 100 % of $5 {un}bal{anced} #1_a ~ ^ \\ “q” "Ü" 推理\U00020000 🎓 LLMs'
AWKWARD = f"{SIGNS}\nTY  - X @misc{{a,\x07\x85b"
ONE_LINE = f"{SIGNS} TY - X @misc{{a, b"


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
