"""Papers from EasyChair, CMT, OpenReview and DBLP."""

import json

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from sessions.exchange.spreadsheet import State
from sessions.models import Resource, Session
from tests.spreadsheets.files import problems
from tests.spreadsheets.papers import CMT, DBLP, EASYCHAIR, OPENREVIEW, authors, plan, take


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


@pytest.mark.parametrize("data", [EASYCHAIR, CMT, OPENREVIEW, DBLP])
def test_the_same_list_again_changes_nothing(data, program):
    take(program, data)
    again = plan(program, data)
    assert {row.state for row in again.rows} <= {State.UNCHANGED, State.LEFT_OUT}
    assert not list(again.writes)


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
