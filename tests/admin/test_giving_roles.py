"""Who gives roles, and how they are named."""

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.urls import reverse
from django.utils import translation

from sessions.admin.roles import name_of
from sessions.models import Membership
from tests.admin.forms import page


def test_no_role_gives_roles(one_in, helper, program):
    add = reverse("admin:program_membership_add")
    for client in (one_in("Organizer"), helper("Organizer", "kdd-2023")):
        assert client.post(add, {}).status_code == 403
        assert client.get(reverse("admin:auth_user_changelist")).status_code == 403


def test_superuser_gives_a_role_for_an_event(admin_client, program):
    user = User.objects.create_user("new", is_staff=True)
    role = Group.objects.get(name="Translator")
    data = {"user": user.pk, "event": program.pk, "role": role.pk}
    assert admin_client.post(reverse("admin:program_membership_add"), data).status_code == 302
    assert user.memberships.get().role == role


@pytest.mark.parametrize(
    "url",
    [
        reverse("admin:auth_group_changelist"),
        reverse("admin:auth_user_add"),
        reverse("admin:program_membership_add"),
        reverse("admin:program_membership_changelist"),
    ],
)
def test_roles_are_named_in_the_language_of_the_reader(url, admin_client, admin_user, program):
    role = Group.objects.get(name="Program editor")
    Membership.objects.create(user=admin_user, event=program, role=role)
    admin_client.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hans"
    if url == reverse("admin:auth_user_add"):  # the groups are on the next page
        url = reverse("admin:auth_user_change", args=[admin_user.pk])
    with translation.override("zh-hans"):
        chinese = name_of(role)
    text = page(admin_client.get(url)).select_one("#content").text
    assert chinese in text
    assert chinese == "Program editor" or "Program editor" not in text
