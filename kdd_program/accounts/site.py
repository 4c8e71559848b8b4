"""The admin site: signing in with a second factor, and the pages about one's own account."""

from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _

from kdd_program.accounts import second_factor, tokens, unsent, views
from kdd_program.accounts.journal import note
from kdd_program.accounts.sign_in import KNOWN_BROWSER, SignInForm, know_browser
from speakers.figures import is_number

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class ProgramAdminSite(admin.AdminSite):
    """Django's admin site, which also shows people where they are signed in."""

    login_form = SignInForm
    login_template = "admin/account/sign_in.html"

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        kept = request.POST.get(unsent.FIELD, "")
        response: Any = super().login(request, {unsent.FIELD: kept} | (extra_context or {}))
        if request.method == "POST" and request.user.is_authenticated:
            if kept and response.status_code == HTTPStatus.FOUND:
                response = unsent.ask(request, kept, response.url) or response
            know_browser(response, request.user)
        return response

    def admin_view(self, view: Any, *args: Any, **kwargs: Any) -> Any:
        """Keep what is sent by somebody who has been signed out in this browser."""
        guarded = super().admin_view(view, *args, **kwargs)

        @wraps(guarded)
        def keeping(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            signed_out = request.method == "POST" and not self.has_permission(request)
            response: Any = guarded(request, *args, **kwargs)
            asked_in = signed_out and response.url.startswith(reverse("admin:login"))
            if asked_in and KNOWN_BROWSER in request.COOKIES:
                return self.ask_in(request, response.url)
            return response

        return keeping

    def ask_in(self, request: HttpRequest, address: str) -> HttpResponse:
        """Ask to sign in at `address`, with what was sent."""
        context = self.each_context(request) | {
            "title": _("Log in"),
            "app_path": address,
            "next": request.get_full_path(),
            "form": SignInForm(request),
            unsent.FIELD: unsent.pack(request),
        }
        return TemplateResponse(request, self.login_template, context)

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        response: HttpResponse = super().password_change(request, extra_context)
        if response.status_code == HTTPStatus.FOUND:  # it has been changed
            note(request.user, [{"changed": {"fields": ["Password"]}}])
            know_browser(response, cast("User", request.user))
        return response

    def on_site(self, request: HttpRequest, kind: str, key: str) -> HttpResponse:
        """Lead to the public page of an object that the user sees in the admin; Django asks not."""
        if not (is_number(kind) and is_number(key)):
            raise Http404
        model = get_object_or_404(ContentType, pk=kind).model_class()
        page: Any = self._registry.get(model) if model else None
        if page is None or page.get_object(request, key) is None:
            raise Http404
        return shortcut(request, int(kind), key)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        view = self.admin_view
        own = [
            path("account/", view(views.Account.as_view(site=self)), name="account"),
            path(
                "account/second-factor/",
                view(second_factor.SetUp.as_view(site=self)),
                name="second_factor",
            ),
            path("account/tokens/", view(tokens.Tokens.as_view(site=self)), name="tokens"),
            path("account/journal/", view(views.Journal.as_view(site=self)), name="journal"),
            path("r/<path:kind>/<path:key>/", view(self.on_site), name="view_on_site"),
        ]
        return [*own, *super().get_urls()]
