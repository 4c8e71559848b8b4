"""Door signs: what each room holds on each day, large enough to read."""

from collections import defaultdict
from datetime import date

import pytest
from django.utils import translation

from sessions.generation import generate
from sessions.models import Session
from speakers.models import Organization
from tests.paper.printing import HOST, pdf, person, sheets, squeezed, take_part, text
from tests.pdfs import needs_cjk, needs_poppler, pages, qr_codes, words

pytestmark = [pytest.mark.django_db, needs_poppler, needs_cjk]


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


def test_what_is_inside_of_what_is_inside_stands_at_the_door_too(day):
    outer = day.add(0, kind="workshop", title_en="Workshop")
    middle = day.add(1, parent=outer, room=None, title_en="Papers")
    day.add(2, parent=middle, room=None, start=None, end=None, title_en="Inner talk")
    assert "Inner talk" in text("door-signs", day.event, sessions=frozenset({outer.pk}))


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
