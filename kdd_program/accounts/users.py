"""Users and groups in the admin: Django's own, with every change of rights on record."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import ModelAdmin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, override
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from kdd_program.accounts.codes import remove_second_factor
from kdd_program.accounts.journal import changes
from kdd_program.accounts.places import sign_out_everywhere
from sessions.admin.roles import NamesRolesMixin, RoleFilter, name_of

RIGHTS = ("is_active", "is_staff", "is_superuser", "groups", "user_permissions", "permissions")


def given_and_taken(before: Any, after: Any, whose: str) -> Iterator[tuple[str, str]]:
    """Yield "added" or "deleted" with what was; a yes or no is added to or taken from `whose`."""
    if isinstance(after, bool):
        yield ("added" if after else "deleted"), whose
        return
    old, new = ({str(each) for each in as_list(which)} for which in (before, after))
    yield from (("added", each) for each in sorted(new - old))
    yield from (("deleted", each) for each in sorted(old - new))


def as_list(value: Any) -> Iterable[Any]:
    return value if value is not None else ()


class RightsOnRecord(ModelAdmin):
    """Writes into the history which rights were given and which were taken."""

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> list[Any]:
        changed = [name for name in RIGHTS if name in form.changed_data]
        with override(None):  # the history is translated when it is read
            labels = {str(form.fields[name].label) for name in changed}
            fields: dict[str, Any] = {name: self.opts.get_field(name) for name in changed}
            names = {name: str(field.verbose_name) for name, field in fields.items()}
        message: list[Any] = super().construct_change_message(request, form, formsets, add)
        for each in message:
            told = each.get("changed", {}).get("fields", [])
            told[:] = [label for label in told if label not in labels]
        return [each for each in message if each.get("changed", {}).get("fields") != []] + [
            {how: {"name": names[name], "object": what}}
            for name in changed
            for how, what in given_and_taken(
                form.initial.get(name), form.cleaned_data[name], str(form.instance)
            )
        ]


for model in (User, Group, TOTPDevice, StaticDevice):
    admin.site.unregister(model)


@admin.register(User)
class RecordedUserAdmin(NamesRolesMixin, RightsOnRecord, UserAdmin):
    list_filter = ("is_staff", "is_superuser", "is_active", ("groups", RoleFilter))
    actions = ("remove_second_factor", "sign_out")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep whoever has a line in the journal, which would go with them."""
        may = super().has_delete_permission(request, obj)
        return may and not (obj and changes().filter(user=obj).exists())

    @admin.action(description=_("Remove the second factor"), permissions=["change"])
    def remove_second_factor(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """For someone who has lost phone and recovery codes."""
        for user in queryset:
            remove_second_factor(user)
            factor = {"deleted": {"name": "Second factor", "object": "TOTP"}}
            self.log_change(request, user, [factor, *sign_out_everywhere(user)])
        text = ngettext(
            "%d user signs in by password alone until a new second factor is set up.",
            "%d users sign in by password alone until a new second factor is set up.",
            len(queryset),
        )
        self.message_user(request, text % len(queryset), messages.WARNING)

    @admin.action(description=_("Sign out everywhere"), permissions=["change"])
    def sign_out(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset:
            self.log_change(request, user, sign_out_everywhere(user))
        text = ngettext("%d user signed out.", "%d users signed out.", len(queryset))
        self.message_user(request, text % len(queryset))


@admin.register(Group)
class RecordedGroupAdmin(RightsOnRecord, GroupAdmin):
    list_display = ("role_name",)

    @admin.display(description=_("name"), ordering="name")
    def role_name(self, group: Group) -> str:
        return name_of(group)
