"""What all tests share: settings of a test, and the real program in the database."""

import gc

import pytest
from django.core.management import call_command
from django.test import client
from django.utils import translation
from whitenoise.middleware import WhiteNoiseMiddleware

from sessions.models import Event


def pytest_collection_finish():
    """Look for no garbage in what is loaded by now: all of it stays until the end."""
    gc.freeze()


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


@pytest.fixture(scope="session", autouse=True)
def _static_files_are_listed_once():
    """Let WhiteNoise read the folder once: each new client starts all the middleware again."""
    read, known = WhiteNoiseMiddleware.update_files_dictionary, {}

    def remember(whitenoise, root, prefix):
        if root not in known:
            read(whitenoise, root, prefix)
            known[root] = whitenoise.files
        whitenoise.files = known[root].copy()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "update_files_dictionary", remember)
        yield


@pytest.fixture(autouse=True)
def _english():
    """Start each test in English: a request leaves its language behind."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def _answers():
    return {}


@pytest.fixture
def shown(client, db, _answers):
    """Return a function that asks for a page of the program as shipped, each page only once.

    For tests that look at many pages and change nothing.
    """

    def ask(address):
        if address not in _answers:
            _answers[address] = client.get(address)
        return _answers[address]

    return ask


@pytest.fixture
def program(db):
    return Event.objects.get(slug="kdd-2023")
