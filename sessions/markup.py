"""HTML put together from texts: as Django's `format_html`, in less than half its time."""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString


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
