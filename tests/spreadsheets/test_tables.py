"""Tables of speakers, organizations and participations."""

import pytest

from sessions.models import Participation
from speakers.models import Organization, Speaker
from tests.spreadsheets.files import only, problems, put_in


def test_speakers_are_added_and_changed(program):
    rows = [
        ["Name", "中文姓名", "Affiliation", "Title", "Homepage", "ORCID", "Bio"],
        ["Peng Zhang", "张鹏", "Zhipu AI", "CEO", "example.org", None, None],
        ["Ada Lovelace", None, "Analytics", None, None, "orcid.org/0000-0002-1825-0097", "First."],
    ]  # fmt: skip
    put_in(program, rows, "speakers")
    peng, ada = Speaker.objects.get(slug="peng-zhang"), Speaker.objects.get(slug="ada-lovelace")
    assert (peng.position_en, peng.homepage) == ("CEO", "https://example.org")
    assert (ada.orcid, ada.organization.slug, ada.biography_en) == (
        "0000-0002-1825-0097",
        "analytics",
        "First.",
    )


@pytest.mark.parametrize(
    ("heading", "value"),
    [("ORCID", "12"), ("Homepage", "no address"), ("Slug", "not a slug")],
)
def test_a_wrong_field_of_a_speaker_is_refused(heading, value, program):
    row = only(program, ["Name", heading], ["Ada Lovelace", value], "speakers")
    assert [cell for cell, _message in problems(row)] == ["B2"]


def test_countries_and_kinds_of_organizations_are_read_in_both_languages(program):
    rows = [
        ["Name", "Kind", "Country"],
        ["Somewhere", "大学", "Germany"],
        ["Elsewhere", "lab", "中国"],
    ]
    rows += [["Nowhere", "Research lab", "USA"]]
    put_in(program, rows, "organizations")
    made = Organization.objects.filter(slug__in=["somewhere", "elsewhere", "nowhere"])
    assert {each.slug: (each.kind, each.country) for each in made} == {
        "somewhere": ("university", "DE"),
        "elsewhere": ("lab", "CN"),
        "nowhere": ("lab", "US"),
    }


def test_participations_are_added_and_changed_and_never_removed(program):
    before = Participation.objects.count()
    rows = [
        ["Event", "Session", "Name", "Role", "Affiliation", "Position"],
        ["LLM Day", "llm-day-panel", "张鹏", "moderator", "Zhipu AI", "CEO"],
    ]
    put_in(program, rows, "participations")
    assert Participation.objects.count() == before + 1
    made = Participation.objects.get(
        session__slug="llm-day-panel", role="moderator", speaker__slug="peng-zhang"
    )
    assert (made.organization.slug, made.position_en) == ("zhipu-ai", "CEO")


def test_a_participation_in_no_session_is_refused(program):
    row = only(program, ["Session", "Name"], ["Nothing of the kind", "张鹏"], "participations")
    assert problems(row)[0][0] == "A2"


@pytest.mark.parametrize(
    ("heading", "values", "name"),
    [
        (["First name", "Last name"], ["Ada", "Lovelace"], ("Ada Lovelace", None)),
        (["Surname", "Given name"], ["Lovelace", "Ada"], ("Ada Lovelace", None)),
        (["First name", "Last name"], [None, "Madonna"], ("Madonna", None)),
        (["姓", "名"], ["欧阳", "修文"], (None, "欧阳修文")),
        (["First name", "Last name", "姓", "名"], ["Wen", "Li", "李", "文"], ("Wen Li", "李文")),
        (["Name", "First name", "Last name"], ["Ada King", "Ada", "K."], ("Ada King", None)),
    ],
)
def test_name_in_two_cells_is_put_together(heading, values, name, program):
    put_in(program, [[*heading, "Slug"], [*values, "one"]], "speakers")
    one = Speaker.objects.get(slug="one")
    assert (one.name_en or None, one.name_zh_hans or None) == name


def test_person_named_in_two_cells_takes_part(program):
    rows = [
        ["Session", "Event", "First name", "Last name", "Role"],
        ["llm-day-panel", "LLM Day", "Peng", "Zhang", "moderator"],
    ]
    put_in(program, rows, "participations")
    assert Participation.objects.filter(role="moderator", speaker__slug="peng-zhang").exists()


def test_name_that_is_missing_from_two_cells_is_told_where_it_ought_to_be(program):
    row = only(program, ["First name", "Last name", "Bio"], [None, None, "One."], "speakers")
    assert problems(row) == [("A2", "The name is missing.")]
