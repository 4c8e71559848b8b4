"""What is cited of a session, in the terms of the Citation Style Language (CSL 1.0.2)."""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote

from babel import Locale
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

from sessions.exchange.citations.keys import keys
from sessions.exchange.citations.names import Name, parts
from sessions.markdown import to_text
from sessions.models import Event, Participation, Session
from sessions.templatetags.program import html_lang
from sessions.words import clean

Kind, Role = Session.Kind, Participation.Role
# Who is an author of what is cited: those in the first of the roles that anybody has.
CITED: dict[str, tuple[str, ...]] = {
    Kind.PAPER: (Role.AUTHOR, Role.SPEAKER),
    Kind.KEYNOTE: (Role.SPEAKER, Role.AUTHOR),
    Kind.TALK: (Role.SPEAKER, Role.AUTHOR),
    Kind.TUTORIAL: (Role.SPEAKER, Role.AUTHOR),
    Kind.PANEL: (Role.PANELIST, Role.SPEAKER),
}
DOI = re.compile(r"(?:doi\.org|dl\.acm\.org/doi(?:/\w+)?)/(10\.\d{4,9}/[^\s?#]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Citation:
    """A published paper or talk; texts are one line each, without control characters.

    `day` is the one at the venue, None where only the `year` is known.
    """

    key: str
    is_paper: bool
    title: str
    authors: tuple[Name, ...]
    year: int
    day: date | None
    container: str
    event: str
    place: str
    genre: str
    url: str
    doi: str
    abstract: str
    keywords: tuple[str, ...]
    language: str


def citations(
    program: Iterable[Session], chosen: Collection[int], absolute: Callable[[str], str]
) -> list[Citation]:
    """Return the published ones of `chosen` (primary keys) in the current language, by key.

    `program` are the sessions among which keys are to be unique, loaded by `for_detail`; `absolute`
    turns a path into a full address.
    """
    program = list(program)
    known = keys((each, first_surname(each), year(each)) for each in program)
    found = [
        citation(each, known[each.pk], absolute)
        for each in program
        if each.pk in chosen and each.status == Session.Status.PUBLISHED and each.kind in CITED
    ]
    return sorted(found, key=lambda each: each.key)


def citation(session: Session, key: str, absolute: Callable[[str], str]) -> Citation:
    event = session.event
    is_paper = session.kind == Kind.PAPER
    outer = session.part_of
    workshop = outer if outer and outer.kind == Kind.WORKSHOP else None
    return Citation(
        key=key,
        is_paper=is_paper,
        title=line(session.title),
        authors=tuple(author(each) for each in authors(session)),
        year=year(session),
        day=session.local_day,
        container=line(workshop.title if workshop else occasion(event)),
        event=line(occasion(event)),
        place=line(place(event if event.city else event.root)),
        genre=line(session.get_kind_display()),
        url=absolute(session.get_absolute_url()),
        doi=doi(session),
        abstract=line(to_text(session.abstract or "")),
        keywords=tuple(sorted(line(each.name) for each in session.topics)),
        language=html_lang(session.language) if session.language else "",
    )


def line(text: str) -> str:
    """Return a text as one line without control characters."""
    return clean(" ".join(text.split()))


def occasion(event: Event) -> str:
    """Return an event's name, of a special day with that of the conference around it."""
    return _(", ").join([event.name, str(event.parent)] if event.parent else [event.name])


def place(event: Event) -> str:
    """Return an event's city and country in the current language."""
    countries = Locale.parse(to_locale(get_language() or "en")).territories
    return _(", ").join(filter(None, (event.city, countries.get(event.country, event.country))))


def authors(session: Session) -> list[Participation]:
    """Return who is to be named for a session, in order."""
    for role in CITED.get(session.kind, ()):
        if found := [each for each in session.people if each.role == role]:
            return found
    return []


def author(participation: Participation) -> Name:
    """Return an author's name in the current language."""
    speaker = participation.speaker
    return parts(line(speaker.name), line(speaker.name_zh_hans or ""))


def first_surname(session: Session) -> str:
    """Return the family name that a session is filed under, in Latin script if it is known."""
    for each in authors(session):
        speaker = each.speaker
        return parts(line(speaker.latin_name), line(speaker.name_zh_hans or "")).family
    return ""


def year(session: Session) -> int:
    return (session.local_day or session.event.start_date).year


def doi(session: Session) -> str:
    """Return the DOI that one of the session's resources leads to, "" if none does."""
    for each in session.resource_list:
        if found := DOI.search(each.url):
            return unquote(found[1]).rstrip("/")
    return ""
