from datetime import timedelta

import pytest
from django.utils import timezone

from sessions.models import Webhook
from tests.webhooks.receiver import make_certificate, receiving


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    return make_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def receiver(certificate):
    with receiving(*certificate) as running:
        yield running


@pytest.fixture
def webhook(program, receiver):
    """Return a webhook of the real program that leads to the receiver."""
    return Webhook.objects.create(event=program, url=receiver.url, site="https://kdd.example/")


class Clock:
    """A clock that a test sets forward."""

    def __init__(self):
        self.time = timezone.now() + timedelta(minutes=1)

    def __call__(self):
        return self.time

    def forward(self, **span):
        self.time += timedelta(**span)


@pytest.fixture
def clock():
    return Clock()
