"""Speaking to whoever runs a command, in the language of their terminal."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils import translation


def language() -> str:
    """Return the site's language nearest to that of the terminal (LC_ALL, LC_MESSAGES, LANG)."""
    said = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    try:
        return translation.get_supported_language_variant(
            said.partition(".")[0].replace("_", "-").lower()
        )
    except LookupError:
        return settings.LANGUAGE_CODE


@contextmanager
def in_its_language() -> Iterator[None]:
    """Within this, texts are translated for the terminal."""
    with translation.override(language()):
        yield
