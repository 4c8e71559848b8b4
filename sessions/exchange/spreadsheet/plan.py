"""What a file would do: row by row, before anything is written."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.contrib.admin.models import ADDITION, CHANGE
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sessions.exchange.html import to_markdown
from sessions.exchange.spreadsheet.headings import Header
from sessions.exchange.spreadsheet.matching import Question
from sessions.exchange.spreadsheet.row import Row
from sessions.exchange.spreadsheet.tables import Table
from sessions.search import in_languages

LONG = ("abstract", "biography")
Changes = dict[str, tuple[Any, Any]]


class State(models.TextChoices):
    """What becomes of a row, in the order in which a reader wants to see it."""

    REFUSED = "refused", _("refused")
    ASKED = "asked", _("to decide")
    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    UNCHANGED = "unchanged", _("unchanged")
    LEFT_OUT = "left-out", _("left out")


@dataclass
class Write:
    """One object to save or delete. `changes` hold old and new values by field."""

    instance: Any
    action: int  # of django.contrib.admin.models
    changes: Changes = field(default_factory=dict)

    @property
    def facts(self) -> tuple[Any, ...]:
        """What is written, in words that do not depend on a language."""
        changes = {name: (plain(old), plain(new)) for name, (old, new) in self.changes.items()}
        return (self.instance._meta.label, self.instance.pk, self.action, changes)  # noqa: SLF001


@dataclass(frozen=True)
class Difference:
    """One line of what a row changes, for a person: the column, what stands there, what would.

    `old` is None in what is new.
    """

    label: str
    old: str | None
    new: str


@dataclass
class RowPlan:
    """What becomes of one row, and of which new things it makes use."""

    row: Row
    label: str = ""
    state: State = State.UNCHANGED
    writes: list[Write] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    uses: list[models.Model] = field(default_factory=list)

    def settle(self) -> None:
        """Work out the state from what has been found."""
        for thing in self.uses:
            if thing._state.adding and (name := too_long(thing)):  # noqa: SLF001
                self.row.refuse(_("“%s…” is too long for a name; shorten it.") % name[:40])
        if self.row.problems:
            self.state = State.REFUSED
        elif self.state != State.ASKED and self.writes:
            first = self.writes[0]
            added = first.action == ADDITION and self.state == State.NEW
            self.state = State.NEW if added else State.CHANGED


@dataclass
class Plan:
    """What a file would do to the program of an event."""

    rows: list[RowPlan]
    questions: list[Question]

    @property
    def accepted(self) -> list[RowPlan]:
        return [each for each in self.rows if each.state in (State.NEW, State.CHANGED)]

    @property
    def open(self) -> list[RowPlan]:
        """The rows that stand in the way: refused, or waiting for an answer."""
        return [each for each in self.rows if each.state in (State.REFUSED, State.ASKED)]

    @property
    def made(self) -> list[models.Model]:
        """New things that accepted rows name: people, organizations, rooms, tracks, topics."""
        found = {id(each): each for row in self.accepted for each in row.uses}
        return [each for each in found.values() if each._state.adding]  # noqa: SLF001

    def count(self, state: str) -> int:
        return sum(each.state == state for each in self.rows)

    @property
    def writes(self) -> Iterator[Write]:
        """Everything to write, each object after those it refers to."""
        for each in self.made:
            yield Write(each, ADDITION)
        writes = [write for row in self.accepted for write in row.writes]
        yield from sorted(writes, key=rank)

    @property
    def fingerprint(self) -> str:
        """Return a hash of all that would be written, and of all that is refused."""
        facts = [
            (row.row.number, str(row.state), [w.facts for w in row.writes]) for row in self.rows
        ]
        made = [(each._meta.label, plain(each)) for each in self.made]  # noqa: SLF001
        return sha256(repr((facts, made)).encode()).hexdigest()


@dataclass
class TablePlan(Plan):
    """What a spreadsheet would do, read as `table` below `header`."""

    table: Table
    header: Header


def too_long(thing: Any) -> str:
    """Return the name of a new thing if its column has no room for it."""
    most = thing._meta.get_field("name").max_length  # noqa: SLF001
    return next((name for name in in_languages(thing, "name") if len(name) > most), "")


def rank(write: Write) -> int:
    """Return how many sessions a session is inside of: those are saved first."""
    lineage = getattr(write.instance, "lineage", None)
    return len(lineage()) if lineage else 100


def plain(value: Any) -> str:
    """Return a value in words that do not depend on a language."""
    if isinstance(value, models.Model):
        return str(getattr(value, "slug", value.pk))
    return value.isoformat() if isinstance(value, date) else repr(value)


def same(old: Any, new: Any) -> bool:
    """Tell whether two values are one to a reader, whatever blanks and line breaks."""
    if isinstance(old, models.Model) or isinstance(new, models.Model):
        return old is new or (old == new and old is not None)
    if isinstance(old, str) or isinstance(new, str):
        return canonical(old) == canonical(new)
    return old == new


def canonical(text: str | None) -> list[str]:
    return [" ".join(line.split()) for line in (text or "").strip().splitlines()]


def as_markdown(instance: models.Model, values: dict[str, Any]) -> dict[str, Any]:
    """Return the values for `instance`; long texts in HTML as Markdown, unless they stand there."""
    return {
        name: to_markdown(new)
        if new and name.startswith(LONG) and not same(getattr(instance, name), new)
        else new
        for name, new in values.items()
    }


def assign(instance: Any, values: dict[str, Any]) -> Changes:
    """Set the values that differ on `instance`, and return old and new of each."""
    changes = {}
    for name, new in values.items():
        old = getattr(instance, name)
        if not same(old, new):
            changes[name] = (old, new)
            setattr(instance, name, new)
    return changes


def written(instance: Any, changes: Changes) -> list[Write]:
    """Return how to save `instance`, if there is anything to save."""
    if instance._state.adding:  # noqa: SLF001
        return [Write(instance, ADDITION, changes)]
    return [Write(instance, CHANGE, changes)] if changes else []


def differences(table: Table, changes: Changes, *, is_new: bool = False) -> list[Difference]:
    """Return the changes in the reader's language, each under its column's heading.

    Of what is new only the new values are shown, not the model's defaults before them.
    """
    headings = {each.name: each.heading for each in table.columns}
    headings["day"] = headings.get("date", "")
    return [
        Difference(
            headings.get(name, name),
            None if is_new else shown(table, name, old),
            shown(table, name, new),
        )
        for name, (old, new) in changes.items()
    ]


def shown(table: Table, name: str, value: Any) -> str:
    """Return a value as a person reads it; a moment comes in its event's zone already."""
    if value is None or value == "":
        return ""
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(value, datetime):
        return f"{date_format(value.date())} {value:%H:%M %Z}"
    if isinstance(value, date):
        return date_format(value)
    labels = table.fields[name].flatchoices
    return str(dict(labels).get(value, value))


def duplicate(first: Row) -> str:
    return gettext("Line %d is about the same; put them together or remove one.") % first.number
