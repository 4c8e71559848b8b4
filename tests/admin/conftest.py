import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from sessions.models import Session


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
def keynote(program):
    """Tuesday, 10:10–11:00 in California, 17:10–18:00 in UTC."""
    return Session.objects.get(slug="llm-day-documents-to-dialogues")


@pytest.fixture
def keynote_url(keynote):
    return reverse("admin:program_session_change", args=[keynote.pk])
