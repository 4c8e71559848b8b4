"""RIS, which EndNote, Zotero and Mendeley read: a tag a line, lines ended by CRLF."""

from collections.abc import Iterable, Iterator

from sessions.exchange.citations.citation import Citation
from sessions.exchange.citations.names import Name


def write(citations: Iterable[Citation]) -> bytes:
    """Return a file of citations."""
    return "".join(record(each) for each in citations).encode()


def record(citation: Citation) -> str:
    lines = [f"{tag}  - {value}" for tag, value in fields(citation) if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def fields(citation: Citation) -> Iterator[tuple[str, str]]:
    """Yield tags and values, the type first."""
    yield "TY", "CPAPER" if citation.is_paper else "SLIDE"  # Zotero's and CSL's for a talk
    yield "ID", citation.key
    yield "TI", citation.title
    for each in citation.authors:
        yield "AU", author(each)
    yield "PY", str(citation.year)
    yield "DA", f"{citation.day:%Y/%m/%d}" if citation.day else ""
    yield "T2", citation.container if citation.is_paper else citation.event
    yield "CY", citation.place
    yield "M3", "" if citation.is_paper else citation.genre
    yield "AB", citation.abstract
    for keyword in citation.keywords:
        yield "KW", keyword
    yield "LA", citation.language
    yield "DO", citation.doi
    yield "UR", citation.url


def author(name: Name) -> str:
    """Return a name with its family name first; one written together, or alone, stays so."""
    if name.together or not name.given:
        return name.whole
    family = " ".join(part for part in (name.particle, name.family) if part)
    return ", ".join(part for part in (family, name.given, name.suffix) if part)
