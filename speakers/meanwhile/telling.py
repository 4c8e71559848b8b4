"""What was changed meanwhile, in words: by whom, when, and what."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from speakers.history.models import Change, Edit
from speakers.history.reading import last_edit, said_by
from speakers.history.states import concrete, states
from speakers.history.words import Words, marked
from speakers.meanwhile.merging import Clash, Place, Values
from speakers.meanwhile.sending import in_words


@dataclass
class Question:
    """One thing that both changed, with both values."""

    place: Place
    part: str
    label: str
    mine: str
    theirs: str
    edit: Edit | None


class Telling:
    """Speaks of places of one page: the forms of `obj` as they stand."""

    def __init__(
        self, obj: models.Model, form: forms.BaseForm, formsets: Iterable[BaseInlineFormSet]
    ) -> None:
        self.obj, self.form = obj, form
        self.formsets: dict[str, Any] = {str(each.prefix): each for each in formsets}
        self.words = Words()

    def fields(self, place: Place) -> dict[str, forms.Field]:
        return self.formsets[place.prefix].empty_form.fields if place.prefix else self.form.fields

    def model(self, place: Place) -> type[models.Model]:
        return concrete(self.formsets[place.prefix].model if place.prefix else type(self.obj))

    def key(self, place: Place) -> Any:
        return place.key if place.prefix else self.obj.pk

    def edit(self, place: Place) -> Edit | None:
        """Return the edit that brought about what stands there now."""
        return last_edit(self.model(place)._meta.label_lower, self.key(place), place.name)  # noqa: SLF001

    def part(self, place: Place) -> str:
        """Name the row: “Participation: Ed Chi · Panelist”; the object itself has no name."""
        if not place.prefix:
            return ""
        model = self.model(place)
        label = model._meta.label_lower  # noqa: SLF001
        row = states(model, [int(place.key)]).get(int(place.key))
        if row is None:
            last = Change.objects.filter(model=label, key=place.key).first()
            row = (last and last.before) or {}
        return f"{capfirst(str(model._meta.verbose_name))}: {self.words.title(model, row)}"  # noqa: SLF001

    def label(self, place: Place) -> str:
        return str(self.fields(place)[place.name].label or "") if place.name else ""

    def said(self, place: Place, values: Values | None) -> str:
        """Return the values of a clash in words."""
        if values is None:
            return _("removed")
        fields = self.fields(place)
        told = (in_words(fields[name], each) for name, each in values.items())
        return " · ".join(filter(None, told))

    def questions(self, clashes: list[Clash]) -> list[Question]:
        """Return what to ask, in the order of the page."""
        found = []
        for each in clashes:
            place = each.place
            theirs, mine = marked(self.said(place, each.theirs), self.said(place, each.mine))
            found.append(
                Question(place, self.part(place), self.label(place), mine, theirs, self.edit(place))
            )
        return found

    def taken(self, places: list[Place]) -> list[str]:
        """Say what others changed that is taken over, a line for each of them."""
        by: dict[str, list[str]] = {}
        for place in places:
            what = ", ".join(filter(None, (self.part(place), self.label(place))))
            by.setdefault(said_by(self.edit(place)), []).append(what)
        return [
            _("Meanwhile %(who)s changed: %(what)s. That is kept.")
            % {"who": who, "what": _("; ").join(dict.fromkeys(what))}
            for who, what in by.items()
        ]
