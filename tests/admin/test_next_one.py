"""Who adds one after another stays in the event, also if a later one is there."""

from datetime import timedelta

import pytest
from django.urls import reverse

from sessions.models import Event
from tests.admin.forms import filled_form, page

LISTS = ["session", "room", "track"]


@pytest.fixture
def later(program):
    """Add an event after that of the fixture, in which a new session would start."""
    day = program.end_date + timedelta(days=365)
    return Event.objects.create(
        slug="later", name_en="Later", start_date=day, end_date=day, time_zone="UTC"
    )


def chosen_event(client, url):
    [key] = filled_form(client.get(url))["event"]
    return int(key)


@pytest.mark.parametrize("kind", LISTS)
def test_saving_and_adding_another_stays_in_the_event(kind, admin_client, program, later):
    url = reverse(f"admin:program_{kind}_add")
    new = {"event": program.pk, "name_en": "New", "title_en": "New", "slug": "new"}
    sent = filled_form(admin_client.get(url)) | new | {"_addanother": "1"}
    assert chosen_event(admin_client, admin_client.post(url, sent).url) == program.pk


@pytest.mark.parametrize("kind", LISTS)
def test_adding_from_the_list_of_an_event_starts_in_it(kind, admin_client, program, later):
    listed = reverse(f"admin:program_{kind}_changelist")
    answer = admin_client.get(listed, {"event__id__exact": program.pk})
    add = page(answer).select_one(".object-tools .addlink")["href"]
    assert chosen_event(admin_client, add) == program.pk
