"""Setting up a second factor, and requiring it."""

from base64 import b32encode
from collections.abc import Callable
from typing import Any

import segno
from django import forms
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django_otp import login as verify_session
from django_otp import user_has_device, verify_token
from django_otp.plugins.otp_totp.models import TOTPDevice

from kdd_program.accounts.codes import new_recovery_codes, remove_second_factor, verified_device
from kdd_program.accounts.journal import note
from kdd_program.accounts.places import sign_out_elsewhere
from kdd_program.accounts.views import AccountPage


class SecondFactorMiddleware:
    """With `REQUIRE_SECOND_FACTOR`, lets staff without one see nothing but how to set it up.

    A visitor without a session is not looked at, so that pages may be kept for all.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.REQUIRE_SECOND_FACTOR and self.is_missing(request):
            return redirect("admin:second_factor")
        return self.get_response(request)

    def is_missing(self, request: HttpRequest) -> bool:
        """Tell whether the page must wait until its visitor has set up the second factor."""
        allowed = [reverse(f"admin:{name}") for name in ("second_factor", "logout", "jsi18n")]
        if request.path in [*allowed, reverse("set_language")]:
            return False
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return False
        user: Any = request.user
        return user.is_authenticated and user.is_staff and not user.is_verified()


class CodeForm(forms.Form):
    """Takes a code, which `check` accepts or not."""

    code = forms.CharField(
        label=_("Sign-in code"),
        max_length=16,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )

    def __init__(self, check: Callable[[str], object], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.check = check

    def clean_code(self) -> str:
        code = "".join(self.cleaned_data["code"].split())
        if not self.check(code):
            raise ValidationError(
                _("This code is not right. Wait a moment and enter the one shown then.")
            )
        return code


class SetUp(AccountPage):
    """Shows the key to scan, takes the first code, and gives recovery codes, once.

    Whoever has a second factor may remove it here, with a code.
    """

    template_name = "admin/account/second_factor.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuse a session that has not shown the second factor which its user has."""
        if user_has_device(self.user) and not self.user.is_verified():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(title=_("Second factor"), **kwargs)
        if self.user.is_verified():
            return {"form": CodeForm(self.verifies), "required": settings.REQUIRE_SECOND_FACTOR} | (
                context
            )
        device = pending_device(self.user)
        return {
            "form": CodeForm(self.confirms),
            "qr": qr_code(device.config_url),
            "key": b32encode(device.bin_key).decode(),
        } | context

    def verifies(self, code: str) -> object:
        return verified_device(self.user, code)

    def confirms(self, code: str) -> object:
        return verify_token(self.user, pending_device(self.user).persistent_id, code)

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        if self.user.is_verified():
            return self.remove(request)
        form = CodeForm(self.confirms, request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        device = pending_device(self.user)
        device.confirmed = True
        device.save(update_fields=["confirmed"])
        verify_session(request, device)
        request.session.cycle_key()
        sign_out_elsewhere(request)
        record(self.user, "added")
        context = super().get_context_data(
            title=_("Second factor"), codes=new_recovery_codes(self.user)
        )
        return self.render_to_response(context)

    def remove(self, request: HttpRequest) -> HttpResponse:
        form = CodeForm(self.verifies, request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        remove_second_factor(self.user)
        record(self.user, "deleted")
        return redirect("admin:account")


def record(user: Any, what: str) -> None:
    """Write into the journal that users have "added" or "deleted" their second factor."""
    note(user, [{what: {"name": "Second factor", "object": "TOTP"}}])


def pending_device(user: AbstractBaseUser) -> TOTPDevice:
    """Return the app's key that the user has yet to confirm: of two made at once, the first."""
    pending = TOTPDevice.objects.filter(user=user, confirmed=False).order_by("pk").first()
    return pending or TOTPDevice.objects.create(user=user, confirmed=False, name="app")


def qr_code(address: str) -> SafeString:
    """Return an `otpauth:` address as an inline SVG."""
    code = segno.make_qr(address, error="m")
    return mark_safe(code.svg_inline(omitsize=True, svgclass="qr", lineclass=None, border=2))  # noqa: S308
