"""Writing what came in onto objects: by the rights of the admin, checked as the admin checks."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _

from sessions.api.changes import TextChange
from sessions.api.fields import Change
from sessions.models import Room, Session, Track
from speakers.bilingual import translations
from speakers.history.states import fields
from speakers.rights import TRANSLATE, allowed

Values = dict[str, Any]
Errors = list[dict[str, str]]


class FieldsError(Exception):
    """Some fields cannot be taken; `errors` names each and says why."""

    def __init__(self, errors: Errors) -> None:
        super().__init__(errors)
        self.errors = errors


def require(user: Any, action: str, model: type[models.Model], right_to: Any) -> None:
    """Raise `PermissionDenied` unless the user may do this to the object or event `right_to`."""
    if not may(user, action, model, right_to):
        raise PermissionDenied


def may(user: Any, action: str, model: type[models.Model], right_to: Any) -> bool:
    meta = model._meta  # noqa: SLF001 - Django's documented API
    return allowed(user, f"{meta.app_label}.{action}_{meta.model_name}", right_to)


def may_change(user: Any, thing: models.Model) -> bool:
    """Say whether the user may change anything of an object: its texts at least."""
    return may(user, "change", type(thing), thing) or allowed(user, TRANSLATE, thing)


def columns(thing: Any, data: Change, where: str = "") -> Values:
    """Return what came in as columns of the model; raise `FieldsError` for what is not there.

    Lists are left to `rows`. Of a text only the languages that were sent become columns.
    """
    found: Values = {}
    for name in data.model_fields_set:
        value = getattr(data, name)
        if isinstance(value, TextChange):
            sent = {code: getattr(value, code) or None for code in value.model_fields_set}
            found |= {f"{name}_{code}": text for code, text in sent.items()}
        elif not isinstance(value, list):
            field = thing._meta.get_field(name)  # noqa: SLF001
            refers = isinstance(field, models.ForeignKey) and value is not None
            found[name] = called(thing, name, value, where) if refers else value
    return found


def called(thing: Any, name: str, slug: str, where: str = "") -> models.Model:
    """Return the object that a reference names, of the event that `thing` belongs to."""
    related: Any = thing._meta.get_field(name).related_model  # noqa: SLF001
    candidates = related.objects.filter(slug=slug)
    if related is Session:
        candidates = candidates.filter(event=thing.event)
    if related in (Room, Track):  # one's own first, then that of the event around
        usable = candidates.filter(event__in=[thing.event, thing.event.root])
        candidates = sorted(usable, key=lambda each: each.event_id != thing.event_id)
    chosen = next(iter(candidates), None)
    if chosen is None:
        missing = _("There is none with the slug “%s”.") % slug
        raise FieldsError([{"field": f"{where}{name}", "detail": missing}])
    return chosen


def fill(user: Any, thing: Any, values: Values, right_to: Any, where: str = "") -> bool:
    """Set columns and save, if anything changes; return whether it did.

    Raises `PermissionDenied`, or `FieldsError` for what the model refuses. `right_to` is the object
    that rights are asked for: of a row that of the page it stands on.
    """
    is_new = thing._state.adding  # noqa: SLF001 - documented by Django
    changed = {name for name, value in values.items() if is_new or getattr(thing, name) != value}
    if not changed and not is_new:
        return False
    action = "add" if is_new else "change"
    texts = {field.name for field in translations(type(thing))}
    if is_new or changed - texts or not allowed(user, TRANSLATE, right_to):
        require(user, action, type(thing), right_to)
    for name in changed:
        setattr(thing, name, values[name])
    check(thing, where)
    with translation.override(settings.LANGUAGE_CODE):  # what bare columns hold
        thing.save()
    return True


def check(thing: Any, where: str = "") -> None:
    """Raise `FieldsError` with all that the model says against an object."""
    model: type[models.Model] = type(thing)
    others = {each.name for each in model._meta.fields} - set(fields(model))  # noqa: SLF001
    try:
        thing.full_clean(exclude=others)
    except ValidationError as error:
        raise FieldsError(list(named(error, model, where))) from error


def named(
    error: ValidationError, model: type[models.Model], where: str
) -> Iterable[dict[str, str]]:
    """Yield the messages with the names that fields have in the API: title.zh-hans."""
    texts = {
        field.name: f"{field.translated_field.name}.{field.language}"
        for field in translations(model)
    }
    for name, messages in error.message_dict.items():
        field = "" if name == NON_FIELD_ERRORS else texts.get(name, name)
        for message in messages:
            yield {"field": f"{where}{field}".rstrip("."), "detail": message}
