"""ETags, and what `If-Match` says: nobody overwrites what somebody else has changed meanwhile.

The ETag of one object has two parts, `"STATE.BODY"`: the state of all that can be written, and what
this answer says of it. `If-Match` is held against the state alone. So an ETag is good whichever
language it was read in, by whomever, and through whatever compresses on the way and adds to it.
"""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.crypto import salted_hmac
from django.utils.http import parse_etags

from sessions.api.problems import ProblemError

DIGITS = 20
SALT = "sessions.api.conditions"


def as_json(value: Any) -> bytes:
    """Return JSON; times as RFC 3339 with Z."""
    return json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder).encode()


def digest(content: bytes) -> str:
    """Return a name for the content, from which nobody can guess what is not shown of it."""
    return salted_hmac(SALT, content, algorithm="sha256").hexdigest()[:DIGITS]


def state_of(whole: dict[str, Any], written: set[str]) -> str:
    """Return the state of an object: `whole` in both languages, and which of it can be written."""
    return digest(as_json({name: value for name, value in whole.items() if name in written}))


def answer(
    request: HttpRequest, value: Any, *, state: str = "", status: int = 200, **headers: str
) -> HttpResponse:
    """Return a value as JSON with its ETag, or 304 if whoever asks has it already."""
    content = as_json(value)
    etag = f'"{state}.{digest(content)}"' if state else f'"{digest(content)}"'
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    response = HttpResponse(content, "application/json", status, headers={"ETag": etag} | named)
    if "Authorization" in request.headers:
        response.headers["Cache-Control"] = "private, no-store"
    if request.method != "GET" or "If-Match" in request.headers:
        return response
    return get_conditional_response(request, etag=etag, response=response) or response


def require_match(request: HttpRequest, state: str, current: dict[str, Any]) -> None:
    """Raise `ProblemError` unless `If-Match` names the state: 428 without it, 412 for another."""
    header = request.headers.get("If-Match", "").strip()
    if not header:
        raise ProblemError(428)
    known = {each.removeprefix("W/").strip('"').partition(".")[0] for each in parse_etags(header)}
    if header != "*" and state not in known:
        content = as_json(current)
        etag = f'"{state}.{digest(content)}"'
        raise ProblemError(412, headers={"ETag": etag}, current=json.loads(content))
