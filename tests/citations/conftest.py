"""A paper to be cited."""

from datetime import UTC, datetime

import pytest

from sessions.models import Participation, Session
from speakers.models import Speaker


@pytest.fixture
def paper(program):
    """Return a new paper of Ada Lovelace's and Jie Tang's."""
    paper = Session.objects.create(
        event=program,
        slug="a-paper",
        kind=Session.Kind.PAPER,
        title_en="On the Reasoning of Engines",
        title_zh_hans="论机器的推理",
        status=Session.Status.PUBLISHED,
        start=datetime(2023, 8, 9, 5, tzinfo=UTC),  # still the eighth in Long Beach
    )
    ada = Speaker.objects.create(slug="ada-lovelace", name_en="Ada Lovelace")
    for order, speaker in enumerate([ada, Speaker.objects.get(slug="jie-tang")]):
        Participation.objects.create(session=paper, speaker=speaker, role="author", order=order)
    return paper
