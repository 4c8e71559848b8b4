"""CSL-JSON, the input of citation processors: citationstyles.org, schema of CSL 1.0.2."""

import json
from collections.abc import Iterable
from typing import Any

from sessions.exchange.citations.citation import Citation
from sessions.exchange.citations.names import Name


def write(citations: Iterable[Citation]) -> bytes:
    """Return a file of citations; what is not known is left out."""
    items = [item(each) for each in citations]
    return json.dumps(items, ensure_ascii=False, indent=1).encode()


def item(citation: Citation) -> dict[str, Any]:
    day = citation.day
    values = {
        "id": citation.key,
        "type": "paper-conference" if citation.is_paper else "speech",
        "title": citation.title,
        "author": [name(each) for each in citation.authors],
        "issued": {"date-parts": [[day.year, day.month, day.day] if day else [citation.year]]},
        "container-title": citation.container if citation.is_paper else "",
        "event-title": citation.event,
        "event-place": citation.place,
        "publisher-place": citation.place,
        "genre": "" if citation.is_paper else citation.genre,
        "abstract": citation.abstract,
        "keyword": ", ".join(citation.keywords),
        "language": citation.language,
        "DOI": citation.doi,
        "URL": citation.url,
    }
    return {field: value for field, value in values.items() if value}


def name(name: Name) -> dict[str, str]:
    if not name.given:
        return {"literal": name.whole}
    values = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
    }
    return {part: value for part, value in values.items() if value}
