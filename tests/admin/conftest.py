import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse

from sessions.models import Event, Membership, PreviewLink, Session
from speakers.models import Speaker
from tests.previews import new_link, send


@pytest.fixture(params=["en", "zh-hans"])
def organizer(request, admin_client):
    """Someone who may do everything, in each language."""
    admin_client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = request.param
    return admin_client


@pytest.fixture
def viewer(client, db):
    """Someone on the staff who may look at events and sessions and change nothing."""
    user = User.objects.create_user("viewer", is_staff=True)
    names = ("view_event", "view_session")
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)
    return client


@pytest.fixture
def panel(program):
    return Session.objects.get(slug="llm-day-panel")


@pytest.fixture
def panel_url(panel):
    return reverse("admin:program_session_change", args=[panel.pk])


@pytest.fixture
def keynote(program):
    """Tuesday, 10:10–11:00 in California, 17:10–18:00 in UTC."""
    return Session.objects.get(slug="llm-day-documents-to-dialogues")


@pytest.fixture
def keynote_url(keynote):
    return reverse("admin:program_session_change", args=[keynote.pk])


@pytest.fixture
def vy_vo(program):
    return Speaker.objects.get(slug="vy-vo")


@pytest.fixture
def link(program, vy_vo):
    """Return the address of a link of a speaker."""
    return new_link(program, vy_vo)


@pytest.fixture
def proposed(link, vy_vo, panel):
    """Return a link by which corrections to four fields have been proposed."""
    changed = {
        "speaker-name_zh_hans": "武维",
        "speaker-biography_en": "Hello <script>alert(1)</script> **world**",
        f"session-{panel.pk}-abstract_en": "A better abstract.",
        f"session-{panel.pk}-title_en": "A better title",
    }
    send(Client(), link, changed)
    return PreviewLink.objects.get()


@pytest.fixture
def anna(db):
    """Sign in a colleague, who saves first."""
    client = Client()
    client.force_login(User.objects.create_superuser("anna", first_name="Anna"))
    return client


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def one_in(db):
    """Return a function that signs in someone who has a role everywhere."""

    def made(role):
        user = User.objects.create_user(role.lower(), is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        return signed_in(user)

    return made


@pytest.fixture
def helper(program):
    """Return a function that signs in someone who has a role for one event."""

    def made(role, event="llm-day"):
        user = User.objects.create_user(f"helper-{role.lower()}", is_staff=True)
        Membership.objects.create(
            user=user, event=Event.objects.get(slug=event), role=Group.objects.get(name=role)
        )
        return signed_in(user)

    return made
