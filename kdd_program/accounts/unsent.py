"""What was sent after its author had been signed out: it is not saved, and not lost either.

It goes along with the form to sign in, signed, and can be sent again afterwards. So can what was
sent from a page that is older than the latest sign-in, such as that of another tab.
"""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure

SALT = "kdd_program.accounts.unsent"
FIELD = "unsent"  # of the form to sign in
CODE = "code"  # of a second factor


def pack(request: HttpRequest) -> str:
    """Return what was sent, without secrets and files, as a text that nobody can change."""
    files = [(name, str(file)) for name, file in request.FILES.items()]
    return signing.dumps(
        {"fields": list(fields(request)), "files": files}, salt=SALT, compress=True
    )


def fields(request: HttpRequest) -> Iterator[tuple[str, str]]:
    for name, values in request.POST.lists():
        if name not in ("csrfmiddlewaretoken", CODE) and "password" not in name:
            yield from ((name, str(value)) for value in values)


def ask(request: HttpRequest, packed: str, address: str) -> HttpResponse | None:
    """Ask whether to send it again to `address`; None if it is not what `pack` made."""
    try:
        unsent: dict[str, Any] = signing.loads(packed, salt=SALT)
    except signing.BadSignature:
        return None
    context = admin.site.each_context(request) | unsent
    context |= {"title": _("Send it again"), "address": address}
    return TemplateResponse(request, "admin/account/unsent.html", context)


def refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that was not accepted (CSRF): one of our own pages may only be too old."""
    own = [f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS]
    from_here = request.headers.get("Origin") in own
    if from_here and request.path.startswith("/admin/") and admin.site.has_permission(request):
        return ask(request, pack(request), request.get_full_path()) or csrf_failure(request, reason)
    return csrf_failure(request, reason)
