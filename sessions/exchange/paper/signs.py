"""Signs for doors: what takes place in a room on a day."""

from collections.abc import Iterable
from datetime import date, datetime, time
from functools import partial
from itertools import groupby
from typing import cast
from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext as _

from sessions.exchange.paper.choice import Source
from sessions.exchange.printed import Words, columns, day_name, in_both
from sessions.models import Participation, Room, Session
from sessions.schedule.days import Entry, by_day
from sessions.templatetags.program import zone
from speakers.addresses import address

PLAIN_ROLES = (Participation.Role.SPEAKER, Participation.Role.AUTHOR)


def door_signs(source: Source) -> list[Words]:
    """Return a sign for each day and room in which something chosen is, with all that is there.

    What a session is inside of lends it its day and room.
    """
    signs: dict[tuple[date, Room], list[Session]] = {}
    for session in source.program:
        day, room = session.day_or_outer, session.place
        if day and room:
            signs.setdefault((day, room), []).append(session)
    chosen = {(session.day_or_outer, session.place) for session in source.chosen}
    wanted = [sign for sign in signs if sign in chosen]
    wanted.sort(key=lambda sign: (sign[0], sign[1].position, sign[1].slug))
    return [door_sign(source, day, room, signs[day, room]) for day, room in wanted]


def door_sign(source: Source, day: date, room: Room, sessions: list[Session]) -> Words:
    schedule = address("program:schedule", source.event.slug)
    query = urlencode({"day": day.isoformat(), "room": room.slug})
    noon = datetime.combine(day, time(12), source.event.zone)
    return {
        "room": columns(room, "name"),
        "day": day_name(day),
        "zone": zone(source.event, at=noon).short,
        "qr": source.qr_code(f"{schedule}?{query}"),
        "entries": [
            line(entry)
            for each in by_day(sessions)
            for slot in each.slots
            for entry in slot.entries
        ],
    }


def line(entry: Entry) -> Words:
    """Return a session on a sign, with what takes place inside it."""
    session = cast("Session", entry.session)
    start, end = session.local_start, session.local_end
    return {
        "start": f"{start:%H:%M}" if start else "",
        "end": f"{end:%H:%M}" if end else "",
        "title": columns(session, "title"),
        "facts": in_both(partial(facts, session)),
        "people": people_words(session.people),
        "cancelled": session.is_cancelled,
        "children": [line(child) for child in entry.children],
    }


def facts(session: Session) -> str:
    """Return the kind, and special day and track unless the outer session has said them."""
    said = session.parent
    told = [session.get_kind_display()]
    if session.event.parent_id and not said:
        told.append(str(session.event))
    if session.track and not (said and said.track_id == session.track_id):
        told.append(session.track.name)
    return " · ".join(told)


def people_words(people: list[Participation]) -> Words:
    """Return people in both languages; "" in one in which neither they nor theirs have a name."""
    named = {
        code
        for each in people
        for thing in filter(None, (each.speaker, each.organization))
        for code, name in columns(thing, "name").items()
        if name
    }
    told = in_both(partial(who, people))
    return {code: told[code] if code in named else "" for code, _name in settings.LANGUAGES}


def who(people: Iterable[Participation]) -> str:
    """Return people by role, in the active language; that of speakers goes without saying."""
    told = []
    for role, group in groupby(people, key=lambda each: each.role):
        own = list(group)
        names = _(", ").join(map(with_affiliation, own))
        if role not in PLAIN_ROLES:
            label = own[0].get_role_display()
            names = _("%(role)s: %(names)s") % {"role": label, "names": names}
        told.append(names)
    return _("; ").join(told)


def with_affiliation(each: Participation) -> str:
    """Return a name with the affiliation on the day; authors have none, they are many."""
    name = each.speaker.name
    if not each.organization or each.role == Participation.Role.AUTHOR:
        return name
    text = _("%(name)s (%(affiliation)s)")
    return text % {"name": name, "affiliation": each.organization.name}
