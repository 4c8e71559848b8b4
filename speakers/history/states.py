"""Objects as plain values, column by column: what the history keeps and compares."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db import models

Key = int
State = dict[str, Any]
Name = tuple[type[models.Model], Key]  # of an object, whether it is there or not
CHUNK = 900  # keys in one query: SQLite takes no more than a thousand in old versions

# The models whose objects are kept, and through which field each is part of another's document.
KEPT: dict[type[models.Model], str] = {}

# Of some of them the columns that nobody fills in, and that what was deleted comes back with.
BESIDES: dict[type[models.Model], tuple[str, ...]] = {}


@cache
def fields(model: type[models.Model]) -> dict[str, Any]:
    """Return the fields that people fill in; of a translated one its languages."""
    meta: Any = model._meta  # noqa: SLF001 - Django's documented API
    bare = {
        field.translated_field.name for field in meta.fields if hasattr(field, "translated_field")
    }
    return {
        field.name: field
        for field in (*meta.concrete_fields, *meta.local_many_to_many)
        if field.editable and field.serialize and not field.primary_key and field.name not in bare
    }


def besides(thing: models.Model) -> State:
    """Return what an object that goes holds beside the fields that people fill in."""
    return {name: getattr(thing, name) for name in BESIDES.get(concrete(type(thing)), ())}


def can_return(model: type[models.Model], state: State) -> bool:
    """Say whether what is kept suffices to make a deleted object anew."""
    return all(
        field.name in state or field.editable or field.blank or field.null or field.has_default()
        for field in model._meta.concrete_fields  # noqa: SLF001 - documented API
    )


def references(model: type[models.Model], state: State) -> list[tuple[Any, Name]]:
    """Return what an object refers to, each with what deleting that does to it (`on_delete`)."""
    return [
        (field.remote_field.on_delete, (concrete(field.related_model), state[name]))
        for name, field in fields(model).items()
        if field.many_to_one and state.get(name) is not None
    ]


def existing(names: Iterable[Name]) -> set[Name]:
    """Return which of these objects stand in the database."""
    wanted: defaultdict[type[models.Model], list[Key]] = defaultdict(list)
    for model, key in names:
        wanted[model].append(key)
    return {
        (model, key)
        for model, keys in wanted.items()
        for start in range(0, len(keys), CHUNK)
        for key in model._base_manager.filter(  # noqa: SLF001
            pk__in=keys[start : start + CHUNK]
        ).values_list("pk", flat=True)
    }


def states(model: type[models.Model], keys: Iterable[Key]) -> dict[Key, State]:
    """Return the fields of the objects with these keys as they stand in the database.

    A reference is the key of what it refers to, a file its name, a many-to-many a list of keys.
    """
    found: dict[Key, State] = {}
    wanted = list(keys)
    columns = [name for name, field in fields(model).items() if not field.many_to_many]
    for start in range(0, len(wanted), CHUNK):
        some = model._base_manager.filter(pk__in=wanted[start : start + CHUNK])  # noqa: SLF001
        for key, *values in some.values_list("pk", *columns):
            found[key] = dict(zip(columns, values, strict=True))
    for name, field in fields(model).items():
        if field.many_to_many:
            add_many(field, name, found)
    return found


def add_many(field: Any, name: str, found: dict[Key, State]) -> None:
    """Add the keys that a many-to-many field refers to, in order, to each state."""
    for state in found.values():
        state[name] = []
    source, target = field.m2m_field_name(), field.m2m_reverse_field_name()
    rows = field.remote_field.through._base_manager.filter(**{f"{source}__in": list(found)})  # noqa: SLF001
    for key, other in rows.order_by(target).values_list(source, target):
        found[key][name].append(other)


def document(model: type[models.Model], key: Key, state: State) -> str:
    """Name what the object is part of, or the object itself."""
    owner = KEPT[model]
    if not owner:
        return name_of(model, key)
    return name_of(fields(model)[owner].related_model, state[owner])


def name_of(model: type[models.Model], key: Any) -> str:
    """Return the name of an object's document: "program.session/5", for a keynote too."""
    return f"{concrete(model)._meta.label_lower}/{key}"  # noqa: SLF001


def concrete(model: type[models.Model]) -> type[models.Model]:
    """Return the model that has the table: `Session` for `Keynote`."""
    return model._meta.concrete_model or model  # noqa: SLF001


def parts(model: type[models.Model]) -> dict[type[models.Model], str]:
    """Return the models whose objects are part of those of `model`, and through which field."""
    return {
        part: owner
        for part, owner in KEPT.items()
        if owner and fields(part)[owner].related_model is concrete(model)
    }


def whole(model: type[models.Model], key: Key) -> dict[Name, State]:
    """Return the states of an object and of its parts, as they stand in the database."""
    root = concrete(model)
    found = {(root, each): state for each, state in states(root, [key]).items()}
    for part, owner in parts(root).items():
        keys = part._base_manager.filter(**{owner: key}).values_list("pk", flat=True)  # noqa: SLF001
        found |= {(part, each): state for each, state in states(part, keys).items()}
    return found


def thing(model: type[models.Model], key: Key, state: State) -> Any:
    """Return an object with these fields, which may or may not stand in the database."""
    meta: Any = model._meta  # noqa: SLF001 - documented API
    columns = fields(model) | {name: meta.get_field(name) for name in BESIDES.get(model, ())}
    values = {
        columns[name].attname: columns[name].to_python(value)
        for name, value in state.items()
        if name in columns and not columns[name].many_to_many
    }
    return model(pk=key, **values)
