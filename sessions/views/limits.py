"""How often one client may ask for what cannot be answered from the page store."""

from collections.abc import Callable
from functools import wraps
from ipaddress import IPv6Address, ip_address, ip_network
from time import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

WINDOW = 60  # seconds
View = Callable[..., Any]


def client_address(request: HttpRequest) -> str | None:
    """Return the client's address, of IPv6 that of its network (/64); None if it is unknown.

    Of `X-Forwarded-For` only what our own `PROXIES` wrote is believed: the last entries.
    """
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    trusted = 0 < settings.PROXIES <= len(forwarded)
    written = forwarded[-settings.PROXIES] if trusted else ""
    try:
        address = ip_address(written.strip() or request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and not address.ipv4_mapped:
        return str(ip_network((address, 64), strict=False).network_address)
    return str(getattr(address, "ipv4_mapped", None) or address)


def too_many(request: HttpRequest, retry_after: int) -> HttpResponse:
    """Ask the client to come back in `retry_after` seconds (RFC 6585)."""
    response = render(request, "429.html", {"minutes": -(-retry_after // 60)}, status=429)
    response.headers["Retry-After"] = str(retry_after)
    response.headers["Cache-Control"] = "no-store"
    return response


def rate_limited(name: str, parameter: str = "") -> Callable[[View], View]:
    """Let each client call the view `settings.RATE_LIMIT` times a minute, then answer 429.

    Views of the same `name` are counted together; with `parameter`, only where the query has it.
    The count is kept in the cache: for each worker, or for all where the cache is shared.
    """

    def decorator(view: View) -> View:
        @wraps(view)
        def limited(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if parameter and not request.GET.get(parameter):
                return view(request, *args, **kwargs)
            wait = seconds_to_wait(name, request)
            return too_many(request, wait) if wait else view(request, *args, **kwargs)

        return limited

    return decorator


def seconds_to_wait(name: str, request: HttpRequest) -> int:
    """Count a call of this name by the client; return how long to wait, 0 within the limit."""
    window, passed = divmod(int(time()), WINDOW)
    key = f"limit:{name}:{client_address(request)}:{window}"
    return WINDOW - passed if calls(key) > settings.RATE_LIMIT else 0


def calls(key: str) -> int:
    """Count one more call under `key` and return how many there are now."""
    cache.add(key, 0, timeout=2 * WINDOW)
    try:
        return cache.incr(key)
    except ValueError:  # evicted in between
        return 1
