"""Names of people in one cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.exchange.spreadsheet.names import Person, people

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Peng Zhang and Jie Tang", ["Peng Zhang", "Jie Tang"]),
        ("Peng Zhang & Jie Tang", ["Peng Zhang", "Jie Tang"]),
        ("Peng Zhang, Jie Tang, and Ed Chi", ["Peng Zhang", "Jie Tang", "Ed Chi"]),
        ("Peng Zhang; Jie Tang", ["Peng Zhang", "Jie Tang"]),
        ("Peng Zhang\nJie Tang", ["Peng Zhang", "Jie Tang"]),
        ("张鹏、唐杰", ["张鹏", "唐杰"]),
        ("张鹏；唐杰", ["张鹏", "唐杰"]),
        ("张鹏，唐杰", ["张鹏", "唐杰"]),
        ("张鹏和唐杰", ["张鹏", "唐杰"]),
        ("王和平", ["王和平"]),
        ("Anders Sand", ["Anders Sand"]),
        ("John Smith, Jr. & Ann Lee", ["John Smith, Jr.", "Ann Lee"]),
        ("Dr. Jane Doe; Prof. Ed Chi", ["Jane Doe", "Ed Chi"]),
        ("唐杰教授", ["唐杰"]),
        (" ; , ", []),
        ("", []),
    ],
)
def test_names_come_apart(text, names):
    assert [each.name for each in people(text)] == names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peng Zhang (Zhipu AI)", [Person("Peng Zhang", "", "Zhipu AI")]),
        ("张鹏（智谱 AI）", [Person("张鹏", "", "智谱 AI")]),
        ("A B (Inst, CAS and X) and C D", [Person("A B", "", "Inst, CAS and X"), Person("C D")]),
        ("A B (IBM (MIT-IBM Lab))", [Person("A B", "", "IBM (MIT-IBM Lab)")]),
        (
            "Peng Zhang, Zhipu AI; Jie Tang, Tsinghua University",
            [Person("Peng Zhang", "", "Zhipu AI"), Person("Jie Tang", "", "Tsinghua University")],
        ),
    ],
)  # fmt: skip
def test_affiliations_stand_in_brackets_or_behind_a_comma_between_semicolons(text, expected):
    assert people(text) == expected


@pytest.mark.parametrize("text", ["张鹏（Peng Zhang）", "张鹏 Peng Zhang", "张鹏 (Zhang Peng)"])
def test_both_spellings_of_a_name_are_one_person(text):
    [person] = people(text)
    assert person.name == "张鹏"
    assert sorted(person.other_name.split()) == ["Peng", "Zhang"]
    assert not person.affiliation


@given(st.text(max_size=60))
def test_whatever_is_written_gives_names_that_are_not_empty(text):
    assert all(each.name for each in people(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lovelace, Ada (Inc.)*; Tang, Jie (THU)", [("Ada Lovelace", "Inc."), ("Jie Tang", "THU")]),
        ("Garcia Lopez, Eva (A); Tang, Jie (B)", [("Eva Garcia Lopez", "A"), ("Jie Tang", "B")]),
        ("van der Berg, Jan; Tang, Jie", [("Jan van der Berg", ""), ("Jie Tang", "")]),
        ("Garcia Lopez, Eva*; Tang, Jie", [("Eva Garcia Lopez", ""), ("Jie Tang", "")]),
        ("Ann Lee, Acme; Bo Xu, Web Ltd", [("Ann Lee", "Acme"), ("Bo Xu", "Web Ltd")]),
    ],
)
def test_family_names_may_come_first_as_in_cmt(text, expected):
    assert [(each.name, each.affiliation) for each in people(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mu Sheng, Jing Ma (A)", [("Mu Sheng", "A"), ("Jing Ma", "A")]),
        ("Mu Sheng & Jing Ma (A)", [("Mu Sheng", "A"), ("Jing Ma", "A")]),
        ("张鹏、唐杰（清华）", [("张鹏", "清华"), ("唐杰", "清华")]),
        (
            "Mu Sheng, Li Wu (A (AA), B); Jing Ma, Ed Chi (C, Inc.)",
            [
                ("Mu Sheng", "A (AA), B"),
                ("Li Wu", "A (AA), B"),
                ("Jing Ma", "C, Inc."),
                ("Ed Chi", "C, Inc."),
            ],
        ),
        ("Mu Sheng (A), Li Wu, Jing Ma (B)", [("Mu Sheng", "A"), ("Li Wu", ""), ("Jing Ma", "B")]),
    ],
)
def test_people_of_one_affiliation_may_stand_before_it_as_in_hotcrp(text, expected):
    assert [(each.name, each.affiliation) for each in people(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Xia (Sharon) Hei (A)", Person("Xia (Sharon) Hei", "", "A")),
        ("张鹏（Peng Zhang）(Zhipu AI)", Person("张鹏", "Peng Zhang", "Zhipu AI")),
        ("Ann Lee (she) (A)", Person("Ann Lee (she)", "", "A")),
        ("Ann Lee" + " (A)" * 5_000, Person("Ann Lee" + " (A)" * 4_999, "", "A")),
        ("Ann Lee (A", Person("Ann Lee (A")),
        ("(A)", Person("(A)")),
    ],
)
def test_only_the_last_brackets_are_the_affiliation(text, expected):
    assert people(text) == [expected]


@pytest.mark.parametrize(
    ("text", "name"),
    [("晓雨 林", "林晓雨"), ("林 晓雨", "林晓雨"), ("修 欧阳", "欧阳修"), ("欧阳 修", "欧阳修")],
)
def test_chinese_names_are_written_as_in_chinese(text, name):
    assert [each.name for each in people(text)] == [name]


@pytest.mark.parametrize(
    "text", ["a" + " " * 1_000_000 + ", b; c", "a (" * 100_000, "a b, " * 100_000]
)
def test_a_cell_of_any_length_is_read(text):
    assert people(text)
