"""Badges: one for each person, with all roles and a code that opens the person's page."""

from math import ceil

import pytest

from sessions.models import Participation
from speakers.models import Organization, Speaker
from tests.paper.printing import HOST, pdf, person, sheets, squeezed, take_part, text
from tests.pdfs import needs_cjk, needs_poppler, pages, qr_codes

pytestmark = [pytest.mark.django_db, needs_poppler, needs_cjk]


@pytest.mark.any_database
def test_each_person_has_one_badge_eight_a_page(program):
    people = Speaker.objects.filter(participations__in=Participation.objects.of(program)).distinct()
    found = sheets("badges", program)
    *read, _end = pages(pdf("badges", program))
    assert len(found) == people.count() > 100
    assert len(read) == ceil(people.count() / 8)
    together = squeezed(" ".join(read))
    for each in people:
        assert squeezed(each.name_en or each.name_zh_hans) in together
        assert squeezed(each.name_zh_hans or "") in together


def test_qr_codes_of_badges_open_the_pages_of_their_people(program, client):
    keynotes = frozenset(program.sessions.filter(kind="keynote").values_list("pk", flat=True))
    found = qr_codes(pdf("badges", program, sessions=keynotes))
    addresses = [address for page in found for address in page]
    people = Speaker.objects.filter(participations__session__in=keynotes).distinct()
    assert sorted(addresses) == sorted(f"{HOST}{each.get_absolute_url()}" for each in people)
    for address in addresses:
        assert client.get(address.removeprefix(HOST)).status_code == 200


def test_badge_names_each_role_once_in_both_languages_keynotes_first(day):
    busy = person("b", "Busy")
    take_part(day.add(0), busy, role="moderator")
    take_part(day.add(1, kind="keynote"), busy)
    take_part(day.add(2, kind="keynote"), busy)
    take_part(day.add(3), busy, role="panelist")
    [badge] = sheets("badges", day.event)
    assert badge["roles"]["en"] == "Keynote speaker · Panelist · Moderator"
    assert badge["roles"]["zh-hans"].endswith("圆桌嘉宾 · 主持人")


def test_badge_of_a_person_chosen_by_one_session_names_the_roles_in_all(day):
    busy = person("b", "Busy")
    panel, _talk = day.add(0), take_part(day.add(1), busy)
    take_part(panel, busy, role="panelist")
    [badge] = sheets("badges", day.event, sessions=frozenset({panel.pk}))
    assert badge["roles"]["en"] == "Speaker · Panelist"


def test_badge_has_the_affiliation_of_the_last_session_that_tells_one(day):
    moved = person("m", "Moved")
    for number, name in enumerate(("Old", "New", None)):
        organization = name and Organization.objects.create(slug=name.lower(), name_en=name)
        take_part(day.add(number), moved, organization=organization)
    unscheduled = Organization.objects.create(slug="open", name_en="Open")
    take_part(day.add(3, start=None, end=None), moved, organization=unscheduled)
    [badge] = sheets("badges", day.event)
    assert badge["organization"]["en"] == "New"


def test_badges_of_chosen_people(program):
    chosen = frozenset(
        Speaker.objects.filter(slug__in=["ed-chi", "peng-zhang"]).values_list("pk", flat=True)
    )
    names = [badge["name"]["en"] for badge in sheets("badges", program, people=chosen)]
    assert names == ["Ed H. Chi", "Peng Zhang"]


def test_a_name_in_one_language_stands_on_a_badge_once(day):
    take_part(day.add(0), person("e", "Jaime Teevan"), person("c", None, "欧阳明日"))
    badges = text("badges", day.event)
    assert badges.count("Jaime Teevan") == badges.count("欧阳明日") == 1
