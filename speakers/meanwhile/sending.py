"""Forms as values, and values as what a browser sends."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.core import signing
from django.forms.models import ModelChoiceField
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from speakers.figures import is_number
from speakers.meanwhile.merging import Row, State, Values

SALT = "speakers.meanwhile"


def pack(state: State) -> str:
    """Return a state as a text that a form can carry and nobody can change."""
    return signing.dumps(state, salt=SALT, compress=True)


def unpack(text: str) -> State:
    """Return the state in a text made by `pack`, an empty one if it is none."""
    try:
        return signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return {}


def state(form: forms.BaseForm, formsets: Iterable[Any]) -> State:
    """Return what unbound forms show."""
    found: State = {"": {"": values(form, form.fields)}}
    for formset in formsets:
        fields = names(formset)
        rows = {str(each.instance.pk): values(each, fields) for each in formset if each.instance.pk}
        found[formset.prefix] = rows
    return found


def names(formset: Any) -> list[str]:
    """Return the fields of a row that people fill in."""
    own = {formset.model._meta.pk.name, formset.fk.name, "DELETE", "ORDER"}  # noqa: SLF001
    return [name for name in formset.empty_form.fields if name not in own]


def values(form: forms.BaseForm, fields: Iterable[str]) -> Values:
    """Return what a browser would send for these fields if nobody touched them."""
    return {name: untouched(form[name]) for name in fields}


def untouched(bound: forms.BoundField) -> list[str]:
    value = bound.field.prepare_value(bound.initial)
    widget = plain(bound.field)
    if isinstance(bound.field, forms.FileField):
        return tidy([str(value or "")])
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if value else []
    shown = widget.format_value(value)
    return tidy(shown if isinstance(shown, list) else [shown or ""])


def plain(field: forms.Field) -> Any:
    """Return the field's widget without the links the admin puts around it."""
    return getattr(field.widget, "widget", field.widget)


def tidy(sent: Iterable[Any]) -> list[str]:
    """Return values without what means nothing: how lines end, blanks around, order."""
    found = (str(each).replace("\r\n", "\n").strip() for each in sent)
    return sorted(each for each in found if each)


def sent(
    form: forms.BaseForm,
    formsets: Iterable[Any],
    data: QueryDict,
    files: MultiValueDict[str, Any],
) -> dict[str, list[Row]]:
    """Return the rows that were sent for these unbound forms."""
    main = {name: touched(form[name], name, data, files) for name in form.fields}
    found = {"": [Row("", main)]}
    for formset in formsets:
        found[formset.prefix] = list(sent_rows(formset, data, files))
    return found


def sent_rows(formset: Any, data: QueryDict, files: MultiValueDict[str, Any]) -> Iterator[Row]:
    total = data.get(f"{formset.prefix}-TOTAL_FORMS", "0")
    stored = {str(each.instance.pk): each for each in formset if each.instance.pk}
    empty, fields = formset.empty_form, names(formset)
    for number in range(min(int(total) if is_number(total) else 0, formset.absolute_max)):
        prefix = f"{formset.prefix}-{number}"
        key = data.get(f"{prefix}-{formset.model._meta.pk.name}", "")  # noqa: SLF001
        form = stored.get(key, empty)
        row = {name: touched(form[name], f"{prefix}-{name}", data, files) for name in fields}
        yield Row(key, row, removed=f"{prefix}-DELETE" in data, sent_as=prefix)


def touched(
    bound: forms.BoundField, name: str, data: QueryDict, files: MultiValueDict[str, Any]
) -> list[str]:
    """Return what was sent for a field; for a file its name."""
    if not isinstance(bound.field, forms.FileField):
        return tidy(data.getlist(name))
    if name in files:
        return [str(files[name])]
    return [] if f"{name}-clear" in data else untouched(bound)


def write(
    rows: dict[str, list[Row]],
    formsets: Iterable[Any],
    data: QueryDict,
    files: MultiValueDict[str, Any],
) -> QueryDict:
    """Return what would have been sent with these rows; `files` is changed to go with it."""
    result = data.copy()
    for name, each in rows[""][0].values.items():
        put(result, files, name, each, uploaded=files.get(name))
    for formset in formsets:
        write_rows(formset, rows[formset.prefix], result, files)
    return result


def write_rows(
    formset: Any, rows: list[Row], data: QueryDict, files: MultiValueDict[str, Any]
) -> None:
    before, uploads = data.copy(), files.copy()
    for old in (data, files):
        for name in list(old):
            if name.startswith(f"{formset.prefix}-") and name.split("-")[1].isdecimal():
                del old[name]
    ordered = sorted(rows, key=lambda row: not row.key)  # Django wants those that exist first
    data[f"{formset.prefix}-TOTAL_FORMS"] = str(len(ordered))
    data[f"{formset.prefix}-INITIAL_FORMS"] = str(sum(bool(row.key) for row in ordered))
    for number, row in enumerate(ordered):
        prefix = f"{formset.prefix}-{number}"
        data[f"{prefix}-{formset.model._meta.pk.name}"] = row.key  # noqa: SLF001
        data[f"{prefix}-{formset.fk.name}"] = str(formset.instance.pk)
        if row.removed:
            data[f"{prefix}-DELETE"] = "on"
        for name, each in row.values.items():
            if f"{row.sent_as}-{name}-clear" in before:
                data[f"{prefix}-{name}-clear"] = "on"
            upload = uploads.get(f"{row.sent_as}-{name}")
            put(data, files, f"{prefix}-{name}", each, uploaded=upload)


def put(
    data: QueryDict,
    files: MultiValueDict[str, Any],
    name: str,
    sent_values: list[str],
    *,
    uploaded: Any,
) -> None:
    """Set what is sent for a field; an upload that was not chosen in the end is left out."""
    data.setlist(name, sent_values)
    if f"{name}-clear" in data and sent_values:
        del data[f"{name}-clear"]
    if uploaded and sent_values == [str(uploaded)]:
        files[name] = uploaded
    else:
        files.pop(name, None)


def in_words(field: Any, sent_values: list[str]) -> str:
    """Return what was sent for a field as a person reads it, as far as it can be chosen there."""
    kind = type(field)
    if issubclass(kind, ModelChoiceField):
        keys = [int(each) for each in sent_values if is_number(each)]
        return " · ".join(str(each) for each in field.queryset.filter(pk__in=keys))
    if issubclass(kind, forms.ChoiceField):
        choices = {str(value): str(text) for value, text in field.choices}
        return " · ".join(choices.get(each, each) for each in sent_values)
    if issubclass(kind, forms.DateTimeField):
        return " ".join(sent_values).replace("T", " ")
    return " ".join(sent_values)
