"""What browsers are told a page may do, on every response alike: pages, admin and files.

The values hold no nonce, so that they may be kept with a page. A view that needs another policy
sets the header itself.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse


def picture_sources() -> str:
    """Return where pictures come from: this site, and the bucket if uploads are kept in one."""
    upload = urlsplit(default_storage.url("picture.jpg"))
    return f"'self' {upload.scheme}://{upload.netloc}" if upload.netloc else "'self'"


# Content Security Policy Level 3. Nothing inline, of others pictures alone, never in a frame.
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        f"img-src {picture_sources()}",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        *(["upgrade-insecure-requests"] if settings.HTTPS else []),
    ]
)
DENIED = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in DENIED),
    "Cross-Origin-Resource-Policy": "same-origin",
}


class SecurityHeaders:
    """Adds the headers that Django's `SecurityMiddleware` does not know."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response
