"""Papers and talks as citations: BibTeX, RIS and CSL-JSON, written from one `Citation` each.

The way out: `names` (of a person, in parts), `keys`, `citation` (the record, in the terms of the
Citation Style Language), and a module a format.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sessions.exchange.citations import bibtex, csl, ris
from sessions.exchange.citations.citation import CITED, Citation, citations
from sessions.exchange.citations.keys import telling_word

__all__ = ["CITED", "FORMATS", "Citation", "citations", "telling_word"]


@dataclass(frozen=True)
class Format:
    """A format: what it is called, its media type, and what writes it as UTF-8."""

    label: str
    media_type: str
    write: Callable[[Iterable[Citation]], bytes]


FORMATS = {
    "bib": Format("BibTeX", "application/x-bibtex; charset=utf-8", bibtex.write),
    "ris": Format("RIS", "application/x-research-info-systems; charset=utf-8", ris.write),
    "json": Format("CSL-JSON", "application/vnd.citationstyles.csl+json", csl.write),
}
