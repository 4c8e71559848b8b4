"""What the rules of `sessions/schedule/conflicts.py` say to people."""

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy

from sessions.schedule.conflicts import Rule, Severity

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

SEVERITIES = {
    Severity.ERROR: gettext_lazy("Error"),
    Severity.WARNING: gettext_lazy("Warning"),
}


class Words(NamedTuple):
    """What a rule is called, what is the matter, and what can be done about it."""

    name: "StrPromise"
    matter: "StrPromise"
    mend: "StrPromise"


WORDS = {
    Rule.ROOM_TWICE: Words(
        gettext_lazy("Same room twice"),
        gettext_lazy("“%(first)s” and “%(second)s” are both in %(room)s."),
        gettext_lazy("Move one of them to another room or time."),
    ),
    Rule.PERSON_TWICE: Words(
        gettext_lazy("Same person twice"),
        gettext_lazy("%(people)s would be in “%(first)s” and “%(second)s” at the same time."),
        gettext_lazy("Move one of them to another time, or let somebody else stand in."),
    ),
    Rule.PERSON_AWAY: Words(
        gettext_lazy("Person unavailable"),
        gettext_lazy("%(people)s cannot come to “%(first)s” then."),
        gettext_lazy("Move the session to another time, or let somebody else stand in."),
    ),
    Rule.OUTSIDE_DAYS: Words(
        gettext_lazy("Outside the event's days"),
        gettext_lazy("“%(first)s” is not on the days of %(event)s: %(days)s."),
        gettext_lazy("Correct its time, or the first or last day of the event."),
    ),
    Rule.OUTSIDE_PARENT: Words(
        gettext_lazy("Outside of what it is part of"),
        gettext_lazy("“%(first)s” is part of “%(second)s”, which is at another time: %(other)s."),
        gettext_lazy("Correct the time of one of them, or what it is part of."),
    ),
    Rule.OTHER_ROOM: Words(
        gettext_lazy("Another room than what it is part of"),
        gettext_lazy("“%(first)s” is in %(room)s, and part of “%(second)s” in %(other_room)s."),
        gettext_lazy("Give both the same room. What has no room is where its session is."),
    ),
    Rule.NO_BREAK: Words(
        gettext_lazy("No break to change rooms"),
        gettext_lazy(
            "%(people)s would go from “%(first)s” in %(room)s to “%(second)s” in"
            " %(other_room)s without a break."
        ),
        gettext_lazy("Leave %(minutes)d minutes between them, or give them the same room."),
    ),
    Rule.TOO_SMALL: Words(
        gettext_lazy("Room too small"),
        gettext_lazy("“%(first)s” expects %(audience)d people; %(room)s has %(capacity)d seats."),
        gettext_lazy("Choose a larger room."),
    ),
    Rule.NO_TIME: Words(
        gettext_lazy("Published without a time"),
        gettext_lazy("“%(first)s” is published without a time."),
        gettext_lazy("Give it a start, or make it a draft until it has one."),
    ),
    Rule.NO_ROOM: Words(
        gettext_lazy("Published without a room"),
        gettext_lazy("“%(first)s” is published without a room."),
        gettext_lazy("Give it a room, or make it a draft until it has one."),
    ),
    Rule.NO_SPEAKER: Words(
        gettext_lazy("Missing speaker"),
        gettext_lazy("“%(first)s” is published without the people who give it."),
        gettext_lazy("Add the people, or make it a draft until they are known."),
    ),
    Rule.NO_TRANSLATION: Words(
        gettext_lazy("Missing translation"),
        gettext_lazy("“%(first)s” lacks: %(texts)s."),
        gettext_lazy("Translate it. What is the same in both languages is written in both fields."),
    ),
}
