"""What things of ours are called in a schedule."""

import re
from functools import lru_cache

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import override

from sessions.exchange.spreadsheet.row import choices
from sessions.models import Resource, Session, Track
from sessions.words import normalize

# The colors of pages in daylight (static/css/tokens.css).
COLORS: dict[str, str] = {
    Track.Color.CORAL: "#a93722",
    Track.Color.AMBER: "#855300",
    Track.Color.MOSS: "#4a6418",
    Track.Color.TEAL: "#0b665f",
    Track.Color.OCEAN: "#0b5580",
    Track.Color.VIOLET: "#6544a3",
    Track.Color.ROSE: "#9c2f65",
    Track.Color.SLATE: "#4a5a70",
}
LINK_TYPES: dict[str, str] = {
    Resource.Kind.SLIDES: "slides",
    Resource.Kind.VIDEO: "media",
    Resource.Kind.PAPER: "paper",
    Resource.Kind.CODE: "related",
    Resource.Kind.LINK: "web",
}
KINDS_OF_LINKS = {word: kind for kind, word in LINK_TYPES.items()} | {
    "blog": "link",
    "article": "link",
    "activitypub": "link",
    "video": "video",
    "code": "code",
}
LENGTH = re.compile(
    r"\([^()]*\)|\b\d{1,4}[ -]?(?:h|hours?|m|mins?|minutes?)\b|\bQ&A\b", re.IGNORECASE
)


@lru_cache
def in_each_language(choices: type[TextChoices]) -> dict[str, set[str]]:
    """Return what each choice is called in the languages of the site."""
    found: dict[str, set[str]] = {str(value): set() for value in choices.values}
    for language, _name in settings.LANGUAGES:
        with override(language):
            for choice in choices:
                found[str(choice.value)].add(str(choice.label))
    return found


def kind_called(said: str) -> str | None:
    """Return the kind of session that a type means, None if that is not known.

    How long such a session takes is no part of its name: "Workshop 2 hours", "Talk (45 mins)",
    "Talk 45 minutes + 10 minutes Q&A".
    """
    kinds = choices(Session._meta.get_field("kind"))  # noqa: SLF001 - documented
    return kinds.get(normalize(said)) or kinds.get(normalize(LENGTH.sub(" ", said)))


def is_label(text: str, kind: str) -> bool:
    """Tell whether a text only says what kind of resource it is the label of."""
    return text in in_each_language(Resource.Kind)[kind]
