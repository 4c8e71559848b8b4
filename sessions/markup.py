"""HTML put together from texts: as Django's `format_html`, in less than half its time."""

import re
from collections.abc import Callable, Iterable
from html import escape

from django.utils.safestring import SafeString

PATH = re.compile(r' (href|src)="(/[^/"][^"]*)"')


def fill(pattern: str, *values: object, **named: object) -> SafeString:
    """Return HTML with values, escaped unless they are HTML already, in the places of `pattern`."""
    return SafeString(
        pattern.format(
            *[escaped(value) for value in values],
            **{name: escaped(value) for name, value in named.items()},
        )
    )


def joined(separator: str, values: Iterable[object]) -> SafeString:
    """Return HTML with values one after the other, all escaped unless they are HTML already."""
    return SafeString(escaped(separator).join([escaped(value) for value in values]))


def escaped(value: object) -> str:
    return value if isinstance(value, SafeString) else escape(str(value))


def with_full_addresses(html: str, absolute: Callable[[str], str]) -> str:
    """Return HTML in which every path that is linked or shown has scheme and host in front."""
    return PATH.sub(lambda found: f' {found[1]}="{absolute(found[2])}"', html)
