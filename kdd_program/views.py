"""What browsers and search engines ask of a site without being told where it is, and failures."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse


def robots(request: HttpRequest) -> HttpResponse:
    """Tell search engines where the sitemap is and what to leave alone."""
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    return render(request, "robots.txt", {"sitemap": sitemap}, content_type="text/plain")


def favicon(_request: HttpRequest) -> HttpResponse:
    """Lead those who do not read the page's icon links to the icon."""
    return redirect(static("img/favicon.ico"))


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a request that has failed: 503 if the database could not be asked, else 500."""
    unreachable = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    status = 503 if unreachable else 500
    response = render(request, f"{status}.html", status=status)
    if unreachable:
        response.headers["Retry-After"] = "5"
    return response
