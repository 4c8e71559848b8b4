"""The program's own words for asking the database."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models
from django.db.models import Count, Prefetch, Q

PUBLIC_STATUSES = ("published", "cancelled")
PEOPLE = Prefetch(
    "participations", to_attr="people"
)  # a list, which is made sooner than a queryset


class EventQuerySet(models.QuerySet):
    def get_by_natural_key(self, slug: str) -> Any:
        return self.get(slug=slug)

    def top_level(self) -> Self:
        """Leave out the special days and workshops inside another event."""
        return self.filter(parent=None)

    def family(self, event: models.Model) -> Self:
        """`event` and the events inside it: whose sessions make up its program."""
        return self.filter(Q(pk=event.pk) | Q(parent=event))


class InEventQuerySet(models.QuerySet):
    """What has a slug inside an event: rooms and tracks."""

    def get_by_natural_key(self, event: str, slug: str) -> Any:
        return self.get(event__slug=event, slug=slug)


class SessionQuerySet(InEventQuerySet):
    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """Everything for staff, and what is published or cancelled for all others."""
        return self if getattr(user, "is_staff", False) else self.public()

    def public(self) -> Self:
        return self.filter(status__in=PUBLIC_STATUSES)

    def of(self, event: models.Model) -> Self:
        """Keep the program of `event`: its own sessions and those of its sub-events."""
        return self.filter(Q(event=event) | Q(event__parent=event))

    def top_level(self) -> Self:
        return self.filter(parent=None)

    def around(self, at: datetime) -> Self:
        """Keep what starts within a day of `at`: it may be on then, or come later that day."""
        return self.filter(start__gte=at - timedelta(days=1), start__lte=at + timedelta(days=1))

    def for_lists(self) -> Self:
        """Load what a line in a list shows: event, room, track and people; rooms in order."""
        return self.with_places().prefetch_related(PEOPLE)

    def with_places(self) -> Self:
        """Load where each session belongs: event, room, track and parent; rooms in order."""
        return (
            self.select_related("event__parent", "room", "track", "parent__event", "parent__room")
            .defer("search_text")
            .order_by(models.F("room__position").asc(nulls_last=True), "slug")
        )

    def for_detail(self) -> Self:
        """Load what a session's own page shows: also its topics and resources."""
        return (
            self.for_lists().select_related("event__parent").prefetch_related("tags", "resources")
        )

    def related_to(self, session: Any) -> Self:
        """Other sessions that share topics with `session`, those with most in common first."""
        shared = Count("tagged", filter=Q(tagged__tag__in=session.tags.all()), distinct=True)
        return (
            self.exclude(pk=session.pk)
            .annotate(shared_topics=shared)
            .filter(shared_topics__gt=0)
            .order_by("-shared_topics", models.F("start").asc(nulls_last=True), "slug")
        )


class ParticipationQuerySet(models.QuerySet):
    def get_by_natural_key(self, event: str, session: str, speaker: str, role: str) -> Any:
        return self.get(
            session__event__slug=event, session__slug=session, speaker__slug=speaker, role=role
        )

    def with_sessions(self) -> Self:
        """Load each one's session, event and room: what the pages of people show."""
        return self.select_related("session__event__parent", "session__room").order_by(
            "-session__event__start_date", "session__event", "session__slug", "order"
        )

    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        if getattr(user, "is_staff", False):
            return self
        return self.filter(session__status__in=PUBLIC_STATUSES)

    def of(self, event: models.Model) -> Self:
        """Keep who takes part in the program of `event`, its sub-events included."""
        return self.filter(Q(session__event=event) | Q(session__event__parent=event))


class ResourceQuerySet(models.QuerySet):
    def get_by_natural_key(self, event: str, session: str, kind: str, order: int) -> Any:
        return self.get(session__event__slug=event, session__slug=session, kind=kind, order=order)


class SponsorshipQuerySet(models.QuerySet):
    def get_by_natural_key(self, event: str, organization: str) -> Any:
        return self.get(event__slug=event, organization__slug=organization)


class TaggedSessionQuerySet(models.QuerySet):
    def get_by_natural_key(self, event: str, session: str, tag: str) -> Any:
        return self.get(
            content_object__event__slug=event, content_object__slug=session, tag__slug=tag
        )
