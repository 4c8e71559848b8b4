"""What browsers and search engines ask of a site without being told where it is, and failures."""

import sqlite3
import sys
from errno import EDQUOT, ENOSPC, EROFS

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse

# What says that a disk is full, read-only or broken
NOT_WRITTEN = {EDQUOT, ENOSPC, EROFS}
NOT_WRITTEN_BY_SQLITE = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY}
NOT_WRITTEN_BY_POSTGRESQL = {"25006", "53100", "58030"}  # read-only, disk full, I/O error


def robots(request: HttpRequest) -> HttpResponse:
    """Tell search engines where the sitemap is and what to leave alone."""
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    return render(request, "robots.txt", {"sitemap": sitemap}, content_type="text/plain")


def favicon(_request: HttpRequest) -> HttpResponse:
    """Lead those who do not read the page's icon links to the icon."""
    return redirect(static("img/favicon.ico"))


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a request that has failed.

    507 if nothing could be written (RFC 4918, 11.5), 503 if the database could not be asked,
    else 500.
    """
    error = sys.exc_info()[1]
    unreachable = isinstance(error, OperationalError | InterfaceError)
    status = 503 if unreachable else 500
    if request.method not in ("GET", "HEAD") and writing_failed(error):
        status = 507
    response = render(request, f"{status}.html", status=status)
    if unreachable:
        response.headers["Retry-After"] = "5"
    return response


def writing_failed(error: BaseException | None) -> bool:
    """Say whether a disk is full, read-only or broken, the site's or that of its database."""
    cause = error.__cause__ if isinstance(error, DatabaseError) else error
    return (
        getattr(cause, "errno", None) in NOT_WRITTEN
        or getattr(cause, "sqlite_errorcode", 0) & 0xFF in NOT_WRITTEN_BY_SQLITE
        or getattr(cause, "sqlstate", None) in NOT_WRITTEN_BY_POSTGRESQL
    )
