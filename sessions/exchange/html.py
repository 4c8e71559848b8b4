"""HTML, as some tools write abstracts in, as Markdown."""

import re
from html.parser import HTMLParser

TAGS = (
    "p|br|a|b|strong|i|em|u|ul|ol|li|div|span|h[1-6]|blockquote|code|pre|hr|table|tr|td|th|tbody|"
    "thead|img|sup|sub|script|style|iframe|font|section|article"
)
MARKUP = re.compile(rf"</?(?:{TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
PARAGRAPHS = re.compile(r"<(?:p|div|ul|ol|li|h[1-6]|blockquote|br)\b", re.IGNORECASE)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = {"p", "div", "table", "tr", "blockquote", "section", "article", "pre", "hr", *HEADINGS}
LISTS = {"ul", "ol"}
MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`"}
UNSEEN = {"script", "style", "iframe"}
INDENT = "    "  # of what is inside an item


def to_markdown(text: str) -> str:
    """Return a text as Markdown; one without tags is taken to be Markdown already."""
    if not MARKUP.search(text):
        return text
    reader = Reader(is_wrapped=bool(PARAGRAPHS.search(text)))
    reader.feed(text)
    reader.close()
    found = re.sub(r"[ \t]+\n", "\n", "".join(reader.parts))
    return re.sub(r"\n{3,}", "\n\n", found).strip()


class Reader(HTMLParser):
    """Collects Markdown. Where the HTML says what a paragraph is, line breaks say nothing."""

    def __init__(self, *, is_wrapped: bool) -> None:
        super().__init__()
        self.is_wrapped = is_wrapped
        self.parts: list[str] = []
        self.links: list[str] = []
        self.marks: list[tuple[str, int]] = []  # open, with the place of what they begin before
        self.lists: list[int | None] = []  # open, with the number of the last item
        self.begins_item = False
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNSEEN:
            self.unseen += 1
        elif tag == "a":
            self.links.append(dict(attrs).get("href") or "")
            self.add("[" if self.links[-1] else "")
        elif tag == "img":
            self.add(dict(attrs).get("alt") or "")
        elif tag == "br":
            self.add("\n")
        elif tag == "li":
            self.begin_item()
        elif tag in LISTS:
            self.begin_list(0 if tag == "ol" else None)
        elif tag in BLOCKS:
            self.begin_block("#" * HEADINGS[tag] + " " if tag in HEADINGS else "")
        elif tag in MARKS:
            self.marks.append((tag, len(self.parts)))

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        elif tag == "a" and self.links:
            href = self.links.pop()
            self.add(f"]({href})" if href else "")
        elif tag in LISTS and self.lists:
            self.lists.pop()
            self.begin_block()
        elif tag in BLOCKS:
            self.begin_block()
        elif tag in ("td", "th"):
            self.add(" ")
        elif self.marks and self.marks[-1][0] == tag:
            self.end_mark()

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.add(re.sub(r"\s+", " ", data) if self.is_wrapped else data)

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.begins_item = self.begins_item and not text.strip()

    def begin_block(self, beginning: str = "") -> None:
        """Begin a paragraph inside the open item; the first of an item stands beside its sign."""
        self.marks = []
        if not self.begins_item:
            self.parts.append("\n\n" + INDENT * len(self.lists))
        self.parts.append(beginning)

    def begin_list(self, number: int | None) -> None:
        if not self.lists:
            self.begin_block()
        self.lists.append(number)

    def begin_item(self) -> None:
        self.marks = []
        if not self.lists:
            self.lists.append(None)
        number = self.lists[-1]
        if number is not None:
            self.lists[-1] = number + 1
        sign = "-" if number is None else f"{number + 1}."
        self.parts.append(f"\n{INDENT * (len(self.lists) - 1)}{sign} ")
        self.begins_item = True

    def end_mark(self) -> None:
        """Put the mark around what it is of, without the spaces there, with which it is none."""
        tag, place = self.marks.pop()
        inside = "".join(self.parts[place:])
        text = inside.strip()
        mark = MARKS[tag] if text else ""
        before, after = (" " if text and inside[at].isspace() else "" for at in (0, -1))
        self.parts[place:] = [f"{before}{mark}{text}{mark}{after}" if text else inside]
