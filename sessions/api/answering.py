"""Answers that tell of things, for whoever has asked."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.http import HttpRequest, HttpResponse

from sessions.api.changes import WRITTEN
from sessions.api.conditions import answer, state_of
from sessions.api.languages import BOTH, Language
from sessions.api.telling import Telling, Value
from sessions.api.tokens import reader
from sessions.rights import drafts_of


def viewer(request: HttpRequest) -> Any:
    """Return as whom the program is read."""
    return reader(request) or AnonymousUser()


def telling(request: HttpRequest, user: Any, language: Language = BOTH) -> Telling:
    return Telling(language, request.build_absolute_uri, drafts_of(user))


def whole(thing: models.Model) -> tuple[str, Value]:
    """Return the state of an object and all that there is to tell of it, to nobody."""
    value = Telling(BOTH, str, None).thing(thing)
    return state_of(value, WRITTEN[type(thing)]), value


def one(
    request: HttpRequest, thing: models.Model, to: Telling, status: int = 200, **headers: str
) -> HttpResponse:
    """Answer with one object, and with its state in the ETag."""
    state, _value = whole(thing)
    return answer(request, to.thing(thing), state=state, status=status, **headers)
