"""A day in one room, as long as a test wants it."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from sessions.models import Event, Session


@pytest.fixture
def day(db):
    """Return an event of one day in one room, and how to add a quarter of an hour to it."""
    event = Event.objects.create(
        slug="one-day",
        name_en="One Day",
        name_zh_hans="一日",
        start_date="2024-05-01",
        end_date="2024-05-01",
        time_zone="Asia/Shanghai",
    )
    room = event.rooms.create(slug="hall", name_en="Hall", name_zh_hans="大厅")
    opening = datetime(2024, 5, 1, 0, tzinfo=UTC)  # 8 in Shanghai

    def add(number, **fields):
        start = opening + timedelta(minutes=15 * number)
        own = {
            "slug": f"s-{number}",
            "title_en": f"Talk number {number} of the day",
            "title_zh_hans": f"当天第{number}场报告",
            "room": room,
            "start": start,
            "end": start + timedelta(minutes=15),
            "status": "published",
        }
        return Session.objects.create(event=event, **own | fields)

    return SimpleNamespace(event=event, room=room, add=add)
