"""Where a person is signed in: the sessions of Django, told apart by browser and address."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_noop

from sessions.views.limits import client_address

PLACE = "signed_in"
store = import_module(settings.SESSION_ENGINE).SessionStore


@dataclass(frozen=True)
class Place:
    """A session: when and from where it began; `here` is the one that asks."""

    key: str
    since: datetime | None
    browser: str
    address: str
    here: bool


def note_place(request: HttpRequest, **_kwargs: Any) -> None:
    """Write into the new session what its owner will know it by (a signal receiver)."""
    request.session[PLACE] = {
        "since": timezone.now().isoformat(),
        "browser": request.headers.get("User-Agent", "")[:200],
        "address": client_address(request) or "",
    }


user_logged_in.connect(note_place)


def sessions_of(user: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield key and content of each session of the user that has not run out.

    Only organizers have sessions, so there are few, and all are looked into.
    """
    for session in Session.objects.filter(expire_date__gt=timezone.now()).order_by("-expire_date"):
        content = session.get_decoded()
        if content.get(SESSION_KEY) == str(user.pk):
            yield session.session_key, content


def places_of(request: HttpRequest) -> list[Place]:
    """Return where the request's user is signed in, here first."""
    found = []
    for key, content in sessions_of(request.user):
        told = content.get(PLACE, {})
        since = datetime.fromisoformat(told["since"]) if "since" in told else None
        here = key == request.session.session_key
        found.append(Place(key, since, told.get("browser", ""), told.get("address", ""), here))
    return sorted(found, key=lambda place: not place.here)


def sign_out_elsewhere(request: HttpRequest) -> int:
    """End all other sessions of the request's user; return how many there were."""
    others = [
        key for key, _content in sessions_of(request.user) if key != request.session.session_key
    ]
    for key in others:
        store(key).delete()
    return len(others)


def sign_out_everywhere(user: Any) -> list[dict[str, Any]]:
    """End every session of the user, and withdraw every token; return what to tell the journal."""
    keys = [key for key, _content in sessions_of(user)]
    tokens = [("API token", each.name) for each in user.tokens.all()]
    for key in keys:
        store(key).delete()
    user.tokens.all().delete()
    gone = [(gettext_noop("places signed in"), str(len(keys))), *tokens]
    return [{"deleted": {"name": name, "object": what}} for name, what in gone]
