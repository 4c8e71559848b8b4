"""What an edit deleted along with an object, since it depended on it."""

from django.apps import apps
from django.db import models

from speakers.history.models import Change
from speakers.history.states import Key, Name, concrete, existing, references


def deletion(model: type[models.Model], key: Key, after: int) -> Change | None:
    """Return the deletion, after the edit `after`, of an object that is gone."""
    label = concrete(model)._meta.label_lower  # noqa: SLF001 - documented API
    found = Change.objects.filter(model=label, key=key, after__isnull=True, edit__gt=after)
    return None if existing([(concrete(model), key)]) else found.first()


def dependents(gone: Change) -> dict[Name, Change]:
    """Return what the same edit deleted because of this deletion and is still gone.

    What would have gone since in any case, as a topic's place on a session that was deleted later,
    is left out.
    """
    others = Change.objects.filter(edit=gone.edit_id, after__isnull=True).exclude(pk=gone.pk)
    waiting = {name(each): each for each in others.order_by("pk")}
    needs = {each: references(each[0], change.before or {}) for each, change in waiting.items()}
    known = existing([*waiting, *(target for found in needs.values() for _how, target in found)])
    reached = {name(gone)}
    found: dict[Name, Change] = {}
    while more := [
        each
        for each in waiting
        if each not in reached | known and follows(needs[each], reached, known)
    ]:
        reached.update(more)
        found |= {each: waiting[each] for each in more}
    return found


def follows(needs: list[tuple[object, Name]], reached: set[Name], known: set[Name]) -> bool:
    """Say whether something depends on what comes back, and will have all that it belongs to."""
    return any(target in reached for _how, target in needs) and all(
        target in reached or target in known for how, target in needs if how is models.CASCADE
    )


def name(change: Change) -> Name:
    return apps.get_model(change.model), change.key
