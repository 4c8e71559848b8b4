"""Objects chosen in the admin by typing a part of their names.

Django's own fields look up whatever a form or an address says is chosen, and end in an error where
that is no key: shown here is what can be one.
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import (
    AutocompleteMixin,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
)
from django.db.models import ForeignKey, ManyToManyField
from django.http import HttpRequest

from speakers.figures import is_number


class Choosing(AutocompleteMixin):
    """Shows of what is said to be chosen only what can be."""

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        return super().optgroups(name, [each for each in value if is_number(str(each))], attr)


class ObjectSelect(Choosing, AutocompleteSelect):
    """Takes one object."""


class ObjectSelectMultiple(Choosing, AutocompleteSelectMultiple):
    """Takes several objects."""


class ChoosingMixin(BaseModelAdmin):
    """An admin page whose `autocomplete_fields` are such fields."""

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField | None:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", ObjectSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(
        self, db_field: ManyToManyField, request: HttpRequest, **kwargs: Any
    ) -> forms.ModelMultipleChoiceField | None:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", ObjectSelectMultiple(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)
