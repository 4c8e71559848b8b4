"""The schedule's filters: what an address asks for, what can be chosen, and what remains."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy

from sessions.facets import KEYS, Catalog
from sessions.querysets import SessionQuerySet
from sessions.schedule.facets import Chosen, counts, misses
from sessions.search import search
from sessions.templatetags.program import html_lang, in_own_language
from sessions.words import terms

LABELS: dict[str, Promise] = {
    "q": gettext_lazy("Search"),
    "day": gettext_lazy("Day"),
    "kind": gettext_lazy("Kind"),
    "track": gettext_lazy("Track"),
    "room": gettext_lazy("Room"),
    "tag": gettext_lazy("Topic"),
    "organization": gettext_lazy("Organization"),
    "language": gettext_lazy("Spoken language"),
}
FEW = 12  # more choices than this are offered as a menu
MOST_SHOWN = 100


@dataclass(frozen=True)
class Choice:
    """A value that can be chosen; `lang` is the language of `name` unless it is the page's."""

    value: str
    name: str
    lang: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Group:
    """The values of one key that lead to something or are chosen: as boxes, and if many a menu."""

    key: str
    label: Promise
    choices: list[Choice]

    @property
    def boxes(self) -> list[Choice]:
        few = len(self.choices) <= FEW
        return [choice for choice in self.choices if few or choice.chosen]

    @property
    def menu(self) -> list[Choice]:
        few = len(self.choices) <= FEW
        return [choice for choice in self.choices if not few and not choice.chosen]


@dataclass(frozen=True)
class Pill:
    """A filter in use, and the query of the address without it."""

    label: Promise
    name: str
    lang: str
    without: str


class Filters:
    """The filters that an address sets over `sessions`; values that no session has are ignored."""

    def __init__(self, sessions: SessionQuerySet, asked: QueryDict) -> None:
        self.catalog = Catalog(sessions)
        self.query = asked.get("q", "").strip()
        self.terms = terms(self.query)
        self.chosen: Chosen = {
            key: values
            for key, names in self.catalog.names.items()
            if (values := [each for each in dict.fromkeys(asked.getlist(key)) if each in names])
        }
        self.found = search(sessions, self.query) if self.query else list(self.catalog.facets)

    @property
    def is_active(self) -> bool:
        """Whether more is asked for than one day."""
        others = self.chosen.keys() - {"day"}
        return bool(self.query or others or len(self.chosen.get("day", [])) > 1)

    @cached_property
    def matches(self) -> list[int]:
        """The primary keys of the sessions that remain: in time, or the best first for a query."""
        facets = self.catalog.facets
        return [key for key in self.found if not misses(facets[key], self.chosen)]

    @property
    def shown(self) -> list[int]:
        """As many of the matches as one page shows."""
        return self.matches[:MOST_SHOWN]

    @cached_property
    def groups(self) -> list[Group]:
        """What can be chosen, with the number of sessions that each choice leads to."""
        numbers = counts((self.catalog.facets[key] for key in self.found), self.chosen)
        return [
            Group(key, LABELS[key], list(self.choices(key, numbers[key])))
            for key in KEYS
            if numbers[key] or key in self.chosen
        ]

    @property
    def days(self) -> list[Choice]:
        """The days on which something matches, were it not for the day chosen."""
        return next((group.choices for group in self.groups if group.key == "day"), [])

    def choices(self, key: str, numbers: Mapping[str, int]) -> Iterator[Choice]:
        """Yield the choices of a key in their order."""
        names = self.catalog.names[key]
        chosen = self.chosen.get(key, [])
        called = {value: self.called(key, value) for value in {*numbers, *chosen}}
        for value in sorted(called, key=lambda each: (names[each].position, called[each])):
            yield Choice(value, *called[value], numbers.get(value, 0), value in chosen)

    def called(self, key: str, value: str) -> tuple[str, str]:
        """Return a value's name and its language, "" for the page's."""
        name, language = in_own_language(self.catalog.names[key][value], "name")
        return name, "" if language == get_language() else html_lang(language)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The filters in use, as an address has them."""
        query = [("q", self.query)] if self.query else []
        return query + [(key, value) for key, values in self.chosen.items() for value in values]

    @property
    def pills(self) -> list[Pill]:
        """The filters in use, each with the way to be rid of it."""
        pairs = self.pairs
        return [
            Pill(
                LABELS[key],
                *((value, "") if key == "q" else self.called(key, value)),
                urlencode([each for each in pairs if each != (key, value)]),
            )
            for key, value in pairs
        ]
