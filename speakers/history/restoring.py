"""Bringing back an earlier version of an object with its parts, or one that is gone.

With what is gone comes back what the same edit deleted because of it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from graphlib import TopologicalSorter
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from speakers.history.dependents import deletion, dependents
from speakers.history.models import Change
from speakers.history.reading import Line, difference
from speakers.history.states import (
    KEPT,
    Key,
    Name,
    State,
    can_return,
    concrete,
    existing,
    fields,
    name_of,
    references,
    states,
    thing,
    whole,
)
from speakers.history.words import Words


@dataclass
class Step:
    """What becomes of one object when a version is restored.

    `along` marks what comes back with the object without being a part of it.
    """

    model: type[models.Model]
    key: Key
    now: State | None
    then: State | None
    along: bool = False

    @property
    def name(self) -> Name:
        return (self.model, self.key)

    @property
    def action(self) -> str:
        """What is done: add, change or delete."""
        if self.now is None:
            return "add"
        return "delete" if self.then is None else "change"

    @property
    def permission(self) -> str:
        """The permission it takes."""
        meta = self.model._meta  # noqa: SLF001 - Django's documented API
        return f"{meta.app_label}.{self.action}_{meta.model_name}"

    @property
    def title(self) -> str:
        """What the object is called, though it may be gone."""
        state = self.then or self.now or {}
        if KEPT[self.model]:
            return Words().title(self.model, state)
        return str(thing(self.model, self.key, state))

    def lines(self, words: Words) -> list[Line]:
        """Say what changes, in words."""
        return difference(self.model, self.now, self.then, words)

    def carry_out(self) -> None:
        """Delete or write the object."""
        if self.then is None:
            self.model._base_manager.get(pk=self.key).delete()  # noqa: SLF001
        else:
            self.save()

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

    What goes comes first, then the object itself, then its parts; last what was deleted with it.
    """
    own = own_steps(model, key, after)
    named = {step.name for step in own}
    followed = [
        Step(*name, None, change.before, along=True)
        for name, change in deleted_with(model, key, after).items()
        if name not in named and can_return(name[0], change.before or {})
    ]
    return own + in_order(followed)


def lost(model: type[models.Model], key: Key, after: int) -> list[type[models.Model]]:
    """Return of what kind each object is that was deleted with this one and cannot return."""
    return [
        name[0]
        for name, change in deleted_with(model, key, after).items()
        if not can_return(name[0], change.before or {})
    ]


def deleted_with(model: type[models.Model], key: Key, after: int) -> dict[Name, Change]:
    gone = deletion(model, key, after)
    return dependents(gone) if gone else {}


def in_order(found: list[Step]) -> list[Step]:
    """Put what others refer to before them."""
    named = {step.name: step for step in found}
    needs = {step.name: [each for each in needed(step) if each in named] for step in found}
    return [named[name] for name in TopologicalSorter(needs).static_order()]


def own_steps(model: type[models.Model], key: Key, after: int) -> list[Step]:
    now = whole(model, key)
    then: dict[Name, State | None] = {**now}
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
    if texts := lacking(plan):
        raise ValidationError(texts)
    for step in plan:
        try:
            with override(settings.LANGUAGE_CODE):  # bare columns hold the default language
                step.carry_out()
        except IntegrityError as error:
            raise ValidationError(
                _("The database refuses this version: %(reason)s") % {"reason": error}
            ) from error
        except ValidationError as error:
            raise ValidationError(complaints(step, error)) from error


def lacking(plan: list[Step]) -> list[str]:
    """Say what the steps need that is neither there nor comes back with them."""
    words, planned = Words(), {step.name for step in plan}
    needs = {step.name: set(needed(step)) - planned for step in plan}
    there = existing(target for targets in needs.values() for target in targets)
    text = _("“%(object)s” cannot come back without “%(needed)s”.")
    return [
        text % {"object": step.title, "needed": name}
        for step in plan
        for name in sorted(words.name(*target) for target in needs[step.name] - there)
    ]


def needed(step: Step) -> list[Name]:
    """Return what an object refers to once the step is done."""
    return [target for _how, target in references(step.model, step.then or {})]


def complaints(step: Step, error: ValidationError) -> list[str]:
    """Return what the model's checks say; of what comes along it says which object is meant."""
    if not step.along:
        return error.messages
    text = _("“%(object)s”: %(problem)s")
    return [text % {"object": step.title, "problem": each} for each in error.messages]


def counted(kinds: Iterable[type[models.Model]]) -> list[tuple[str, int]]:
    """Return how many there are of each kind, by its name in the plural."""
    names: Any = (kind._meta.verbose_name_plural for kind in kinds)  # noqa: SLF001
    return list(Counter(capfirst(str(name)) for name in names).items())


def whole_of(step: Step, plan: list[Step]) -> models.Model:
    """Return the object of which the step's is a part, or the step's own; rights are to that."""
    state = step.then or step.now or {}
    owner = KEPT[step.model]
    if not owner:
        return thing(step.model, step.key, state)
    model, key = concrete(fields(step.model)[owner].related_model), state[owner]
    planned = next((each.then for each in plan if each.name == (model, key)), None)
    return thing(model, key, planned or states(model, [key]).get(key, {}))


def deleted(model: type[models.Model]) -> QuerySet[Change]:
    """Return the deletions of objects that are still gone, the latest first."""
    label = concrete(model)._meta.label_lower  # noqa: SLF001
    there = model._base_manager.filter(pk=OuterRef("key"))  # noqa: SLF001
    gone = Change.objects.filter(~Exists(there), model=label, after__isnull=True)
    latest = gone.order_by().values("key").annotate(last=Max("pk")).values("last")
    return gone.filter(pk__in=latest).select_related("edit__made_by")
