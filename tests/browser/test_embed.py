"""A foreign page, on another port, with type and a strict policy of its own, shows the program."""

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from threading import Thread

import micawber
import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from tests.browser.axe import assert_accessible
from tests.browser.conftest import manage
from tests.browser.test_long_words import LENGTHEN
from tests.browser.test_policy import complaints_of
from tests.processes import free_port, get

PAGE = """<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Our site</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/own.css">
<script type="module" src="{site}/embed.js"></script></head>
<body><main><h1>Our conference</h1><h2>Program</h2>
<kdd-schedule event="{event}" {attributes}>
<a href="{site}/en/kdd-2023/schedule/">Program</a>
</kdd-schedule></main></body></html>"""
STYLE = """body { font: 18px/1.6 Georgia, serif; margin: 1rem; }
body { color: #3b0a45; background: #fff7e0; }
@media (prefers-color-scheme: dark) { body { color: #ffe9b0; background: #1d1025; } }"""


@contextmanager
def foreign_site():
    """Serve one page, whose text and policy are set by the test; the value is the server."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            is_style = self.path == "/own.css"
            self.send_response(200)
            self.send_header("Content-Type", "text/css" if is_style else "text/html")
            self.send_header("Content-Security-Policy", server.policy)
            self.end_headers()
            self.wfile.write((STYLE if is_style else server.page).encode())

        def log_message(self, *_arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def embedding(open_page, site):
    """Return a function that opens a foreign page with the element on it."""
    with foreign_site() as server:

        def opened(attributes="", lang="en", event="kdd-2023", at=None, **options):
            at = at or site
            server.policy = (
                f"default-src 'none'; style-src 'self'; script-src {at}; connect-src {at};"
                f" img-src {at}; require-trusted-types-for 'script'; trusted-types kdd-schedule"
            )
            server.page = PAGE.format(site=at, lang=lang, event=event, attributes=attributes)
            page = open_page("about:blank", **options)
            page.complaints = complaints_of(page)
            page.goto(f"http://localhost:{server.server_port}/")
            return page

        yield opened


@pytest.mark.parametrize(
    ("lang", "title", "day"),
    [
        ("en", "Teach Language Models to Reason", "Tuesday, August 8"),
        ("zh-CN", "教语言模型学推理", "8月8日 星期二"),
    ],
)
def test_schedule_is_shown_in_the_language_of_the_page(embedding, site, lang, title, day):
    page = embedding('day="2023-08-08"', lang=lang)
    expect(page.locator("kdd-schedule summary h3").first).to_have_text(day)
    link = page.locator("kdd-schedule .title a", has_text=title)
    expect(link).to_be_visible()
    assert link.get_attribute("href").startswith(site)
    expect(page.get_by_role("link", name="Program", exact=True)).to_be_hidden()
    assert not page.complaints


def test_speakers_are_shown_in_the_language_of_the_element(embedding):
    page = embedding('view="speakers" lang="zh-hans"')
    expect(page.locator("kdd-schedule .person", has_text="张鹏")).to_be_visible()
    assert not page.complaints


def test_element_takes_the_type_and_the_colors_of_the_page(embedding):
    page = embedding()
    title = page.locator("kdd-schedule .title a").first
    expect(title).to_be_attached()
    style = "element => { const s = getComputedStyle(element); return [s.fontFamily, s.color]; }"
    assert title.evaluate(style) == ["Georgia, serif", "rgb(59, 10, 69)"]
    page.emulate_media(color_scheme="dark")
    assert title.evaluate(style)[1] == "rgb(255, 233, 176)"


@pytest.mark.parametrize("attributes", ["", 'view="speakers" lang="zh-hans"'])
def test_it_is_accessible_and_fits_a_phone(embedding, attributes):
    page = embedding(attributes)
    expect(page.locator("kdd-schedule .program")).to_be_visible()
    for width, scheme in product((320, 1440), ("light", "dark")):
        page.set_viewport_size({"width": width, "height": 640})
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert_accessible(page)


@pytest.mark.usefixtures("left_as_shipped")
def test_long_word_does_not_make_the_page_of_others_scroll_sideways(embedding, data_dir):
    manage(data_dir, "shell", "--command", LENGTHEN)
    page = embedding('day="2023-08-07"', viewport={"width": 360, "height": 640})
    expect(page.locator("kdd-schedule .program")).to_contain_text("Rindfleisch")
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_it_is_used_by_keys(embedding):
    page = embedding()
    summary = page.locator("kdd-schedule .day:not([open]) > summary").first
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    focused = "document.querySelector('kdd-schedule').shadowRoot.activeElement.tagName"
    assert page.evaluate(focused) == "A"


def test_other_attributes_show_something_else(embedding):
    page = embedding()
    expect(page.locator("kdd-schedule .day").first).to_be_visible()
    page.evaluate("document.querySelector('kdd-schedule').setAttribute('view', 'speakers')")
    expect(page.locator("kdd-schedule .person").first).to_be_visible()
    expect(page.locator("kdd-schedule .day")).to_have_count(0)


def test_link_is_shown_when_our_site_is_away(embedding):
    page = embedding(at=f"http://127.0.0.1:{free_port()}")
    expect(page.get_by_role("link", name="Program")).to_be_visible()


def test_link_is_shown_for_an_event_that_there_is_not(embedding):
    page = embedding(event="nowhere")
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("link", name="Program")).to_be_visible()


def test_link_is_shown_without_javascript(embedding):
    page = embedding(java_script_enabled=False)
    expect(page.get_by_role("link", name="Program")).to_be_visible()


def test_program_and_link_are_on_paper(embedding):
    page = embedding()
    expect(page.locator("kdd-schedule .day").first).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Program", exact=True)).to_be_visible()
    expect(page.locator("kdd-schedule .day").first).to_be_visible()


def test_page_with_the_lines_to_copy_shows_what_becomes_of_them(open_page):
    page = open_page("/zh-hans/kdd-2023/embed/")
    expect(page.locator("kdd-schedule .day").first).to_be_visible()
    expect(page.locator("kdd-schedule .person").first).to_be_visible()


@pytest.mark.parametrize("kind", ["json", "xml"])
def test_an_independent_consumer_embeds_a_session_it_discovers(site, kind):
    address = f"{site}/en/llm-day/sessions/llm-day-panel/"
    page = BeautifulSoup(get(address)[2], "lxml")
    endpoint = page.select_one(f"link[type$='{kind}+oembed']")["href"].partition("?")[0]
    registry = micawber.ProviderRegistry()
    registry.register(rf"{site}/\S+", micawber.Provider(endpoint))
    assert "blockquote" in micawber.parse_text(address, registry)
    found = registry.request(address, maxwidth=400)
    assert (found["type"], found["width"]) == ("rich", 400)
