"""Moving many sessions at once: what would change, and all of it published as a release.

Who moves sessions says of each where they saw it and where it is to go. If somebody else has moved
it meanwhile, nothing is published: both values are reported, and people decide.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sessions.models import Event, Release, Room, Session
from sessions.releases import record_release
from sessions.schedule.days import in_order
from sessions.schedule.wall import NoSuchTimeError, moment, on_the_wall
from sessions.search import rebuild
from speakers.history import recorded

Key = tuple[str, str]  # the slugs of the event and of the thing inside it
FIELDS = ("day", "start", "end", "room")


class Slot(NamedTuple):
    """Where and when a session is. A time without a zone is what the event's clocks show."""

    day: date | None
    start: datetime | None
    end: datetime | None
    room: Key | None


@dataclass(frozen=True)
class Move:
    """A session to be moved to `new` by somebody who saw it in `seen`."""

    session: Key
    seen: Slot
    new: Slot


@dataclass(frozen=True)
class Change:
    """A session before and after; it `follows` if what it is inside of takes it along."""

    before: Session
    after: Session
    follows: bool = False

    @property
    def fields(self) -> list[str]:
        """The names of the fields that change."""
        old, new = slot_of(self.before), slot_of(self.after)
        return [name for name in FIELDS if getattr(old, name) != getattr(new, name)]


@dataclass(frozen=True)
class Meanwhile:
    """A session that has been moved since it was seen: where it was, is, and was to go."""

    seen: Session
    current: Session
    wanted: Session


@dataclass
class Plan:
    """What some moves come to: changes in the order of time, and what stands in the way of them."""

    changes: list[Change] = field(default_factory=list)
    meanwhile: list[Meanwhile] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def may_be_published(self) -> bool:
        return bool(self.changes) and not self.meanwhile and not self.problems


class NotPublishedError(Exception):
    """Nothing was published; `plan` says why."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan)
        self.plan = plan


class CannotMoveError(Exception):
    """A session cannot go to a slot, for the reason given in the organizer's words."""


def slot_of(session: Session) -> Slot:
    room = session.room.natural_key() if session.room else None
    return Slot(session.day, session.start, session.end, room)


def publish(
    event: Event, moves: Iterable[Move], user: User, note_en: str | None, note_zh_hans: str | None
) -> Release:
    """Make all the moves and record the program of `event` as a release, or do nothing at all.

    Raises `NotPublishedError` if a session has been moved since it was seen, a move is not
    possible, or nothing would change.
    """
    with recorded(user, gettext_noop("Published on the board")) as recording:
        Event.objects.select_for_update().get(pk=event.pk)  # whoever publishes takes turns
        planned = plan(event, moves, lock=True)
        if not planned.may_be_published:
            raise NotPublishedError(planned)
        moved = [change.after for change in planned.changes]
        recording.note(moved)
        Session.objects.bulk_update(moved, FIELDS)
        in_other_rooms = [each.after.pk for each in planned.changes if "room" in each.fields]
        rebuild(Session.objects.filter(pk__in=in_other_rooms))
        write_history(planned.changes, user)
        return record_release(event, user, note_en, note_zh_hans)


def write_history(changes: Iterable[Change], user: User) -> None:
    """Note who changed what, in the transaction of the changes."""
    same_fields: defaultdict[tuple[str, ...], list[Session]] = defaultdict(list)
    for change in changes:
        same_fields[tuple(change.fields)].append(change.after)
    for names, sessions in same_fields.items():
        message = [{"changed": {"fields": [name.capitalize() for name in names]}}]
        LogEntry.objects.log_actions(user.pk, sessions, CHANGE, change_message=message)


def plan(event: Event, moves: Iterable[Move], *, lock: bool = False) -> Plan:
    """Return what the moves come to in the program of `event` as it stands.

    What is inside a moved session and was not moved itself moves by the same time, and to the same
    room if it was in that session's. With `lock`, in a transaction, nobody else moves a session of
    the program until its end.
    """
    sessions = Session.objects.of(event).select_related("event__parent", "room__event")
    sessions = sessions.defer("search_text").order_by("pk")
    if lock:
        sessions = sessions.select_for_update(of=("self",))
    planner = Planner(event, list(sessions))
    for move in moves:
        planner.take(move)
    return planner.finish()


class Planner:
    """Takes moves one by one, and then knows the plan."""

    def __init__(self, event: Event, sessions: Sequence[Session]) -> None:
        rooms = Room.objects.filter(event__in=Event.objects.family(event)).select_related("event")
        self.zone = event.zone
        self.rooms: Mapping[Key, Room] = {room.natural_key(): room for room in rooms}
        self.sessions = {session.natural_key(): session for session in sessions}
        self.inside: defaultdict[int, list[Session]] = defaultdict(list)
        for session in sessions:
            if session.parent_id:
                self.inside[session.parent_id].append(session)
        self.plan = Plan()
        self.asked: set[int] = set()

    def take(self, move: Move) -> None:
        """Put down what one move comes to. One to where the session was seen keeps it there."""
        session = self.sessions.get(move.session)
        if session is None:
            self.plan.problems.append(
                _("“%s” is no longer in the program.") % "/".join(move.session)
            )
            return
        self.asked.add(session.pk)
        if move.new == move.seen:
            return
        try:
            wanted = self.placed(session, move.new)
        except CannotMoveError as problem:
            self.plan.problems.append(f"“{session}”: {problem}")
            return
        if slot_of(session) == slot_of(wanted):
            return
        if slot_of(session) != move.seen:
            seen = replaced(session, move.seen, self.rooms.get(move.seen.room or ("", "")))
            self.plan.meanwhile.append(Meanwhile(seen, session, wanted))
        else:
            self.plan.changes.append(Change(session, wanted))

    def finish(self) -> Plan:
        """Return the plan, with what follows the sessions moved."""
        moved = {change.before.pk: change for change in self.plan.changes}
        self.plan.changes = [
            replace(each, follows=self.is_taken_along(each, moved.get(each.before.parent_id or 0)))
            for each in moved.values()
        ]
        for change in list(self.plan.changes):
            self.plan.changes.extend(self.following(change))
        order = {id(each.after): each for each in self.plan.changes}
        by_room = sorted((each.after for each in self.plan.changes), key=lambda each: each.rank)
        self.plan.changes = [order[id(session)] for session in in_order(by_room)]
        return self.plan

    def is_taken_along(self, change: Change, outer: Change | None) -> bool:
        """Return whether a session moves just as the changed one it is inside of takes it along."""
        if outer is None:
            return False
        try:
            along = self.placed(change.before, self.along(change.before, outer))
        except CannotMoveError:
            return False
        return slot_of(along) == slot_of(change.after)

    def following(self, change: Change) -> Iterator[Change]:
        """Yield how the sessions inside a changed one go along, and those inside them."""
        for session in self.inside[change.before.pk]:
            if session.pk in self.asked:
                continue
            try:
                wanted = self.placed(session, self.along(session, change))
            except CannotMoveError as problem:
                self.plan.problems.append(f"“{session}”: {problem}")
                continue
            if slot_of(session) != slot_of(wanted):
                follower = Change(session, wanted, follows=True)
                yield follower
                yield from self.following(follower)

    def along(self, session: Session, change: Change) -> Slot:
        """Return the slot of a session inside a changed one, by wall-clock time."""
        old, new = slot_of(change.before), slot_of(change.after)
        slot = slot_of(session)
        if slot.room and slot.room == old.room:
            slot = slot._replace(room=new.room)
        if not new.start:
            return slot._replace(day=None, start=None, end=None)
        if not (old.start and slot.start) or old.start == new.start:
            return slot
        by = on_the_wall(new.start, self.zone) - on_the_wall(old.start, self.zone)
        return slot._replace(start=self.later(slot.start, by), end=self.later(slot.end, by))

    def later(self, at: datetime | None, by: timedelta) -> datetime | None:
        """Return what the event's clocks show `by` later than at that moment."""
        return on_the_wall(at, self.zone) + by if at else None

    def placed(self, session: Session, slot: Slot) -> Session:
        """Return the session as it would be in the slot; raises `CannotMoveError`."""
        room = self.rooms.get(slot.room) if slot.room else None
        if slot.room and not room:
            text = _("there is no room “%s” any more. Choose another.")
            raise CannotMoveError(text % slot.room[1])
        if room and room.event_id not in (session.event_id, session.event.parent_id):
            text = _("the room “%s” belongs to another event. Choose another.")
            raise CannotMoveError(text % room)
        start, end = self.at(slot.start), self.at(slot.end)
        if end and not (start and start < end):
            raise CannotMoveError(_("The end must come after the start."))
        if start and slot.day:
            raise CannotMoveError(_("Give the day only while the start is unknown."))
        return replaced(session, slot._replace(start=start, end=end), room)

    def at(self, time: datetime | None) -> datetime | None:
        """Return the moment of a time; raises `CannotMoveError` for one that is none or two."""
        if time is None or time.tzinfo:
            return time
        try:
            return moment(time, self.zone)
        except NoSuchTimeError as error:
            text = _(
                "the clocks change, so %(time)s does not exist or exists twice in %(zone)s. "
                "Choose another time."
            )
            shown = {"time": f"{time:%Y-%m-%d %H:%M}", "zone": self.zone.key}
            raise CannotMoveError(text % shown) from error


def replaced(session: Session, slot: Slot, room: Room | None) -> Session:
    """Return a copy of the session, not saved, in the slot, whose times have a zone."""
    changed = copy(session)
    changed.day, changed.start, changed.end, changed.room = slot.day, slot.start, slot.end, room
    return changed


def decided(moves: Iterable[Move], mine: Mapping[Key, Slot], theirs: set[Key]) -> list[Move]:
    """Return the moves after decisions about what was changed meanwhile.

    `mine` holds the slots in which others' changes were shown, for the moves that are to be made
    all the same; those in `theirs` are given up.
    """
    return [
        replace(move, seen=mine.get(move.session, move.seen))
        for move in moves
        if move.session not in theirs
    ]
