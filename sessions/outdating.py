"""Which texts are outdated: the same text in the other language has changed after them."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.signals import pre_save
from modeltranslation.utils import build_localized_fieldname

from sessions.models import OutdatedText
from speakers.bilingual import translations

APPS = ("program", "speakers")
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def translated_fields(model: type[models.Model]) -> list[str]:
    """Return the names of the fields that `model` has in each language."""
    return list(dict.fromkeys(field.translated_field.name for field in translations(model)))


def marks(thing: models.Model) -> models.QuerySet[OutdatedText]:
    """Return the marks of the texts of `thing` that are outdated."""
    kind = ContentType.objects.get_for_model(thing)
    return OutdatedText.objects.filter(content_type=kind, object_id=thing.pk)


def follow(sender: type[models.Model], instance: Any, raw: bool, **_signal: Any) -> None:  # noqa: FBT001
    """Before a change is saved, mark the texts it leaves behind, unless it catches up itself.

    A fixture brings both languages as one.
    """
    fields = translated_fields(sender)
    if raw or not fields or instance._state.adding:  # noqa: SLF001 - documented by Django
        return
    columns = [build_localized_fieldname(field, code) for field in fields for code in LANGUAGES]
    before = sender._base_manager.filter(pk=instance.pk).values(*columns).first()  # noqa: SLF001
    if before is None:
        return
    for field in fields:
        texts = {build_localized_fieldname(field, code) for code in LANGUAGES}
        changed = {
            name for name in texts if (before[name] or "") != (getattr(instance, name) or "")
        }
        if not changed:
            continue
        caught_up, _by_model = marks(instance).filter(column__in=changed).delete()
        if caught_up:
            continue
        others = {name for name in texts - changed if getattr(instance, name)}
        kind = ContentType.objects.get_for_model(instance)
        OutdatedText.objects.bulk_create(
            (
                OutdatedText(content_type=kind, object_id=instance.pk, column=name)
                for name in others
            ),
            ignore_conflicts=True,
        )


def connect() -> None:
    """Keep the marks up to date from now on."""
    for label in APPS:
        for model in apps.get_app_config(label).get_models():
            pre_save.connect(follow, sender=model)
