"""Authors with an ORCID iD or an identifier of DBLP: who they are, and who they are not."""

from sessions.exchange.spreadsheet import State
from sessions.exchange.spreadsheet.names import Person, people
from sessions.models import Session
from speakers.models import Speaker
from tests.spreadsheets.files import changes
from tests.spreadsheets.papers import LOVELACE, TANG, authors, plan, take


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
