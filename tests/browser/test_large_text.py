"""Text at twice its size (WCAG 1.4.4) on a small phone, in real Chromium."""

import pytest

PHONE = {"width": 360, "height": 740}
PAGES = [
    "",
    "kdd-2023/",
    "kdd-2023/schedule/?day=2023-08-08",
    "kdd-2023/schedule/?kind=keynote&kind=paper",
    "kdd-2023/agenda/?s=vpft73q.dnphkfy.zzzzzzz",
    "kdd-2023/now/?at=2023-08-08T11:05:00-07:00",
    "kdd-2023/sessions/",
    "kdd-2023/speakers/",
    "kdd-2023/topics/",
    "llm-day/sessions/llm-day-panel/",
    "speakers/ed-chi/",
    "organizations/zhipu-ai/",
]


@pytest.fixture
def open_large(open_page):
    """Return a function that opens an address with its text twice as large."""

    def opened(address):
        page = open_page(address, viewport=PHONE, bypass_csp=True)
        page.add_style_tag(content="html { font-size: 200% }")
        return page

    return opened


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("address", PAGES)
def test_page_never_scrolls_sideways(open_large, address, language):
    page = open_large(f"/{language}/{address}")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


@pytest.mark.parametrize("address", ["kdd-2023/schedule/", "speakers/"])
def test_there_is_room_to_type_what_is_searched(open_large, address):
    page = open_large(f"/en/{address}")
    assert page.get_by_role("searchbox").bounding_box()["width"] > 200


AROUND_TEXT = """button => {
    const range = document.createRange(); range.selectNodeContents(button);
    const [text, box] = [range.getBoundingClientRect(), button.getBoundingClientRect()];
    return Math.min(text.top - box.top, box.bottom - text.bottom);
}"""


def test_wrapped_text_of_a_button_keeps_away_from_its_edges(open_large):
    page = open_large("/en/kdd-2023/agenda/?s=vpft73q.dnphkfy")
    button = page.get_by_role("link", name="Subscribe in a calendar")
    button.evaluate("button => { button.style.width = '12rem' }")
    assert button.evaluate(AROUND_TEXT) >= 8
