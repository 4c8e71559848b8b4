"""Markdown as HTML that stands below a page's own heading."""

import re

import pytest

from sessions.markdown import to_html, to_link, to_text

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(
    ("written", "levels"),
    [
        ("# A", "2"),
        ("### A\n\n##### B", "23"),
        ("# A\n\n### B\n\n## C\n\n# D", "2332"),
        ("###### A\n\n# B\n\n## C", "223"),
        ("# A\n\n## B\n\n### C\n\n#### D\n\n##### E\n\n###### F", "234566"),
        ("A\n===\n\nB\n---", "23"),
    ],
)
def test_headings_stand_below_that_of_the_page_and_skip_no_level(written, levels):
    html = to_html(written)
    assert "".join(re.findall(r"<h(\d)>", html)) == levels
    assert "".join(re.findall(r"</h(\d)>", html)) == levels


def test_control_characters_are_left_out():
    assert to_text("a\x7f*b*\x9b") == "ab"
    assert to_html("a\x7fb\x00c\x9b\td\ne") == "<p>abc\td\ne</p>\n"


@pytest.mark.parametrize(
    ("written", "link"),
    [
        (
            "https://a.example/kons[t]il?a[]=1#b|c",
            "https://a.example/kons%5Bt%5Dil?a%5B%5D=1#b%7Cc",
        ),
        ("https://a.example/100%", "https://a.example/100%25"),
        ("https://a.example/a%20b?c=d&e=f", "https://a.example/a%20b?c=d&e=f"),
    ],
)
def test_what_no_address_may_contain_is_encoded(written, link):
    assert to_link(written) == link
