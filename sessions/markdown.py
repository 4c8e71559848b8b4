"""Markdown by the CommonMark standard, as organizers write it: as HTML and as plain text."""

from functools import lru_cache
from html import unescape

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

commonmark = MarkdownIt("commonmark", {"html": False})


def to_html(markdown: str) -> SafeString:
    """Return clean HTML: nothing in it runs a script or comes from another site's frame."""
    return mark_safe(nh3.clean(commonmark.render(markdown)))  # noqa: S308 - cleaned


@lru_cache(maxsize=1024)
def to_text(markdown: str) -> str:
    """Return the text without its marks."""
    return unescape(nh3.clean(commonmark.render(markdown), tags=set())).strip()
