"""Where an event and a session take place, as their pages say it, also where little is known."""

import pytest
from bs4 import BeautifulSoup

from sessions.models import Session

pytestmark = pytest.mark.django_db


def told(client, address):
    """Return the lines of what a page says under "Where"; none if it does not."""
    page = BeautifulSoup(client.get(address).content, "lxml")
    term = page.find("dt", string="Where")
    return [line.strip() for line in term.parent.dd.get_text("\n").splitlines() if line.strip()]


@pytest.mark.parametrize(
    ("known", "lines"),
    [
        ({"venue": "Hall", "city": "Bonn", "country": "DE"}, ["Hall", "Bonn, Germany"]),
        ({"venue": "Hall", "city": "", "country": "DE"}, ["Hall", "Germany"]),
        ({"venue": "", "city": "Bonn", "country": ""}, ["Bonn"]),
    ],
)
def test_event_is_where_is_known_without_an_empty_line(client, program, known, lines):
    program.venue_zh_hans = program.city_zh_hans = ""
    for field, value in known.items():
        setattr(program, field, value)
    program.save()
    assert told(client, "/en/kdd-2023/") == lines
    page = BeautifulSoup(client.get("/en/kdd-2023/").content, "lxml")
    where = page.find("dt", string="Where").parent.dd
    assert bool(where.find("br")) == bool(program.venue)


def test_session_is_on_its_floor_also_where_the_event_has_no_venue(client, program):
    session = Session.objects.get(slug="mlg-tang")
    session.room.floor_en = "Second floor"
    session.room.save()
    program.venue_en = program.venue_zh_hans = ""
    program.save()
    assert told(client, "/en/kdd-2023/sessions/mlg-tang/") == ["Second floor"]
