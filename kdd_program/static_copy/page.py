"""The site's HTML as it stands in a copy: letter by letter the same, but for where it leads."""

import re
from collections.abc import Callable
from html import escape, unescape
from html.parser import HTMLParser
from typing import NamedTuple

ADDRESS = re.compile(r'(\s(?:href|src|data-worker|data-pages|data-now-next)=")([^"]*)"')
PICTURE = re.compile(r'(\scontent=")([^"]*)"')
ONLY_FULL = re.compile(r'rel="canonical"|property="og:(?:url|image)|name="twitter:')
HEAD = ("link", "meta")  # have no end tag
LIVE = "data-live"  # marks what is of no use without the site, and is left out
CLASS = re.compile(r'\sclass="[^"]*"')
Attributes = list[tuple[str, str | None]]


class Edit(NamedTuple):
    """What stands in place of the text from one place to another."""

    start: int
    end: int
    text: str


class Page(HTMLParser):
    """Finds what has to change in a page; `link` rewrites an address, or gives None for nowhere.

    `modules` are put before those of the page, and `needs_script` where the site would do without
    JavaScript and a copy cannot. Without `is_full`, what wants full addresses is left out: the
    canonical one, pictures for sharing, data for search engines.
    """

    def __init__(
        self,
        link: Callable[[str], str | None],
        *,
        modules: str,
        needs_script: str,
        is_full: bool,
    ) -> None:
        super().__init__(convert_charrefs=False)
        self.link = link
        self.modules = modules
        self.needs_script = f'<noscript><p class="note">{escape(needs_script)}</p></noscript>'
        self.is_full = is_full
        self.edits: list[Edit] = []
        self.begun: dict[str, int] = {}  # elements that may be left out, and where they begin
        self.stand_in: str | None = None  # what takes the place of the `noscript` that is open
        self.searches = False  # whether the form that is open is a search

    def rewrite(self, text: str) -> str:
        """Return the page for the copy."""
        self.text = text
        self.lines = [0]
        for line in text.split("\n"):
            self.lines.append(self.lines[-1] + len(line) + 1)
        self.feed(text)
        self.close()
        parts, done = [], 0
        for start, end, replacement in self.edits:
            parts += [text[done:start], replacement]
            done = end
        return "".join([*parts, text[done:]])

    @property
    def place(self) -> int:
        line, column = self.getpos()
        return self.lines[line - 1] + column

    def edit(self, start: int, end: int, text: str) -> None:
        """Put `text` in place of what stands there, edited or not."""
        while self.edits and self.edits[-1].start > start:
            self.edits.pop()
        self.edits.append(Edit(start, end, text))

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        raw, start = self.get_starttag_text() or "", self.place
        is_live = LIVE in dict(attrs)
        if tag in HEAD and (is_live or (not self.is_full and ONLY_FULL.search(raw))):
            self.edit(start, start + len(raw), "")
            return
        if is_live:
            self.begun[tag] = start
        elif tag == "script":
            self.begin_script(raw, start)
        elif tag == "noscript":
            self.begun[tag], self.stand_in = start, None
        elif tag == "form":
            self.searches = 'role="search"' in raw
            self.stand_in = self.needs_script
        elif tag == "meta":
            self.stand_in = self.stand_in or ""
        changed = self.changed(tag, raw)
        if changed != raw:
            self.edit(start, start + len(raw), changed)

    def begin_script(self, raw: str, start: int) -> None:
        if "ld+json" in raw:
            self.begun["script"] = start
        elif self.modules:
            self.edits.append(Edit(start, start, self.modules))
            self.modules = ""

    def changed(self, tag: str, raw: str) -> str:
        """Return a start tag with its addresses as they are in the copy."""
        if tag == "meta":
            full = "://" in raw and ONLY_FULL.search(raw)
            return PICTURE.sub(self.relinked, raw) if full else raw
        try:
            changed = ADDRESS.sub(self.relinked, raw)
        except LookupError:  # it leads nowhere
            name = CLASS.search(raw)
            return f"<a{name[0] if name else ''}>" if tag == "a" else ""
        if "webcal:" in raw and "webcal:" not in changed:
            changed = changed.replace("<a ", "<a data-webcal ", 1)
        return changed

    def relinked(self, attribute: re.Match[str]) -> str:
        before, url = attribute.groups()
        link = self.link(unescape(url))
        if link is None:
            raise LookupError(url)
        return f'{before}{escape(link)}"'

    def handle_endtag(self, tag: str) -> None:
        start = self.place
        end = self.text.index(">", start) + 1
        if tag == "form" and self.searches:
            self.searches = False
            self.edits.append(Edit(start, start, self.needs_script))
        elif tag == "noscript" and self.stand_in is not None:
            self.edit(self.begun[tag], end, self.stand_in)
        elif tag == "script" and tag in self.begun:
            begun = self.begun.pop(tag)
            if not self.is_full:
                self.edit(begun, end, "")
        elif tag in self.begun and tag != "noscript":
            self.edit(self.begun.pop(tag), end, "")
