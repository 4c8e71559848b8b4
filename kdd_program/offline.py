"""What lets the site be installed and read without a network."""

import json
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.generic import TemplateView

from sessions.templatetags.program import page_lang

STATIC = Path(settings.BASE_DIR / "static")
FOLDERS = ("css", "fonts", "img", "js")
SUFFIXES = {".css", ".js", ".png", ".svg", ".woff2"}
ICONS = [("192", "any"), ("512", "any"), ("512", "maskable")]


def assets() -> list[str]:
    """Return the addresses of the files that pages are made of, which change with their contents.

    In debugging they do not, so none is kept.
    """
    if settings.DEBUG:
        return []
    files = (file for folder in FOLDERS for file in (STATIC / folder).rglob("*"))
    names = (file.relative_to(STATIC).as_posix() for file in files if file.suffix in SUFFIXES)
    return [static(name) for name in sorted(names)]


def fallback(language: str) -> str:
    with translation.override(language):
        return reverse("offline")


@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """Return the service worker, with the files it is to keep and their version."""
    languages = [code for code, _name in settings.LANGUAGES]
    files = assets()
    data = {
        "version": sha256(" ".join(files).encode()).hexdigest()[:12],
        "assets": files,
        "files": settings.STATIC_URL,
        "fallbacks": {f"/{code}/": fallback(code) for code in languages},
    }
    content_type = "text/javascript; charset=utf-8"
    return render(request, "sw.js", {"data": json.dumps(data)}, content_type=content_type)


@cache_control(max_age=3600)
def manifest(_request: HttpRequest) -> JsonResponse:
    """Return the web app manifest, in the language of its address."""
    home = reverse("home")
    icons = [
        {
            "src": static(f"img/icon-{size}{'-maskable' if purpose == 'maskable' else ''}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for size, purpose in ICONS
    ]
    content = {
        "id": home,
        "name": gettext("KDD Program"),
        "short_name": gettext("KDD Program"),
        "description": gettext("The program of a conference, in English and Chinese."),
        "lang": page_lang(),
        "start_url": home,
        "scope": "/",
        "display": "standalone",
        "theme_color": "#0a1a33",
        "background_color": "#0a1a33",
        "icons": icons,
    }
    return JsonResponse(content, content_type="application/manifest+json")


class Fallback(TemplateView):
    """What the service worker shows in place of a page that it has not kept."""

    template_name = "offline.html"
