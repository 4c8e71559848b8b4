"""Abstracts that other tools keep as HTML, as Markdown."""

import pytest

from sessions.exchange.html import to_markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>One<p>two</p>", "One\n\ntwo"),
        ("One.</br>\n\nTwo.</br>", "One.\n\nTwo."),
        ("<h3>Head</h3>text", "### Head\n\ntext"),
        ("of the<i> polis </i>, the city", "of the *polis* , the city"),
        ("c <b>d </b>e", "c **d** e"),
        ("<b></b>a<i> </i>b", "a b"),
        ("<strong>bold <em>both</em></strong>", "**bold *both***"),
        ("<p>a <b>open</p><p>next</p>", "a open\n\nnext"),
        ("<ul><li>a</li><li>b</li></ul>after", "- a\n- b\n\nafter"),
        ("<p>Steps:</p><ol><li>x<li>y</ol>", "Steps:\n\n1. x\n2. y"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n    - b\n\n- c"),
        ("<ul><li><p>a</p></li><li><p>b</p><p>more</p></li></ul>", "- a\n\n- b\n\n    more"),
        ("<ol><li>a</li></ol><ol><li>b</li></ol>", "1. a\n\n1. b"),
        ("<table><tr><td>9:00</td><td>Talk</td></tr><tr><th>x</th></tr></table>", "9:00 Talk\n\nx"),
        ('<a href="https://a.example">a</a> <a>b</a>', "[a](https://a.example) b"),
        ("a<script>alert(1)</script>b<br>c", "ab\nc"),
    ],
)
def test_html_says_in_markdown_what_it_said(html, markdown):
    assert to_markdown(html) == markdown


@pytest.mark.parametrize("text", ["One < two, a_b", "a <- b", "- a\n- b", "<ada@example.org>"])
def test_text_without_tags_is_markdown_already(text):
    assert to_markdown(text) == text
