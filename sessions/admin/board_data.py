"""What the schedule board in the browser is made from."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sessions.admin.board_form import slot_data, text_of
from sessions.models import Event, Room, Session
from sessions.publishing import Slot, slot_of
from sessions.querysets import people

# What the board says; `%(name)s` is filled in by its modules.
TEXTS = {
    "no_room": _("No room"),
    "outside_days": _("outside the event’s days"),
    "seats": _("%(count)s seats"),
    "in_tray": _("not scheduled"),
    "day_only": _("%(day)s, time unknown"),
    "picked_up": _("%(title)s, picked up. %(place)s. Arrow keys move it, Escape puts it back."),
    "put_down": _("%(title)s, put down. %(place)s."),
    "put_back": _("%(title)s is back. %(place)s."),
    "now_at": _("%(place)s."),
    "taken_out": _("%(title)s is in the tray."),
    "undone": _("Undone: %(title)s. %(place)s."),
    "redone": _("Again: %(title)s. %(place)s."),
    "several": _("%(count)s sessions"),
    "nothing_to_undo": _("Nothing to undo."),
    "nothing_to_redo": _("Nothing to do again."),
    "restored": _("Your changes from before are here: %(count)s, not published yet."),
    "gone": _("No longer in the program, so no longer moved: %(titles)s."),
    "published": _("Published. What you moved is on the board as it stands now."),
    "not_kept": _("This browser keeps no data: publish before you close the page."),
    "no_changes": _("No changes yet"),
    "one_change": _("1 change"),
    "changes": _("%(count)s changes"),
    "tray": _("%(count)s not scheduled"),
    "clash_room": _("The room is taken: %(other)s"),
    "clash_person": _("%(person)s is also in %(other)s"),
    "clash_days": _("Outside the event’s days"),
    "clash_parent": _("Outside %(other)s, which it is part of"),
    "clashes": _("%(count)s with a clash"),
    "no_clashes": _("No clashes"),
    "moved": _("moved"),
    "cancelled": _("cancelled"),
    "draft": _("draft"),
    "part_of": _("part of %(other)s"),
}


def load(event: Event) -> list[Session]:
    """Return the program of `event` with places and people, in the order of time, in 2 queries."""
    sessions = Session.objects.of(event).select_related("event__parent", "room__event", "parent")
    sessions = sessions.defer("search_text", "parent__search_text")
    return list(sessions.prefetch_related(people()).order_by("start", "day", "slug"))


def board_data(event: Event, sessions: Iterable[Session], user: User) -> dict[str, Any]:
    """Return everything the board shows, with the texts in the current language.

    Times stand in the zone of `event`, so that the browser need not know any zone. `user` keeps
    the changes of two people at one computer apart.
    """
    sessions = list(sessions)
    keys = {session.pk: text_of(session.natural_key()) for session in sessions}
    rooms = Room.objects.filter(event__in=Event.objects.family(event)).select_related("event")
    return {
        "event": event.slug,
        "user": user.pk,
        "language": get_language(),
        "days": [day.isoformat() for day in event.days],
        "rooms": [
            {"key": text_of(room.natural_key()), "name": str(room), "capacity": room.capacity}
            for room in sorted(rooms, key=lambda room: (room.position, room.slug))
        ],
        "people": {
            each.speaker.slug: str(each.speaker) for session in sessions for each in session.people
        },
        "sessions": [session_data(session, event, keys) for session in sessions],
        "texts": TEXTS,
    }


def session_data(session: Session, event: Event, keys: dict[int, str]) -> dict[str, Any]:
    """Return one session; `keys` names all sessions of the program by primary key."""
    return {
        "key": keys[session.pk],
        "pk": session.pk,
        "title": str(session),
        "kind": session.kind,
        "kindName": session.get_kind_display(),
        "status": session.status,
        "event": str(session.event) if session.event_id != event.pk else "",
        "parent": keys.get(session.parent_id) if session.parent_id else None,
        "people": list(dict.fromkeys(each.speaker.slug for each in session.people)),
        "slot": slot_data(in_zone(slot_of(session), event)),
    }


def in_zone(slot: Slot, event: Event) -> Slot:
    """Return the slot with its times in the zone of the event."""
    start, end = (time and time.astimezone(event.zone) for time in (slot.start, slot.end))
    return slot._replace(start=start, end=end)
