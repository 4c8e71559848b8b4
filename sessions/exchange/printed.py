"""What everything on paper is made of: the public program, and texts in both languages.

The texts go to Typst as data, never as markup, so that `#`, `$` or `@` in a title stay as they are;
`typesetting/texts.typ` reads them there. A text is {"en": …, "zh-hans": …}.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import get_language, override

from sessions.exchange.typeset import cjk_families, families
from sessions.models import Event, Session
from sessions.schedule.days import in_order
from sessions.templatetags.program import weekday

SERIF_FAMILIES = ("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Songti SC")

Words = dict[str, Any]


def program(event: Event) -> list[Session]:
    """Return the public sessions of `event` in the order of time, with all that lists show."""
    return in_order(Session.objects.of(event).public().for_lists().by_room())


def typography() -> Words:
    """Return what every template needs: languages, the active one first, and fonts."""
    return {
        "language": get_language(),
        "languages": [code for code, _name in settings.LANGUAGES],
        "sans": cjk_families(),
        "serif": [family for family in SERIF_FAMILIES if family in families()],
    }


def in_both(text: Callable[[], str]) -> Words:
    """Return what `text` gives in each language."""
    found = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            found[code] = str(text())
    return found


def columns(thing: models.Model, field: str) -> Words:
    """Return a translated field's text in each language, "" where it has none."""
    return {
        code: getattr(thing, f"{field}_{code.replace('-', '_')}") or ""
        for code, _name in settings.LANGUAGES
    }


def day_name(day: date | None) -> Words | None:
    return in_both(partial(weekday, day)) if day else None
