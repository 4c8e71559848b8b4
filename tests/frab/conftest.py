import pytest

from sessions.models import Event


@pytest.fixture
def conference(db):
    """Return an event that has nothing in it yet."""
    return Event.objects.create(
        slug="conf",
        name_en="Conference",
        start_date="2023-08-07",
        end_date="2023-08-09",
        time_zone="America/Los_Angeles",
    )
