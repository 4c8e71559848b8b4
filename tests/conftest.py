"""What all tests share: settings of a test, and the real program in the database."""

import pytest
from django.core.management import call_command
from django.test import client
from django.utils import translation

from sessions.models import Event


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Load the program once; each test works in a transaction of its own."""
    with django_db_blocker.unblock():
        call_command("loaddata", "kdd2023", verbosity=0)


@pytest.fixture(autouse=True)
def _plain_http(settings):
    settings.SECURE_SSL_REDIRECT = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # soon done
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture(scope="session", autouse=True)
def _pages_are_recorded_and_not_their_parts():
    """Let the client keep a page's own template and context, and copy those of no part of it.

    A form of the admin has thousands of parts.
    """
    record = client.store_rendered_templates

    def record_first(store, *signal, **rendered):
        if not store.get("templates"):
            record(store, *signal, **rendered)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(client, "store_rendered_templates", record_first)
        yield


@pytest.fixture(autouse=True)
def _english():
    """Start each test in English: a request leaves its language behind."""
    with translation.override("en"):
        yield


@pytest.fixture
def program(db):
    return Event.objects.get(slug="kdd-2023")
