"""HTML and addresses that are put together in Python, since lists need thousands of them."""

import pytest
from django.template import Context, Template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import override

from sessions.markup import fill, joined
from speakers.addresses import address

pytestmark = pytest.mark.any_database

HOSTILE = "<script>alert('1')</script> & \"2\""


def test_texts_are_escaped_as_django_escapes_them():
    assert fill("<p>{}{x}</p>", HOSTILE, x=HOSTILE) == format_html(
        "<p>{}{x}</p>", HOSTILE, x=HOSTILE
    )


def test_html_stays_as_it_is_and_remains_html():
    bold = fill("<b>{}</b>", "1 < 2")
    assert fill("<p>{}</p>", bold) == "<p><b>1 &lt; 2</b></p>"
    assert Template("{{ html }}").render(Context({"html": bold})) == bold


def test_values_in_a_row_are_escaped_too():
    assert joined("<", ["&", SafeString("<br>")]) == "&amp;&lt;<br>"


def test_braces_in_a_text_are_only_a_text():
    assert fill("<p>{}</p>", "{0} {x}") == "<p>{0} {x}</p>"


@pytest.mark.parametrize(
    ("name", "slugs"),
    [
        ("program:event", ["llm-day"]),
        ("program:session", ["slug", "slug"]),
        ("program:session_card", ["kdd-2023", "ws-mlg"]),
        ("program:room_now", ["kdd-2023", "grand-a"]),
        ("speakers:detail", ["peng-zhang"]),
        ("organizations:detail", ["acm"]),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_address_is_the_one_that_reverse_gives(name, slugs, language):
    with override(language):
        assert address(name, *slugs) == reverse(name, args=slugs)
