"""Pages of people and organizations, of one event and across all.

They stand here and not in `speakers`, which knows nothing of the program: what a page about a
person shows is that person's part in it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any, ClassVar

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, ListView

from sessions.drafts import viewer
from sessions.models import Event, Participation, Session, Sponsorship
from sessions.querysets import ParticipationQuerySet
from sessions.schedule.days import moment
from sessions.views.base import EventPage
from sessions.views.limits import rate_limited
from sessions.words import has_all, name_words, terms
from speakers.models import Organization, Speaker


def by_event(participations: Iterable[Participation]) -> list[tuple[Event, list[Participation]]]:
    """Return the participations of each event, latest event first, in the order of its program."""
    return [
        (event, sorted(group, key=lambda each: moment(each.session)))
        for event, group in groupby(participations, key=lambda each: each.session.event)
    ]


@dataclass(frozen=True)
class Listed:
    """A person in a list, with their participations, the latest first."""

    speaker: Speaker
    participations: list[Participation]

    @property
    def last(self) -> Participation | None:
        """The latest participation that tells where the person came from, if any does."""
        return next((each for each in self.participations if each.organization_id), None)

    @property
    def sessions(self) -> int:
        """In how many sessions the person takes part."""
        return len({each.session_id for each in self.participations})

    @property
    def is_draft(self) -> bool:
        """Whether drafts alone bring the person into the list."""
        return all(each.status == Session.Status.DRAFT for each in self.participations)


def listed(participations: Iterable[Participation]) -> list[Listed]:
    """Return the people of participations that come person by person, in their order."""
    rows = groupby(participations, key=lambda each: each.speaker)
    return [Listed(speaker, list(parts)) for speaker, parts in rows]


@method_decorator(rate_limited("search", "q"), name="dispatch")
class SearchableList(ListView):
    """A list that can be searched, `?q=zhang peng`, and sorted, `?sort=sessions`."""

    SORTS: ClassVar[dict[str, Promise]]

    @property
    def sort(self) -> str:
        """How the list is sorted: as asked for, else the first way."""
        asked = self.request.GET.get("sort", "")
        return asked if asked in self.SORTS else next(iter(self.SORTS))

    @property
    def query(self) -> str:
        return self.request.GET.get("q", "").strip()

    def matching(self) -> list[Any]:
        """Return what the query finds, or everything if there is none; in alphabetical order."""
        wanted = terms(self.query)
        if not self.query:
            return list(self.object_list)
        return [each for each in self.object_list if wanted and has_all(self.words(each), wanted)]

    def words(self, each: Any) -> str:
        """Return what one object is found by, in normal form."""
        return name_words(each.name_en, each.name_zh_hans)

    def groups(self) -> list[tuple[Any, list[Any]]]:
        """Return headings, None for no heading, each with what stands under it."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            groups=self.groups(), query=self.query, sort=self.sort, sorts=self.SORTS, **kwargs
        )


class SpeakerList(SearchableList):
    """Everyone in the program of any event."""

    template_name = "speakers/speaker_list.html"
    SORTS: ClassVar = {
        "name": _("Alphabetical"),
        "organization": _("Organization"),
        "sessions": _("Most sessions"),
    }

    def participations(self) -> ParticipationQuerySet:
        return Participation.objects.visible_to(viewer(self.request))

    def get_queryset(self) -> Any:
        return listed(self.participations().by_person())

    def words(self, each: Listed) -> str:
        """Return a person's names, and those of the organizations they came from."""
        came_from = [part.organization for part in each.participations if part.organization]
        names = [name_words(one.name_en, one.name_zh_hans) for one in [each.speaker, *came_from]]
        return " ".join(names)

    def groups(self) -> list[tuple[Any, list[Any]]]:
        """Return people under their initial, under their organization, or the busiest first."""
        people = self.matching()
        if self.sort == "sessions":
            return [(None, sorted(people, key=lambda each: -each.sessions))] if people else []
        if self.sort == "name":
            return [
                (initial, list(group))
                for initial, group in groupby(people, key=lambda each: each.speaker.initial)
            ]
        places: dict[Organization | None, list[Listed]] = {}
        for each in people:
            places.setdefault(each.last.organization if each.last else None, []).append(each)
        return sorted(
            places.items(),
            key=lambda item: (item[0] is None, item[0].latin_name.casefold() if item[0] else ""),
        )


class EventSpeakerList(EventPage, SpeakerList):
    """Everyone in the program of one event."""

    def participations(self) -> ParticipationQuerySet:
        return super().participations().of(self.event)


class SpeakerDetail(DetailView):
    """A person, and all of their sessions with their role and affiliation in each."""

    template_name = "speakers/speaker.html"
    context_object_name = "speaker"

    def get_queryset(self) -> QuerySet[Speaker]:
        shown = Participation.objects.visible_to(viewer(self.request))
        return Speaker.objects.filter(pk__in=shown.values("speaker")).select_related("organization")

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

    def get_queryset(self) -> QuerySet[Organization]:
        shown = Q(participations__in=self.participations())
        return (
            Organization.objects.annotate(
                sessions=Count("participations__session", shown, distinct=True)
            )
            .prefetch_related(Prefetch("sponsorships", self.sponsorships(), "shown"))
            .alphabetical()
        )

    def groups(self) -> list[tuple[Any, list[Any]]]:
        """Return the organizations in one list, alphabetically or the busiest first."""
        found = self.matching()
        if self.sort == "sessions":
            found.sort(key=lambda each: -each.sessions)
        return [(None, found)] if found else []


class EventOrganizationList(EventPage, OrganizationList):
    """The organizations that people of one event came from, that run it or sponsor it."""

    def participations(self) -> ParticipationQuerySet:
        return super().participations().of(self.event)

    def sponsorships(self) -> QuerySet[Sponsorship]:
        return super().sponsorships().filter(event=self.event)

    def get_queryset(self) -> QuerySet[Organization]:
        part = (
            Q(pk__in=self.participations().values("organization"))
            | Q(pk__in=self.sponsorships().values("organization"))
            | Q(organized_events=self.event)
        )
        return super().get_queryset().filter(part).distinct()

    def groups(self) -> list[tuple[Any, list[Any]]]:
        """Return the sponsors tier by tier, then all others; or the busiest first."""
        if self.sort == "sessions":
            return super().groups()
        found = self.matching()
        sponsors = sorted(
            (each for each in found if each.shown), key=lambda each: each.shown[0].rank
        )
        tiers = groupby(sponsors, key=lambda each: each.shown[0].get_tier_display())
        groups: list[tuple[Any, list[Any]]] = [(tier, list(group)) for tier, group in tiers]
        others = [each for each in found if not each.shown]
        heading = _("Other organizations") if groups else None
        return [*groups, (heading, others)] if others else groups


class OrganizationDetail(DetailView):
    """An organization, with its people and sessions, and the events it runs or sponsors."""

    template_name = "speakers/organization.html"
    context_object_name = "organization"
    queryset = Organization.objects.all()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        participations = self.object.participations.visible_to(viewer(self.request))
        return super().get_context_data(
            events=by_event(participations.with_sessions()),
            sponsorships=Sponsorship.objects.filter(organization=self.object).select_related(
                "event"
            ),
            organized=self.object.organized_events.all(),
            **kwargs,
        )
