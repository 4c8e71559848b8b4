"""As whom a request reads or writes: what its token says, and nothing else."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django_otp import user_has_device
from ninja.security import HttpBearer

from sessions.api.problems import ProblemError
from sessions.models import Token
from sessions.views.limits import seconds_to_wait


def reader(request: HttpRequest) -> Any:
    """Return whom the request's token belongs to, None if it has none.

    Raises `ProblemError` (401) for a token that does not work, or 429 after too many of them.
    """
    header = request.headers.get("Authorization")
    if header is None:
        return None
    scheme, _space, secret = header.partition(" ")
    token = Token.objects.shown(secret.strip()) if scheme.lower() == "bearer" else None
    if token is None or not may_use(token.user):
        limit("wrong-token", request)
        raise refusal("invalid_token", _("This token does not work (any more). Make a new one."))
    limit(f"token-of-{token.user.pk}", request)
    token.note_use()
    return token.user


def may_use(user: Any) -> bool:
    """Say whether someone's tokens work: that of an organizer who could sign in."""
    has_factor = not settings.REQUIRE_SECOND_FACTOR or user_has_device(user)
    return user.is_active and user.is_staff and has_factor


def limit(name: str, request: HttpRequest) -> None:
    """Count what was tried; raise `ProblemError` (429) where it is too often.

    Tokens that work are counted by their owner, so nobody beside them can keep them out.
    """
    if wait := seconds_to_wait(name, request):
        raise ProblemError(429, headers={"Retry-After": str(wait)})


def refusal(error: str = "", detail: str = "") -> ProblemError:
    """Return the error that asks for a token (RFC 6750, 3)."""
    challenge = 'Bearer realm="program"' + (f', error="{error}"' if error else "")
    return ProblemError(401, detail, headers={"WWW-Authenticate": challenge})


class BearerToken(HttpBearer):
    """Asks for a token before anything is written."""

    def __call__(self, request: HttpRequest) -> Any:
        user = reader(request)
        if user is None:
            raise refusal()
        return user

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        raise NotImplementedError  # `__call__` has read the header already
