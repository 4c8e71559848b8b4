"""Sessions that go on for a day or more: an exhibition, a competition."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from sessions.models import Session

pytestmark = pytest.mark.django_db
PLACES = [
    ("kdd-2023/sessions/mlg-tang/", ".lead .when"),
    ("kdd-2023/agenda/?s=dnphkfy", "#at-dnphkfy .when"),
    ("kdd-2023/schedule/?q=Self-supervised", ".results .when"),
]


@pytest.fixture
def lasting(db):
    """Return a function that lets the keynote mlg-tang begin at 8:15 and last for some hours."""

    def last(hours):
        session = Session.objects.get(slug="mlg-tang")
        session.end = session.start + timedelta(hours=hours)
        session.save()

    return last


def text(client, address, selector):
    return BeautifulSoup(client.get(address).content, "lxml").select_one(selector).text


@pytest.mark.parametrize(("page", "selector"), PLACES)
def test_day_on_which_it_ends_is_named_in_both_languages(client, lasting, page, selector):
    lasting(33)
    assert "08:15–Tue, Aug 8 17:15 PDT" in text(client, f"/en/{page}", selector)
    assert "08:15–8月8日周二 17:15 PDT" in text(client, f"/zh-hans/{page}", selector)


def test_day_is_not_named_of_what_ends_in_the_night(client, lasting):
    lasting(20)
    assert text(client, "/en/kdd-2023/sessions/mlg-tang/", ".lead .when") == "08:15–04:15 PDT"


def test_rooms_door_names_the_day_on_which_it_ends_until_that_day_has_come(client, lasting):
    lasting(33)
    door = "/en/kdd-2023/rooms/grand-b/now/?at=2023-08-{}-07:00"
    first, last = (
        text(client, door.format(at), ".on .word") for at in ("07T12:00:00", "08T12:00:00")
    )
    assert "until Tue, Aug 8 17:15" in " ".join(first.split())
    assert "until 17:15" in " ".join(last.split())
