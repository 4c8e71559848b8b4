"""Name tents for tables, and badges. Who is only in what is cancelled needs neither."""

from collections.abc import Iterable
from functools import partial

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from sessions.exchange.paper.choice import Source
from sessions.exchange.printed import Words, columns, in_both
from sessions.models import Participation, Session
from sessions.people import filing
from sessions.templatetags.program import short_weekday

TITLE_ON_A_TENT = 70  # characters


def name_tents(source: Source) -> list[Words]:
    """Return a tent for each person at the front of each session, session by session.

    Authors have none: who of them will speak is not known.
    """
    seated: dict[tuple[int, int], Participation] = {}
    for each in source.people:
        if each.role != Participation.Role.AUTHOR:
            seated.setdefault((each.session_id, each.speaker_id), each)
    return [
        {
            "name": columns(each.speaker, "name"),
            "organization": organization(each),
            "note": where_it_stands(each.session),
        }
        for each in seated.values()
    ]


def where_it_stands(session: Session) -> str:
    """Return for whom puts it there day, time, room and session, in the active language."""
    day, start = session.day_or_outer, session.local_start
    parts = (
        short_weekday(day) if day else "",
        f"{start:%H:%M}" if start else "",
        session.place.name if session.place else "",
        Truncator(session.title).chars(TITLE_ON_A_TENT),
    )
    return " · ".join(filter(None, parts))


def badges(source: Source) -> list[Words]:
    """Return a badge for each person who is chosen, alphabetically.

    It names the roles in the whole program, and the affiliation that lists of people show.
    """
    parts: dict[int, list[Participation]] = {}
    for session in source.program:
        for each in () if session.is_cancelled else session.people:
            parts.setdefault(each.speaker_id, []).append(each)
    speakers = {each.speaker_id: each.speaker for each in source.people}.values()
    return [
        {
            "name": columns(speaker, "name"),
            "organization": organization(latest(parts[speaker.pk])),
            "roles": in_both(partial(roles, parts[speaker.pk])),
            "qr": source.qr_code(speaker.get_absolute_url()),
        }
        for speaker in sorted(speakers, key=filing)
    ]


def organization(each: Participation) -> Words | None:
    return columns(each.organization, "name") if each.organization else None


def latest(parts: list[Participation]) -> Participation:
    """Return the last participation that tells where a person came from, if any does.

    One in a session without a time only if no other does.
    """
    telling = [each for each in parts if each.organization] or parts
    timed = [each for each in telling if each.session.start]
    return (timed or telling)[-1]


def roles(parts: Iterable[Participation]) -> str:
    """Return a person's roles, each once, keynotes first, in the active language."""
    order = Participation.Role.values.index
    ranked = sorted(parts, key=lambda each: (not is_keynote(each), order(each.role)))
    return " · ".join(dict.fromkeys(map(role, ranked)))


def role(each: Participation) -> str:
    return _("Keynote speaker") if is_keynote(each) else each.get_role_display()


def is_keynote(each: Participation) -> bool:
    return each.role == Participation.Role.SPEAKER and each.session.kind == Session.Kind.KEYNOTE
