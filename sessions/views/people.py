"""Pages of people and organizations, of one event and across all.

They stand here and not in `speakers`, which knows nothing of the program: what a page about a
person shows is that person's part in it.
"""

from itertools import groupby
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.views.generic import DetailView, ListView

from sessions.models import Event, Participation, Sponsorship
from sessions.querysets import ParticipationQuerySet
from sessions.schedule.days import moment
from sessions.views.base import EventPage
from speakers.models import Organization, Speaker


def by_event(participations: ParticipationQuerySet) -> list[tuple[Event, list[Participation]]]:
    """Return the participations of each event, latest event first, in the order of its program."""
    return [
        (event, sorted(group, key=lambda each: moment(each.session)))
        for event, group in groupby(participations, key=lambda each: each.session.event)
    ]


class SpeakerList(ListView):
    """Everyone in the program of any event, alphabetically."""

    template_name = "speakers/speaker_list.html"
    context_object_name = "speakers"

    def participations(self) -> ParticipationQuerySet:
        return Participation.objects.visible_to(self.request.user)

    def get_queryset(self) -> QuerySet[Speaker]:
        shown = self.participations()
        with_affiliation = shown.order_by("-session__start")
        return (
            Speaker.objects.filter(pk__in=shown.values("speaker"))
            .select_related("organization")
            .prefetch_related(Prefetch("participations", with_affiliation, "shown"))
            .alphabetical()
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
        shown = Participation.objects.visible_to(self.request.user)
        return Speaker.objects.filter(pk__in=shown.values("speaker")).select_related("organization")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        participations = self.object.participations.visible_to(self.request.user)
        return super().get_context_data(events=by_event(participations.with_sessions()), **kwargs)


class OrganizationList(ListView):
    """Every organization with a part in any event, alphabetically."""

    template_name = "speakers/organization_list.html"
    context_object_name = "organizations"

    def get_queryset(self) -> QuerySet[Organization]:
        return Organization.objects.alphabetical()


class EventOrganizationList(EventPage, OrganizationList):
    """The organizations that people of one event came from, that run it or sponsor it."""

    def get_queryset(self) -> QuerySet[Organization]:
        people = Participation.objects.of(self.event).visible_to(self.user)
        return (
            super()
            .get_queryset()
            .filter(
                Q(pk__in=people.values("organization"))
                | Q(sponsorships__event=self.event)
                | Q(organized_events=self.event)
            )
            .distinct()
        )


class OrganizationDetail(DetailView):
    """An organization, with its people and sessions, and the events it runs or sponsors."""

    template_name = "speakers/organization.html"
    context_object_name = "organization"
    queryset = Organization.objects.all()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        participations = self.object.participations.visible_to(self.request.user)
        return super().get_context_data(
            events=by_event(participations.with_sessions()),
            sponsorships=Sponsorship.objects.filter(organization=self.object).select_related(
                "event"
            ),
            organized=self.object.organized_events.all(),
            **kwargs,
        )
