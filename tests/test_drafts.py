"""Drafts on the public pages: who sees them, how they are marked, and that no cache keeps them."""

from html import unescape

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser, Group, User
from django.test import Client

from sessions.models import Event, Membership, Participation, Session
from tests.growth import grow
from tests.pages import PAGES

pytestmark = pytest.mark.django_db

PANEL = "/en/llm-day/sessions/llm-day-panel/"
RIBBON = ".ribbon"
# Pages that show the panel of LLM Day, and where on them
PLACES = {
    "llm-day/": "article",
    "llm-day/schedule/": "article",
    "kdd-2023/schedule/?day=2023-08-08": "article",
    "kdd-2023/schedule/?q=paradigm+shifts": "article",
    "kdd-2023/panels/": "article",
    "kdd-2023/sessions/": "article",
    "kdd-2023/now/?at=2023-08-08T16:05:00-07:00": "article",
    "kdd-2023/agenda/?s=m6wg4oi": "article",
    "speakers/vy-vo/": "article",
    "llm-day/sessions/llm-day-panel/": "article",
    "llm-day/sessions/llm-day-llm-renaissance/": ".line",
}


@pytest.fixture
def draft(program):
    """Return the panel of LLM Day, which is a draft again."""
    Session.objects.filter(slug="llm-day-panel").update(status="draft")
    return Session.objects.get(slug="llm-day-panel")


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def staff(name="helper", **rights):
    return User.objects.create_user(name, is_staff=True, **rights)


def member(event, role="Viewer"):
    user = staff(f"helper-{event}")
    Membership.objects.create(
        user=user, event=Event.objects.get(slug=event), role=Group.objects.get(name=role)
    )
    return user


@pytest.fixture
def organizer(db):
    """Return someone who is signed in and may see every session."""
    user = staff("organizer")
    user.groups.add(Group.objects.get(name="Viewer"))
    return signed_in(user)


def soup(response):
    return BeautifulSoup(response.content, "lxml")


def test_the_public_sees_no_draft(client, draft):
    assert client.get(PANEL).status_code == 404
    assert client.get("/en/speakers/vy-vo/").status_code == 404
    for page in PLACES:
        response = client.get(f"/en/{page}")
        assert response.status_code == 404 or f'href="{PANEL}"' not in response.text


@pytest.mark.parametrize(
    "address",
    [
        "/en/llm-day/sessions/llm-day-llm-renaissance/",
        "/en/kdd-2023/now/?at=2023-08-08T16:05:00-07:00",
        "/en/kdd-2023/rooms/grand-a/now/?at=2023-08-08T16:05:00-07:00",
        "/en/kdd-2023/keynotes/",
        "/en/kdd-2023/schedule/?q=renaissance",
        "/api/v1/events/llm-day/sessions/llm-day-llm-renaissance/",
    ],
)
def test_what_is_public_does_not_tell_that_it_is_part_of_a_draft(client, draft, address):
    inside = Session.objects.filter(slug="llm-day-llm-renaissance")
    inside.update(parent=draft, start=draft.start, end=draft.end, room=draft.room)
    told = client.get(address).text
    assert "Renaissance" in told
    assert draft.title_en not in unescape(told)
    assert draft.slug not in told


def test_citation_does_not_tell_that_a_paper_is_part_of_a_draft(client, draft):
    Session.objects.filter(pk=draft.pk).update(kind="workshop", title_en="Secret Workshop")
    paper = Session.objects.filter(slug="llm-day-llm-renaissance")
    paper.update(kind="paper", parent=draft)
    cited = client.get("/llm-day/sessions/llm-day-llm-renaissance.bib").text
    assert "@inproceedings" in cited
    assert "Secret" not in cited


def test_a_draft_tells_organizers_which_draft_it_is_part_of(organizer, draft):
    Session.objects.filter(slug="llm-day-llm-renaissance").update(status="draft", parent=draft)
    page = soup(organizer.get("/en/llm-day/sessions/llm-day-llm-renaissance/"))
    assert page.select_one(f"dd a[href='{PANEL}']")


@pytest.mark.parametrize("page", PLACES)
def test_draft_stands_in_its_place_with_a_ribbon(page, organizer, draft):
    found = soup(organizer.get(f"/en/{page}"))
    at_panel = [
        each
        for each in found.select(f"main {PLACES[page]}")
        if each.get("data-session") == draft.code or each.select(f"[href='{PANEL}']")
    ]
    assert at_panel
    assert all("Draft" in each.select_one(RIBBON).text for each in at_panel)


def test_draft_is_marked_at_the_door_of_its_room(organizer, draft):
    page = organizer.get("/en/kdd-2023/rooms/grand-a/now/?at=2023-08-08T16:05:00-07:00")
    assert "Draft" in soup(page).select_one(".on .ribbon").text


def test_person_who_is_in_drafts_only_is_marked_in_lists(organizer, draft):
    people = soup(organizer.get("/en/llm-day/speakers/")).select(".person")
    marked = {each.h3.a["href"] for each in people if each.select(RIBBON)}
    only = draft.participations.exclude(
        speaker__in=Participation.objects.of(draft.event)
        .visible_to(AnonymousUser())
        .values("speaker")
    )
    assert marked == {each.speaker.get_absolute_url() for each in only}
    assert marked


def test_person_who_is_in_drafts_only_is_marked_on_the_own_page(organizer, draft):
    profile = soup(organizer.get("/en/speakers/vy-vo/")).select_one(".profile")
    assert profile.select_one(RIBBON)
    assert not soup(organizer.get("/en/speakers/ed-chi/")).select_one(".profile").select(RIBBON)


@pytest.mark.parametrize(
    "user",
    [
        lambda: User.objects.create_user("visitor"),
        staff,
        lambda: staff(is_active=False),
    ],
    ids=["no staff", "staff without a right to sessions", "not active"],
)
def test_an_account_that_may_not_see_sessions_sees_no_draft(user, draft):
    client = signed_in(user())
    assert client.get(PANEL).status_code == 404
    page = client.get("/en/llm-day/schedule/")
    assert "llm-day-panel" not in page.text
    assert not soup(page).select(".drafts")


def test_an_account_that_is_no_longer_staff_sees_no_draft(draft):
    user = member("llm-day")
    client = signed_in(user)
    assert client.get(PANEL).status_code == 200
    User.objects.filter(pk=user.pk).update(is_staff=False)
    assert client.get(PANEL).status_code == 404


def test_who_helps_with_an_event_sees_its_drafts_and_no_others(draft):
    other = Session.objects.get(slug="keynote-ed-chi")
    Session.objects.filter(pk=other.pk).update(status="draft")
    client = signed_in(member("llm-day"))
    assert client.get(PANEL).status_code == 200
    assert client.get(other.get_absolute_url()).status_code == 404
    schedule = client.get("/en/kdd-2023/schedule/?day=2023-08-08").text
    assert PANEL in schedule
    assert other.get_absolute_url() not in schedule


def test_who_helps_with_an_event_sees_drafts_of_those_inside_it(draft):
    assert signed_in(member("kdd-2023")).get(PANEL).status_code == 200


# The bar


def test_bar_says_that_drafts_are_shown_and_to_whom(draft):
    bar = soup(signed_in(member("llm-day")).get(PANEL)).select_one(".drafts")
    assert "LLM Day" in bar.text
    assert "helper-llm-day" in bar.text


@pytest.mark.parametrize(
    ("page", "admin"),
    [
        (PANEL, "program/session"),
        ("/en/speakers/ed-chi/", "speakers/speaker"),
        ("/en/organizations/acm/", "speakers/organization"),
        ("/en/kdd-2023/topics/reasoning/", "program/tag"),
        ("/zh-hans/llm-day/", "program/event"),
    ],
)
def test_bar_leads_to_what_the_page_shows_in_the_admin(page, admin, draft, admin_client):
    link = soup(admin_client.get(page)).select_one(".drafts a[href^='/admin/']")
    assert link["href"].startswith(f"/admin/{admin}/")
    assert admin_client.get(link["href"]).status_code == 200


def test_bar_leads_those_who_may_only_look_nowhere_to_edit(organizer, draft):
    assert not soup(organizer.get(PANEL)).select(".drafts a[href^='/admin/']")


def test_bar_leads_to_the_page_as_the_public_sees_it(organizer, draft):
    page = organizer.get("/en/kdd-2023/schedule/?day=2023-08-08")
    href = soup(page).select_one(".drafts a")["href"]
    public = organizer.get(f"/en/kdd-2023/schedule/{href}")
    assert "day=2023-08-08" in href
    assert PANEL not in public.text
    back = soup(public).select_one(".drafts a")["href"]
    assert PANEL in organizer.get(f"/en/kdd-2023/schedule/{back}").text


def test_a_draft_as_the_public_sees_it_is_not_there(organizer, draft):
    page = organizer.get(f"{PANEL}?as=public")
    assert page.status_code == 404
    assert "what the public sees" in soup(page).select_one(".drafts").text


def test_the_public_gets_no_bar(client, draft):
    for page in PAGES:
        assert not soup(client.get(f"/en/{page}")).select(".drafts")


# What no cache keeps


@pytest.mark.any_database
@pytest.mark.parametrize(
    "page", [*PAGES, "llm-day/sessions/llm-day-panel/", "kdd-2023/offline.json"]
)
def test_no_cache_keeps_what_those_who_are_signed_in_see(page, organizer, draft):
    response = organizer.get(f"/en/{page}")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "address",
    ["/kdd-2023/schedule.ics", "/kdd-2023/program.json", "/kdd-2023/agenda.ics?s=m6wg4oi"],
)
def test_what_any_cache_may_keep_holds_no_draft_for_organizers_either(address, organizer, draft):
    response = organizer.get(address)
    assert "public" in response.headers["Cache-Control"]
    told = response.text.replace(address, "")  # a calendar names its own address
    assert draft.code not in told
    assert "llm-day-panel" not in told


def test_list_of_pages_to_keep_offline_names_no_draft(organizer, client, draft):
    address = "/en/kdd-2023/offline.json"
    assert organizer.get(address).json() == client.get(address).json()
    assert PANEL not in organizer.get(address).json()["pages"]


# Queries


SIZED = [
    "{}/",
    "{}/schedule/",
    "{}/sessions/",
    "{}/sessions/session-0/",
    "{}/speakers/",
    "speakers/",
]


@pytest.mark.parametrize("page", SIZED)
def test_pages_with_drafts_ask_no_more_than_for_who_asks(page, django_assert_max_num_queries):
    """Add to the ten of a page: session, account, its rights in both tables, events, names."""
    for slug, size in (("small", 6), ("large", 300)):
        event = grow(slug, size)
        event.sessions.update(status="draft")
        client = signed_in(member(slug))
        with django_assert_max_num_queries(17):
            response = client.get(f"/en/{page.format(slug)}")
        assert "ribbon" in response.text
