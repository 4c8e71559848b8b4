"""Drafts where they will stand: on the public pages, for those who may see them in the admin."""

from typing import Any, NamedTuple

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from sessions.models import Event
from sessions.rights import drafts_of
from speakers.rights import TRANSLATE, allowed


def viewer(request: HttpRequest) -> AbstractBaseUser | AnonymousUser:
    """Return as whom a page is looked at: by who is signed in with `?as=public` as by nobody.

    Of others the parameter is not read, so the page store need not know it.
    """
    return AnonymousUser() if is_as_public(request) else request.user


def is_as_public(request: HttpRequest) -> bool:
    return request.user.is_authenticated and request.GET.get("as") == "public"


class Notice(NamedTuple):
    """What a page tells those who see drafts: of which events (all if empty), and where to edit."""

    events: str
    edit: str
    is_as_public: bool


def notice(request: HttpRequest, shown: models.Model | None) -> Notice | None:
    """Return what to tell about drafts on a page that shows one thing; None to the public."""
    user: Any = getattr(request, "user", None)
    events = drafts_of(user) if user else set()
    if events is not None and not events:
        return None
    some = Event.objects.filter(pk__in=events or ()).order_by("slug")
    names = _(", ").join(str(event) for event in some)
    return Notice(names, edit_address(user, shown), is_as_public(request))


def edit_address(user: Any, shown: models.Model | None) -> str:
    """Return where the user may edit a thing in the admin, "" if nowhere."""
    if shown is None:
        return ""
    app, name = shown._meta.app_label, shown._meta.model_name  # noqa: SLF001 - documented by Django
    if not any(allowed(user, each, shown) for each in (f"{app}.change_{name}", TRANSLATE)):
        return ""
    return reverse(f"admin:{app}_{name}_change", args=[shown.pk])
