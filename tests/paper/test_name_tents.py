"""Name tents: one for each person at the front of a session, read from both sides."""

import pytest
from PIL import ImageChops, ImageOps

from sessions.models import Session
from tests.paper.printing import pdf, person, sheets, take_part
from tests.pdfs import needs_cjk, needs_poppler, pages, pictures

pytestmark = [pytest.mark.django_db, needs_poppler, needs_cjk]


def test_everyone_at_the_front_of_a_session_has_a_tent_and_authors_have_none(program, day):
    session = day.add(0)
    take_part(session, person("m", "Moderator"), role="moderator")
    take_part(session, person("p", "Panelist"), role="panelist")
    take_part(session, person("a", "Author"), role="author")
    assert [tent["name"]["en"] for tent in sheets("name-tents", day.event)] == [
        "Moderator",
        "Panelist",
    ]


def test_two_roles_in_a_session_make_one_tent_and_two_sessions_two(day):
    both = person("b", "Both")
    first, second = day.add(0), day.add(1)
    take_part(first, both, role="moderator")
    take_part(first, both, role="speaker")
    take_part(second, both)
    notes = [tent["note"] for tent in sheets("name-tents", day.event)]
    assert notes == [
        "Wed, May 1 · 08:00 · Hall · Talk number 0 of the day",
        "Wed, May 1 · 08:15 · Hall · Talk number 1 of the day",
    ]


def test_tent_has_both_names_and_affiliations_on_both_sides(program):
    panel = Session.objects.get(participations__speaker__slug="peng-zhang")
    *read, _end = pages(pdf("name-tents", program, sessions=frozenset({panel.pk})))
    assert len(read) == panel.participations.count() == 1
    for expected in ("Peng Zhang", "张鹏", "Zhipu AI", "智谱"):
        assert read[0].count(expected) == 2


@pytest.mark.parametrize("size", ["a4", "us-letter"])
def test_tent_is_the_same_from_both_sides_one_upside_down(size, program):
    panel = Session.objects.get(slug="llm-day-panel")
    tents = pictures(pdf("name-tents", program, size=size, sessions=frozenset({panel.pk})))
    assert len(tents) == panel.participations.count()
    for tent in tents:
        width, middle = tent.width, tent.height // 2
        assert width > tent.height
        edge = tent.height // 12  # with the line that says where it belongs
        half = (width // 20, middle + edge, width - width // 20, tent.height - edge)
        lower = tent.crop(half)
        upper = tent.rotate(180).crop(half)
        assert dark(lower) > 1000
        assert dark(ImageOps.invert(ImageChops.difference(lower, upper))) < dark(lower) / 5


def dark(picture):
    """Return how many points of a picture are black or nearly so."""
    return sum(picture.histogram()[:60])


def test_who_is_only_in_a_cancelled_session_needs_neither_tent_nor_badge(day):
    take_part(day.add(0, status="cancelled"), person("c", "Not coming"))
    assert sheets("name-tents", day.event) == sheets("badges", day.event) == []
