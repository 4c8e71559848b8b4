"""Errors as Problem Details (RFC 9457), in the language of whoever asked."""

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

MEDIA_TYPE = "application/problem+json"
# What each status is called (RFC 9110), and how to mend it where nothing more is known.
STATUSES = {
    400: (
        gettext_noop("Bad Request"),
        gettext_noop("The request cannot be read. Check how it is put together."),
    ),
    401: (
        gettext_noop("Unauthorized"),
        gettext_noop("Show a token: “Authorization: Bearer …”. Organizers make one in the admin."),
    ),
    403: (gettext_noop("Forbidden"), gettext_noop("Your rights do not cover this.")),
    404: (
        gettext_noop("Not Found"),
        gettext_noop("There is nothing here. Check the address and the slugs in it."),
    ),
    405: (
        gettext_noop("Method Not Allowed"),
        gettext_noop("This address does not know the method; “Allow” names those it knows."),
    ),
    409: (gettext_noop("Conflict"), gettext_noop("Something else stands in the way.")),
    412: (
        gettext_noop("Precondition Failed"),
        gettext_noop(
            "It has been changed since you read it: “current” is how it is now. Look at it, and "
            "send your change again with the “ETag” of this answer as “If-Match”."
        ),
    ),
    413: (gettext_noop("Content Too Large"), gettext_noop("Send less at once.")),
    415: (
        gettext_noop("Unsupported Media Type"),
        gettext_noop("Send JSON, with “Content-Type: application/json”."),
    ),
    422: (
        gettext_noop("Unprocessable Content"),
        gettext_noop("Some fields cannot be taken: “errors” names each, and says why."),
    ),
    428: (
        gettext_noop("Precondition Required"),
        gettext_noop("Send the “ETag” of what you have read as “If-Match”."),
    ),
    429: (
        gettext_noop("Too Many Requests"),
        gettext_noop("Wait as many seconds as “Retry-After” says."),
    ),
    500: (
        gettext_noop("Internal Server Error"),
        gettext_noop("Something is wrong with the site. It is in its log."),
    ),
    503: (
        gettext_noop("Service Unavailable"),
        gettext_noop("The site cannot be reached at the moment. Try again soon."),
    ),
    507: (
        gettext_noop("Insufficient Storage"),
        gettext_noop("The site has no room to write this. Nothing was changed."),
    ),
}


class ProblemError(Exception):
    """Ends a request with an error: `status`, what is wrong and how to mend it, headers.

    `more` are further members of the answer (RFC 9457, 3.2), such as `errors`.
    """

    def __init__(
        self,
        status: int,
        detail: str = "",
        *,
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(status, detail)
        self.status, self.detail, self.headers, self.more = status, detail, headers or {}, more

    def answer(self) -> HttpResponse:
        content = body(self.status, self.detail, **self.more)
        return HttpResponse(
            content, status=self.status, content_type=MEDIA_TYPE, headers=dict(self.headers)
        )


def body(status: int, detail: str = "", **more: Any) -> bytes:
    """Return the JSON of an error, in the current language; of an unknown status that of 400."""
    title, usual = STATUSES.get(status, STATUSES[400])
    said = {"type": "about:blank", "title": _(title), "status": status}
    said["detail"] = detail or _(usual)
    return json.dumps(said | more, ensure_ascii=False).encode()


def rewrite(response: HttpResponse) -> None:
    """Make a page that tells of an error, as Django has made it, the same in JSON."""
    if response.headers.get("Content-Type") == MEDIA_TYPE:
        return
    response.content = body(response.status_code)
    response.headers["Content-Type"] = MEDIA_TYPE
    for name in ("Content-Encoding", "Content-Length", "Content-Language", "ETag"):
        if name in response.headers:
            del response.headers[name]
