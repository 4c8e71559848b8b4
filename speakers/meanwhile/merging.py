"""Three states of a page merged: as it was loaded, as it is by now, and as it was sent.

Imports nothing of Django. Values are those of a form: for each field a list of strings.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

Values = dict[str, list[str]]
Rows = dict[str, Values]
State = dict[str, Rows]  # rows by key, for each formset by prefix; the form itself is ""[""]
Decision = Literal["mine", "theirs"] | None


@dataclass(frozen=True)
class Place:
    """A field of a row; without a field, the row as a whole: whether it is there."""

    prefix: str
    key: str
    name: str = ""

    def __str__(self) -> str:
        return f"{self.prefix}/{self.key}/{self.name}"


@dataclass
class Row:
    """A row as it was sent. A new one has no key; `removed` ones are to be deleted.

    `sent_as` is the prefix of its fields in what was sent, "" if it was not.
    """

    key: str
    values: Values
    removed: bool = False
    sent_as: str = ""


@dataclass
class Clash:
    """What both changed. For a row as a whole, None is a row that is not there."""

    place: Place
    mine: Values | None
    theirs: Values | None


@dataclass
class Merged:
    """What to save; what has to be asked first; and what was taken over from others."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    clashes: list[Clash] = field(default_factory=list)
    taken: list[Place] = field(default_factory=list)


def merge(
    loaded: State,
    now: State,
    sent: dict[str, list[Row]],
    decide: Callable[[Place], Decision],
) -> Merged:
    """Merge what was sent into what stands in the database by now.

    `decide` is asked about every clash, and answers None where nobody has decided yet; then what
    was sent stays as it is, and the clash is returned.
    """
    merged = Merged()
    for prefix, rows in sent.items():
        before, current = loaded.get(prefix, {}), now.get(prefix, {})
        merging = Merging(prefix, before, current, decide, merged)
        kept = [each for row in rows if (each := merging.row(row))]
        merged.rows[prefix] = kept + merging.new_to_me({row.key for row in rows})
    return merged


@dataclass
class Merging:
    """The rows of one formset."""

    prefix: str
    loaded: Rows
    now: Rows
    decide: Callable[[Place], Decision]
    merged: Merged

    def row(self, row: Row) -> Row | None:
        """Return what becomes of a row that was sent, None if it is gone."""
        loaded, now = self.loaded.get(row.key), self.now.get(row.key)
        if loaded is None and now is None:  # new, or unknown to all
            return row
        if now is None:
            return self.gone(row, loaded)
        if row.removed:
            return self.removed(row, loaded, now)
        return self.fields(row, loaded or {}, now)

    def gone(self, row: Row, loaded: Values | None) -> Row | None:
        """Somebody else removed the row."""
        place = Place(self.prefix, row.key)
        if row.removed or row.values == loaded:
            self.merged.taken.append(place)
            return None
        decision = self.decide(place)
        if decision == "theirs":
            return None
        if decision == "mine":
            return Row("", row.values, sent_as=row.sent_as)
        self.merged.clashes.append(Clash(place, row.values, None))
        return row

    def removed(self, row: Row, loaded: Values | None, now: Values) -> Row:
        """I remove the row."""
        place = Place(self.prefix, row.key)
        if now == loaded:
            return row
        decision = self.decide(place)
        if decision == "theirs":
            return Row(row.key, now, sent_as=row.sent_as)
        if decision is None:
            self.merged.clashes.append(Clash(place, None, now))
        return row

    def fields(self, row: Row, loaded: Values, now: Values) -> Row:
        """Both of us kept the row: merge it field by field."""
        values = {}
        for name, theirs in now.items():
            place = Place(self.prefix, row.key, name)
            before, mine = loaded.get(name), row.values.get(name, [])
            values[name] = mine
            if theirs in (before, mine):
                continue
            if mine == before:
                self.merged.taken.append(place)
                values[name] = theirs
                continue
            decision = self.decide(place)
            if decision == "theirs":
                values[name] = theirs
            elif decision is None:
                self.merged.clashes.append(Clash(place, {name: mine}, {name: theirs}))
        return Row(row.key, values, sent_as=row.sent_as)

    def new_to_me(self, known: set[str]) -> list[Row]:
        """Return the rows that others added: what was sent does not know of them."""
        added = [Row(key, values) for key, values in self.now.items() if key not in known]
        self.merged.taken += [
            Place(self.prefix, row.key) for row in added if row.key not in self.loaded
        ]
        return added
