"""The journal of accounts: what is done to accounts leaves a line, and the line stays."""

import pytest
from django.contrib.auth.models import User

from sessions.models import Token
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
