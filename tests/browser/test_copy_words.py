"""Terms that a static copy marks in texts, as the site marks them, in real Chromium."""

import pytest
from django.conf import settings

from sessions.words import hits, terms
from tests.browser.copies import served

MARK = """async ([text, wanted]) => {
  const { mark } = await import("/copy/words.js");
  const place = document.createElement("p");
  place.append(text);
  mark(place, wanted);
  return [place.textContent, [...place.querySelectorAll("mark")].map((hit) => hit.textContent)];
}"""


@pytest.fixture(scope="module")
def marked(chromium):
    """Return a function that returns a text, and what is marked in it for a query."""
    with served(settings.BASE_DIR / "static") as address:
        page = chromium.new_page()
        page.goto(f"{address}/copy/words.js")
        yield lambda text, query: page.evaluate(MARK, [text, terms(query)])
        page.close()


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("Teach Language Models to Reason", "reason", "Reason"),
        ("欧阳𬱖娜：大语言模型的推理", "推理", "推理"),
        ("𠮷田𬱖 on Straße and Łukasz", "lukasz", "Łukasz"),
        ("欧阳𬱖娜", "𬱖娜", "𬱖娜"),
        ("😀 教语言模型 🎮 学推理", "学推理", "学推理"),
        ("Poincare\u0301 maps", "poincare", "Poincare\u0301"),
    ],
)
def test_terms_are_marked_where_they_stand_as_on_the_site(marked, text, query, found):
    assert [text[start:end] for start, end in hits(text, terms(query))] == [found]
    assert marked(text, query) == [text, [found]]
