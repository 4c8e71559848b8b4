"""A speaker of the real program whose only session is a draft, and a link for them."""

import pytest

from sessions.models import Session
from speakers.models import Speaker
from tests.previews import new_link


@pytest.fixture
def speaker(program):
    """Return somebody whose only session, the panel of LLM Day, is a draft."""
    Session.objects.filter(slug="llm-day-panel").update(status="draft")
    return Speaker.objects.get(slug="vy-vo")


@pytest.fixture
def panel(speaker):
    return Session.objects.get(slug="llm-day-panel")


@pytest.fixture
def address(program, speaker):
    return new_link(program, speaker)
