"""What several admin pages of the program share."""

from typing import Any, ClassVar

from django import forms
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db import models
from django.db.models import QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest

from sessions.admin.times import when
from sessions.models import Session
from speakers.choosing import ObjectSelect
from speakers.desk import ProgramInline, Rows


class NumberedFormSet(Rows):
    """Rows in an order; a row without a number comes after the last."""

    number_field: ClassVar[str]

    def clean(self) -> None:
        if self.number_field in self.empty_form.fields:
            self.number()
        super().clean()

    def number(self) -> None:
        rows = [form for form in self.forms if form.has_changed() or form.instance.pk]
        last = max((form.cleaned_data.get(self.number_field) or 0 for form in rows), default=0)
        for form in rows:
            if form.cleaned_data.get(self.number_field) is None:
                last += 1
                form.cleaned_data[self.number_field] = last
                setattr(form.instance, self.number_field, last)


class NumberedInline(ProgramInline):
    """An inline whose rows are numbered in `number_field`."""

    number_field = "order"

    def get_formset(
        self, request: HttpRequest, obj: Any = None, **kwargs: Any
    ) -> type[BaseInlineFormSet]:
        attributes = {"number_field": self.number_field}
        formset = type("Numbered", (NumberedFormSet,), attributes)
        return super().get_formset(request, obj, formset=formset, **kwargs)

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        if db_field.name == self.number_field:
            kwargs |= {"required": False, "initial": None}
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class InEventSelect(ObjectSelect):
    """Autocomplete for what belongs to an event: rooms, tracks and sessions."""

    url_name = "%s:program_event_choices"


class InEventChoices(AutocompleteJsonView):
    """Answers `InEventSelect`: each choice with its event, and a session with its time."""

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("event")

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        result = super().serialize_result(obj, to_field_name)
        details = [result["text"], str(obj.event)]
        if isinstance(obj, Session) and obj.local_day:
            details.append(when(obj))
        return result | {"text": " · ".join(details)}
