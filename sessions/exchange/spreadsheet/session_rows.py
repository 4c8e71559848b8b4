"""Rows of the table of sessions."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sessions.exchange.spreadsheet import session_links, session_people, session_times
from sessions.exchange.spreadsheet.plan import (
    Changes,
    RowPlan,
    State,
    assign,
    differences,
    written,
)
from sessions.exchange.spreadsheet.row import field_values
from sessions.exchange.spreadsheet.session_identity import Identified
from sessions.exchange.spreadsheet.tables import ROLES, SESSIONS
from sessions.models import Session

PLAIN = ("kind", "status", "language")
NOT_TAKEN = (State.REFUSED, State.ASKED)


class SessionRows(Identified):
    """Works out what rows of sessions would do, with the program as it is `known`."""

    def planned(self) -> list[RowPlan]:
        self.identify()
        for plan in self.plans:
            if session := self.session(plan):
                self.describe(plan, session)
            else:
                plan.label = self.title(plan)
                plan.settle()
        self.refuse_orphans()
        return self.plans

    def describe(self, plan: RowPlan, session: Session) -> None:
        """Fill in what the row does to `session`: fields, people, topics."""
        row, changes = plan.row, plan.writes[0].changes
        people = [
            session_people.people(self.known, plan, session, column)
            for column in ROLES
            if row.has(column)
        ]
        topics = session_people.topics(self.known, plan, session) if row.has("topics") else []
        links = session_links.links(plan, session) if row.has(*session_links.COLUMNS) else []
        values = field_values(row, SESSIONS, PLAIN) | self.places(plan, session)
        values |= session_times.times(row, self.said[id(plan)], session)
        changes |= assign(session, values)
        self.check(plan, session)
        plan.writes = written(session, changes)
        is_new = session._state.adding  # noqa: SLF001
        local = in_zone(changes, session)
        plan.differences = differences(SESSIONS, local, is_new=is_new) + plan.differences
        plan.writes += [write for writes in people for write in writes] + topics + links
        plan.label = str(session)
        plan.settle()

    def places(self, plan: RowPlan, session: Session) -> dict[str, Any]:
        """Return room, track and parent as far as the row says them."""
        finders = {
            "room": self.known.rooms,
            "track": self.known.tracks,
            "parent": self.known.titles[session.event.pk],
        }
        found: dict[str, Any] = {}
        for name, finder in finders.items():
            if not plan.row.has(name):
                continue
            text = plan.row.text(name)
            try:
                found[name] = finder.find(text, plan.row.cell(name)) if text else None
            except LookupError:
                message = _("There is no session “%s” in this event; correct it or add its row.")
                plan.row.refuse(message % text, name)
            if text and name in found and found[name] is None:
                plan.state = State.ASKED
                del found[name]
            elif text and name in found and name != "parent":
                plan.uses.append(found[name])
        return found

    def check(self, plan: RowPlan, session: Session) -> None:
        """Note what the rules between objects refuse."""
        try:
            session.clean()
        except ValidationError as error:
            for field, messages in error.message_dict.items():
                for message in messages:
                    plan.row.refuse(message, field)
        if session.parent and not session.pk and session in session.parent.lineage():
            plan.row.refuse(_("A session cannot be part of itself."), "parent")

    def refuse_orphans(self) -> None:
        """Refuse rows whose parent would be new and is refused itself, however deep."""
        plans = {id(session): plan for plan in self.plans if (session := self.session(plan))}
        left = [plan for plan in self.plans if plan.state not in NOT_TAKEN]
        while orphans := [plan for plan in left if self.is_orphan(plan, plans)]:
            for plan in orphans:
                parent = plans[id(self.sessions[id(plan)].parent)]
                message = _("Line %d, which it is part of, is not taken.")
                plan.row.refuse(message % parent.row.number, "parent")
                plan.settle()
                left.remove(plan)

    def session(self, plan: RowPlan) -> Session | None:
        return self.sessions.get(id(plan))

    def is_orphan(self, plan: RowPlan, plans: dict[int, RowPlan]) -> bool:
        session = self.session(plan)
        parent = session.parent if session else None
        return bool(
            parent
            and parent._state.adding  # noqa: SLF001
            and plans[id(parent)].state in NOT_TAKEN
        )


def in_zone(changes: Changes, session: Session) -> Changes:
    """Return the changes with moments in the event's zone, for a person to read."""
    zone = session.event.zone
    return {
        name: tuple(
            each.astimezone(zone) if name in ("start", "end") and each else each for each in pair
        )
        for name, pair in changes.items()
    }
