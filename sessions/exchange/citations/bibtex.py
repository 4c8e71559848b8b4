"""BibTeX, in UTF-8, for BibTeX and BibLaTeX alike."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from django.utils.translation import gettext as _

from sessions.exchange.citations.citation import Citation
from sessions.exchange.citations.names import Name

# What TeX reads as something else. Braces as commands: BibTeX counts them, escaped or not.
ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "$&%#_"},
}
ESCAPED = str.maketrans(ESCAPES)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LATIN_WORD = re.compile(r"[A-Za-z0-9\u00c0-\u024f-]+")
ACRONYM = re.compile(r"\w[A-Z]|[A-Z]\d")


def write(citations: Iterable[Citation]) -> bytes:
    """Return a file of citations."""
    return "\n".join(entry(each) for each in citations).encode()


def entry(citation: Citation) -> str:
    kind = "inproceedings" if citation.is_paper else "misc"
    lines = [f"  {field} = {value},\n" for field, value in fields(citation) if value]
    return f"@{kind}{{{citation.key},\n{''.join(lines)}}}\n"


def fields(citation: Citation) -> Iterator[tuple[str, str]]:
    """Yield fields and values as they are written, "" for what is not known."""
    day, is_paper = citation.day, citation.is_paper
    yield "author", braced(" and ".join(author(each) for each in citation.authors))
    yield "title", braced(title(citation.title))
    yield (
        "booktitle" if is_paper else "howpublished",
        braced(
            escaped(
                citation.container if is_paper else _(", ").join((citation.genre, citation.event))
            )
        ),
    )
    yield "year", braced(str(citation.year))
    yield "month", MONTHS[day.month - 1] if day else ""
    yield "day", braced(str(day.day) if day else "")
    yield "address", braced(escaped(citation.place))
    yield "abstract", braced(escaped(citation.abstract))
    yield "keywords", braced(escaped(", ".join(citation.keywords)))
    yield "language", braced(escaped(citation.language))
    yield "doi", braced(verbatim(citation.doi))
    yield "url", braced(verbatim(citation.url))


def braced(text: str) -> str:
    return f"{{{text}}}" if text else ""


def escaped(text: str) -> str:
    return text.translate(ESCAPED)


def title(text: str) -> str:
    """Return a title in which acronyms keep their capitals, whatever the style."""
    return LATIN_WORD.sub(
        lambda found: braced(found[0]) if ACRONYM.search(found[0]) else found[0], escaped(text)
    )


def verbatim(address: str) -> str:
    """Return an address, which is not TeX, without the characters that would end it."""
    return quote(address, safe="!#$%&'()*+,-./:;<=>?@[]_~")


def author(name: Name) -> str:
    """Return a name as Last, First or Last, Jr., First; in braces what is not to be taken apart."""
    if not name.given or name.together:
        return braced(escaped(name.whole))
    family = " ".join(part for part in (name.particle, name.family) if part)
    return ", ".join(part(each) for each in (family, name.suffix, name.given) if each)


def part(text: str) -> str:
    """Return a part of a name, in braces if BibTeX would find two names in it."""
    found = escaped(text)
    return braced(found) if re.search(r"\band\b|,", found, re.IGNORECASE) else found
