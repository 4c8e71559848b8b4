"""The journal of accounts: what is done to accounts leaves a line, and the line stays."""

from html import unescape

import pytest
from django.contrib.auth.models import Group, Permission, User

from sessions.models import Membership, Token
from tests.security.conftest import PASSWORD

pytestmark = pytest.mark.django_db
USERS = "/admin/auth/user/"


@pytest.fixture
def someone():
    return User.objects.create_user("someone", is_staff=True)


def journal(client):
    return client.get("/admin/account/journal/").text


@pytest.mark.parametrize("action", ["sign_out", "remove_second_factor"])
def test_signing_somebody_out_everywhere_is_on_record_with_the_tokens_withdrawn(
    action, admin_client, client, someone
):
    client.force_login(someone)
    Token.objects.make(user=someone, name="Website", days=1)
    admin_client.post(USERS, {"action": action, "_selected_action": [someone.pk]})
    assert "Deleted places signed in “1”. Deleted API token “Website”." in journal(admin_client)


def test_new_password_of_ones_own_is_on_record(organizer, admin_client, client, sign_in):
    sign_in(client)
    new = {f"new_password{number}": "battery horse correct" for number in (1, 2)}
    client.post("/admin/password_change/", {"old_password": "wrong"} | new)
    assert "Changed Password." not in journal(admin_client)
    client.post("/admin/password_change/", {"old_password": PASSWORD} | new)
    assert "Changed Password." in journal(admin_client)


def test_rights_of_a_new_group_are_on_record(admin_client):
    right = Permission.objects.get(codename="add_room")
    admin_client.post("/admin/auth/group/add/", {"name": "Helpers", "permissions": [right.pk]})
    assert f"Added. Added permissions “{right}”." in unescape(journal(admin_client))


def test_role_for_an_event_is_turned_into_no_other_unseen(admin_client, someone, program):
    viewer, organizer = (Group.objects.get(name=name) for name in ("Viewer", "Organizer"))
    role = Membership.objects.create(user=someone, event=program, role=viewer)
    sent = {"user": someone.pk, "event": program.pk, "role": organizer.pk}
    page = f"/admin/program/membership/{role.pk}/change/"
    assert admin_client.get(page).status_code == 200
    assert admin_client.post(page, sent).status_code == 403
    assert someone.memberships.get().role == viewer


@pytest.mark.parametrize("by", ["page", "list"])
def test_nobody_is_deleted_who_has_done_something_to_accounts(by, client, someone, admin_client):
    eve = User.objects.create_superuser("eve")
    client.force_login(eve)
    client.post("/admin/auth/group/add/", {"name": "Friends of Eve"})
    if by == "page":
        admin_client.post(f"{USERS}{eve.pk}/delete/", {"post": "yes"})
    else:
        chosen = {"action": "delete_selected", "_selected_action": [eve.pk, someone.pk]}
        admin_client.post(USERS, chosen | {"post": "yes"})
    assert "Friends of Eve" in journal(admin_client)


def test_somebody_who_has_done_nothing_can_be_deleted(someone, admin_client):
    admin_client.post(f"{USERS}{someone.pk}/delete/", {"post": "yes"})
    assert not User.objects.filter(pk=someone.pk).exists()
