"""HTML, as some tools write abstracts in, as Markdown."""

import re
from html.parser import HTMLParser

TAGS = (
    "p|br|a|b|strong|i|em|u|ul|ol|li|div|span|h[1-6]|blockquote|code|pre|hr|table|tr|td|th|tbody|"
    "thead|img|sup|sub|script|style|iframe|font|section|article"
)
MARKUP = re.compile(rf"</?(?:{TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
PARAGRAPHS = re.compile(r"<(?:p|div|ul|ol|li|h[1-6]|blockquote|br)\b", re.IGNORECASE)
BLOCKS = {"p", "div", "ul", "ol", "table", "tr", "blockquote", "section", "article", "pre", "hr"}
MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`"}
UNSEEN = {"script", "style", "iframe"}
ITEM = "\n- "


def to_markdown(text: str) -> str:
    """Return a text as Markdown; one without tags is taken to be Markdown already."""
    if not MARKUP.search(text):
        return text
    reader = Reader(is_wrapped=bool(PARAGRAPHS.search(text)))
    reader.feed(text)
    reader.close()
    found = "".join(reader.parts)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", found)).strip()


class Reader(HTMLParser):
    """Collects Markdown. Where the HTML says what a paragraph is, line breaks say nothing."""

    def __init__(self, *, is_wrapped: bool) -> None:
        super().__init__()
        self.is_wrapped = is_wrapped
        self.parts: list[str] = []
        self.links: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNSEEN:
            self.unseen += 1
        elif tag == "a":
            self.links.append(dict(attrs).get("href") or "")
            self.parts.append("[" if self.links[-1] else "")
        elif tag == "img":
            self.parts.append(dict(attrs).get("alt") or "")
        elif tag == "br":
            self.parts.append("  \n")
        elif tag == "li":
            self.parts.append(ITEM)
        elif re.fullmatch(r"h[1-6]", tag):
            self.parts.append(f"\n\n{'#' * int(tag[1])} ")
        else:
            self.parts.append(MARKS.get(tag, "\n\n" if tag in BLOCKS else ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        elif tag == "a" and self.links:
            href = self.links.pop()
            self.parts.append(f"]({href})" if href else "")
        elif tag in BLOCKS or re.fullmatch(r"h[1-6]", tag):
            self.parts.append("\n\n")
        else:
            self.parts.append(MARKS.get(tag, ""))

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.parts.append(re.sub(r"\s+", " ", data) if self.is_wrapped else data)
