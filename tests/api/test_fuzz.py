"""The API against its own OpenAPI document, with requests that Schemathesis makes up.

`API_REQUESTS=1000 pytest tests/api/test_fuzz.py` makes up a thousand for each operation, others
each time.
"""

import os

import pytest
import schemathesis
from django.contrib.auth.models import User
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings

from sessions.api.document import document
from sessions.models import Token

NUMBER = os.environ.get("API_REQUESTS")
CONFIG = schemathesis.Config.from_path("schemathesis.toml")
PLAIN = {"Accept-Encoding": "identity"}  # called without a server, nothing unpacks the answer
some = settings(
    max_examples=int(NUMBER or 8),
    derandomize=not NUMBER,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


schema = schemathesis.openapi.from_dict(document("http://testserver"), config=CONFIG)
schema.app = get_wsgi_application()


@pytest.fixture(autouse=True)
def _as_in_public(program, settings):
    """Let the client's connection stay open, as Django's own client does, and never be limited."""
    settings.RATE_LIMIT = 10_000_000
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def secret(program):
    user = User.objects.create_superuser("ada")
    return Token.objects.make(user=user, name="test", days=1)


@schema.parametrize()
@some
def test_whoever_has_no_token_is_answered_as_the_document_says(case):
    case.call_and_validate(headers=PLAIN)


@schema.parametrize()
@some
def test_whoever_may_do_everything_is_answered_as_the_document_says(case, secret):
    case.call_and_validate(headers=PLAIN | {"Authorization": f"Bearer {secret}"})
