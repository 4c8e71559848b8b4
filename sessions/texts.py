"""The program's texts in one language beside the other: what is missing, outdated or the same."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import add, or_
from typing import Any

from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Q, Value
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_noop, override
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from sessions.exchange.fixture import shape
from sessions.exchange.fixture.writing import part_of
from sessions.models import Event, OutdatedText, Participation, Resource, Room, Track
from sessions.outdating import marks, translated_fields
from sessions.rights import SHARED, allowed_in
from speakers.bilingual import LANGUAGES
from speakers.history import recorded
from speakers.rights import TRANSLATE

Model = type[models.Model]
MODELS = [model for model in shape.KEYS if translated_fields(model)]

# What the names of objects are made of, beside what their keys are.
NAMED_BY: dict[Model, tuple[str, ...]] = {
    Room: ("event",),
    Track: ("event",),
    Participation: ("session__event", "speaker"),
    Resource: ("session__event",),
}


class State(models.TextChoices):
    """How it stands with a text in a language, as long as the other language has one."""

    MISSING = "missing", _("missing")
    OUTDATED = "outdated", _("outdated")
    SAME = "same", _("the same in both")
    DONE = "done", _("translated")


@dataclass(frozen=True)
class Text:
    """A text of the program in one language (`target`) and in the other (`source`)."""

    thing: models.Model
    field: str
    column: str
    source: str
    target: str
    state: State

    @property
    def kind(self) -> str:
        return self.thing._meta.label_lower  # noqa: SLF001 - documented by Django

    @property
    def key(self) -> str:
        """Name the text, the same in every database: `program.session:llm-day/panel:title`."""
        return f"{self.kind}:{'/'.join(map(str, shape.natural_key(self.thing)))}:{self.field}"

    @property
    def label(self) -> str:
        field = self.thing._meta.get_field(self.field)  # noqa: SLF001
        return capfirst(str(field.verbose_name))  # type: ignore[union-attr]


class TextsRefused(Exception):  # noqa: N818 - nothing has been written, and this says why
    """Why texts were not saved, by their keys: changed meanwhile, or not valid."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(problems)
        self.problems = problems


@dataclass(frozen=True)
class Answer:
    """What a translator sends for a text: what stood there, what shall stand there.

    `right` says of an outdated text that it is right as it is.
    """

    seen: str
    text: str
    right: bool = False


def translatable(user: Any, event: Event) -> list[type[models.Model]]:
    """Return the models whose texts the user may translate in an event.

    What other events show as well is for those who may translate it everywhere.
    """

    def may(model: type[models.Model], permission: str) -> bool:
        everywhere = model._meta.label_lower in SHARED  # noqa: SLF001
        return user.has_perm(permission) if everywhere else allowed_in(user, event, permission)

    return [
        model
        for model in MODELS
        if may(model, TRANSLATE)
        or may(model, f"{model._meta.app_label}.change_{model._meta.model_name}")  # noqa: SLF001
    ]


def texts(event: Event, language: str, models: Collection[Model] = MODELS) -> list[Text]:
    """Return the texts that the other language has, with those in `language`.

    They are what `event` and the events inside it consist of or refer to, of these `models`.
    """
    marked = set(OutdatedText.objects.values_list("content_type", "object_id", "column"))
    return [
        text
        for model in MODELS
        if model in models
        for text in texts_of(model, event, (language, other_than(language)), marked)
    ]


def texts_of(
    model: Model, event: Event, languages: tuple[str, str], marked: set[Any]
) -> Iterator[Text]:
    kind = ContentType.objects.get_for_model(model).pk
    objects = model._default_manager.filter(part_of(event, model))  # noqa: SLF001
    for thing in objects.select_related(*NAMED_BY.get(model, ())).order_by("pk"):
        for field in translated_fields(model):
            column, other = (build_localized_fieldname(field, code) for code in languages)
            source, target = getattr(thing, other) or "", getattr(thing, column) or ""
            if source:
                is_outdated = (kind, thing.pk, column) in marked
                state = state_of(source, target, is_outdated=is_outdated)
                yield Text(thing, field, column, source, target, state)


def state_of(source: str, target: str, *, is_outdated: bool) -> State:
    """Return how it stands with a text whose counterpart is `source`."""
    if not target:
        return State.MISSING
    if is_outdated:
        return State.OUTDATED
    return State.SAME if source == target else State.DONE


def counted(found: Iterable[Text]) -> dict[str, Counter[State]]:
    """Return how many texts are in which state, by kind of object; under "" those of all."""
    counts: dict[str, Counter[State]] = {"": Counter()}
    for text in found:
        counts[""][text.state] += 1
        counts.setdefault(text.kind, Counter())[text.state] += 1
    return counts


def other_than(language: str) -> str:
    return next(code for code, _name in settings.LANGUAGES if code != language)


def missing_texts(model: Model, language: str) -> list[Q]:
    """Return for each translated field when it stands in the other language alone."""
    return [
        there(field, other_than(language)) & ~there(field, language)
        for field in translated_fields(model)
    ]


def there(field: str, language: str) -> Q:
    column = build_localized_fieldname(field, language)
    return Q(**{f"{column}__isnull": False}) & ~Q(**{column: ""})


def missing(model: Model, language: str) -> Q:
    """Return the condition that an object of `model` has a text that is missing in `language`."""
    return reduce(or_, missing_texts(model, language))


def outdated(model: Model, language: str) -> Q:
    """Return the condition that an object of `model` has an outdated text in `language`."""
    marks = OutdatedText.objects.filter(content_type=ContentType.objects.get_for_model(model))
    return reduce(
        or_,
        (
            there(field, language)
            & there(field, other_than(language))
            & Q(
                pk__in=marks.filter(column=build_localized_fieldname(field, language)).values(
                    "object_id"
                )
            )
            for field in translated_fields(model)
        ),
    )


def count_missing(event: Event, models: Collection[Model] = MODELS) -> dict[str, int]:
    """Return how many of the `texts` in each language are missing, in one query."""
    counts = [
        model._default_manager.filter(part_of(event, model))  # noqa: SLF001 - documented
        .order_by()
        .annotate(all=Value(1))
        .values("all")
        .annotate(
            **{
                f"in_{number}": reduce(
                    add, (Count("pk", filter=each) for each in missing_texts(model, language))
                )
                for number, language in enumerate(LANGUAGES)
            }
        )
        .values_list(*(f"in_{number}" for number, _language in enumerate(LANGUAGES)))
        for model in MODELS
        if model in models
    ]
    rows = counts[0].union(*counts[1:], all=True) if counts else []
    return {language: sum(row[n] for row in rows) for n, language in enumerate(LANGUAGES)}


def save(
    event: Event,
    language: str,
    answers: dict[str, Answer],
    user: User,
    models: Collection[Model] = MODELS,
) -> int:
    """Write what has been translated, all or nothing; return how many texts have changed.

    Raises `TextsRefused`, with the keys, for texts that somebody else has changed since they were
    seen, that are gone, or that do not fit.
    """
    translators = get_language()
    with recorded(user, gettext_noop("Translated")), override(settings.LANGUAGE_CODE):
        Event.objects.select_for_update().get(pk=event.root.pk)  # one translator at a time
        found = {text.key: text for text in texts(event, language, models)}
        with override(translators):
            problems = {
                key: problem
                for key, answer in answers.items()
                if (problem := refusal(found.get(key), answer))
            }
        if problems:
            raise TextsRefused(problems)
        changed = [(found[key], each) for key, each in answers.items() if each.text != each.seen]
        for text, answer in changed:
            write(text, answer.text, user)
        for key, answer in answers.items():
            if answer.right:
                marks(found[key].thing).filter(column=found[key].column).delete()
    return len(changed)


def refusal(text: Text | None, answer: Answer) -> str:
    """Return why an answer is not taken, nothing if it is."""
    if answer.text == answer.seen:
        return ""
    if text is None:
        return str(_("This is no longer in the program."))
    if text.target not in (answer.seen, answer.text):
        now = {"text": text.target}
        return _("Somebody has changed this meanwhile. It now says: %(text)s") % now
    try:
        text.thing._meta.get_field(text.column).clean(answer.text or None, text.thing)  # type: ignore[union-attr] # noqa: SLF001
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def write(text: Text, answer: str, user: User) -> None:
    """Save a text into the object as it now is: it may have been changed for another text."""
    thing = type(text.thing)._base_manager.select_for_update().get(pk=text.thing.pk)  # noqa: SLF001
    setattr(thing, text.column, answer or None)
    thing.save()
    changed = [{"changed": {"fields": [text.label]}}]
    LogEntry.objects.log_actions(
        user.pk, [thing], CHANGE, change_message=changed, single_object=True
    )
