"""Papers from EasyChair, CMT, OpenReview and DBLP."""

import json

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from sessions.exchange.spreadsheet import (
    Incoming,
    SpreadsheetError,
    State,
    dry_run,
    import_file,
)
from sessions.exchange.spreadsheet.names import Person, people
from sessions.models import Resource, Session
from speakers.models import Speaker
from tests.spreadsheets.files import changes, problems, xlsx

LOVELACE, TANG = "0000-0002-1825-0097", "0000-0001-5109-3700"
EASYCHAIR = [
    ["#", "title", "authors", "submitted", "keywords", "decision", "abstract"],
    [
        *(1, "Engines That Reason", "Ada Lovelace, Jie Tang and Peng Zhang", "2023-02-02"),
        *("Reasoning\nengines", "ACCEPT", "We show."),
    ],
    [2, "Engines That Do Not", "Ada Lovelace", "2023-02-02", "", "REJECT", ""],
    [3, "Engines Nobody Read", "Ada Lovelace", "2023-02-02", "", "", ""],
]
ADA = "Ada Lovelace (Analytics, Inc.)*"
CMT = [
    [
        *("Paper ID", "Paper Title", "Abstract", "Author Names"),
        *("Primary Subject Area", "Secondary Subject Areas", "Status"),
    ],
    [
        *(17, "Engines That Reason", "We show.", f"{ADA}; Jie Tang (Tsinghua University)*"),
        *("Reasoning", "Engines; Graphs, tables", "Accept (Oral)"),
    ],
    [18, "Engines That Do Not", "", ADA, "", "", "Desk Reject"],
    [19, "Engines Taken Back", "", ADA, "", "", "Withdrawn"],
    [20, "Engines Awaited", "", ADA, "", "", "Awaiting Decision"],
]
OPENREVIEW = [
    ["number", "title", "authors", "authorids", "abstract", "keywords", "decision", "venue"],
    [
        *(5, "Engines That Reason", "Ada Lovelace|Jie Tang", "~Ada_Lovelace1|~Jie_Tang1"),
        *("We show.", '["Reasoning", "engines"]', "Accept (poster)", "KDD 2023 Poster"),
    ],
    [
        *(6, "Engines That Do Not", '["Ada Lovelace"]', "~Ada_Lovelace1"),
        *("", "", "Reject", "Submitted to KDD 2023"),
    ],
]
DBLP = """<?xml version="1.0" encoding="US-ASCII"?>
<!DOCTYPE dblp SYSTEM "dblp.dtd">
<dblp>
<proceedings key="conf/kdd/2023"><editor>Ambuj K. Singh</editor><title>KDD</title></proceedings>
<inproceedings key="conf/kdd/LovelaceT23" mdate="2023-08-05">
<author orcid="0000-0002-1825-0097">Ada L&ouml;velace</author>
<author pid="t/JieTang">Jie Tang 0001</author>
<author>Wei Wang 0001</author><author>Wei Wang 0002</author>
<title>Engines That <i>Reason</i> in CO<sub>2</sub> &amp; Air.</title><pages>1-10</pages>
<year>2023</year><booktitle>KDD</booktitle>
<ee type="oa">https://example.org/paper.pdf</ee><ee>https://doi.org/10.1145/3580305.3599256</ee>
</inproceedings>
</dblp>""".encode("ascii")


def plan(program, data):
    data = data if isinstance(data, bytes) else xlsx(data)
    return dry_run(Incoming(program, "papers", data))


def take(program, data):
    data = data if isinstance(data, bytes) else xlsx(data)
    found = import_file(Incoming(program, "papers", data), leave_out=True)
    assert not found.questions
    return found


def authors(paper):
    return [
        (each.speaker.slug, each.organization and str(each.organization), each.role)
        for each in paper.participations.order_by("order")
    ]


def test_a_list_of_easychair_becomes_papers_with_their_authors(program):
    take(program, EASYCHAIR)
    paper = Session.objects.get(title_en="Engines That Reason")
    assert (paper.event, paper.kind, paper.status) == (program, "paper", "draft")
    assert paper.abstract_en == "We show."
    assert authors(paper) == [
        ("ada-lovelace", None, "author"),
        ("jie-tang", None, "author"),
        ("peng-zhang", None, "author"),
    ]
    assert sorted(paper.tags.values_list("slug", flat=True)) == ["engines", "reasoning"]


def test_authors_of_cmt_bring_their_affiliations(program):
    take(program, CMT)
    paper = Session.objects.get(title_en="Engines That Reason")
    assert authors(paper) == [
        ("ada-lovelace", "Analytics, Inc.", "author"),
        ("jie-tang", "Tsinghua University", "author"),
    ]


def test_both_subject_areas_of_cmt_are_topics(program):
    take(program, CMT)
    tags = Session.objects.get(title_en="Engines That Reason").tags.values_list(
        "name_en", flat=True
    )
    assert sorted(tags) == ["Engines", "Graphs, tables", "Reasoning"]


def test_lists_of_openreview_are_taken_apart(program):
    take(program, OPENREVIEW)
    paper = Session.objects.get(title_en="Engines That Reason")
    assert [slug for slug, *_rest in authors(paper)] == ["ada-lovelace", "jie-tang"]
    assert sorted(paper.tags.values_list("slug", flat=True)) == ["engines", "reasoning"]


def test_a_page_of_openreview_is_the_link_of_its_paper(program):
    page = "https://openreview.net/forum?id=cOwOJNJijB"
    take(program, [["title", "forum"], ["Engines That Reason", page]])
    assert Session.objects.get(title_en="Engines That Reason").resources.get().url == page


def test_authors_of_hotcrp_share_the_affiliation_behind_them(program):
    said = "Ada Lovelace, Wei Li (Lab (L), Inc.); Jie Tang, Bo Xu (Tsinghua University)"
    take(program, [["id", "title", "authors"], [7, "Engines That Reason", said]])
    assert authors(Session.objects.get(title_en="Engines That Reason")) == [
        ("ada-lovelace", "Lab (L), Inc.", "author"),
        ("wei-li", "Lab (L), Inc.", "author"),
        ("jie-tang", "Tsinghua University", "author"),
        ("bo-xu", "Tsinghua University", "author"),
    ]


def test_keywords_with_commas_come_apart_at_bars_alone(program):
    take(program, [["title", "keywords"], ["Engines", "Graphs, tables|Reasoning"]])
    tags = Session.objects.get(title_en="Engines").tags.values_list("name_en", flat=True)
    assert sorted(tags) == ["Graphs, tables", "Reasoning"]


@pytest.mark.parametrize(
    "rows", [EASYCHAIR, CMT, OPENREVIEW], ids=["EasyChair", "CMT", "OpenReview"]
)
def test_what_is_not_accepted_is_left_out_with_the_reason(rows, program):
    found = plan(program, rows)
    assert [row.state for row in found.rows] == [State.NEW] + [State.LEFT_OUT] * (len(rows) - 2)
    left_out = found.rows[1]
    assert left_out.label == "Engines That Do Not"
    assert "reject" in changes(left_out)["Decision"][1].lower()
    take(program, rows)
    assert not Session.objects.filter(title_en="Engines That Do Not").exists()


@pytest.mark.parametrize(
    ("decision", "state"),
    [
        ("Accept", State.NEW),
        ("accepted as short paper", State.NEW),
        ("Conditional accept", State.NEW),
        ("Oral", State.NEW),
        ("yes", State.NEW),
        ("录用", State.NEW),
        ("Not accepted", State.LEFT_OUT),
        ("probably accept", State.LEFT_OUT),
        ("reject and resubmit as poster", State.LEFT_OUT),
        ("0", State.LEFT_OUT),
        ("未录用", State.LEFT_OUT),
        ("拒稿", State.LEFT_OUT),
    ],
)
def test_decisions_are_understood(decision, state, program):
    [row] = plan(program, [["title", "decision"], ["Engines That Reason", decision]]).rows
    assert row.state == state


def test_a_decision_that_says_neither_is_refused(program):
    [row] = plan(program, [["title", "decision"], ["Engines That Reason", "3.5"]]).rows
    assert row.state == State.REFUSED
    assert problems(row) == [
        ("B2", "“3.5” says neither that it is accepted nor that it is not; write Accept.")
    ]


def test_without_a_decision_the_venue_tells(program):
    rows = [["title", "venue"], ["A Reasons", "KDD 2023 Oral"], ["B", "Submitted to KDD 2023"]]
    assert [row.state for row in plan(program, rows).rows] == [State.NEW, State.LEFT_OUT]


def test_without_either_all_papers_are_taken(program):
    [row] = plan(program, [["Title", "Authors"], ["Engines That Reason", ""]]).rows
    assert row.state == State.NEW


@pytest.mark.parametrize("data", [EASYCHAIR, CMT, OPENREVIEW, DBLP])
def test_the_same_list_again_changes_nothing(data, program):
    take(program, data)
    again = plan(program, data)
    assert {row.state for row in again.rows} <= {State.UNCHANGED, State.LEFT_OUT}
    assert not list(again.writes)


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


def test_an_identifier_finds_a_person_of_another_name(program):
    Speaker.objects.filter(slug="jie-tang").update(orcid=TANG)
    rows = [["title", "authors"], ["Engines", f"J. K. Tang-Li (orcid:{TANG})"]]
    take(program, rows)
    assert authors(Session.objects.get(title_en="Engines")) == [("jie-tang", None, "author")]


def test_who_has_another_identifier_is_somebody_else_of_the_same_name(program):
    Speaker.objects.filter(slug="jie-tang").update(orcid=TANG)
    take(program, [["title", "authors"], ["Engines", f"Jie Tang ({LOVELACE})"]])
    [participation] = Session.objects.get(title_en="Engines").participations.all()
    assert (participation.speaker.slug, participation.speaker.orcid) == ("jie-tang-2", LOVELACE)


def test_nobody_is_asked_about_people_of_like_names_with_other_identifiers(program):
    authors = f"Augusta Lovelace ({LOVELACE}); Augustus Lovelace ({TANG})"
    found = plan(program, [["title", "authors"], ["Engines", authors]])
    assert not found.questions
    assert [str(each) for each in found.made] == ["Augusta Lovelace", "Augustus Lovelace"]


def test_an_identifier_that_is_filled_in_is_told_and_none_is_overwritten(program):
    rows = [["title", "authors"], ["Engines", f"Jie Tang (Tsinghua University; orcid:{TANG})"]]
    [row] = plan(program, rows).rows
    assert changes(row)["ORCID"] == (None, f"Jie Tang: {TANG}")
    take(program, rows)
    speaker = Speaker.objects.get(slug="jie-tang")
    assert speaker.orcid == TANG
    [again] = plan(program, rows).rows
    assert again.state == State.UNCHANGED


def test_a_mistyped_orcid_is_not_taken_over(program):
    take(program, [["title", "authors"], ["Engines", "Jie Tang (orcid:0000-0002-1825-0098)"]])
    assert Speaker.objects.get(slug="jie-tang").orcid == ""


def test_identifiers_stand_in_brackets_beside_the_affiliation():
    assert people(f"Ada Lovelace (Analytics; {LOVELACE}; dblp:l/Ada); 张鹏（智谱）") == [
        Person("Ada Lovelace", "", "Analytics", (f"orcid:{LOVELACE}", "dblp:l/Ada")),
        Person("张鹏", "", "智谱"),
    ]


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
        (b"<dblp><inproceedings>", "cannot be read as XML"),
        (b'<?xml version="1.0" encoding="nonsense"?><dblp/>', "cannot be read as XML"),
        (b"<schedule><conference/></schedule>", "no papers of DBLP"),
    ],
)
def test_other_xml_is_refused_in_words(data, message, program):
    with pytest.raises(SpreadsheetError, match=message):
        plan(program, data)


def test_a_link_that_is_no_address_is_refused(program):
    [row] = plan(program, [["title", "ee"], ["Engines", "https://nowhere land"]]).rows
    assert row.state == State.REFUSED
    assert [cell for cell, _message in problems(row)] == ["B2"]


def test_papers_are_imported_by_command_and_written_to_the_journal(program, tmp_path, capsys):
    file = tmp_path / "kdd.xml"
    file.write_bytes(DBLP)
    call_command("import_table", "kdd-2023", "papers", str(file))
    assert "1 new" in capsys.readouterr().out
    assert Resource.objects.filter(url__contains="3599256").exists()


def test_papers_are_imported_in_the_admin(admin_client, program):
    address = reverse("admin:program_event_spreadsheets", args=[program.pk])
    file = SimpleUploadedFile("kdd.xml", DBLP)
    review = admin_client.post(address, {"table": "papers", "file": file}, follow=True)
    shown = review.context["plan"].fingerprint
    admin_client.post(review.request["PATH_INFO"], {"shown": shown, "apply": "yes"})
    paper = Session.objects.get(title_en__startswith="Engines")
    user = User.objects.get(username="admin")
    entry = user.logentry_set.get(object_id=str(paper.pk))
    assert "resource" in {each["added"].get("name") for each in json.loads(entry.change_message)}
