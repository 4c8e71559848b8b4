"""The picture of a page where its address is shared: a PNG of 1200 × 630 pixels.

A `Card` holds the words, in the language that is active when it is made; `draw` typesets them.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sessions.exchange.typeset import cjk_families, pictures
from sessions.models import Event, Participation, Session
from sessions.templatetags.program import dates, weekday, zone
from speakers.models import Speaker

WIDTH, HEIGHT = 1200, 630
PEOPLE_WITH_AFFILIATION = 3
PEOPLE_NAMED = 6


@dataclass(frozen=True)
class Card:
    """The words on a card: above the title, the title, below it, and at the bottom."""

    language: str
    label: str
    title: str
    people: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


def draw(cards: Sequence[Card]) -> list[bytes]:
    """Return each card as a PNG, the same whatever others are drawn with it."""
    if not cards:
        return []
    words = {"families": cjk_families(), "cards": [asdict(card) for card in cards]}
    return pictures("card.typ", json.dumps(words))


def site_card() -> Card:
    """Return the card of pages that belong to no event or person."""
    return Card(
        language=get_language(),
        label="",
        title=_("KDD Program"),
        people=(_("The program of a conference, in English and Chinese."),),
    )


def event_card(event: Event) -> Card:
    """Return an event's card: what, when and where."""
    return Card(
        language=get_language(),
        label=joined(dates(event), event.city),
        title=str(event),
        people=tuple(text for text in (event.name, event.tagline) if text not in ("", str(event))),
        facts=(event.venue,) if event.venue else (),
    )


def session_card(session: Session) -> Card:
    """Return a session's card: kind and event, title, people, when and where."""
    status = session.get_status_display() if session.is_cancelled else ""
    room = session.place.name if session.place else ""
    return Card(
        language=get_language(),
        label=joined(status, session.get_kind_display(), str(session.event)),
        title=session.title,
        people=named(session.people),
        facts=tuple(filter(None, (when(session), room))),
    )


def speaker_card(event: Event, participations: Sequence[Participation]) -> Card:
    """Return a person's card, made of all their participations in one event, in its order."""
    speaker = participations[0].speaker
    affiliated = next((each for each in participations if each.organization), speaker)
    return Card(
        language=get_language(),
        label=joined(participations[0].get_role_display(), str(event)),
        title=speaker.name,
        people=tuple(filter(None, [affiliation(affiliated)])),
        facts=tuple(each.session.title for each in participations[:2]),
    )


def named(participations: Sequence[Participation]) -> tuple[str, ...]:
    """Return a line for each person with affiliation, or many people's names in one line."""
    if len(participations) <= PEOPLE_WITH_AFFILIATION:
        return tuple(joined(each.speaker.name, affiliation(each)) for each in participations)
    names = [each.speaker.name for each in participations[:PEOPLE_NAMED]]
    more = " …" if len(participations) > PEOPLE_NAMED else ""
    return (_(", ").join(names) + more,)


def affiliation(of: Participation | Speaker) -> str:
    """Return the name of the organization: on the day, or of a speaker, today's."""
    return of.organization.name if of.organization else ""


def when(session: Session) -> str:
    """Return day and time, with the zone named, as far as they are known."""
    if not session.local_day:
        return ""
    if not session.local_start:
        return weekday(session.local_day)
    times = [f"{time:%H:%M}" for time in (session.local_start, session.local_end) if time]
    return joined(
        weekday(session.local_day),
        f"{'–'.join(times)} {zone(session.event, at=session.local_start).short}",
    )


def joined(*texts: str) -> str:
    return " · ".join(filter(None, texts))
