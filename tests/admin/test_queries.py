"""Lists ask the database as often for 300 rows as for 6, and at most nine times."""

from datetime import date

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone

from sessions.models import Event, Membership, PreviewLink, Release, Room, Tag, Track
from speakers.models import Organization, Speaker
from tests.growth import grow


def events(size):
    Event.objects.bulk_create(
        Event(
            slug=f"e{n}",
            name_en=f"Event {n}",
            start_date=date(2025, 1, 1),
            end_date=date(2025, 1, 2),
            time_zone="UTC",
            parent=Event.objects.get(slug="kdd-2023"),
        )
        for n in range(size)
    )


def in_event(model):
    def build(size):
        event = Event.objects.get(slug="kdd-2023")
        model.objects.bulk_create(
            model(event=event, slug=f"r{n}", name_en=f"Place {n}") for n in range(size)
        )

    return build


def topics(size):
    Tag.objects.bulk_create(
        Tag(slug=f"t{n}", name=f"Topic {n}", name_en=f"Topic {n}") for n in range(size)
    )


def releases(size):
    user = User.objects.get(username="admin")
    event = Event.objects.get(slug="kdd-2023")
    Release.objects.bulk_create(
        Release(event=event, number=n, made_by=user, snapshot=[]) for n in range(size)
    )


def organizations(size):
    Organization.objects.bulk_create(
        Organization(slug=f"o{n}", name_en=f"Organization {n}") for n in range(size)
    )


def speakers(size):
    organization = Organization.objects.first()
    Speaker.objects.bulk_create(
        Speaker(slug=f"s{n}", name_en=f"Person {n}", organization=organization) for n in range(size)
    )


def sessions(size):
    grow(f"grown-{size}", size)


def preview_links(size):
    speakers(size)
    event = Event.objects.get(slug="kdd-2023")
    PreviewLink.objects.bulk_create(
        PreviewLink(event=event, speaker=each, until=date(2030, 1, 1), made_at=timezone.now())
        for each in Speaker.objects.filter(slug__startswith="s")[:size]
    )


def memberships(size):
    User.objects.bulk_create(User(username=f"u{n}") for n in range(size))
    event, role = Event.objects.get(slug="kdd-2023"), Group.objects.first()
    Membership.objects.bulk_create(
        Membership(user=each, event=event, role=role)
        for each in User.objects.filter(username__startswith="u")
    )


LISTS = {
    "program_event": (events, 7),
    "program_room": (in_event(Room), 6),
    "program_track": (in_event(Track), 6),
    "program_session": (sessions, 9),
    "program_keynote": (sessions, 9),
    "program_panel": (sessions, 9),
    "program_tag": (topics, 5),
    "program_release": (releases, 8),
    "program_previewlink": (preview_links, 6),
    "program_membership": (memberships, 7),
    "speakers_speaker": (speakers, 6),
    "speakers_organization": (organizations, 5),
}


@pytest.mark.parametrize("size", [6, 300])
@pytest.mark.parametrize("name", LISTS)
def test_list_takes_the_same_queries_whatever_its_length(
    name, size, admin_client, program, django_assert_num_queries
):
    build, queries = LISTS[name]
    build(size)
    ContentType.objects.clear_cache()
    with django_assert_num_queries(queries):
        assert admin_client.get(reverse(f"admin:{name}_changelist")).status_code == 200
