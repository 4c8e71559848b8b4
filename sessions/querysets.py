"""The program's own words for asking the database."""

from base64 import b32encode
from collections.abc import Collection
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Self

from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models
from django.db.models import Count, F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce

from sessions.rights import Reader, drafts_of
from speakers.models import Speaker

PUBLIC_STATUSES = ("published", "cancelled")
# What has yet to get a place in the schedule. A part of a session has the time of that.
UNSCHEDULED = Q(start=None, parent=None) & ~Q(status="cancelled")


def code_of(event: str, slug: str) -> str:
    """Return the code of a session, by the slugs of its event and its own: seven letters."""
    digest = sha256(f"{event}/{slug}".encode()).digest()
    return b32encode(digest)[:7].decode().lower()


def shown_to(user: AbstractBaseUser | AnonymousUser, session: str = "") -> Q:
    """Return the condition that a user sees a session; `session` is the path to it, with `__`."""
    public = Q(**{f"{session}status__in": PUBLIC_STATUSES})
    if isinstance(user, Reader):
        return public & in_program(user.event, f"{session}event")
    events = drafts_of(user)
    return Q() if events is None else public | Q(**{f"{session}event__in": events})


def in_program(event: models.Model, path: str = "event") -> Q:
    """Return the condition that what has an event at `path` is of the program of `event`."""
    return Q(**{path: event}) | Q(**{f"{path}__parent": event})


def people() -> Prefetch:
    """Return how to load who takes part in sessions, in order: as the list `people` of each."""
    participations = apps.get_model("program", "Participation").objects
    return Prefetch("participations", participations.order_by("order", "speaker__slug"), "people")


def topics() -> Prefetch:
    """Return how to load what sessions are about: as the list `topics` of each.

    Without a list of its own, each session would make a query that is never asked.
    """
    return Prefetch("tags", to_attr="topics")


def resources() -> Prefetch:
    """Return how to load resources of sessions, in order: as the list `resource_list` of each."""
    found = apps.get_model("program", "Resource").objects.order_by("order", "kind")
    return Prefetch("resources", found, "resource_list")


class EventQuerySet(models.QuerySet):
    def get_by_natural_key(self, slug: str) -> Any:
        return self.get(slug=slug)

    def top_level(self) -> Self:
        """Leave out the special days and workshops inside another event."""
        return self.filter(parent=None)

    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """Keep the events that there are to the user."""
        return self.family(user.event) if isinstance(user, Reader) else self

    def for_pages(self) -> Self:
        """Load what every page of an event shows: its parent, and `last_release`, a number."""
        releases = apps.get_model("program", "Release").objects
        of_program = releases.filter(event=Coalesce(OuterRef("parent"), OuterRef("pk")))
        last = of_program.order_by("-number").values("number")[:1]
        return self.select_related("parent").annotate(last_release=Subquery(last))

    def family(self, event: models.Model) -> Self:
        """`event` and the events inside it: whose sessions make up its program."""
        return self.filter(Q(pk=event.pk) | Q(parent=event))


class InEventQuerySet(models.QuerySet):
    """What has a slug inside an event: rooms and tracks."""

    def get_by_natural_key(self, event: str, slug: str) -> Any:
        return self.get(event__slug=event, slug=slug)


class SessionQuerySet(InEventQuerySet):
    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """Keep what is public, and the drafts of events whose sessions the user may see."""
        return self.filter(shown_to(user))

    def public(self) -> Self:
        return self.filter(status__in=PUBLIC_STATUSES)

    def of(self, event: models.Model) -> Self:
        """Keep the program of `event`: its own sessions and those of its sub-events."""
        return self.filter(in_program(event))

    def elsewhere(self, event: Any) -> Self:
        """Those whose room or track is neither of `event` nor of the one that it is part of."""
        there = [pk for pk in (event.pk, event.parent_id) if pk]
        in_room = Q(room__isnull=False) & ~Q(room__event__in=there)
        return self.filter(in_room | Q(track__isnull=False) & ~Q(track__event__in=there))

    def far_from(self, event: Any) -> Self:
        """Those of other years than the event and those around it."""
        return self.exclude(start=None, day=None).exclude(
            Q(start__year__range=event.years) | Q(day__year__range=event.years)
        )

    def with_person(self, speaker: Speaker) -> Self:
        """Keep the sessions in which somebody takes part, in whatever role."""
        parts = apps.get_model("program", "Participation").objects.filter(speaker=speaker)
        return self.filter(pk__in=parts.values("session"))

    def top_level(self) -> Self:
        return self.filter(parent=None)

    def with_codes(self, codes: Collection[str]) -> Self:
        """Keep the sessions that codes name. They are made of slugs, so only these are read."""
        keys = self.values_list("pk", "event__slug", "slug")
        return self.filter(pk__in=[pk for pk, event, slug in keys if code_of(event, slug) in codes])

    def with_word(self, word: str) -> Self:
        """Keep the sessions in whose search text or slug a word in normal form stands."""
        return self.filter(Q(search_text__contains=word) | Q(slug__icontains=word))

    def beside(self, session: Any) -> Self:
        """Keep what may come before or after `session`, or be on meanwhile; it has a start."""
        meanwhile = Q(start__lte=session.end or session.start) & (
            Q(end__gte=session.start) | Q(end=None)
        )
        return self.around(session.start).filter(
            Q(room=session.room_id, parent=session.parent_id) | Q(meanwhile, parent=None)
        )

    def around(self, at: datetime) -> Self:
        """Keep what may be on at `at`, or come later that day; what lasts for days is on, too."""
        near = Q(start__gte=at - timedelta(days=1), start__lte=at + timedelta(days=1))
        return self.filter(near | Q(start__lt=at, end__gt=at))

    def for_lists(self) -> Self:
        """Load what a line in a list shows: event, room, track and people."""
        return self.with_places().prefetch_related(people())

    def with_places(self) -> Self:
        """Load where each session belongs: event, room, track and parent."""
        own = ("event__parent", "room", "track")
        outer = ("parent__event", "parent__room", "parent__parent__event", "parent__parent__room")
        return self.select_related(*own, *outer).defer("search_text").order_by()

    def by_room(self) -> list[Any]:
        """Load the sessions in the order of rooms; sorted here, as SQL of many columns is slow."""
        return sorted(self, key=lambda each: each.rank)

    def for_detail(self) -> Self:
        """Load what a session's own page shows: also its topics and resources."""
        return self.for_lists().prefetch_related(topics(), resources())

    def related_to(self, session: Any) -> Self:
        """Other sessions that share topics with `session`, those with most in common first.

        `session` is one that `for_detail` has loaded.
        """
        tagged = session.tags.through.objects.filter(tag__in=session.topics)
        of_one = tagged.filter(content_object=OuterRef("pk")).order_by().values("content_object")
        return (
            self.exclude(pk=session.pk)
            .filter(pk__in=tagged.values("content_object"))
            .annotate(shared_topics=Subquery(of_one.annotate(count=Count("pk")).values("count")))
            .order_by("-shared_topics", F("start").asc(nulls_last=True), "slug")
        )


class ParticipationQuerySet(models.QuerySet):
    def get_by_natural_key(self, event: str, session: str, speaker: str, role: str) -> Any:
        return self.get(
            session__event__slug=event, session__slug=session, speaker__slug=speaker, role=role
        )

    def with_sessions(self) -> Self:
        """Load each one's session, event and room: what the pages of people show."""
        return self.select_related("session__event__parent", "session__room").order_by(
            "-session__event__start_date", "session__event", "session__slug", "order", "pk"
        )

    def by_person(self) -> Self:
        """Load people with their affiliations, person by person; of each the latest first.

        What has no time yet comes last, on every database. `status` is that of the session.
        """
        return (
            self.select_related(None)
            .select_related("speaker")
            .prefetch_related("organization")
            .annotate(status=F("session__status"))
            .order_by("speaker_id", F("session__start").desc(nulls_last=True))
        )

    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """Keep the parts in sessions that the user sees."""
        return self.filter(shown_to(user, "session__"))

    def of(self, event: models.Model) -> Self:
        """Keep who takes part in the program of `event`, its sub-events included."""
        return self.filter(in_program(event, "session__event"))


class ResourceQuerySet(models.QuerySet):
    def get_by_natural_key(self, event: str, session: str, kind: str, order: int) -> Any:
        return self.get(session__event__slug=event, session__slug=session, kind=kind, order=order)


class UnavailabilityQuerySet(models.QuerySet):
    def of(self, event: models.Model) -> Self:
        """Keep what was said for `event` or a sub-event."""
        return self.filter(in_program(event))


class SponsorshipQuerySet(models.QuerySet):
    def get_by_natural_key(self, event: str, organization: str) -> Any:
        return self.get(event__slug=event, organization__slug=organization)


class TaggedSessionQuerySet(models.QuerySet):
    def get_by_natural_key(self, event: str, session: str, tag: str) -> Any:
        return self.get(
            content_object__event__slug=event, content_object__slug=session, tag__slug=tag
        )


class ReleaseQuerySet(models.QuerySet):
    def get_by_natural_key(self, event: str, number: int) -> Any:
        return self.get(event__slug=event, number=number)

    def told(self) -> Self:
        """Put the latest first, and leave out the snapshots, which are large."""
        return self.order_by("-number").defer("snapshot")
