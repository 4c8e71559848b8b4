"""From the bytes of a schedule to a plan of what it would do to the program."""

from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from typing import Any

from django.contrib.admin.models import CHANGE
from django.utils.translation import gettext_noop

from sessions.exchange.frab.around import Around
from sessions.exchange.frab.identity import Identity
from sessions.exchange.frab.items import Item, Reader
from sessions.exchange.frab.parts import abstract_and_title, people, resources
from sessions.exchange.frab.reading import read
from sessions.exchange.frab.report import Notes
from sessions.exchange.spreadsheet.applying import carry_out
from sessions.exchange.spreadsheet.plan import (
    Changes,
    Difference,
    Plan,
    RowPlan,
    State,
    Write,
    assign,
    shown,
    written,
)
from sessions.exchange.spreadsheet.row import Row
from sessions.exchange.spreadsheet.tables import SESSIONS
from sessions.models import Event, Session

WHY = gettext_noop("Imported from a schedule")


@dataclass(frozen=True)
class Incoming:
    """A schedule for an event, XML or JSON.

    `answers` say by `Question.key` who is meant by doubtful names: a slug, or `matching.NEW`.
    `cancel_vanished` cancels what takes place here but is not in the file.
    """

    event: Event
    data: bytes
    answers: dict[str, str] = field(default_factory=dict)
    cancel_vanished: bool = False


@dataclass
class SchedulePlan(Plan):
    """What a schedule would do. `vanished` are the sessions here that are not in it."""

    notes: Notes
    vanished: list[RowPlan]
    cancel_vanished: bool

    @property
    def accepted(self) -> list[RowPlan]:
        return [*super().accepted, *(self.vanished if self.cancel_vanished else [])]

    @property
    def fingerprint(self) -> str:
        """The same whether what has vanished is to be cancelled: that is said with the consent."""
        gone = sorted(row.writes[0].instance.pk for row in self.vanished)
        return sha256(f"{super().fingerprint}{gone}".encode()).hexdigest()


def import_file(incoming: Incoming, **how: Any) -> SchedulePlan:
    """Carry out what `dry_run` says; `how` is that of `carry_out`, which says what is raised."""
    return carry_out(partial(dry_run, incoming), WHY, **how)


def dry_run(incoming: Incoming) -> SchedulePlan:
    """Return what a schedule would do to the program; nothing is written.

    Raises `ScheduleError` if the file is none.
    """
    reader, items = opened(incoming.event, incoming.data)
    around = Around(incoming.event, incoming.answers, reader.conference, reader.notes)
    identity = Identity(around, items)
    rows = [planned(around, item, identity.sessions.get(item.number)) for item in items]
    vanished = [gone(each) for each in around.public() if id(each) not in identity.taken]
    around.note_namesakes()
    return SchedulePlan(rows, around.questions, reader.notes, vanished, incoming.cancel_vanished)


def opened(event: Event, data: bytes) -> tuple[Reader, list[Item]]:
    """Return the events of a file, read for one of ours. Raises `ScheduleError`."""
    reader = Reader(read(data), event)
    return reader, reader.items()


def planned(around: Around, item: Item, session: Session | None) -> RowPlan:
    """Return what becomes of the session that an event is about."""
    plan = RowPlan(Row(item.number, {}), label=item.title)
    for problem in item.problems:
        plan.row.refuse(problem)
    if session is None:
        plan.settle()
        return plan
    is_new = session._state.adding  # noqa: SLF001
    plan.state = State.NEW if is_new else State.UNCHANGED
    values = abstract_and_title(item, session) | plain_fields(item, session)
    values |= places(around, plan, item, session)
    changes = assign(session, values)
    plan.differences += differences(session, changes, is_new=is_new)
    plan.writes = written(session, changes)
    for part in (people, resources):
        plan.writes += part(around, plan, item, session)
    plan.settle()
    return plan


def plain_fields(item: Item, session: Session) -> dict[str, Any]:
    """Return what the event says of the session by itself; what it does not say stays."""
    values: dict[str, Any] = {"start": item.start, "end": item.end, "day": None}
    if item.kind:
        values["kind"] = item.kind
    elif session._state.adding and item.is_break:  # noqa: SLF001
        values["kind"] = Session.Kind.BREAK
    if item.language:
        values["language"] = item.language
    if item.do_not_record is not None:
        values["do_not_record"] = item.do_not_record
    if item.recording_license is not None:
        values["recording_license"] = item.recording_license
    if item.guid and session.uid != item.guid:
        values["guid"] = item.guid
    if session.is_cancelled or session._state.adding:  # noqa: SLF001
        values["status"] = Session.Status.PUBLISHED
    return values


def places(around: Around, plan: RowPlan, item: Item, session: Session) -> dict[str, Any]:
    """Return room and track, found or new; a session keeps the room of the one it is inside."""
    values: dict[str, Any] = {}
    named = (("room", item.room, around.room), ("track", item.track, around.track))
    for name, said, find in named:
        found = find(said) if said else None
        if said and found is None:
            plan.state = State.ASKED
        elif name == "room" and session.place and found == session.place:
            continue
        else:
            values[name] = found
            plan.uses += [found] if found else []
    return values


def differences(session: Session, changes: Changes, *, is_new: bool) -> list[Difference]:
    """Return changes as a person reads them, times in the event's zone."""
    zone = session.event.zone
    found = []
    for name, (old, new) in changes.items():
        if name in ("start", "end"):
            old, new = (each and each.astimezone(zone) for each in (old, new))  # noqa: PLW2901
        headings = [each.heading for each in SESSIONS.columns if each.name == name]
        label = headings[0] if headings else str(SESSIONS.fields[name].verbose_name)
        before, after = (shown(SESSIONS, name, each) for each in (old, new))
        found.append(Difference(label, None if is_new else before, after))
    return found


def gone(session: Session) -> RowPlan:
    """Return how a session that is not in the file would be cancelled."""
    changes = assign(session, {"status": Session.Status.CANCELLED})
    found = RowPlan(Row(0, {}), label=str(session), state=State.CHANGED)
    found.writes = [Write(session, CHANGE, changes)]
    found.differences = differences(session, changes, is_new=False)
    return found
