"""The page behind a speaker's secret link: their entry as it will appear, and corrections to it.

Who knows the address may do what the page offers, nobody needs to sign in, and no cookie counts. So
there is nothing that another site could do in a visitor's name (no CSRF token), and browsers are
told not to tell the address to anyone.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from sessions.corrections import label, propose
from sessions.models import Participation, PreviewLink
from sessions.schedule.days import in_order, moment
from sessions.views.limits import rate_limited
from sessions.views.preview_form import PreviewForm

SECRET = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


def secret(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let nobody keep, find or pass on the page, whatever it answers."""

    @wraps(view)
    def hidden(*args: Any, **kwargs: Any) -> Any:
        response = view(*args, **kwargs)
        for name, value in SECRET.items():
            response.headers[name] = value
        return response

    return hidden


@method_decorator([csrf_exempt, secret, rate_limited("preview")], name="dispatch")
class Preview(View):
    """What an event says of a speaker, drafts included, and a form to propose corrections.

    404, with what to do, for an address that is unknown, has expired or was revoked.
    """

    def dispatch(self, request: HttpRequest, *args: Any, token: str, **kwargs: Any) -> Any:
        link = PreviewLink.objects.opened_by(token)
        if link is None:
            return render(request, "preview/gone.html", status=404)
        self.link = link
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(request, self.form())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep what is proposed, if all of it is valid."""
        form = self.form(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(request, form, refused=True)
        count = propose(self.link, form.proposed())
        return HttpResponseRedirect(f"{request.path}?sent={min(count, 1)}#told")

    def form(self, *sent: Any) -> PreviewForm:
        return PreviewForm(self.link, in_order(self.link.sessions().select_related("event")), *sent)

    def page(
        self, request: HttpRequest, form: PreviewForm, *, refused: bool = False
    ) -> HttpResponse:
        parts = Participation.objects.of(self.link.event).filter(speaker=self.link.speaker)
        told = self.link.corrections.about(self.link.sessions())
        told = told.select_related("session", "link__speaker").defer("photo")
        context = {
            "link": self.link,
            "event": self.link.event,
            "speaker": self.link.speaker,
            "parts": sorted(parts.with_sessions(), key=lambda each: moment(each.session)),
            "form": form,
            "refused": refused,
            "told": [(each, label(each)) for each in told],
            "sent": request.GET.get("sent"),
        }
        return render(request, "preview/page.html", context, status=422 if refused else 200)
