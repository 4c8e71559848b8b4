"""Who is meant by a name: certain, asked, or new."""

import pytest

from sessions.exchange.spreadsheet import NEW, OTHERS, State
from sessions.models import Participation
from speakers.models import Organization, Speaker
from tests.spreadsheets.files import only, plan

HEADING = ["Title", "Speakers"]


def speakers_of(row):
    return [
        write.instance.speaker
        for write in row.writes
        if isinstance(write.instance, Participation) and write.action == 1
    ]


@pytest.mark.parametrize(
    "name", ["张鹏", "Zhang Peng", "Peng Zhang", "PENG ZHANG", "peng-zhang", "张鹏 Peng Zhang"]
)
def test_a_person_whose_chinese_name_is_known_is_found_by_every_spelling(name, program):
    row = only(program, HEADING, ["A new talk", name])
    assert [each.slug for each in speakers_of(row)] == ["peng-zhang"]


@pytest.mark.parametrize(
    ("name", "candidate"),
    [
        ("张朋", "peng-zhang"),  # sounds the same, is written otherwise
        ("P. Zhang", "peng-zhang"),
        ("Wang Jin", "jin-wang"),  # the other order, and no Chinese name to tell by
        ("Ed Chi", "ed-chi"),  # without the middle initial
        ("Vasilis Sirgkanis", "vasilis-syrgkanis"),  # misspelled
        ("王进", "jin-wang"),
    ],
)
def test_a_doubtful_name_is_asked_and_not_guessed(name, candidate, program):
    found = plan(program, [HEADING, ["A new talk", name]])
    [question] = found.questions
    assert candidate in [each.slug for each in question.candidates]
    assert question.cells == ["B2"]
    assert found.rows[0].state == State.ASKED


def test_an_answer_decides_wherever_the_name_stands(program):
    rows = [HEADING, ["One", "P. Zhang"], ["Two", "P. Zhang"]]
    [question] = plan(program, rows).questions
    decided = plan(program, rows, answers={question.key: "peng-zhang"})
    assert [speakers_of(row)[0].slug for row in decided.rows] == ["peng-zhang", "peng-zhang"]
    assert not decided.made


def test_an_answer_may_be_that_the_person_is_new(program):
    rows = [HEADING, ["One", "张朋"], ["Two", "张朋"]]
    [question] = plan(program, rows).questions
    [made] = plan(program, rows, answers={question.key: NEW}).made
    assert (made.name_zh_hans, made.slug) == ("张朋", "zhang-peng")


def test_an_answer_that_was_not_offered_is_none(program):
    rows = [HEADING, ["One", "P. Zhang"]]
    [question] = plan(program, rows).questions
    assert plan(program, rows, answers={question.key: "jie-tang"}).rows[0].state == State.ASKED


def test_all_names_that_are_only_alike_can_be_answered_at_once(program):
    rows = [HEADING, ["One", "P. Zhang"], ["Two", "Ed Chi"], ["Three", "Wang Jin"]]
    chi = next(each for each in plan(program, rows).questions if each.text == "Ed Chi")
    decided = plan(program, rows, answers={chi.key: "ed-chi", OTHERS: NEW})
    people = [[each.slug for each in speakers_of(row)] for row in decided.rows]
    assert people == [["p-zhang"], ["ed-chi"], ["wang-jin"]]


def test_who_has_the_very_same_name_is_not_among_all_others(program):
    Speaker.objects.create(slug="peng-zhang-2", name_en="Peng Zhang")
    rows = plan(program, [HEADING, ["Talk", "Peng Zhang"]], answers={OTHERS: NEW}).rows
    assert [row.state for row in rows] == [State.ASKED]


def test_two_people_of_one_name_are_asked_about(program):
    Speaker.objects.create(slug="peng-zhang-2", name_en="Peng Zhang")
    [question] = plan(program, [HEADING, ["A new talk", "Peng Zhang"]]).questions
    assert {each.slug for each in question.candidates} == {"peng-zhang", "peng-zhang-2"}


def test_of_two_people_of_one_name_the_one_who_speaks_already_is_meant(program):
    Speaker.objects.create(slug="peng-zhang-2", name_en="Peng Zhang")
    part = Participation.objects.filter(speaker__slug="peng-zhang", role="speaker").first()
    row = only(
        program,
        ["Slug", "Event", "Speakers"],
        [part.session.slug, part.session.event.slug, "Peng Zhang"],
    )
    assert row.state == State.UNCHANGED


def test_a_name_like_no_other_is_a_new_person(program):
    found = plan(program, [HEADING, ["A new talk", "Ada Lovelace (Analytical Engines)"]])
    assert [(type(each), each.slug) for each in found.made] == [
        (Speaker, "ada-lovelace"),
        (Organization, "analytical-engines"),
    ]


def test_what_only_refused_rows_name_is_not_made(program):
    found = plan(program, [[*HEADING, "Type"], ["A talk", "Ada Lovelace", "séance"]])
    assert found.made == []


@pytest.mark.parametrize("name", ["Zhipu AI", "智谱 AI", "zhipu ai", "zhipu-ai"])
def test_an_organization_is_found_in_either_language_or_by_slug(name, program):
    found = plan(program, [HEADING, ["A new talk", f"Peng Zhang ({name})"]])
    assert not found.questions
    assert not found.made


def test_a_doubtful_organization_is_asked(program):
    [question] = plan(program, [HEADING, ["A new talk", "Peng Zhang (Notre Dame)"]]).questions
    assert [each.slug for each in question.candidates] == ["notre-dame"]


@pytest.mark.parametrize(("known", "given"), [("Hall A", "Hall B"), ("Room 101", "Room 102")])
def test_rooms_that_differ_by_a_letter_or_number_are_different_rooms(known, given, program):
    program.rooms.create(slug="known", name_en=known)
    found = plan(program, [["Title", "Room"], ["A new talk", given]])
    assert not found.questions
    assert [each.name_en for each in found.made] == [given]


def test_one_university_is_not_taken_for_another(program):
    found = plan(program, [HEADING, ["A new talk", "Peng Zhang (University of Oxford)"]])
    assert not found.questions


def test_a_misspelled_room_is_asked(program):
    program.rooms.create(slug="ballroom", name_en="Terrace Ballroom")
    [question] = plan(program, [["Title", "Room"], ["A new talk", "Terrace Balroom"]]).questions
    assert [each.slug for each in question.candidates] == ["ballroom"]
