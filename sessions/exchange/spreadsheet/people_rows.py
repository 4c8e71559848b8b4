"""Rows of the tables of people, organizations and participations."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sessions.exchange.spreadsheet import names
from sessions.exchange.spreadsheet.known import Known, free_slug
from sessions.exchange.spreadsheet.matching import NEW, Finder, Question
from sessions.exchange.spreadsheet.plan import (
    RowPlan,
    State,
    as_markdown,
    assign,
    differences,
    duplicate,
    written,
)
from sessions.exchange.spreadsheet.row import Row, field_values
from sessions.exchange.spreadsheet.tables import PARTICIPATIONS, Table
from sessions.models import Event, Participation, Session
from speakers.models import Speaker

NAMES = ("name", "name_en", "name_zh_hans")


class NamedRows:
    """Works out what rows of speakers or of organizations would do."""

    def __init__(self, known: Known, finder: Finder, table: Table, rows: list[Row]) -> None:
        self.known = known
        self.finder = finder
        self.table = table
        self.plans = [RowPlan(row) for row in rows]
        self.taken: dict[int, Row] = {}
        columns = [each.name for each in table.exported]
        self.fields = tuple(each for each in columns if each not in ("slug", "organization"))
        self.slugs = set(finder.index.by_slug) | {plan.row.text("slug") for plan in self.plans}

    def planned(self) -> list[RowPlan]:
        for plan in self.plans:
            thing = self.identify(plan)
            if thing is not None and id(thing) in self.taken:
                plan.row.refuse(duplicate(self.taken[id(thing)]), "slug", *NAMES)
            elif thing is not None:
                self.taken[id(thing)] = plan.row
                self.describe(plan, thing)
            plan.label = plan.label or self.name(plan.row)
            plan.settle()
        return self.plans

    def name(self, row: Row) -> str:
        return next(filter(None, (row.text(name) for name in NAMES)), "")

    def identify(self, plan: RowPlan) -> Any | None:
        """Return what the row is about, by slug or name; None if that is refused or a question."""
        slug, name = plan.row.text("slug"), self.name(plan.row)
        if slug:
            return self.finder.index.by_slug.get(slug) or self.with_slug(plan.row, slug)
        if not name:
            plan.row.refuse(_("The name is missing."), *NAMES)
            return None
        spellings = list(filter(None, (plan.row.text(each) for each in NAMES)))
        exact = next(filter(None, map(self.finder.index.exact, spellings)), [])
        if len(exact) == 1:
            return exact[0]
        stored = [
            each
            for each in exact or self.finder.index.alike(name)
            if not each._state.adding  # noqa: SLF001
        ]
        answer = NEW
        if stored:
            answer = self.finder.ask(
                Question(self.finder.index.kind, name, stored), plan.row.cell(*NAMES)
            )
        if answer == NEW:
            latin = plan.row.text("name_en") or name
            slug = free_slug(latin, self.slugs | set(self.finder.index.by_slug))
            return self.table.model(slug=slug)
        if not answer:
            plan.state = State.ASKED
        return self.finder.index.by_slug.get(answer)

    def with_slug(self, row: Row, slug: str) -> Any | None:
        try:
            self.table.fields["slug"].clean(slug, None)
        except ValidationError as error:
            row.refuse(error.messages[0], "slug")
            return None
        return self.table.model(slug=slug)

    def describe(self, plan: RowPlan, thing: Any) -> None:
        """Fill in what the row does to `thing`."""
        values = field_values(plan.row, self.table, self.fields)
        if plan.row.has("organization") and self.table.model is Speaker:
            values |= organization(self.known, plan)
        is_new = thing._state.adding  # noqa: SLF001
        changes = assign(thing, as_markdown(thing, values))
        if not (thing.name_en or thing.name_zh_hans):
            plan.row.refuse(_("The name is missing."), *NAMES)
        if is_new and not plan.row.problems:
            plan.state = State.NEW if plan.state != State.ASKED else State.ASKED
            self.finder.index.add(thing)
        plan.label = str(thing)
        plan.differences = differences(self.table, changes, is_new=is_new)
        plan.writes = written(thing, changes)


def organization(known: Known, plan: RowPlan) -> dict[str, Any]:
    """Return the organization that the row names, and ask where it is doubtful."""
    text = plan.row.text("organization")
    if not text:
        return {"organization": None}
    found = known.organizations.find(text, plan.row.cell("organization"))
    if not found:
        plan.state = State.ASKED
        return {}
    plan.uses.append(found)
    return {"organization": found}


class ParticipationRows:
    """Works out what rows of participations would do. None is removed for standing in no row."""

    def __init__(self, known: Known, rows: list[Row]) -> None:
        self.known = known
        self.plans = [RowPlan(row) for row in rows]
        self.taken: dict[tuple[Any, ...], Row] = {}

    def planned(self) -> list[RowPlan]:
        for plan in self.plans:
            session, speaker = self.session(plan.row), self.speaker(plan)
            names_shown = [str(each) for each in (session, speaker) if each]
            plan.label = " · ".join(names_shown) or plan.row.text("name")
            if session and speaker:
                self.describe(plan, session, speaker)
            plan.settle()
        return self.plans

    def session(self, row: Row) -> Session | None:
        event: Event | None = self.known.event
        if row.text("event"):
            event = self.known.find_event(row.text("event"))
        text = row.text("session")
        exact = self.known.titles[event.pk].index.exact(text) if event else []
        if len(exact) == 1:
            return exact[0]
        message = (
            _("Several sessions are called “%s”; write the slug of the one that is meant.")
            if exact
            else _("There is no session “%s” in this event; write its slug or its title.")
        )
        row.refuse(message % text, "session")
        return None

    def speaker(self, plan: RowPlan) -> Speaker | None:
        row = plan.row
        if slug := row.text("person"):
            found = self.known.people.index.by_slug.get(slug)
            if not found:
                row.refuse(_("There is no person with the slug “%s”.") % slug, "person")
            return found
        named = names.people(row.text("name"))
        if len(named) != 1:
            row.refuse(_("Write the name of one person."), "name", "person")
            return None
        speaker = self.known.find_person(named[0], row.cell("name"))
        if speaker:
            plan.uses.append(speaker)
        else:
            plan.state = State.ASKED
        return speaker

    def describe(self, plan: RowPlan, session: Session, speaker: Speaker) -> None:
        values = field_values(
            plan.row, PARTICIPATIONS, ("role", "order", "position_en", "position_zh_hans")
        )
        role = values.pop("role", Participation.Role.SPEAKER)
        key = (session.pk, speaker.slug, role)
        if first := self.taken.get(key):
            plan.row.refuse(duplicate(first), "name", "person")
            return
        self.taken[key] = plan.row
        before: list[Participation] = getattr(session, "people", [])
        found = next(
            (each for each in before if (each.speaker, each.role) == (speaker, role)), None
        )
        if plan.row.has("organization"):
            values |= organization(self.known, plan)
        one = found or Participation(session=session, speaker=speaker, role=role)
        if not found:
            plan.state = State.NEW if plan.state != State.ASKED else State.ASKED
            values.setdefault("order", 1 + max((each.order for each in before), default=0))
            before.append(one)
        changes = assign(one, values)
        plan.differences = differences(PARTICIPATIONS, changes, is_new=not found)
        plan.writes = written(one, changes)
