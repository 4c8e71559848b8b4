"""Keeping what is written: `recorded` around a transaction."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models, transaction
from django.db.models.signals import m2m_changed, post_save, pre_delete, pre_save

from speakers.history.models import Change, Edit
from speakers.history.states import (
    BESIDES,
    KEPT,
    Key,
    Name,
    State,
    besides,
    concrete,
    document,
    states,
)

under_way: ContextVar["Recording | None"] = ContextVar("under_way", default=None)


class Recording:
    """The objects touched in a transaction, each as it was when it was first touched."""

    def __init__(self) -> None:
        self.before: dict[type[models.Model], dict[Key, State | None]] = {}
        self.besides: dict[Name, State] = {}

    def note(self, things: Iterable[models.Model]) -> None:
        """Remember how the objects are now; before whatever sends no signals, as `update()`."""
        keys: defaultdict[type[models.Model], list[Key]] = defaultdict(list)
        for each in things:
            keys[type(each)].append(each.pk)
        for model, found in keys.items():
            self.touch(model, found)

    def touch(self, model: type[models.Model], keys: Iterable[Key]) -> None:
        seen = self.before.setdefault(concrete(model), {})
        unseen = [key for key in keys if key not in seen]
        found = states(concrete(model), unseen)
        seen.update({key: found.get(key) for key in unseen})

    def add(self, model: type[models.Model], key: Key) -> None:
        """Remember that the object is new, unless it has been touched already."""
        self.before.setdefault(concrete(model), {}).setdefault(key, None)

    def part_with(self, thing: models.Model) -> None:
        """Remember an object that is about to be deleted, with what nobody fills in."""
        self.note([thing])
        self.besides[concrete(type(thing)), thing.pk] = besides(thing)

    def write(self, user: AbstractBaseUser | AnonymousUser | None, comment: str) -> None:
        """Compare with what has become of the objects, and keep the differences as one edit."""
        changes = []
        for model, seen in self.before.items():
            after = states(model, seen)
            changes += [
                Change(
                    model=model._meta.label_lower,  # noqa: SLF001 - Django's documented API
                    key=key,
                    document=document(model, key, after.get(key) or before or {}),
                    before=before if key in after else self.whole(model, key, before),
                    after=after.get(key),
                )
                for key, before in seen.items()
                if before != after.get(key)
            ]
        if not changes:
            return
        author = user.pk if user else None
        edit = Edit.objects.create(made_by_id=author, comment=comment)
        for change in changes:
            change.edit = edit
        Change.objects.bulk_create(changes, batch_size=500)

    def whole(self, model: type[models.Model], key: Key, before: State | None) -> State:
        """Return all that is kept of an object that was deleted."""
        return (before or {}) | self.besides.get((model, key), {})


@contextmanager
def recorded(
    user: AbstractBaseUser | AnonymousUser | None, comment: str = ""
) -> Iterator[Recording]:
    """Make one transaction of what is written within, and keep it in the history as `user`'s.

    `comment` says why in English, marked with `gettext_noop`, and is translated for each reader.
    Within another `recorded` this belongs to that one. What sends no signals (`update()`,
    `bulk_create()`) is to be told to the recording that is yielded.
    """
    outer = under_way.get()
    if outer:
        with transaction.atomic():
            yield outer
        return
    recording = Recording()
    with transaction.atomic():
        token = under_way.set(recording)
        try:
            yield recording
        finally:
            under_way.reset(token)
        recording.write(user, comment)


def is_recorded() -> bool:
    """Tell whether what is written now is part of a recording."""
    return under_way.get() is not None


def keep(
    *models_kept: type[models.Model], part_of: str = "", besides: tuple[str, ...] = ()
) -> None:
    """Keep the history of these models from now on.

    `part_of` is the field that names the whole, `besides` are the columns that nobody fills in and
    that what was deleted comes back with. A proxy has to be named too, since its signals are its
    own.
    """
    for model in models_kept:
        KEPT[concrete(model)], BESIDES[concrete(model)] = part_of, besides
        pre_save.connect(about_to_change, sender=model)
        post_save.connect(has_changed, sender=model)
        pre_delete.connect(about_to_go, sender=model)
        for field in model._meta.local_many_to_many:  # noqa: SLF001
            m2m_changed.connect(about_to_relate, sender=field.remote_field.through)


def about_to_change(sender: type[models.Model], instance: models.Model, **_signal: Any) -> None:
    recording = under_way.get()
    if recording and instance.pk is not None:
        recording.touch(sender, [instance.pk])


def about_to_go(instance: models.Model, **_signal: Any) -> None:
    recording = under_way.get()
    if recording:
        recording.part_with(instance)


def has_changed(sender: type[models.Model], instance: models.Model, **_signal: Any) -> None:
    recording = under_way.get()
    if recording:
        recording.add(sender, instance.pk)


def about_to_relate(
    action: str,
    instance: models.Model,
    model: type[models.Model],
    pk_set: set[Key] | None,
    *,
    reverse: bool,
    **_signal: Any,
) -> None:
    recording = under_way.get()
    if recording and action.startswith("pre_"):
        recording.touch(*((model, pk_set or ()) if reverse else (type(instance), [instance.pk])))
