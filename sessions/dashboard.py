"""A program at a glance: how much there is of what, what has changed, and who edited last.

Plain numbers and objects, in a number of queries that does not grow with the program. Where an
event has others inside it, they count with it, and are counted by themselves as well.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Count, Q

from sessions.checking import check
from sessions.exchange.fixture.writing import PATHS, part_of
from sessions.models import (
    Delivery,
    Event,
    Participation,
    Release,
    Room,
    Session,
    Tag,
    Track,
    Webhook,
)
from sessions.querysets import UNSCHEDULED
from sessions.releases import changes_since
from sessions.schedule.changes import Kind
from speakers.history.models import Change
from speakers.history.reading import last_change
from speakers.models import Organization, Speaker

Counts = dict[int, Counter[str]]  # by the key of the event
Model = type[models.Model]
# What has a history of its own.
KINDS: tuple[Model, ...] = (Event, Room, Track, Session, Release, Tag, Speaker, Organization)


def in_turn(events: Iterable[Event], now: datetime) -> list[Event]:
    """Put the current or next event first, and what is over last, the latest before the others."""

    def turn(event: Event) -> tuple[bool, int, str]:
        is_over, day = event.closing <= now, event.start_date.toordinal()
        return (is_over, -day if is_over else day, event.slug)

    return sorted(events, key=turn)


def count_sessions(events: Collection[Event]) -> Counts:
    """Return how many sessions each event has by status, and how many are `unscheduled`."""
    rows = (
        Session.objects.filter(event__in=events)
        .order_by()
        .values_list("event", "status")
        .annotate(all=Count("pk"), unscheduled=Count("pk", filter=UNSCHEDULED))
    )
    counts: Counts = {each.pk: Counter() for each in events}
    for event, status, number, unscheduled in rows:
        counts[event] += Counter({status: number, "unscheduled": unscheduled})
    for each in events:
        if each.parent_id in counts:
            counts[each.parent_id] += counts[each.pk]
    return counts


def count_conflicts(event: Event, inside: Iterable[Event]) -> Counts:
    """Return how many errors and warnings the conflict check finds, by severity."""
    checked = check(event)
    found = checked.conflicts(checked.program)
    return {
        one.pk: Counter(each.severity for each in found if checked.concerns(each, one))
        for one in (event, *inside)
    }


def count_photoless(event: Event, inside: Iterable[Event]) -> dict[int, int]:
    """Return how many of those who take part have no photo, by event."""
    rows = Participation.objects.of(event).filter(speaker__photo="").order_by()
    pairs = set(rows.values_list("session__event", "speaker"))
    whole = {event.pk: len({person for _event, person in pairs})}
    return whole | {one.pk: sum(where == one.pk for where, _person in pairs) for one in inside}


def count_unheard(event: Event) -> int:
    """Return how many webhooks of an event did not take what they were last told of."""
    webhooks: Any = Webhook.objects.filter(event=event).with_last_state()
    return sum(each.last_state == Delivery.State.GIVEN_UP for each in webhooks)


def last_release(event: Event) -> tuple[Release, Counter[Kind], int] | None:
    """Return the last release, what has become of sessions since, and how many have changed."""
    releases = event.releases.select_related("event__parent", "made_by").order_by("-number")
    release = releases.first()
    if release is None:
        return None
    changes = changes_since(release)
    return release, Counter(kind for each in changes for kind in each.kinds), len(changes)


def last_edit(event: Event, kinds: Collection[Model]) -> Change | None:
    """Return what was last changed in an event, of these kinds, be it gone or not."""
    family = Event.objects.family(event)
    groups = [
        model._default_manager.filter(  # noqa: SLF001 - a documented API
            part_of(event, model) if model in PATHS else Q(event__in=family)
        )
        for model in kinds
    ]
    labels = [model._meta.label_lower for model in kinds]  # noqa: SLF001
    events = [each.pk for each in family]
    gone = Q(model__in=labels, after__isnull=True, before__event__in=events)
    return last_change(groups, gone)
