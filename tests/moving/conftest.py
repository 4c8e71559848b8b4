"""A site with the one event that the files of other tools are about, and nothing in it."""

import pytest

from sessions.models import Event


@pytest.fixture
def harbour(db):
    return Event.objects.create(
        slug="harbour",
        name_en="Harbour Conference 2026",
        start_date="2026-09-14",
        end_date="2026-09-16",
        time_zone="Asia/Shanghai",
    )
