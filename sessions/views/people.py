"""Pages of people and organizations, of one event and across all.

They stand here and not in `speakers`, which knows nothing of the program: what a page about a
person shows is that person's part in it.
"""

from collections.abc import Iterable
from itertools import groupby
from typing import Any, ClassVar

from django.core.paginator import Page
from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, ListView

from sessions.drafts import viewer
from sessions.models import Event, Participation, Sponsorship
from sessions.people import (
    Listed,
    filing,
    has_part_in,
    matching,
    people_of,
    words_of,
    words_of_person,
)
from sessions.querysets import ParticipationQuerySet
from sessions.schedule.days import moment
from sessions.views.base import EventPage
from sessions.views.limits import rate_limited
from speakers.models import Organization, Speaker

WHOLE = "all"


def by_event(participations: Iterable[Participation]) -> list[tuple[Event, list[Participation]]]:
    """Return the participations of each event, latest event first, in the order of its program."""
    return [
        (event, sorted(group, key=lambda each: moment(each.session)))
        for event, group in groupby(participations, key=lambda each: each.session.event)
    ]


def by_organization(person: Listed) -> tuple[Any, ...]:
    """For sorting: by the name of the organization, those without one last."""
    organization = person.organization
    if organization is None:
        return (True,)
    return (False, *filing(organization))


@method_decorator(rate_limited("search", "q"), name="dispatch")
class SearchableList(ListView):
    """A list that can be searched, `?q=zhang peng`, and sorted, `?sort=sessions`.

    A very long one is shown part by part, `?page=2`, or whole, `?page=all`.
    """

    SORTS: ClassVar[dict[str, Promise]]
    words = staticmethod(words_of)  # what one thing is found by, in normal form
    paginate_by, paginate_orphans = 1000, 200

    @property
    def sort(self) -> str:
        """How the list is sorted: as asked for, else the first way."""
        asked = self.request.GET.get("sort", "")
        return asked if asked in self.SORTS else next(iter(self.SORTS))

    @property
    def query(self) -> str:
        return self.request.GET.get("q", "").strip()

    def listed(self) -> Iterable[Any]:
        """Return all that the list holds."""
        raise NotImplementedError

    def in_order(self, found: list[Any]) -> list[Any]:
        """Return things that are in alphabetical order as `sort` has them."""
        if self.sort == "sessions":
            return sorted(found, key=lambda each: -each.sessions)
        return found

    def heading(self, _thing: Any) -> Any:
        """Return under what a thing stands, None for no heading."""
        return None

    def get_queryset(self) -> Any:
        return self.in_order(matching(self.query, self.listed(), type(self).words))

    def get_paginate_by(self, _queryset: Any) -> int | None:
        return None if self.request.GET.get(self.page_kwarg) == WHOLE else self.paginate_by

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(
            query=self.query, sort=self.sort, sorts=self.SORTS, **kwargs
        )
        groups = groupby(context["object_list"], key=self.heading)
        return context | {"groups": [(heading, list(group)) for heading, group in groups]}


class SpeakerList(SearchableList):
    """Everyone in the program of any event."""

    template_name = "speakers/speaker_list.html"
    SORTS: ClassVar = {
        "name": _("Alphabetical"),
        "organization": _("Organization"),
        "sessions": _("Most sessions"),
    }
    words = staticmethod(words_of_person)

    def participations(self) -> ParticipationQuerySet:
        return Participation.objects.visible_to(viewer(self.request))

    def listed(self) -> list[Listed]:
        return people_of(self.participations())

    def in_order(self, found: list[Listed]) -> list[Listed]:
        if self.sort == "organization":
            return sorted(found, key=by_organization)
        return super().in_order(found)

    def heading(self, person: Listed) -> Any:
        """Return the initial or the organization, as the list is sorted."""
        if self.sort == "name":
            return person.letter
        return person.organization if self.sort == "organization" else None

    def letters(self, parts: Page | None) -> list[tuple[str, int | None]]:
        """Return the initials, and which part of the list each begins in, None if it is whole."""
        if self.sort != "name":
            return []
        numbered: Iterable[tuple[int | None, Iterable[Listed]]] = [(None, self.object_list)]
        if parts:
            numbered = ((part.number, part.object_list) for part in parts.paginator)
        first: dict[str, int | None] = {}
        for number, people in numbered:
            for each in people:
                first.setdefault(each.letter, number)
        return list(first.items())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"letters": self.letters(context["page_obj"])}


class EventSpeakerList(EventPage, SpeakerList):
    """Everyone in the program of one event."""

    def participations(self) -> ParticipationQuerySet:
        return super().participations().of(self.event)


class SpeakerDetail(DetailView):
    """A person, and all of their sessions with their role and affiliation in each."""

    template_name = "speakers/speaker.html"
    context_object_name = "speaker"

    def get_queryset(self) -> QuerySet[Speaker]:
        return Speaker.objects.visible_to(viewer(self.request)).select_related("organization")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        participations = self.object.participations.visible_to(viewer(self.request))
        parts = list(participations.with_sessions())
        return super().get_context_data(
            events=by_event(parts), is_draft=all(each.session.is_draft for each in parts), **kwargs
        )


class OrganizationList(SearchableList):
    """Every organization with a part in any event."""

    template_name = "speakers/organization_list.html"
    SORTS: ClassVar = {"name": _("Alphabetical"), "sessions": _("Most sessions")}

    def participations(self) -> ParticipationQuerySet:
        return Participation.objects.visible_to(viewer(self.request))

    def sponsorships(self) -> QuerySet[Sponsorship]:
        return Sponsorship.objects.select_related("event")

    def in_order(self, found: list[Any]) -> list[Any]:
        return super().in_order(sorted(found, key=filing))

    def listed(self) -> QuerySet[Organization]:
        shown = Q(participations__in=self.participations())
        return (
            Organization.objects.visible_to(viewer(self.request))
            .annotate(sessions=Count("participations__session", shown, distinct=True))
            .prefetch_related(Prefetch("sponsorships", self.sponsorships(), "shown"))
            .order_by()
        )


class EventOrganizationList(EventPage, OrganizationList):
    """The organizations that people of one event came from, that run it or sponsor it."""

    def participations(self) -> ParticipationQuerySet:
        return super().participations().of(self.event)

    def sponsorships(self) -> QuerySet[Sponsorship]:
        return super().sponsorships().filter(event=self.event)

    def listed(self) -> QuerySet[Organization]:
        part = has_part_in(self.event, self.participations(), self.sponsorships())
        return super().listed().filter(part).distinct()

    def in_order(self, found: list[Any]) -> list[Any]:
        """Return the sponsors by their tier, then all others; or the busiest first."""
        found = super().in_order(found)
        if self.sort == "sessions":
            return found
        ranks = {each: [sponsorship.rank for sponsorship in each.shown[:1]] for each in found}
        return sorted(found, key=lambda each: (not ranks[each], ranks[each]))

    def heading(self, organization: Any) -> Any:
        if self.sort == "sessions":
            return None
        if organization.shown:
            return organization.shown[0].get_tier_display()
        return _("Other organizations") if self.object_list[0].shown else None


class OrganizationDetail(DetailView):
    """An organization, with its people and sessions, and the events it runs or sponsors."""

    template_name = "speakers/organization.html"
    context_object_name = "organization"

    def get_queryset(self) -> QuerySet[Organization]:
        return Organization.objects.visible_to(viewer(self.request))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = viewer(self.request)
        participations = self.object.participations.visible_to(user)
        return super().get_context_data(
            events=by_event(participations.with_sessions()),
            is_draft=user.is_authenticated and not self.object.is_public,
            sponsorships=Sponsorship.objects.filter(organization=self.object).select_related(
                "event"
            ),
            organized=self.object.organized_events.all(),
            **kwargs,
        )
