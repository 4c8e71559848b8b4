"""Somebody with a token, in each role."""

import json

import pytest
from django.contrib.auth.models import Group, User
from django.core.cache import cache
from django.test import Client

from sessions.models import Event, Membership, Token


@pytest.fixture(autouse=True)
def _fresh():
    cache.clear()


class Program:
    """Asks the API with a token, and sends it JSON."""

    def __init__(self, user):
        self.user = user
        self.secret = Token.objects.make(user=user, name="test", days=30) if user else ""
        self.client = Client()

    def ask(self, method, path, data=None, **headers):
        if self.secret:
            headers["authorization"] = f"Bearer {self.secret}"
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        body = b"" if data is None else json.dumps(data).encode()
        address = f"/api/v1{path}"
        kind = "application/json"
        return self.client.generic(method, address, body, content_type=kind, headers=headers)

    def get(self, path, **headers):
        return self.ask("GET", path, **headers)

    def etag(self, path):
        return self.get(path).headers["ETag"]

    def change(self, path, data, **headers):
        """Change something as it is now."""
        return self.ask("PATCH", path, data, **({"if_match": self.etag(path)} | headers))

    def create(self, path, data):
        return self.ask("POST", path, data)

    def delete(self, path):
        return self.ask("DELETE", path, if_match=self.etag(path))


@pytest.fixture
def anyone(db):
    return Program(None)


@pytest.fixture
def organizer(db):
    return Program(User.objects.create_superuser("ada"))


@pytest.fixture
def one_in(db):
    """Return a function that makes someone with a role, everywhere or for one event."""

    def made(role, event=None):
        user = User.objects.create_user(f"{role.lower()}-{event}", is_staff=True)
        group = Group.objects.get(name=role)
        if event:
            of = Event.objects.get(slug=event)
            Membership.objects.create(user=user, event=of, role=group)
        else:
            user.groups.add(group)
        return Program(user)

    return made
