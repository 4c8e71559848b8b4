"""The lists of people and organizations: searched, sorted, and sponsors first."""

import pytest
from bs4 import BeautifulSoup

from sessions.models import Participation, Session, Sponsorship
from sessions.views.people import SearchableList
from sessions.words import spelling
from speakers.models import Organization, Speaker
from tests.growth import grow

pytestmark = pytest.mark.django_db


def opened(client, address):
    response = client.get(f"/en/{address}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "lxml")


def names(page):
    return [heading.text for heading in page.select(".person h3")]


@pytest.mark.parametrize(
    "query", ["张鹏", "zhang peng", "pengzhang", "ＺＨＡＮＧＰＥＮＧ", "智谱 peng", "zhipu peng"]
)
@pytest.mark.parametrize("list_of", ["speakers/", "kdd-2023/speakers/"])
def test_person_is_found_by_name_pinyin_and_organization(client, list_of, query):
    assert "Peng Zhang" in names(opened(client, f"{list_of}?q={query}"))


def test_accents_make_no_difference_to_names(client):
    assert names(opened(client, "speakers/?q=sergio")) == names(
        opened(client, "speakers/?q=Sérgio")
    )


def test_people_stand_under_their_initial(client):
    page = opened(client, "kdd-2023/speakers/")
    assert [link.text for link in page.select(".letters a")][:2] == ["A", "B"]
    assert "Peng Zhang" in page.select_one("#P").find_parent("section").text


def test_alphabet_has_each_letter_once_whatever_the_names_begin_with(client):
    everyone = ["Äpex", "Zoë", "Ørsted", "张鹏", "-", "0x4A", "🎮", "Azur"]
    talk = Session.objects.get(slug="mlg-tang")
    for number, name in enumerate(everyone):
        speaker = Speaker.objects.create(slug=f"made-{number}", name_en=name)
        Participation.objects.create(session=talk, speaker=speaker, role="speaker")
    page = opened(client, "kdd-2023/speakers/")
    headings = [heading.text for heading in page.select(".letter h2")]
    assert headings == [*sorted(set(headings) - {"#"}), "#"]
    assert [link.text for link in page.select(".letters a")] == headings
    assert page.select(".letters a")[-1]["href"] == "#other"
    assert names(page.select_one("#other").find_parent("section")) == ["-", "0x4A", "🎮"]
    assert {"Äpex", "Azur"} <= set(names(page.select_one("#A").find_parent("section")))


def test_chinese_names_stand_under_their_pinyin_in_chinese_alone(client):
    talk = Session.objects.get(slug="mlg-tang")
    zeng = Speaker.objects.create(slug="zeng", name_en="Fanhua Zeng", name_zh_hans="曾凡华")
    Participation.objects.create(session=talk, speaker=zeng, role="speaker")
    page = BeautifulSoup(client.get("/zh-hans/kdd-2023/speakers/").content, "lxml")
    under_z = names(page.select_one("#Z").find_parent("section"))
    assert {"张鹏", "曾凡华"} <= set(under_z)
    assert under_z.index("曾凡华") < under_z.index("张鹏")
    assert "张鹏" not in page.select_one("#P").find_parent("section").text


@pytest.mark.parametrize(("language", "first"), [("en", "AI safety"), ("zh-hans", "AI 安全")])
def test_topics_stand_in_the_order_of_the_pages_language(client, language, first):
    page = BeautifulSoup(client.get(f"/{language}/kdd-2023/topics/").content, "lxml")
    shown = [next(iter(link.stripped_strings)) for link in page.select(".topics a")]
    assert first in shown
    assert shown == sorted(shown, key=spelling)


def test_organizations_are_sorted_without_regard_to_accents(client):
    Organization.objects.create(slug="uni-a", name_en="Österreich University")
    Organization.objects.create(slug="uni-b", name_en="Oz University")
    talk, speaker = Session.objects.get(slug="mlg-tang"), Speaker.objects.get(slug="peng-zhang")
    for slug, role in (("uni-a", "speaker"), ("uni-b", "chair")):
        organization = Organization.objects.get(slug=slug)
        given = {"speaker": speaker, "role": role, "organization": organization}
        Participation.objects.create(session=talk, **given)
    page = opened(client, "organizations/")
    listed = [link.text for link in page.select("main h2 a, main h3 a")]
    assert listed.index("Oz University") == listed.index("Österreich University") + 1


def test_people_stand_under_their_organization(client):
    page = opened(client, "kdd-2023/speakers/?sort=organization")
    headings = [heading.text for heading in page.select(".letter h2")]
    assert headings[-1] == "Without affiliation"
    assert headings[:-1] == sorted(headings[:-1], key=str.casefold)
    deepmind = page.find("h2", string="Google DeepMind").find_parent("section")
    assert "Denny Zhou" in deepmind.text


def test_people_with_most_sessions_come_first(client):
    page = opened(client, "kdd-2023/speakers/?sort=sessions")
    numbers = [int(each.text.split()[0]) for each in page.select(".person .soft")]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[0] > 1


def test_search_keeps_the_way_of_sorting(client):
    page = opened(client, "speakers/?sort=sessions&q=zhang")
    assert page.select_one("form.filters input[name=sort]")["value"] == "sessions"
    assert page.select_one(".sorting a")["href"] == "?sort=name&q=zhang"


def test_unknown_way_of_sorting_is_ignored(client):
    assert names(opened(client, "speakers/?sort=height")) == names(opened(client, "speakers/"))


@pytest.mark.parametrize("list_of", ["speakers/", "organizations/", "kdd-2023/organizations/"])
@pytest.mark.parametrize("query", ["zzzz", "%"])
def test_nothing_found_says_so_and_leads_back(client, list_of, query):
    page = opened(client, f"{list_of}?q={query.replace('%', '%25')}")
    assert "Nothing was found" in page.select_one(".empty").text
    assert page.select_one(".empty a")["href"] == "?"


def test_sponsors_come_first_tier_by_tier_with_a_badge(client, program):
    Sponsorship.objects.create(
        event=program, organization=Organization.objects.get(slug="amazon"), tier="gold"
    )
    page = opened(client, "kdd-2023/organizations/")
    assert [h2.text for h2 in page.select(".letter h2")] == [
        "Diamond",
        "Gold",
        "Other organizations",
    ]
    badges = {each.find_parent("article").h3.text: each.text for each in page.select(".tier-badge")}
    assert badges == {"Zhipu AI": "Diamond", "Amazon": "Gold"}


def test_sponsor_says_of_which_event_where_all_events_are_listed(client):
    page = opened(client, "organizations/?q=智谱")
    assert names(page) == ["Zhipu AI"]
    assert page.select_one(".tier-badge").text == "Diamond sponsor of KDD 2023"


def test_organizations_with_most_sessions_come_first(client):
    page = opened(client, "kdd-2023/organizations/?sort=sessions")
    shown = [each.text for each in page.select(".person .role")]
    numbers = [int(text.split("·")[1].split()[0]) if "·" in text else 0 for text in shown]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[0] > numbers[-1]


@pytest.fixture
def _in_parts(monkeypatch):
    monkeypatch.setattr(SearchableList, "paginate_by", 20)
    monkeypatch.setattr(SearchableList, "paginate_orphans", 4)


def test_list_of_a_thousand_people_is_one_page(client):
    grow("large", 1000)
    page = opened(client, "large/speakers/")
    assert len(names(page)) == 1000
    assert not page.select(".pages")


@pytest.mark.usefixtures("_in_parts")
@pytest.mark.parametrize("sort", ["name", "organization", "sessions"])
@pytest.mark.parametrize("list_of", ["kdd-2023/speakers/", "kdd-2023/organizations/"])
def test_longer_list_is_shown_part_by_part_in_the_same_order(client, list_of, sort):
    whole = opened(client, f"{list_of}?sort={sort}&page=all")
    assert not whole.select(".pages")
    first = page = opened(client, f"{list_of}?sort={sort}")
    shown = names(page)
    while following := page.select_one("[rel=next]"):
        page = opened(client, f"{list_of}{following['href']}")
        shown += names(page)
    assert len(names(first)) == 20
    assert shown == names(whole)


@pytest.mark.usefixtures("_in_parts")
def test_initial_leads_to_the_part_in_which_it_begins(client):
    page = opened(client, "kdd-2023/speakers/?page=2")
    for link in page.select(".letters a"):
        query, _mark, letter = link["href"].partition("#")
        target = opened(client, f"kdd-2023/speakers/{query}") if query else page
        assert target.select_one(f"section h2[id='{letter}']")


@pytest.mark.usefixtures("_in_parts")
def test_part_of_a_list_says_which_and_has_an_address_of_its_own(client):
    page = opened(client, "kdd-2023/speakers/?page=2&utm=x")
    assert page.title.text.startswith("Speakers · Page 2")
    assert page.select_one("[rel=canonical]")["href"].endswith("/en/kdd-2023/speakers/?page=2")
    assert page.select_one(".pages [aria-current=page]").text == "2"
    assert page.select_one(".pages .soft").text.startswith("21–40 of ")


@pytest.mark.usefixtures("_in_parts")
def test_other_order_begins_at_its_first_part(client):
    page = opened(client, "kdd-2023/speakers/?page=2")
    assert page.select(".sorting a")[1]["href"] == "?sort=organization"


@pytest.mark.usefixtures("_in_parts")
@pytest.mark.parametrize("part", ["99", "0", "x"])
def test_part_that_is_not_there_is_not_found(client, part):
    assert client.get(f"/en/kdd-2023/speakers/?page={part}").status_code == 404


def test_queries_do_not_grow_with_the_program(client, subtests, django_assert_max_num_queries):
    for slug, size in (("small", 6), ("large", 500)):
        grow(slug, size)
        for page in ("speakers/?q=person&sort=organization", "organizations/?q=o&sort=sessions"):
            with subtests.test(page=page, size=size), django_assert_max_num_queries(10):
                opened(client, f"{slug}/{page}")


def test_photo_that_is_gone_from_the_disk_breaks_no_page(client):
    Speaker.objects.filter(slug="ed-chi").update(photo="speakers/gone.jpg")
    for address in ("/en/kdd-2023/speakers/", "/en/speakers/ed-chi/"):
        assert 'src="/media/speakers/gone.jpg"' in client.get(address).text


def test_affiliation_is_that_of_the_latest_session_whose_time_is_known(client):
    unscheduled = Session.objects.get(slug="kdd-cup-2023")
    assert unscheduled.start is None
    speaker, elsewhere = (
        Speaker.objects.get(slug="peng-zhang"),
        Organization.objects.get(slug="acm"),
    )
    Participation.objects.create(
        session=unscheduled, speaker=speaker, role="speaker", order=9, organization=elsewhere
    )
    page = opened(client, "kdd-2023/speakers/?q=peng+zhang")
    assert [each.text for each in page.select(".person .affiliation")] == ["Zhipu AI"]


@pytest.mark.parametrize("list_of", ["sessions", "speakers", "organizations"])
def test_event_says_how_many_its_list_holds(client, list_of):
    address = f"/en/kdd-2023/{list_of}/"
    event = BeautifulSoup(client.get("/en/kdd-2023/").content, "lxml")
    said = event.select_one(f".glance a[href='{address}']").text.split()[0]
    listed = BeautifulSoup(client.get(address).content, "lxml").select("main article")
    assert int(said) == len(listed)
