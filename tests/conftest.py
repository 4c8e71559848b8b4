"""What all tests share: settings of a test, and the real program in the database."""

import pytest
from django.core.management import call_command
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


@pytest.fixture(autouse=True)
def _english():
    """Start each test in English: a request leaves its language behind."""
    with translation.override("en"):
        yield


@pytest.fixture
def program(db):
    return Event.objects.get(slug="kdd-2023")
