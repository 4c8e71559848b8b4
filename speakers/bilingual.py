"""Admin pages with both languages of a text side by side.

The columns of a translated field (`name_en`, `name_zh_hans`) are fields of the model like any
other, so these are Django's own admin classes; what is added is the language in each label, and
on each input a `lang`, which the tabs of `static/admin-program/bilingual.js` go by.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.forms.widgets import Script
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from modeltranslation.fields import TranslationField
from modeltranslation.utils import build_localized_fieldname

from speakers.uploads import DocumentField, PictureField

LANGUAGES = {"en": _("English"), "zh-hans": _("Chinese")}


class DateInput(forms.DateInput):
    """The browser's own date picker."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def bilingual(name: str) -> tuple[str, ...]:
    """Return the columns of the translated field `name`: one line of a form, or of a list."""
    return tuple(build_localized_fieldname(name, language) for language in LANGUAGES)


def translations(model: type[models.Model]) -> Iterable[TranslationField]:
    """Return the columns of all translated fields of `model`."""
    fields: Iterable[Any] = model._meta.fields  # noqa: SLF001 - Django's documented API
    return (field for field in fields if isinstance(field, TranslationField))


def labels(model: type[models.Model]) -> dict[str, str]:
    """Return a label with the language for each column of a translated field."""
    return {
        field.name: _("%(field)s (%(language)s)")
        % {
            "field": capfirst(field.translated_field.verbose_name),
            "language": LANGUAGES[field.language],
        }
        for field in translations(model)
    }


def in_both_languages(thing: models.Model, name: str) -> SafeString:
    """Return the translated field `name` in the reader's language, the other one below it."""
    order = sorted(LANGUAGES, key=lambda language: language != get_language())
    texts = {
        getattr(thing, build_localized_fieldname(name, each)): each for each in reversed(order)
    }
    return format_html_join(
        "",
        '<span class="in-language" lang="{}">{}</span>',
        ((language, text) for text, language in reversed(texts.items()) if text),
    )


class BilingualFields(BaseModelAdmin):
    """What forms and inlines have in common.

    No text is no text (NULL). Beside a choice stand the ways to change it and to add one.
    """

    formfield_overrides = {
        models.DateField: {"widget": DateInput},
        models.URLField: {"assume_scheme": "https"},
        models.ImageField: {"form_class": PictureField},
        models.FileField: {"form_class": DocumentField},
    }

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(db_field, TranslationField):
            field.empty_value = None
            field.widget.attrs["lang"] = db_field.language
            field.error_messages["unique"] = _("Another one has this already.")
        elif field and isinstance(db_field, models.ForeignKey):
            field.widget.can_view_related = field.widget.can_delete_related = False
        return field


class BilingualAdmin(BilingualFields, admin.ModelAdmin):
    """A model with translated fields. Fieldsets name them with `*bilingual("name")`."""

    change_form_template = "admin/bilingual_form.html"
    save_on_top = True

    class Media:
        js = [
            Script("admin-program/bilingual.js", type="module"),
            Script("admin-program/leaving.js", type="module"),
        ]

    @admin.display(description=_("name"), ordering="name_en")
    def both_names(self, thing: models.Model) -> SafeString:
        return in_both_languages(thing, "name")

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        return super().get_form(request, obj, change, labels=labels(self.model), **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save; bare translated columns always hold the default language."""
        with override(settings.LANGUAGE_CODE):
            super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        with override(settings.LANGUAGE_CODE):
            super().save_formset(request, form, formset, change)


class BilingualInline(BilingualFields, admin.TabularInline):
    """Rows with translated fields inside the page of another model."""

    extra = 0

    def get_formset(
        self, request: HttpRequest, obj: Any = None, **kwargs: Any
    ) -> type[BaseInlineFormSet]:
        return super().get_formset(request, obj, labels=labels(self.model), **kwargs)
