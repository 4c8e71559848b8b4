"""The API against its own OpenAPI document, with requests that Schemathesis makes up.

`API_REQUESTS=1000 pytest tests/api/test_fuzz.py` makes up a thousand for each operation, others
each time.
"""

import os
import re

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
SLUG = re.compile(r"[-a-zA-Z0-9_]+", re.ASCII)
PLAIN = {"Accept-Encoding": "identity"}  # called without a server, nothing unpacks the answer
some = settings(
    max_examples=int(NUMBER or 3),
    derandomize=not NUMBER,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


schema = schemathesis.openapi.from_dict(document("http://testserver"), config=CONFIG)
schema.app = get_wsgi_application()
schema.config.phases.coverage.enabled = bool(NUMBER)  # hundreds of requests for each operation
SLUGS = {
    "sessions": ["mlg-tang", "ws-mlg", "causal-break"],
    "speakers": ["peng-zhang", "jie-tang"],
    "organizations": ["zhipu-ai", "acm"],
    "rooms": ["grand-a", "grand-b"],
    "tracks": ["research"],
}


@schema.hook
def map_path_parameters(context, path_parameters):
    """Name what is there, most of the time: of something else there is not much to say."""
    kind = context.operation.path.split("/{slug}")[0].rpartition("/")[2]
    real = {"event": ["kdd-2023", "llm-day"], "slug": SLUGS.get(kind, [])}
    return {
        name: real[name][len(value) % len(real[name])]
        if isinstance(value, str) and SLUG.fullmatch(value) and real[name] and value != "0"
        else value
        for name, value in (path_parameters or {}).items()
    }


@schema.hook
def map_headers(context, headers):
    """Let most writing go on past the first condition."""
    condition = str((headers or {}).get("If-Match", ""))
    return dict(headers) | {"If-Match": "*"} if len(condition) % 3 == 1 else headers


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
