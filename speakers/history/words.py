"""Values of the history as a person reads them."""

import re
from datetime import UTC, date, datetime
from difflib import SequenceMatcher
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from speakers.bilingual import labels
from speakers.history.models import Change
from speakers.history.states import KEPT, Key, State, fields, thing

LONG = 60  # letters: in longer texts what differs is marked
TOO_LONG = 20_000
WORDS = re.compile(r"[^\W\u3400-\u9fff]+|\s+|.", re.DOTALL)  # a Chinese character is a word


class Words:
    """Turns values into words; what is referred to is looked up once."""

    def __init__(self) -> None:
        self.names: dict[tuple[type[models.Model], Key], str] = {}

    def label(self, model: type[models.Model], name: str) -> str:
        """Name a field, and the language of a translated one."""
        return str(labels(model).get(name) or capfirst(fields(model)[name].verbose_name))

    def value(self, model: type[models.Model], name: str, state: State) -> str:
        """Return the value of a field in words, "" for none, and for what is not so."""
        field = fields(model)[name]
        value = state.get(name)
        if field.many_to_many:
            return _(", ").join(self.name(field.related_model, key) for key in value or ())
        if value is not None:  # as it is of a field that there was not yet
            value = field.to_python(value)
        if value is None or value is False or value == "":
            return ""
        if field.related_model:
            return self.name(field.related_model, value)
        if choices := [(True, _("Yes"))] if value is True else field.flatchoices:
            return str(dict(choices).get(value, value))
        if isinstance(value, datetime):
            return moment(value.astimezone(self.zone(model, state)))
        return date_format(value) if isinstance(value, date) else str(value).replace("\r\n", "\n")

    def name(self, model: type[models.Model], key: Key) -> str:
        """Return what an object is called, though it may be gone."""
        if (model, key) not in self.names:
            self.names[model, key] = current_name(model, key) or former_name(model, key)
        return self.names[model, key]

    def title(self, model: type[models.Model], state: State) -> str:
        """Return what a part of a document is: “Ed Chi · Panelist”."""
        telling = (
            self.value(model, name, state)
            for name, field in fields(model).items()
            if name != KEPT[model] and (field.related_model or field.choices)
        )
        return " · ".join(filter(None, telling))

    def zone(self, model: type[models.Model], state: State) -> Any:
        """Return the zone of the event that the object belongs to, else UTC."""
        return getattr(getattr(thing(model, 0, state), "event", None), "zone", UTC)


def moment(local: datetime) -> str:
    return f"{date_format(local.date(), 'D')}, {date_format(local.date())}, {local:%H:%M %Z}"


def current_name(model: type[models.Model], key: Key) -> str:
    found = model._base_manager.filter(pk=key).first()  # noqa: SLF001
    return str(found) if found else ""


def former_name(model: type[models.Model], key: Key) -> str:
    """Return what a deleted object was called, else its number."""
    label = model._meta.label_lower  # noqa: SLF001
    last = Change.objects.filter(model=label, key=key, after__isnull=True).first()
    name = str(thing(model, key, last.before)) if last and last.before else f"#{key}"
    return _("%(name)s (deleted)") % {"name": name}


def marked(old: str, new: str) -> tuple[str, str]:
    """Return two texts with what one lacks of the other marked, as far as they are alike."""
    if not (LONG < max(len(old), len(new)) < TOO_LONG and old and new):
        return old, new
    before, after = WORDS.findall(old), WORDS.findall(new)
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return (
        pieces(
            before, [(kind in ("delete", "replace"), i, j) for kind, i, j, _k, _m in steps], "del"
        ),
        pieces(
            after, [(kind in ("insert", "replace"), k, m) for kind, _i, _j, k, m in steps], "ins"
        ),
    )


def pieces(words: list[str], spans: list[tuple[bool, int, int]], tag: str) -> SafeString:
    """Join the words; those of a span that differs stand in an element `tag`."""
    return format_html_join(
        "",
        "{}",
        (
            (format_html(f"<{tag}>{{}}</{tag}>", text) if differs else text,)
            for differs, start, end in spans
            if (text := "".join(words[start:end]))
        ),
    )
