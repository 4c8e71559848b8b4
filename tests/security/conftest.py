import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.urls import reverse

PASSWORD = "correct horse battery"  # noqa: S105


@pytest.fixture(autouse=True)
def _fresh(settings):
    """Start with an empty cache."""
    settings.PROXIES = 0
    cache.clear()


@pytest.fixture
def organizer(db):
    return User.objects.create_superuser("ada", password=PASSWORD)


@pytest.fixture
def sign_in():
    """Return a function that signs in with a client, by the form of the admin."""

    def sign(client, name="ada", password=PASSWORD, code="", address="192.0.2.1", **query):
        data = {"username": name, "password": password, "code": code, **query}
        return client.post(reverse("admin:login"), data, REMOTE_ADDR=address)

    return sign
