"""The list of events that the site begins with."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from kdd_program.store.addresses import PAGES, QUARTER
from sessions.models import Event

pytestmark = pytest.mark.django_db


def add(slug, first, last):
    """Add an event from so many days from now to so many."""
    today = timezone.now().date()
    days = {
        "start_date": today + timedelta(days=first),
        "end_date": today + timedelta(days=last),
    }
    return Event.objects.create(slug=slug, name_en=slug, time_zone="UTC", **days)


def listed(client):
    page = BeautifulSoup(client.get("/en/").content, "lxml")
    return [link.text for link in page.select(".hero h2 a")]


def test_what_is_on_or_comes_next_stands_first_then_the_past_latest_first(client):
    add("later", 300, 303)
    add("next", 30, 33)
    add("running", -1, 1)
    add("past", -33, -30)
    assert listed(client) == ["running", "next", "later", "past", "KDD 2023"]


def test_order_is_renewed_when_an_event_has_ended():
    assert PAGES["home"].turns == QUARTER
