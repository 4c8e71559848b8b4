"""The program for machines: calendars and the state of all sessions. No language in front."""

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.http import conditional_page

from sessions.exchange import frab
from sessions.exchange.ical import Publication, calendar
from sessions.filters import LABELS, Filters
from sessions.querysets import SessionQuerySet
from sessions.releases import revisions
from sessions.views.agenda import codes_in
from sessions.views.base import EventPage
from sessions.views.limits import rate_limited
from speakers.models import Speaker

KEPT = 60  # seconds


@method_decorator(conditional_page, name="dispatch")
class MachineFormat(EventPage):
    """What the public may see, in the language `?lang=`, to be kept for a minute."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        language = request.GET.get("lang")
        known = language in dict(settings.LANGUAGES)
        with translation.override(language if known else settings.LANGUAGE_CODE):
            response = super().dispatch(request, *args, **kwargs)
            response.headers["Content-Language"] = translation.get_language()
        patch_cache_control(response, public=True, max_age=KEPT)
        return response

    def sessions(self) -> SessionQuerySet:
        return super().sessions().public()

    def filters(self) -> Filters | None:
        """Return the schedule's filters that the address sets, None if it sets none."""
        asked = self.request.GET
        return None if LABELS.keys().isdisjoint(asked) else Filters(self.sessions(), asked)


class Calendar(MachineFormat):
    """Sessions as a calendar, of which the subclasses say which."""

    def as_calendar(self, sessions: SessionQuerySet, name: str, file: str) -> HttpResponse:
        event, absolute = self.event, self.request.build_absolute_uri
        content = calendar(
            sessions.for_lists(),
            name,
            self.request.get_full_path(),
            Publication(event, absolute, revisions(event)),
        )
        disposition = f'inline; filename="{quote(event.slug)}-{file}.ics"'
        return HttpResponse(
            content,
            content_type="text/calendar; charset=utf-8",
            headers={"Content-Disposition": disposition},
        )


@method_decorator(rate_limited("search", "q"), name="dispatch")
class ScheduleCalendar(Calendar):
    """The program of an event, or what the schedule's filters leave of it: `?room=grand-a`."""

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        sessions, names = self.sessions(), [str(self.event)]
        if filters := self.filters():
            sessions = sessions.filter(pk__in=filters.matches)
            names += [pill.name for pill in filters.pills]
        return self.as_calendar(sessions, gettext(", ").join(names), "schedule")


class SessionCalendar(Calendar):
    """One session."""

    def get(self, _request: HttpRequest, *, slug: str, **_kwargs: str) -> HttpResponse:
        session = get_object_or_404(self.sessions().filter(event=self.event), slug=slug)
        alone = self.sessions().filter(pk=session.pk)
        return self.as_calendar(alone, session.title, quote(slug))


class SpeakerCalendar(Calendar):
    """The sessions in which somebody takes part."""

    def get(self, _request: HttpRequest, *, slug: str, **_kwargs: str) -> HttpResponse:
        sessions = self.sessions().filter(participations__speaker__slug=slug).distinct()
        people = Speaker.objects.filter(participations__session__in=sessions).distinct()
        speaker: Speaker = get_object_or_404(people, slug=slug)
        return self.as_calendar(sessions, f"{speaker.name} · {self.event}", quote(slug))


@method_decorator(rate_limited("agenda"), name="dispatch")
class AgendaCalendar(Calendar):
    """The sessions whose codes the address names, `?s=ftk2igr.vpft73q`."""

    def get(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        mine = self.sessions().with_codes(codes_in(request.GET))
        name = gettext("My agenda: %(event)s") % {"event": self.event}
        return self.as_calendar(mine, name, "agenda")


class ScheduleXML(MachineFormat):
    """All sessions that take place at a known time, as a frab schedule for apps and recorders."""

    def get(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        here = f"{request.build_absolute_uri(request.path)}?lang={translation.get_language()}"
        absolute = request.build_absolute_uri
        return self.answer(frab.document(self.event, self.sessions(), absolute, here))

    def answer(self, document: frab.Node) -> HttpResponse:
        return HttpResponse(frab.as_xml(document), content_type="application/xml; charset=utf-8")


class ScheduleJSON(ScheduleXML):
    """The same as JSON."""

    def answer(self, document: frab.Node) -> HttpResponse:
        return HttpResponse(frab.as_json(document), content_type="application/json")


class ProgramState(MachineFormat):
    """When and where every session takes place, by its code; times are UTC, a day is local.

    `{"zone": …, "rooms": {slug: {language: name}}, "sessions": {code: [start or day, end, room,
    status]}}`
    """

    def get(self, _request: HttpRequest, **_kwargs: str) -> JsonResponse:
        sessions = list(self.sessions().select_related("event", "room").order_by("pk"))
        rooms = {each.room for each in sessions if each.room}
        return JsonResponse(
            {
                "zone": self.event.time_zone,
                "rooms": {
                    room.slug: {"en": room.name_en, "zh-Hans": room.name_zh_hans}
                    for room in sorted(rooms, key=lambda room: room.slug)
                },
                "sessions": {
                    each.code: [
                        each.start or each.day,
                        each.end,
                        each.room.slug if each.room else None,
                        each.status,
                    ]
                    for each in sessions
                },
            },
            json_dumps_params={"ensure_ascii": False, "separators": (",", ":")},
        )
