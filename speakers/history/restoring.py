"""Bringing back an earlier version of an object with its parts, or one that is gone."""

from dataclasses import dataclass
from hashlib import sha256

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from speakers.history.models import Change
from speakers.history.reading import Line, difference
from speakers.history.states import (
    Key,
    State,
    concrete,
    fields,
    name_of,
    thing,
    whole,
)
from speakers.history.words import Words


@dataclass
class Step:
    """What becomes of one object when a version is restored."""

    model: type[models.Model]
    key: Key
    now: State | None
    then: State | None

    @property
    def action(self) -> str:
        """The permission it takes: add, change or delete."""
        if self.now is None:
            return "add"
        return "delete" if self.then is None else "change"

    def lines(self, words: Words) -> list[Line]:
        """Say what changes, in words."""
        return difference(self.model, self.now, self.then, words)

    def save(self) -> None:
        """Write the object, or raise `ValidationError` in the words of the model's own checks."""
        then = thing(self.model, self.key, self.then or {})
        if self.now is not None:
            stored = self.model._base_manager.get(pk=self.key)  # noqa: SLF001
            for name in self.then or {}:
                if name in fields(self.model) and not fields(self.model)[name].many_to_many:
                    attribute = fields(self.model)[name].attname
                    setattr(stored, attribute, getattr(then, attribute))
            then = stored
        then.full_clean(exclude={each.name for each in then._meta.fields} - set(fields(self.model)))  # noqa: SLF001
        then.save()
        for name, field in fields(self.model).items():
            if field.many_to_many and name in (self.then or {}):
                getattr(then, name).set((self.then or {})[name])


def steps(model: type[models.Model], key: Key, after: int) -> list[Step]:
    """Return what to do to have an object and its parts as they were after the edit `after`.

    What goes comes first, then the object itself, then its parts.
    """
    now = whole(model, key)
    then: dict[tuple[type[models.Model], Key], State | None] = {**now}
    later = Change.objects.filter(document=name_of(model, key), edit__gt=after)
    for change in later.order_by("-edit_id", "-pk"):
        then[apps.get_model(change.model), change.key] = change.before
    found = [
        Step(part, each, now.get((part, each)), state)
        for (part, each), state in then.items()
        if not same(now.get((part, each)), state)
    ]
    order = {"delete": 0, "add": 2, "change": 1}
    root = concrete(model)
    return sorted(
        found,
        key=lambda step: (step.action != "delete", step.model is not root, order[step.action]),
    )


def same(now: State | None, then: State | None) -> bool:
    """Compare a state of the database with one of the history, whose values went through JSON."""
    if now is None or then is None:
        return now is then
    encode = DjangoJSONEncoder().encode
    return all(
        encode(now.get(name)) == encode(value) for name, value in then.items() if name in now
    )


def fingerprint(plan: list[Step]) -> str:
    """Return a text that is the same as long as the plan would do the same."""
    told = repr([(str(step.model), step.key, step.now, step.then) for step in plan])
    return sha256(told.encode()).hexdigest()


def restore(plan: list[Step]) -> None:
    """Do the steps; call it within `recorded`. Raises `ValidationError` if one is impossible."""
    with override(settings.LANGUAGE_CODE):  # bare translated columns hold the default language
        for step in plan:
            try:
                if step.then is None:
                    step.model._base_manager.get(pk=step.key).delete()  # noqa: SLF001
                else:
                    step.save()
            except IntegrityError as error:
                raise ValidationError(
                    _("The database refuses this version: %(reason)s") % {"reason": error}
                ) from error


def deleted(model: type[models.Model]) -> QuerySet[Change]:
    """Return the deletions of objects that are still gone, the latest first."""
    label = concrete(model)._meta.label_lower  # noqa: SLF001
    there = model._base_manager.filter(pk=OuterRef("key"))  # noqa: SLF001
    gone = Change.objects.filter(~Exists(there), model=label, after__isnull=True)
    latest = gone.order_by().values("key").annotate(last=Max("pk")).values("last")
    return gone.filter(pk__in=latest).select_related("edit__made_by")
