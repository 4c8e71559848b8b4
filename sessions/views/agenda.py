"""An attendee's agenda, made of the session codes in the address; the server keeps nothing."""

import re
from typing import Any

import segno
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.views.generic import TemplateView

from sessions.models import Event
from sessions.querysets import people
from sessions.schedule.agenda import agenda
from sessions.schedule.days import in_order
from sessions.views.base import EventPage
from sessions.views.limits import rate_limited

CODE = re.compile(r"[a-z2-7]{7}")


def codes_in(query: QueryDict) -> list[str]:
    """Return the session codes of `?s=`, each once, without those of `?drop=`."""
    dropped = set(query.getlist("drop"))
    asked = CODE.findall(".".join(query.getlist("s")).lower())
    return [code for code in dict.fromkeys(asked) if code not in dropped]


def qr_code(address: str) -> SafeString | None:
    """Return an address as an inline SVG, or None where it is too long for a QR code."""
    try:
        code = segno.make_qr(address, error="l")
    except segno.DataOverflowError:
        return None
    return mark_safe(code.svg_inline(omitsize=True, svgclass="qr", lineclass=None, border=2))  # noqa: S308


@method_decorator(rate_limited("agenda"), name="dispatch")
class Agenda(EventPage, TemplateView):
    """The sessions `?s=ftk2igr.vpft73q` by day, with overlaps, gaps, and ways to take it along.

    Buttons add `&s=` or `&drop=` to the address, which is then put in order. `?choose` shows all
    sessions of the program to choose from.
    """

    template_name = "program/agenda.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.codes = codes_in(request.GET)
        if self.event.parent or "drop" in request.GET or len(request.GET.getlist("s")) > 1:
            return HttpResponseRedirect(agenda_address(self.event.root, self.codes))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        codes = self.codes
        program = self.sessions().with_places().by_room()
        by_code = {session.code: session for session in program}
        mine = [by_code[code] for code in codes if code in by_code]
        prefetch_related_objects(mine, people())
        link = self.request.build_absolute_uri(agenda_address(self.event, codes))
        calendar = f"{reverse('agenda-calendar', args=[self.event.slug])}?s={'.'.join(codes)}"
        calendar = f"{calendar}&lang={get_language()}"
        return super().get_context_data(
            starred=codes,
            days=agenda(mine, program),
            unknown=[code for code in codes if code not in by_code],
            choice=in_order(program) if "choose" in self.request.GET else None,
            link=link,
            qr=qr_code(link),
            calendar=calendar,
            webcal=f"webcal://{self.request.get_host()}{calendar}",
            **kwargs,
        )


def agenda_address(event: Event, codes: list[str]) -> str:
    """Return the path of an agenda, in the current language."""
    path = reverse("program:agenda", args=[event.slug])
    return f"{path}?s={'.'.join(codes)}" if codes else path
