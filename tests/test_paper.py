"""Signs, tents and badges, read by other programs than the one that makes them."""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from math import ceil
from types import SimpleNamespace

import pytest
from django.utils import translation
from PIL import ImageChops, ImageOps

from sessions.exchange.paper import KINDS, Choice, Source, printed, usual_size
from sessions.exchange.printed import program as public_program
from sessions.generation import generate
from sessions.models import Event, Participation, Session
from speakers.models import Organization, Speaker
from tests.growth import grow
from tests.pdfs import (
    covered,
    fonts,
    needs_cjk,
    needs_poppler,
    pages,
    pictures,
    pieces,
    qr_codes,
    words,
)

pytestmark = [pytest.mark.django_db, needs_poppler, needs_cjk]
MARKUP = "#let $x_1$ = @key *not bold* [a] \\ <tag> `code`"
HOST = "http://testserver"
MM = 72 / 25.4


def sheets(kind, event, **choice):
    source = Source(event, public_program(event), lambda path: HOST + path, Choice(**choice))
    return KINDS[kind](source)


def pdf(kind, event, size="a4", **choice):
    return printed(kind, sheets(kind, event, **choice), event, size)


def text(kind, event, **choice):
    return " ".join(pages(pdf(kind, event, **choice)))


def squeezed(text):
    """Return a text without spaces, which lines that break leave out or add."""
    return "".join(text.split())


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


def person(slug, name_en=None, name_zh_hans=None):
    return Speaker.objects.create(slug=slug, name_en=name_en, name_zh_hans=name_zh_hans)


def take_part(session, *people, role="speaker", organization=None):
    for order, speaker in enumerate(people):
        Participation.objects.create(
            session=session, speaker=speaker, role=role, order=order, organization=organization
        )


# Door signs


@pytest.mark.any_database
def test_each_room_and_day_has_a_sign_with_every_session_there():
    event = generate("small", sessions=120, rooms=6, days=3)
    signs = defaultdict(set)
    for session in Session.objects.of(event).select_related("room", "event", "parent__room"):
        room = session.room or (session.parent and session.parent.room)
        if room and session.start:
            signs[session.local_start.date(), room].add(session)
    read = pages(pdf("door-signs", event))
    assert len(signs) > 10
    for (when, room), sessions in signs.items():
        own = [page for page in read if f"{when:%A, %B} {when.day}" in page and str(room) in page]
        together = squeezed(" ".join(own))
        for session in sessions:
            assert squeezed(session.title_en) in together
            assert squeezed(session.title_zh_hans) in together
    assert len([page for page in read if page and "(continued" not in page]) == len(signs)


def test_sign_says_room_day_time_zone_kind_and_people_in_both_languages(program):
    sign = next(page for page in pages(pdf("door-signs", program)) if "Grand A" in page)
    for expected in (
        "Tuesday, August 8",
        "8 月 8 日 星期二",
        "PDT",
        "10:10–11:00",
        "From Documents to Dialogues: How LLMs are Shaping the Future of Work",
        "Keynote · LLM Day",
        "主旨报告 · 大模型开放日",
        "Jaime Teevan (Microsoft)",
        "Moderator: Qiaozhu Mei (University of Michigan)",
    ):
        assert squeezed(expected) in squeezed(sign)
    for expected in ("从文档到对话：LLM 如何塑造未来的工作", "张鹏", "智谱 AI"):
        assert squeezed(expected) in squeezed(sign)


def test_the_readers_language_comes_first(day):
    day.add(0)
    with translation.override("zh-hans"):
        sign = text("door-signs", day.event)
    assert sign.index("大厅") < sign.index("Hall")
    assert sign.index("当天第") < sign.index("Talk number")


def test_what_has_no_room_stands_at_the_door_of_what_it_is_part_of(day):
    outer = day.add(0, kind="workshop", title_en="Workshop")
    day.add(1, parent=outer, room=None, start=None, end=None, title_en="Inner talk")
    [sign] = sheets("door-signs", day.event)
    assert [each["title"]["en"] for each in sign["entries"][0]["children"]] == ["Inner talk"]


def test_a_session_whose_time_is_open_stands_on_the_sign_of_its_day(day):
    day.add(0)
    day.add(1, start=None, end=None, day=date(2024, 5, 1), title_en="Some time")
    sign = text("door-signs", day.event)
    assert sign.index("Time to be announced") < sign.index("Some time")


def test_authors_have_no_affiliation_on_a_sign(day):
    organization = Organization.objects.create(slug="lab", name_en="The Lab")
    take_part(day.add(0), person("a", "Ann Author"), role="author", organization=organization)
    sign = text("door-signs", day.event)
    assert "Ann Author" in sign
    assert "The Lab" not in sign


def test_cancelled_sessions_are_marked_and_drafts_left_out(day):
    day.add(0, status="cancelled", title_en="Off")
    day.add(1, status="draft", title_en="Secret")
    sign = text("door-signs", day.event)
    assert "Cancelled" in sign
    assert "Off" in sign
    assert "Secret" not in sign


def test_a_long_day_fits_on_one_page_in_smaller_type(day):
    def heights():
        [(_width, _height, found)] = words(pdf("door-signs", day.event))
        return [word.bottom - word.top for word in found if word.text == "number"]

    day.add(0)
    [large] = heights()
    for number in range(1, 14):
        day.add(number)
    small = heights()
    assert len(small) == 14
    assert max(small) < large


@pytest.mark.any_database
def test_a_longer_day_goes_on_on_pages_that_say_so_in_type_that_can_be_read(day):
    for number in range(60):
        day.add(number)
    document = pdf("door-signs", day.event)
    *read, _end = pages(document)
    assert len(read) > 1
    for number, page in enumerate(read, start=1):
        assert "Hall" in page
        assert f"{number}/{len(read)}" in squeezed(page)
        assert ("continued on the next page" in page) == (number < len(read))
        assert ("(continued" in page) == (number > 1)
    for number in range(60):
        assert " ".join(read).count(f"Talk number {number} of the day") == 1
    titles = [word for _w, _h, found in words(document) for word in found if word.text == "number"]
    assert min(word.bottom - word.top for word in titles) >= 10


def test_qr_code_of_a_sign_opens_the_schedule_of_its_room_and_day(program, client):
    documents = qr_codes(pdf("door-signs", program))
    assert documents == [
        [f"{HOST}/en/kdd-2023/schedule/?day=2023-08-07&room=grand-b"],
        [f"{HOST}/en/kdd-2023/schedule/?day=2023-08-08&room=grand-a"],
    ]
    for [address] in documents:
        response = client.get(address.removeprefix(HOST))
        assert response.status_code == 200
        assert response.context["matching_days"]


def test_chosen_sessions_get_the_whole_signs_of_their_rooms_and_days(program, day):
    panel = Session.objects.get(slug="llm-day-panel")
    [sign] = sheets("door-signs", program, sessions=frozenset({panel.pk}))
    assert sign["room"]["en"] == "Grand A"
    assert len(sign["entries"]) > 5


def test_signs_of_one_day_or_room(program):
    monday = sheets("door-signs", program, day=date(2023, 8, 7))
    grand_a = sheets("door-signs", program, room=program.rooms.get(slug="grand-a").pk)
    assert [sign["room"]["en"] for sign in monday + grand_a] == ["Grand B", "Grand A"]


# Name tents


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


# Badges


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


# All of them


@pytest.mark.parametrize("kind", KINDS)
def test_characters_of_markup_are_printed_as_they_are(kind, day):
    Session.objects.filter(pk=day.add(0).pk).update(title_en=MARKUP)
    organization = Organization.objects.create(slug="lab", name_en=MARKUP)
    take_part(day.event.sessions.get(), person("m", MARKUP), organization=organization)
    day.room.name_en = MARKUP
    day.room.save()
    assert squeezed(MARKUP) in squeezed(text(kind, day.event))


LONG = {
    "a long name": "Maria del Carmen Guadalupe Fernández-Rodríguez de la Santísima Trinidad y Sosa",
    "one long word": "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaft",
    "the longest there may be": "W" * 200,
    "the longest in Chinese": "张" * 200,
}


@pytest.mark.any_database
@pytest.mark.parametrize("size", ["a4", "us-letter"])
@pytest.mark.parametrize("name", LONG.values(), ids=LONG)
def test_long_names_and_titles_stay_inside_their_part_of_the_paper(name, size, day):
    chinese = "国" * len(name)
    organization = Organization.objects.create(slug="o", name_en=name, name_zh_hans=chinese)
    day.room.name_en = name[:100]
    day.room.save()
    session = day.add(0, title_en=name + name[:100], title_zh_hans=chinese)
    take_part(session, person("long", name, chinese), organization=organization)
    for width, height, found in words(pdf("door-signs", day.event, size)):
        assert all(10 * MM < each.left < each.right < width - 10 * MM for each in found)
        assert all(8 * MM < each.top < each.bottom < height - 8 * MM for each in found)
    for width, height, found in words(pdf("name-tents", day.event, size)):
        assert all(10 * MM < each.left < each.right < width - 10 * MM for each in found)
        assert not [each for each in found if each.top < height / 2 < each.bottom]
        assert all(0 < each.top < each.bottom < height for each in found)
        assert not covered(found)
    [(width, height, found)] = words(pdf("badges", day.event, size))
    left, top = width / 2 - 90 * MM, height / 2 - 120 * MM
    assert all(left < each.left < each.right < left + 90 * MM for each in found)
    assert all(top < each.top < each.bottom < top + 60 * MM for each in found)
    assert not covered(found)


def test_a_long_name_does_not_cover_the_qr_code_of_its_badge(day):
    name = "W" * 200
    organization = Organization.objects.create(slug="o", name_en=name, name_zh_hans="国" * 200)
    take_part(day.add(0), person("long", name, "张" * 200), organization=organization)
    assert qr_codes(pdf("badges", day.event)) == [[f"{HOST}/en/speakers/long/"]]


@pytest.mark.any_database
@pytest.mark.parametrize("kind", KINDS)
def test_chinese_is_set_in_glyphs_of_simplified_chinese(kind, program):
    found = {font for font in fonts(pdf(kind, program)) if "CJK" in font}
    assert found
    assert all("CJKsc" in font for font in found)


def test_a_name_with_letters_that_the_sites_font_lacks_is_set_in_one_font(day):
    take_part(day.add(0), person("l", "Łukasz Błąd"))
    assert "Łukasz Błąd" in pieces(pdf("badges", day.event))


@pytest.mark.parametrize(("country", "size"), [("US", "us-letter"), ("CN", "a4"), ("", "a4")])
def test_paper_is_of_the_size_usual_in_the_country(country, size):
    assert usual_size(country) == size


@pytest.mark.parametrize("kind", KINDS)
def test_it_takes_as_many_queries_for_a_large_program(kind, django_assert_num_queries):
    for size in (6, 300):
        event = grow(f"grown-{size}", size)
        with django_assert_num_queries(2):
            assert sheets(kind, event)
