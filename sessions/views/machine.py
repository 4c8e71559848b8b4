"""The program for machines: calendars and the state of all sessions. No language in front."""

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.http import conditional_page

from sessions.exchange import frab
from sessions.exchange.ical import calendar
from sessions.querysets import SessionQuerySet
from sessions.views.agenda import codes_in
from sessions.views.base import EventPage
from sessions.views.limits import rate_limited

KEPT = 60  # seconds


@method_decorator(conditional_page, name="dispatch")
class MachineFormat(EventPage):
    """What the public may see, in the language `?lang=`, to be kept for a minute."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        language = request.GET.get("lang")
        known = language in dict(settings.LANGUAGES)
        with translation.override(language if known else settings.LANGUAGE_CODE):
            response = super().dispatch(request, *args, **kwargs)
        patch_cache_control(response, public=True, max_age=KEPT)
        return response

    def sessions(self) -> SessionQuerySet:
        return super().sessions().public()


class ScheduleCalendar(MachineFormat):
    """All sessions of an event that have a time."""

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        return self.as_calendar(list(self.sessions().for_lists()), str(self.event), "schedule")

    def as_calendar(self, sessions: list, name: str, file: str) -> HttpResponse:
        content = calendar(self.event, sessions, name, self.request.build_absolute_uri)
        disposition = f'inline; filename="{quote(self.event.slug)}-{file}.ics"'
        return HttpResponse(
            content,
            content_type="text/calendar; charset=utf-8",
            headers={"Content-Disposition": disposition},
        )


@method_decorator(rate_limited("agenda"), name="dispatch")
class AgendaCalendar(ScheduleCalendar):
    """The sessions whose codes the address names, `?s=ftk2igr.vpft73q`."""

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        mine = list(self.sessions().with_codes(codes_in(self.request.GET)).for_lists())
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
