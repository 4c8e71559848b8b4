"""What holds of all paper: texts are printed as they are, in their place, in the right glyphs."""

import pytest

from sessions.exchange.paper import KINDS, usual_size
from sessions.models import Session
from speakers.models import Organization
from tests.growth import grow
from tests.paper.printing import HOST, pdf, person, sheets, squeezed, take_part, text
from tests.pdfs import covered, fonts, needs_cjk, needs_poppler, pieces, qr_codes, words

pytestmark = [pytest.mark.django_db, needs_poppler, needs_cjk]
MARKUP = "#let $x_1$ = @key *not bold* [a] \\ <tag> `code`"
MM = 72 / 25.4


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
