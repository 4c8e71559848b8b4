"""Signing in: password, second factor, and who may go on trying.

Failed attempts are counted by django-axes in the database, for each user name and client address
together. Whoever signed in before from this browser is not kept out by what others try from the
same address, such as a conference's network (OWASP: device cookies).
"""

from typing import Any

from axes.helpers import get_client_username, get_cool_off
from django import forms
from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django_otp import user_has_device

from kdd_program.accounts.codes import verified_device
from sessions.views.limits import too_many

KNOWN_BROWSER = f"{settings.COOKIE_PREFIX}known"
KNOWN_FOR = 180 * 24 * 3600  # seconds


class SignInForm(AdminAuthenticationForm):
    """Asks for name and password, and of those who have a second factor for a code."""

    code = forms.CharField(
        label=_("Sign-in code"),
        required=False,
        max_length=16,
        help_text=_("If you have set up a second factor: from your app, or a recovery code."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        user: Any = self.get_user()  # django-otp looks for the device here
        if user and user_has_device(user):
            user.otp_device = verified_device(user, cleaned.get("code", ""))
            if not user.otp_device:
                credentials = {"username": user.get_username()}
                user_login_failed.send(__name__, credentials=credentials, request=self.request)
                raise ValidationError(_("Enter the code that your app shows now."), code="code")
        return cleaned


def know_browser(response: HttpResponse, user: AbstractBaseUser) -> None:
    """Let the browser show that this user has signed in from it before."""
    response.set_signed_cookie(
        KNOWN_BROWSER,
        user.get_username(),
        salt=salt_of(user),
        max_age=KNOWN_FOR,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def salt_of(user: AbstractBaseUser) -> str:
    """Return the salt of the user's cookies: with a new password no browser is known any more."""
    return KNOWN_BROWSER + user.get_session_auth_hash()


def is_known_browser(request: HttpRequest, credentials: dict[str, Any] | None) -> bool:
    """Tell whether the user who tries to sign in has done so from this browser before."""
    if KNOWN_BROWSER not in request.COOKIES:
        return False
    name = get_client_username(request, credentials)
    user = User.objects.filter(username=name).first()
    known = user and request.get_signed_cookie(
        KNOWN_BROWSER, default=None, salt=salt_of(user), max_age=KNOWN_FOR
    )
    return bool(known) and known == name


def locked_out(
    request: HttpRequest, _response: HttpResponse | None, _credentials: dict[str, Any] | None
) -> HttpResponse:
    """Answer whoever has guessed too often."""
    cool_off = get_cool_off(request)
    return too_many(request, int(cool_off.total_seconds()) if cool_off else 0)
