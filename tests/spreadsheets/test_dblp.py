"""Papers in DBLP's XML, and XML that is something else or means harm."""

import pytest

from sessions.exchange.spreadsheet import SpreadsheetError
from sessions.models import Session
from tests.spreadsheets.papers import DBLP, LOVELACE, plan, take


def test_a_volume_of_dblp_becomes_papers(program):
    take(program, DBLP)
    paper = Session.objects.get(title_en="Engines That Reason in CO2 & Air")
    assert paper.kind == "paper"
    ada, tang, *homonyms = [each.speaker for each in paper.participations.order_by("order")]
    assert (ada.name_en, ada.orcid) == ("Ada Lövelace", LOVELACE)
    assert (tang.slug, tang.dblp) == ("jie-tang", "t/JieTang")
    assert [each.name_en for each in homonyms] == ["Wei Wang", "Wei Wang"]
    assert homonyms[0] != homonyms[1]
    [link] = paper.resources.all()
    assert (link.kind, link.url) == ("paper", "https://doi.org/10.1145/3580305.3599256")


def test_the_papers_of_dblps_search_are_read_too(program):
    data = b"""<result><hits><hit><info><authors><author pid="t/JieTang">Jie Tang 0001</author>
    </authors><title>Engines.</title><doi>10.1145/1</doi><ee>https://doi.org/10.1145/1</ee>
    </info></hit></hits></result>"""
    take(program, data)
    paper = Session.objects.get(title_en="Engines")
    assert paper.resources.get().url == "https://doi.org/10.1145/1"
    assert paper.participations.get().speaker.dblp == "t/JieTang"


BOMB = b"""<!DOCTYPE dblp [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<dblp><inproceedings><title>&b;</title></inproceedings></dblp>"""
OUTSIDE = b"""<!DOCTYPE dblp [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<dblp><inproceedings><title>&a;</title></inproceedings></dblp>"""
UNKNOWN = b"""<!DOCTYPE dblp SYSTEM "dblp.dtd">
<dblp><inproceedings><title>&a;</title></inproceedings></dblp>"""


@pytest.mark.parametrize("data", [BOMB, OUTSIDE, UNKNOWN])
def test_entities_of_a_files_own_are_refused(data, program):
    with pytest.raises(SpreadsheetError, match="entities"):
        plan(program, data)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<dblp><inproceedings>", "an element is not ended"),
        (b'<?xml version="1.0" encoding="nonsense"?><dblp/>', "encoding that cannot be read"),
        (b"<schedule><conference/></schedule>", "no papers of DBLP"),
    ],
)
def test_other_xml_is_refused_in_words(data, message, program):
    with pytest.raises(SpreadsheetError, match=message):
        plan(program, data)
