"""DBLP's XML: the papers of a proceedings volume, as a sheet.

Read are `inproceedings`, as on DBLP's pages of records and volumes, and the `info` of its search.
"""

import re
from dataclasses import dataclass, field
from html.entities import name2codepoint
from xml.parsers import expat

from django.utils.translation import gettext as _

from sessions.exchange.broken import damaged_xml
from sessions.exchange.spreadsheet.sheet import Line, Sheet, SpreadsheetError

RECORDS = ("inproceedings", "info")
HEADINGS = ("Title", "Authors", "DOI")
ENTITY = re.compile(rb"&([A-Za-z]+\d*);")
OF_XML = {"lt", "gt", "amp", "quot", "apos"}
HOMONYM = re.compile(r"(.+) (\d{4})")


@dataclass
class Record:
    """A paper: who wrote it, each with attributes, its title and links."""

    authors: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    title: str = ""
    links: list[str] = field(default_factory=list)

    @property
    def values(self) -> tuple[str, str, str]:
        """The record under `HEADINGS`, without the full stop that DBLP ends each title with."""
        title = self.title.removesuffix(".") if not self.title.endswith("..") else self.title
        doi = next((each for each in self.links if "doi.org/" in each), "")
        authors = "; ".join(author(*each) for each in self.authors)
        return title, authors, doi or next(iter(self.links), "")


class Reader:
    """Takes what the parser meets. No entity may be declared and none outside is loaded."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        self.record: Record | None = None
        self.inside = ""
        self.attributes: dict[str, str] = {}
        self.texts: list[str] = []
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.add
        self.parser.EntityDeclHandler = refuse
        self.parser.SkippedEntityHandler = refuse

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in RECORDS:
            self.record = Record()
        elif self.record and not self.inside and name in ("author", "title", "ee", "doi"):
            self.inside, self.attributes, self.texts = name, attributes, []

    def add(self, text: str) -> None:
        if self.inside:
            self.texts.append(text)

    def end(self, name: str) -> None:
        if not self.record:
            return
        text = " ".join("".join(self.texts).split()) if name == self.inside else ""
        if name in RECORDS:
            self.records.append(self.record)
            self.record = None
        elif name == self.inside == "author":
            self.record.authors.append((text, self.attributes))
        elif name == self.inside == "title":
            self.record.title = text
        elif name == self.inside:
            self.record.links.append(f"https://doi.org/{text}" if name == "doi" else text)
        if name == self.inside:
            self.inside = ""


def refuse(*_declaration: object) -> None:
    raise SpreadsheetError(_("The file has entities that are not XML's or HTML's; it is not read."))


def author(name: str, attributes: dict[str, str]) -> str:
    """Return an author as a cell has them, with what tells them from others of that name."""
    homonym = HOMONYM.fullmatch(name)
    known = [("orcid", "orcid"), ("pid", "dblp")]
    ids = [f"{scheme}:{attributes[key]}" for key, scheme in known if attributes.get(key)]
    if homonym:
        ids.append(f"homonym:{name.replace(' ', '_')}")
    return f"{homonym[1] if homonym else name} ({'; '.join(ids)})" if ids else name


def read(data: bytes) -> Sheet:
    """Return the papers of a file, a line each below the headings. Raises `SpreadsheetError`."""
    reader = Reader()
    try:
        reader.parser.Parse(ENTITY.sub(as_number, data), True)  # noqa: FBT003 - the file ends here
    except expat.ExpatError as error:
        raise SpreadsheetError(damaged_xml(error)) from error
    except (LookupError, ValueError) as error:
        raise SpreadsheetError(_("The file is in an encoding that cannot be read.")) from error
    if not reader.records:
        raise SpreadsheetError(_("There are no papers of DBLP (inproceedings) in this XML file."))
    lines = [Line(number, each.values) for number, each in enumerate(reader.records, 2)]
    return Sheet("", [Line(1, HEADINGS), *lines])


def as_number(found: re.Match[bytes]) -> bytes:
    """Return a character that HTML has a name for by its number, which needs no declaration."""
    name = found[1].decode()
    code = name2codepoint.get(name) if name not in OF_XML else None
    return b"&#%d;" % code if code else found[0]
