"""What a person may do to an object in the admin: rights to everything, or to it alone.

Django's own backend knows rights to everything. Rights to one object are asked of the backends with
the object (`user.has_perm(permission, obj)`); with a model in its place, whether there are any such
objects.

A translator may change the texts in both languages and nothing else.
"""

from typing import Any

from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.auth import get_permission_codename
from django.db import models
from django.http import HttpRequest

from speakers.bilingual import translations

TRANSLATE = "speakers.translate"


def allowed(user: Any, permission: str, obj: models.Model | type[models.Model]) -> bool:
    """Say whether the user has a right to everything, or to `obj` (for a model, to some)."""
    return user.has_perm(permission) or user.has_perm(permission, obj)


class RightsMixin(BaseModelAdmin):
    """Asks for rights to the object itself. For an inline that is the object it is inside of."""

    def may(self, request: HttpRequest, action: str, obj: Any = None) -> bool:
        codename = get_permission_codename(action, self.opts)
        permission = f"{self.opts.app_label}.{codename}"
        return allowed(request.user, permission, self.model if obj is None else obj)

    def may_translate(self, request: HttpRequest, obj: Any = None) -> bool:
        texts = any(True for _field in translations(self.model))
        return texts and allowed(request.user, TRANSLATE, self.model if obj is None else obj)

    def has_edit_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Say whether all fields may be changed, not only texts; actions ask for it as `edit`."""
        return self.may(request, "change", obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request, "add", obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_edit_permission(request, obj) or self.may_translate(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request, "delete", obj)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request, "view", obj) or self.has_change_permission(request, obj)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request) or self.has_add_permission(request)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Leave a translator the texts."""
        own = super().get_readonly_fields(request, obj)
        if obj is None or obj.pk is None or self.has_edit_permission(request, obj):
            return own
        texts = {field.name for field in translations(self.model)}
        shown = flatten_fieldsets(self.get_fieldsets(request, obj))
        return (*own, *(name for name in shown if name not in texts and name not in own))

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        may_fill = obj is None or obj.pk is None or self.has_edit_permission(request, obj)
        return super().get_prepopulated_fields(request, obj) if may_fill else {}
