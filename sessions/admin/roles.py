"""Names of groups in the reader's language, as far as they are those of our own roles."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.auth.models import Group
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_noop

ROLES = [  # made by a migration
    gettext_noop("Organizer"),
    gettext_noop("Program editor"),
    gettext_noop("Translator"),
    gettext_noop("Viewer"),
]


def name_of(group: Group) -> str:
    return gettext(group.name)


class RoleFilter(admin.RelatedFieldListFilter):
    """Groups by name."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> Any:
        choices = super().field_choices(field, request, model_admin)
        return [(key, gettext(str(name))) for key, name in choices]


class NamesRolesMixin(BaseModelAdmin):
    """Forms in which groups are chosen by name."""

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> Any:
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.related_model is Group:
            field.label_from_instance = name_of
        return field
