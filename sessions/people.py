"""People and organizations of the program: who belongs to it, and how they are found by name."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.utils.functional import cached_property

from sessions.models import Event, Participation, Session, Sponsorship
from sessions.querysets import ParticipationQuerySet
from sessions.words import OTHER_INITIALS, has_all, initial, name_words, spelling, terms
from speakers.models import Named, Organization, Speaker

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Listed:
    """A person in a list, with their participations, the latest first."""

    speaker: Speaker
    participations: list[Participation]

    @cached_property
    def filing(self) -> tuple[bool, str, str]:
        """Return what the person is sorted by in an alphabetical list."""
        return filing(self.speaker)

    @cached_property
    def letter(self) -> str:
        """Return the letter that the person is filed under."""
        return initial(self.filing[1])

    @cached_property
    def last(self) -> Participation | None:
        """Return the latest participation that tells where the person came from, if any does."""
        return next((each for each in self.participations if each.organization_id), None)

    @property
    def organization(self) -> Organization | None:
        """Where the person came from, as far as the program tells."""
        return self.last.organization if self.last else None

    @property
    def sessions(self) -> int:
        """In how many sessions the person takes part."""
        return len({each.session_id for each in self.participations})

    @property
    def is_draft(self) -> bool:
        """Whether drafts alone bring the person into the list."""
        return all(each.status == Session.Status.DRAFT for each in self.participations)


def spelled(thing: Named) -> str:
    """Return how the name that a page shows is spelled, in Chinese by its pinyin."""
    return spelling(thing.name, thing.name_en)


def filed_under(thing: Named) -> str:
    """Return the letter that a thing is filed under in the page's language."""
    return initial(spelled(thing))


def filing(thing: Named) -> tuple[bool, str, str]:
    """Return what a thing is sorted by in an alphabetical list, the same on every database."""
    name = spelled(thing)
    return (initial(name) == OTHER_INITIALS, name, thing.slug)


def people_of(participations: ParticipationQuerySet) -> list[Listed]:
    """Return who takes part, alphabetically."""
    rows = groupby(participations.by_person(), key=lambda each: each.speaker)
    people = [Listed(speaker, list(parts)) for speaker, parts in rows]
    return sorted(people, key=lambda each: each.filing)


def words_of_person(thing: Any) -> str:
    """Return the names of a `Listed` person, and of the organizations they came from."""
    came_from = [part.organization for part in thing.participations if part.organization]
    return " ".join(words_of(one) for one in [thing.speaker, *came_from])


def words_of(thing: Any) -> str:
    """Return the names of a thing in both languages, in normal form."""
    return name_words(thing.name_en, thing.name_zh_hans)


def matching(query: str, things: Iterable[Thing], words: Callable[[Thing], str]) -> list[Thing]:
    """Return the things in whose words every term of the query stands; all if there is none."""
    if not query:
        return list(things)
    wanted = terms(query)
    return [each for each in things if wanted and has_all(words(each), wanted)]


def has_part_in(
    event: Event, participations: ParticipationQuerySet, sponsorships: QuerySet[Sponsorship]
) -> Q:
    """Return the condition that people of an organization take part, or that it helps the event."""
    return (
        Q(pk__in=participations.values("organization"))
        | Q(pk__in=sponsorships.values("organization"))
        | Q(organized_events=event)
    )
