"""Paper for the venue, as PDF in both languages: signs for doors, name tents, badges.

Each kind is a function that returns its sheets in words; `printed` typesets them with the template
of the same name. What is printed is public: it hangs where everyone sees it, and its QR codes lead
to public pages.
"""

import json
from collections.abc import Callable
from functools import partial

from django.utils.translation import gettext_lazy as _

from sessions.exchange.paper.choice import Choice, Source
from sessions.exchange.paper.people import badges, name_tents
from sessions.exchange.paper.signs import door_signs
from sessions.exchange.printed import Words, columns, in_both, typography
from sessions.exchange.typeset import typeset
from sessions.models import Event

__all__ = ["KINDS", "SIZES", "Choice", "Source", "printed", "usual_size"]

KINDS: dict[str, Callable[[Source], list[Words]]] = {
    "door-signs": door_signs,
    "name-tents": name_tents,
    "badges": badges,
}
SIZES = {"a4": "A4", "us-letter": "Letter"}
LETTER_COUNTRIES = (  # as Unicode's CLDR has them
    "BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE",
)  # fmt: skip
LABELS = {
    "cancelled": _("Cancelled"),
    "open": _("Time to be announced"),
    "continued": _("continued"),
    "goes_on": _("continued on the next page"),
    "scan": _("Schedule of this room"),
}


def printed(kind: str, sheets: list[Words], event: Event, size: str) -> bytes:
    """Return sheets of a kind (`KINDS`) as a PDF on paper of a size (`SIZES`)."""
    words = typography() | {
        "paper": size,
        "event": columns(event, "short_name" if event.short_name else "name"),
        "labels": {name: in_both(partial(str, label)) for name, label in LABELS.items()},
        "sheets": sheets,
    }
    return typeset(f"{kind}.typ", json.dumps(words, ensure_ascii=False))


def usual_size(country: str) -> str:
    """Return the size of paper that is usual in a country (ISO 3166)."""
    return "us-letter" if country in LETTER_COUNTRIES else "a4"
