"""One's own tokens for the API: making one, whose secret is shown once, and withdrawing them."""

import logging
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_otp import user_has_device

from kdd_program.accounts.journal import note
from kdd_program.accounts.views import AccountPage
from sessions.models import Token
from speakers.figures import is_number

log = logging.getLogger("kdd_program.accounts")
DAYS = [(30, _("30 days")), (90, _("90 days")), (365, _("a year"))]


class TokenForm(forms.ModelForm):
    """What a new token is for, and for how long."""

    days = forms.TypedChoiceField(label=_("Valid for"), choices=DAYS, coerce=int, initial=90)

    class Meta:
        model = Token
        fields = ("name",)


class Tokens(AccountPage):
    """The user's tokens, with when each was last used."""

    template_name = "admin/account/tokens.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuse a session that has not shown the second factor which its user has."""
        if user_has_device(self.user) and not self.user.is_verified():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tokens = Token.objects.filter(user=self.user)
        context = {"title": _("API tokens"), "form": TokenForm(), "tokens": tokens}
        return super().get_context_data(**context | {"now": timezone.now()} | kwargs)

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Withdraw the token that is named, else make a new one."""
        if "withdraw" in request.POST:
            return self.withdraw(request.POST["withdraw"])
        form = TokenForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        name, days = form.cleaned_data["name"], form.cleaned_data["days"]
        secret = Token.objects.make(user=self.user, name=name, days=days)
        record(self.user, "added", name)
        return self.render_to_response(self.get_context_data(secret=secret))

    def withdraw(self, key: str) -> HttpResponse:
        mine = Token.objects.filter(user=self.user)
        token = get_object_or_404(mine, pk=key if is_number(key) else 0)
        token.delete()
        record(self.user, "deleted", token.name)
        messages.success(self.request, _("The token “%s” does not work any more.") % token.name)
        return redirect("admin:tokens")


def record(user: Any, what: str, name: str) -> None:
    """Write into the journal that users have "added" or "deleted" a token, and into the log."""
    note(user, [{what: {"name": "API token", "object": name}}])
    log.info("Token of user %s %s", user.pk, what)
