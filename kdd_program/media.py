"""Uploaded files, as they are given to browsers."""

from pathlib import PurePath

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.static import serve

SHOWN = {".jpg", ".png"}  # what `speakers.uploads` makes of pictures


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Return an upload; 404 if there is none. All but pictures is to be saved, never shown.

    Whatever it holds, it runs nothing: it is a sandbox of its own.
    """
    try:
        response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    except OSError as error:  # a name that no file can have
        raise Http404 from error
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if PurePath(path).suffix in SHOWN:
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # for embedded programs
    else:
        response.headers["Content-Disposition"] = "attachment"
    return response
