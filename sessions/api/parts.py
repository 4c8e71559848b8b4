"""Lists inside a session: who takes part, topics, and what there is to read or to watch."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from sessions.api.changes import MaterialChange, PartChange, SessionChange
from sessions.api.filling import Errors, FieldsError, Values, columns, fill, require
from sessions.models import Participation, Resource, Session, Tag, TaggedSession

LABELS = ("label_en", "label_zh_hans")
NAMES = ("kind", "url", "file", *LABELS)


def fill_parts(
    user: Any, session: Session, data: SessionChange, absolute: Callable[[str], str]
) -> None:
    """Make the lists of a session those that came in; lists that did not come in stay."""
    if "people" in data.model_fields_set:
        fill_people(user, session, data.people)
    if "tags" in data.model_fields_set:
        fill_tags(user, session, data.tags)
    if "resources" in data.model_fields_set:
        files = {
            absolute(each.href): str(each.file.name)
            for each in session.resources.all()
            if each.file
        }
        fill_resources(user, session, data.resources, files)


def fill_people(user: Any, session: Session, people: list[PartChange]) -> None:
    """Somebody in the same role as before keeps what is not said anew."""
    before = {(each.speaker.slug, each.role): each for each in session.participations.all()}
    refuse_twice("people", [(each.speaker, each.role) for each in people])
    kept = {(each.speaker, each.role) for each in people}
    for key, part in before.items():
        if key not in kept:
            require(user, "delete", Participation, session)
            part.delete()
    for number, each in enumerate(people):
        where = f"people.{number}."
        part = before.get((each.speaker, each.role)) or Participation(session=session)
        values = columns(part, each, where) | {"order": number + 1}
        fill(user, part, values, session, where)


def fill_tags(user: Any, session: Session, slugs: list[str]) -> None:
    refuse_twice("tags", slugs)
    before = {each.tag.slug: each for each in session.tagged.select_related("tag")}
    for slug, tagged in before.items():
        if slug not in slugs:
            require(user, "delete", TaggedSession, session)
            tagged.delete()
    topics = {each.slug: each for each in Tag.objects.filter(slug__in=slugs)}
    unknown: Errors = [
        {
            "field": f"tags.{number}",
            "detail": _("There is none with the slug “%s”.") % slug,
        }
        for number, slug in enumerate(slugs)
        if slug not in topics
    ]
    if unknown:
        raise FieldsError(unknown)
    for slug in slugs:
        if slug not in before:
            new = TaggedSession(content_object=session)
            fill(user, new, {"tag": topics[slug]}, session)


def fill_resources(
    user: Any, session: Session, resources: list[MaterialChange], files: dict[str, str]
) -> None:
    """Write the resources anew, unless nothing changes; `files` are those here, by address.

    Their order is part of what the database holds unique, so they cannot be moved one by one.
    """
    before = list(session.resources.order_by("order", "kind"))
    wanted = [material(each, files) for each in resources]
    if wanted == [{name: getattr(row, name) or "" for name in NAMES} for row in before]:
        return
    for row in before:
        require(user, "delete", Resource, session)
        row.delete()
    for number, values in enumerate(wanted):
        new = Resource(session=session)
        texts = {name: values[name] or None for name in LABELS}
        fill(user, new, values | texts | {"order": number + 1}, session, f"resources.{number}.")


def material(each: MaterialChange, files: dict[str, str]) -> Values:
    """Return the columns of a resource; what is at the address of a file of ours is that file."""
    file = files.get(each.url, "")
    label = each.label
    return {
        "kind": each.kind,
        "url": "" if file else each.url,
        "file": file,
        "label_en": (label and label.en) or "",
        "label_zh_hans": (label and label.zh_hans) or "",
    }


def refuse_twice(name: str, keys: list[Any]) -> None:
    """Raise `FieldsError` if a list names something twice."""
    errors: Errors = [
        {"field": f"{name}.{number}", "detail": _("This is there already.")}
        for number, key in enumerate(keys)
        if key in keys[:number]
    ]
    if errors:
        raise FieldsError(errors)
