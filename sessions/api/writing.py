"""Writing: with a token, by the rights and checks of the admin, into its history.

`If-Match` has to name the state that was read, so that nobody's change is overwritten unseen. What
crosses with another's change is tried once more.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import ProtectedError, QuerySet, RestrictedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sessions.api.answering import one, telling, whole
from sessions.api.conditions import require_match
from sessions.api.fields import Change
from sessions.api.filling import columns, fill, may_change, require
from sessions.api.parts import fill_parts
from sessions.api.problems import ProblemError
from sessions.models import Session
from speakers.history import recorded
from speakers.history.crossing import once_more

WHY = gettext_noop("By the API")
Load = Callable[[], QuerySet]
NAMED = 5  # objects in the way


@once_more
def create(
    request: HttpRequest, made: Callable[[], Any], data: Change, load: Load, right_to: Any
) -> HttpResponse:
    """Save what is `made`; `load` says how it is read then, `right_to` whose right it takes."""
    user = request.auth  # type: ignore[attr-defined]
    new = made()
    require(user, "add", type(new), right_to)
    with recorded(user, WHY):
        fill(user, new, columns(new, data), right_to)
        if isinstance(new, Session):
            fill_parts(user, new, data, request.build_absolute_uri)  # type: ignore[arg-type]
        saved = load().get(pk=new.pk)
    here = request.build_absolute_uri(f"{request.path}{saved.slug}/")
    return one(request, saved, telling(request, user), 201, Location=here)


@once_more
def change(request: HttpRequest, slug: str, data: Change, load: Load) -> HttpResponse:
    """Change what came in, of the object with this slug among those that `load` returns."""
    user = request.auth  # type: ignore[attr-defined]
    with recorded(user, WHY):
        thing = as_it_was_read(request, slug, load, may_change)
        fill(user, thing, columns(thing, data), thing)
        if isinstance(thing, Session):
            fill_parts(user, thing, data, request.build_absolute_uri)  # type: ignore[arg-type]
        saved = load().get(pk=thing.pk)
    return one(request, saved, telling(request, user))


@once_more
def delete(request: HttpRequest, slug: str, load: Load) -> HttpResponse:
    """Delete an object, unless others hold on to it."""
    user = request.auth  # type: ignore[attr-defined]

    def may_delete(user: Any, thing: models.Model) -> bool:
        require(user, "delete", type(thing), thing)
        return True

    with recorded(user, WHY):
        thing = as_it_was_read(request, slug, load, may_delete)
        try:
            thing.delete()
        except (ProtectedError, RestrictedError) as error:
            held = getattr(error, "protected_objects", None) or error.restricted_objects  # type: ignore[union-attr]
            names = _(", ").join(sorted(str(each) for each in held)[:NAMED])
            detail = _("It is still used by: %s. Change these first.") % names
            raise ProblemError(409, detail) from error
    return HttpResponse(status=204)


def as_it_was_read(
    request: HttpRequest, slug: str, load: Load, may: Callable[[Any, models.Model], bool]
) -> Any:
    """Return an object, locked, that is as the request's `If-Match` says.

    Raises `Http404`, `PermissionDenied`, or `ProblemError` if it is not.
    """
    user = request.auth  # type: ignore[attr-defined]
    thing = get_object_or_404(load(), slug=slug)
    if not may(user, thing):
        raise PermissionDenied
    rows = type(thing)._base_manager.select_for_update(no_key=True)  # noqa: SLF001 - may be named
    list(rows.filter(pk=thing.pk).order_by().values_list("pk"))  # not sorted by, nor locked, others
    thing = get_object_or_404(load(), pk=thing.pk)
    state, _value = whole(thing)
    require_match(request, state, telling(request, user).thing(thing))
    return thing
