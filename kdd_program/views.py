"""What browsers and search engines ask of a site without being told where it is."""

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
