"""The tables of a saved web page (HTML), each as a sheet: texts of cells, and nothing is run."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.utils.translation import gettext as _

from sessions.exchange.spreadsheet import delimited
from sessions.exchange.spreadsheet.sheet import (
    MOST_COLUMNS,
    MOST_LINES,
    Line,
    Sheet,
    SpreadsheetError,
    is_blank,
)

MOST_TABLES = 1_000
BEGINNING = 4_000  # bytes in which a page says what it is
PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|figure)\b|<!-- wp:", re.IGNORECASE)
CHARSET = re.compile(rb"<meta\s[^>]*?charset=[\"']?([\w-]+)", re.IGNORECASE)
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
GROUPS = {"thead", "tbody", "tfoot"}
UNSEEN = {"script", "style", "template", "noscript"}
SPACE = re.compile(r"\s+")
LONGEST_TITLE = 100
BREAKS = dict.fromkeys(("br", "li", "div"), "\n") | dict.fromkeys(("p", "ul", "ol"), "\n\n")


@dataclass
class Table:
    """A table as far as it has been read; `spans` are cells that go on in rows below, by column."""

    title: str
    lines: list[Line] = field(default_factory=list)
    number: int = 0
    row: dict[int, str] = field(default_factory=dict)
    spans: dict[int, tuple[int, str]] = field(default_factory=dict)  # rows left, and the text
    cell: list[str] | None = None
    wide: int = 1
    high: int = 1

    def begin_row(self) -> None:
        self.end_row()
        self.number += 1
        self.row = {column: text for column, (_left, text) in self.spans.items()}
        left = {column: (rows - 1, text) for column, (rows, text) in self.spans.items()}
        self.spans = {column: span for column, span in left.items() if span[0]}

    def begin_cell(self, attributes: dict[str, str | None]) -> None:
        self.end_cell()
        self.cell = []
        self.wide = span(attributes.get("colspan"), MOST_COLUMNS)
        self.high = span(attributes.get("rowspan"), MOST_LINES)

    def end_cell(self) -> None:
        """Put a cell into the first free place; across columns its text stands where it begins."""
        if self.cell is None:
            return
        text, self.cell = tidy("".join(self.cell)), None
        first = next(place for place in range(len(self.row) + 1) if place not in self.row)
        for place in range(first, first + self.wide):
            self.row[place] = text if place == first else ""
            if self.high > 1:
                self.spans[place] = (self.high - 1, self.row[place])
        if len(self.row) > MOST_COLUMNS:
            raise SpreadsheetError(
                _("The file has more than %d columns; delete those not needed.") % MOST_COLUMNS
            )

    def end_row(self) -> None:
        self.end_cell()
        values = tuple(self.row.get(place, "") for place in range(max(self.row, default=-1) + 1))
        if not all(map(is_blank, values)):
            self.lines.append(Line(self.number, values))
        self.row = {}
        if len(self.lines) > MOST_LINES:
            raise SpreadsheetError(_("The file has more than 20,000 lines; split it."))

    def end_group(self) -> None:
        """End a row group, which no cell goes on beyond."""
        self.end_row()
        self.spans = {}


class Reader(HTMLParser):
    """Collects tables, also those inside of others, with the caption or the heading above."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[Table] = []
        self.open: list[Table] = []
        self.unseen = 0
        self.heading = ""
        self.title: list[str] | None = None  # a heading or caption that is being read

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unseen += tag in UNSEEN
        if tag == "table":
            self.begin_table()
        elif tag == "caption" or (tag in HEADINGS and not self.open):
            self.title = []
        elif tag in BREAKS:
            self.handle_data(BREAKS[tag])
        elif self.open and tag in ("td", "th"):
            self.open[-1].begin_cell(dict(attrs))
        elif self.open and tag == "tr":
            self.open[-1].begin_row()
        elif self.open and tag in GROUPS:
            self.open[-1].end_group()

    def handle_endtag(self, tag: str) -> None:
        self.unseen = max(0, self.unseen - (tag in UNSEEN))
        if self.title is not None and (tag == "caption" or tag in HEADINGS):
            self.end_title(tag)
        elif tag in BREAKS:
            self.handle_data(BREAKS[tag])
        elif self.open and tag in ("td", "th"):
            self.open[-1].end_cell()
        elif self.open and tag == "tr":
            self.open[-1].end_row()
        elif self.open and tag in GROUPS:
            self.open[-1].end_group()
        elif self.open and tag == "table":
            self.open.pop().end_group()

    def handle_data(self, data: str) -> None:
        if self.unseen:
            return
        if self.title is not None:
            self.title.append(data)
        elif self.open and self.open[-1].cell is not None:
            self.open[-1].cell.append(data if data in BREAKS.values() else SPACE.sub(" ", data))

    def begin_table(self) -> None:
        self.title = None
        self.open.append(Table(self.heading))
        self.tables.append(self.open[-1])
        if len(self.tables) > MOST_TABLES:
            raise SpreadsheetError(
                _("The page has more than %d tables; save only the one that is meant.")
                % MOST_TABLES
            )

    def end_title(self, tag: str) -> None:
        title = tidy("".join(self.title or []))[:LONGEST_TITLE]
        self.title = None
        if tag == "caption" and self.open:
            self.open[-1].title = title
        elif not self.open:
            self.heading = title


def is_page(data: bytes) -> bool:
    """Tell whether a file that begins with a tag is a web page, or the markup of a part of one."""
    return bool(PAGE.search(data[:BEGINNING]))


def read(data: bytes) -> list[Sheet]:
    """Return the tables of a page that are not empty, in its order. Raises `SpreadsheetError`.

    The parser is fed once and not closed: what is left open at the end of a file says nothing, and
    to look for its end again and again would take for ever.
    """
    reader = Reader()
    try:
        reader.feed(decoded(data))
    except AssertionError as error:  # html.parser's, for declarations that are none
        raise SpreadsheetError(_("This cannot be read as HTML; save the page again.")) from error
    while reader.open:
        reader.open.pop().end_group()
    found = [
        Sheet(named(number, table.title), table.lines)
        for number, table in enumerate(reader.tables, 1)
        if table.lines
    ]
    if not found:
        raise SpreadsheetError(_("There is no table in this page; save the page that shows it."))
    return found


def decoded(data: bytes) -> str:
    """Return the text of a page in the encoding that it names, else in the likeliest."""
    stated = CHARSET.search(data[:BEGINNING])
    try:
        return data.decode(stated[1].decode()) if stated else delimited.decoded(data)
    except (LookupError, UnicodeDecodeError):
        return delimited.decoded(data)


def named(number: int, title: str) -> str:
    """Return what to call a table of a page."""
    if title:
        return _("table %(number)d, “%(title)s”") % {"number": number, "title": title}
    return _("table %d") % number


def span(value: str | None, most: int) -> int:
    """Return over how many rows or columns a cell goes; 0 is as far as there are any."""
    said = (value or "").strip()
    if not re.fullmatch(r"[0-9]{1,9}", said):
        return 1
    return min(int(said) or most, most)


def tidy(text: str) -> str:
    """Return the text of a cell: lines without blanks around them, at most one empty in between."""
    lines = "\n".join(SPACE.sub(" ", line).strip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()
