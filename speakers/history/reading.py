"""The history of an object, field by field, in words."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.apps import apps
from django.db import models
from django.db.models import CharField, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from speakers.history.models import Change, Edit
from speakers.history.states import KEPT, State, concrete, fields, name_of
from speakers.history.words import Words, marked


@dataclass
class Line:
    """A field that differs: what it is of, its label, and both values in words."""

    part: str
    label: str
    old: str
    new: str


@dataclass
class Entry:
    """An edit, as far as it concerns one document."""

    edit: Edit
    lines: list[Line] = field(default_factory=list)
    kind: str = "changed"


def edits_of(thing: models.Model) -> QuerySet[Edit]:
    """Return the edits of an object and of its parts, the latest first."""
    document = name_of(type(thing), thing.pk)
    changes = Change.objects.filter(document=document)
    return (
        Edit.objects.filter(pk__in=changes.values("edit"))
        .select_related("made_by")
        .prefetch_related(Prefetch("changes", changes, to_attr="of_document"))
    )


def entries(edits: Iterable[Edit]) -> list[Entry]:
    """Return what the edits, as `edits_of` finds them, changed in their document."""
    words = Words()
    return [entry(edit, words) for edit in edits]


def entry(edit: Edit, words: Words) -> Entry:
    changes: list[Change] = edit.of_document  # type: ignore[attr-defined]
    found = Entry(edit)
    for change in sorted(changes, key=lambda each: each.document != f"{each.model}/{each.key}"):
        model = apps.get_model(change.model)
        found.lines += difference(model, change.before, change.after, words)
        if not KEPT[model] and None in (change.before, change.after):
            found.kind = "deleted" if change.after is None else "added"
    return found


def difference(
    model: type[models.Model], before: State | None, after: State | None, words: Words
) -> list[Line]:
    """Return where two states of an object differ; a part that came or went is one line."""
    owner = KEPT[model]
    kind = capfirst(str(model._meta.verbose_name)) if owner else ""  # noqa: SLF001 - documented API
    if owner and (before is None or after is None):
        old, new = (words.title(model, state) if state else "" for state in (before, after))
        return [Line("", kind, old, new)]
    part = f"{kind}: {words.title(model, after or before or {})}" if owner else ""
    lines = []
    for name in fields(model):
        if (before or {}).get(name) == (after or {}).get(name) or name == owner:
            continue
        values = (words.value(model, name, state or {}) for state in (before, after))
        old, new = marked(*values)
        if old != new:
            lines.append(Line(part, words.label(model, name), old, new))
    return lines


def last_edit(model: str, key: int, name: str) -> Edit | None:
    """Return the edit that last changed a field, if the history knows of one; "" is any field."""
    for change in Change.objects.filter(model=model, key=key).select_related("edit__made_by"):
        if not name or (change.before or {}).get(name) != (change.after or {}).get(name):
            return change.edit
    return None


def last_change(groups: Iterable[QuerySet], others: Q) -> Change | None:
    """Return the last change to any of these objects or their parts, or of the `others`."""
    found = others
    for objects in groups:
        label = concrete(objects.model)._meta.label_lower  # noqa: SLF001 - documented API
        name = Concat(Value(f"{label}/"), Cast("pk", CharField()))
        found |= Q(document__in=objects.order_by().annotate(document=name).values("document"))
    return Change.objects.filter(found).select_related("edit__made_by").first()


def said_by(edit: Edit | None) -> str:
    """Return who made an edit, in words."""
    return edit.author if edit else _("someone")
