"""Names in alphabetical lists, and texts without what no file may contain."""

import pytest

from sessions.words import clean, initial, spelling

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(
    ("name", "spelled", "letter"),
    [
        ("Érica", "erica", "E"),
        ("Äpex", "apex", "A"),
        ("张鹏", "zhang peng", "Z"),
        ("Işık", "isik", "I"),
        ("李Lee", "li lee", "L"),
        ("!Mediengruppe Bitnik", "mediengruppe bitnik", "M"),
        ("Ｆｕｌｌ", "full", "F"),
        ("Дмитрий", "дмитрии", "Д"),
        ("0x4A", "0x4a", "#"),
        ("🎮", "🎮", "#"),
        ("-", "-", "#"),
    ],
)
def test_name_is_filed_under_its_plain_letter(name, spelled, letter):
    assert (spelling(name), initial(name)) == (spelled, letter)


def test_what_no_file_may_hold_is_left_out_and_line_breaks_stay():
    assert clean("a\x7f\x00\x1b\x85b\tc\nd") == "ab\tc\nd"
    assert clean("one\r\ntwo\rthree") == "one\ntwo\nthree"
    assert clean("half \ud800, none \uffff, whole 😀") == "half , none , whole 😀"
