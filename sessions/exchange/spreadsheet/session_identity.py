"""Which session a row is about: by slug, by title and start, by title; else a new one."""

from collections import Counter, defaultdict
from collections.abc import Hashable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sessions.exchange.spreadsheet import session_times
from sessions.exchange.spreadsheet.known import Known, free_slug
from sessions.exchange.spreadsheet.matching import NEW, Question, comparable
from sessions.exchange.spreadsheet.plan import (
    RowPlan,
    State,
    Write,
    as_markdown,
    assign,
    duplicate,
)
from sessions.exchange.spreadsheet.row import Row, field_values
from sessions.exchange.spreadsheet.tables import SESSIONS
from sessions.models import Event, Session
from sessions.search import in_languages
from sessions.words import normalize

TEXTS = ("title_en", "title_zh_hans", "abstract_en", "abstract_zh_hans")
TITLES = ("title", "title_en", "title_zh_hans")
PLACES = ("room", "parent")


class Identified:
    """The rows of a table of sessions, each with the session it is about.

    After `identify` the session has the row's texts, and new ones can be found by others.
    """

    def __init__(self, known: Known, rows: list[Row]) -> None:
        self.known = known
        self.plans = [RowPlan(row) for row in rows]
        self.events = {id(plan): self.event(plan.row) for plan in self.plans}
        self.placed = [plan for plan in self.plans if not plan.row.problems]
        self.said = {
            id(plan): session_times.said(plan.row, self.events[id(plan)]) for plan in self.plans
        }
        self.sessions: dict[int, Session] = {}  # by id of the plan
        self.taken: dict[int, Row] = {}  # by id of the session
        self.titled: dict[Hashable, list[Row]] = defaultdict(list)  # those taken, by `marks`
        self.slugs = {
            each.pk: {session.slug for session in known.sessions_of(each)}
            | {plan.row.text("slug") for plan in self.plans}
            for each in known.events
        }

    def event(self, row: Row) -> Event:
        if not row.text("event"):
            return self.known.event
        if event := self.known.find_event(row.text("event")):
            return event
        known = _(", ").join(each.slug for each in self.known.events)
        row.refuse(_("There is no such event here; write one of: %s.") % known, "event")
        return self.known.event

    def identify(self) -> None:
        """Find each row's session: by slug, by title and start, by title; else it is new."""
        titled = Counter(self.title(plan) for plan in self.plans)
        for find in (self.by_slug, self.by_start):
            for plan in self.placed:
                if id(plan) not in self.sessions and (session := find(plan)):
                    self.take(plan, session)
        for plan in self.placed:
            if id(plan) not in self.sessions and not plan.row.text("slug"):
                self.by_title(plan, alone=titled[self.title(plan)] == 1)

    def take(self, plan: RowPlan, session: Session) -> None:
        """Let a row be about `session`, which no other row may be about."""
        if first := self.taken.get(id(session)):
            plan.row.refuse(duplicate(first), "slug", *TITLES)
            return
        self.taken[id(session)] = plan.row
        for mark in self.marks(plan):
            self.titled[mark].append(plan.row)
        self.sessions[id(plan)] = session
        plan.label = session.slug
        texts = field_values(plan.row, SESSIONS, TEXTS)
        changes = assign(session, as_markdown(session, texts))
        if not any(in_languages(session, "title")):
            plan.row.refuse(_("The title is missing."), *TITLES)
        plan.writes = [Write(session, 0, changes)]
        if session._state.adding:  # noqa: SLF001
            plan.state = State.NEW
            self.known.titles[session.event.pk].index.add(session)

    def by_slug(self, plan: RowPlan) -> Session | None:
        slug, event = plan.row.text("slug"), self.events[id(plan)]
        if not slug:
            return None
        if session := self.known.titles[event.pk].index.by_slug.get(slug):
            return session
        try:
            SESSIONS.fields["slug"].clean(slug, None)
        except ValidationError as error:
            plan.row.refuse(error.messages[0], "slug")
            return None
        return Session(event=event, slug=slug)

    def by_start(self, plan: RowPlan) -> Session | None:
        """Return the one session with the row's title that starts when the row says."""
        start = self.said[id(plan)].naive_start
        found = [
            each
            for each in self.with_title(plan)
            if start and each.local_start and each.local_start.replace(tzinfo=None) == start
        ]
        return found[0] if len(found) == 1 else None

    def by_title(self, plan: RowPlan, *, alone: bool) -> None:
        """Take the session with the row's title, a new one, or ask where that is doubtful."""
        event, finder = self.events[id(plan)], self.known.titles[self.events[id(plan)].pk]
        title = self.title(plan)
        if not title:
            plan.row.refuse(_("The title is missing."), *TITLES)
            return
        found = self.with_title(plan)
        if len(found) > 1 or (found and not alone):
            message = _("Several sessions have this title; say which in a column “%s”.")
            plan.row.refuse(message % SESSIONS.column("slug").heading, *TITLES)
            return
        answer = found[0].slug if found else NEW
        if not found and not finder.index.exact(title):
            similar = [each for each in finder.index.alike(title) if self.is_free(each)]
            if similar:
                answer = finder.ask(Question("title", title, similar), plan.row.cell(*TITLES))
        if answer == NEW and (first := self.repeats(plan)):
            plan.row.refuse(repeated(first), *TITLES)
        elif answer == NEW:
            slug = free_slug(plan.row.text("title_en") or title, self.slugs[event.pk])
            self.slugs[event.pk].add(slug)
            self.take(plan, Session(event=event, slug=slug))
        elif answer:
            self.take(plan, finder.index.by_slug[answer])
        else:
            plan.state, plan.label = State.ASKED, title

    def repeats(self, plan: RowPlan) -> Row | None:
        """Return the line with one of the row's titles and its start, unless elsewhere."""
        before = [row for mark in self.marks(plan) for row in self.titled[mark]]
        return next((row for row in before if not are_apart(row, plan.row)), None)

    def marks(self, plan: RowPlan) -> set[Hashable]:
        """Return what rows about one session share: a title, in either language, with the start.

        A row whose start is unclear shares nothing.
        """
        if plan.row.problems:
            return set()
        event, said = self.events[id(plan)], self.said[id(plan)]
        titles = filter(None, map(plan.row.text, TITLES))
        return {(event.pk, comparable(title), said.day, said.start) for title in titles}

    def title(self, plan: RowPlan) -> str:
        return next(filter(None, (plan.row.text(name) for name in TITLES)), "")

    def is_free(self, session: Session) -> bool:
        return id(session) not in self.taken and not session._state.adding  # noqa: SLF001

    def with_title(self, plan: RowPlan) -> list[Session]:
        """Return the stored sessions with the row's title that no row is about yet."""
        index = self.known.titles[self.events[id(plan)].pk].index
        exact = index.exactly.get(normalize(self.title(plan)), [])
        return [each for each in exact if self.is_free(each)]


def are_apart(one: Row, other: Row) -> bool:
    """Tell whether two rows name different rooms, or sessions that they are part of."""
    named = [(normalize(one.text(name)), normalize(other.text(name))) for name in PLACES]
    return any(first and second and first != second for first, second in named)


def repeated(first: Row) -> str:
    message = _(
        "Line %d is about the same, by title and start; put them together, remove one, or give "
        "each a slug."
    )
    return message % first.number
