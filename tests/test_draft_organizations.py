"""Organizations that nothing public names: who sees that they are in the program."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from kdd_program.static_copy.pages import Pages
from sessions.models import Event, Membership, Participation, Session, Sponsorship
from speakers.models import Organization, Speaker

pytestmark = pytest.mark.django_db

PAGE, API = "/en/organizations/stealth/", "/api/v1/organizations/"
LISTS = ["/en/organizations/", "/en/llm-day/organizations/"]


@pytest.fixture
def stealth(program):
    """Return an organization that somebody in a draft comes from."""
    part = Participation.objects.filter(session__slug="llm-day-panel").first()
    part.session.status = "draft"
    part.session.save()
    stealth = Organization.objects.create(slug="stealth", name_en="Stealth AI")
    Participation.objects.filter(pk=part.pk).update(organization=stealth)
    return stealth


@pytest.fixture
def organizer(program):
    user = User.objects.create_user("organizer", is_staff=True)
    role = Group.objects.get(name="Organizer")
    Membership.objects.create(user=user, event=program, role=role)
    client = Client()
    client.force_login(user)
    return client


def names_it(client, address):
    return b"stealth" in client.get(address).content.lower()


@pytest.mark.parametrize("address", [*LISTS, "/sitemap.xml", f"{API}?limit=200"])
def test_nothing_public_tells_of_an_organization_that_only_a_draft_names(client, stealth, address):
    assert not names_it(client, address)
    Session.objects.filter(slug="llm-day-panel").update(status="published")
    assert names_it(client, address)


def test_its_page_and_its_answer_are_not_found(client, stealth):
    assert client.get(PAGE).status_code == 404
    assert client.get(f"{API}stealth/").status_code == 404


def test_no_copy_of_the_program_has_it(stealth, program):
    assert PAGE not in Pages(program)


@pytest.mark.parametrize("address", [PAGE, *LISTS])
def test_who_sees_the_draft_sees_the_organization(organizer, stealth, address):
    assert names_it(organizer, address)


@pytest.mark.parametrize(
    ("made", "page"),
    [
        (lambda: Organization.objects.create(slug="new", name_en="New"), "/en/organizations/new/"),
        (lambda: Speaker.objects.create(slug="new", name_en="New"), "/en/speakers/new/"),
    ],
)
def test_what_is_in_no_session_yet_has_a_page_for_staff_marked_as_theirs(
    client, organizer, made, page
):
    made()
    assert "Draft" in organizer.get(page).content.decode()
    assert client.get(page).status_code == 404


def test_organization_that_all_see_is_not_marked(organizer, stealth):
    assert b"ribbon" in organizer.get(PAGE).content
    assert b"ribbon" not in organizer.get("/en/organizations/acm/").content


def test_the_organization_where_somebody_public_is_today_has_its_page(client, stealth):
    Speaker.objects.filter(slug="ed-chi").update(organization=stealth)
    assert client.get(PAGE).status_code == 200


def test_a_sponsor_has_its_page(client, stealth, program):
    Sponsorship.objects.create(event=program, organization=stealth, tier="gold")
    assert client.get(PAGE).status_code == 200


def test_who_runs_an_event_has_its_page(client, stealth):
    Event.objects.get(slug="llm-day").organizers.add(stealth)
    assert client.get(PAGE).status_code == 200
