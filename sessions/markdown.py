"""Markdown by the CommonMark standard, as organizers write it: as HTML and as plain text."""

from functools import lru_cache
from html import unescape

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from sessions.words import clean

commonmark = MarkdownIt("commonmark", {"html": False})


def in_outline(state: StateCore) -> None:
    """Let headings stand below a page's own and skip no level (WCAG 2.2, 1.3.1), as h2 to h6."""
    above: list[str] = []
    for token in state.tokens:
        if token.type == "heading_open":
            above = [*(level for level in above if level < token.tag), token.tag]
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(1 + len(above), 6)}"


commonmark.core.ruler.push("in_outline", in_outline)


def to_html(markdown: str) -> SafeString:
    """Return clean HTML: nothing in it runs a script or comes from another site's frame."""
    return mark_safe(nh3.clean(commonmark.render(clean(markdown))))  # noqa: S308 - cleaned


@lru_cache(maxsize=1024)
def to_text(markdown: str) -> str:
    """Return the text without its marks."""
    return unescape(nh3.clean(commonmark.render(clean(markdown)), tags=set())).strip()


def to_link(address: str) -> str:
    """Return an address as HTML takes it: what none may contain is percent-encoded."""
    return commonmark.normalizeLink(address)
