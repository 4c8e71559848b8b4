"""Speaking to whoever runs a command, in the language of their terminal."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from signal import SIG_IGN, SIGHUP, SIGTERM, default_int_handler, getsignal, signal
from typing import TypeVar

from django.conf import settings
from django.core.management.base import OutputWrapper
from django.utils import translation

BAR = 30  # letters
T = TypeVar("T")


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


@contextmanager
def interruptible() -> Iterator[None]:
    """Within this, who ends the process or closes its terminal interrupts it, so that it tidies up.

    What has been told to go on without a terminal (`nohup`) does so.
    """
    ends = [each for each in (SIGTERM, SIGHUP) if getsignal(each) != SIG_IGN]
    before = {each: signal(each, default_int_handler) for each in ends}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal(each, handler)


def progress(things: Iterable[T], total: int, out: OutputWrapper) -> Iterator[T]:
    """Yield the things, and tell how many of `total` are done: as a bar that fills in a terminal.

    Anywhere else a line is written for each tenth.
    """
    tenth = max(1, total // 10)
    for done, each in enumerate(things, 1):
        yield each
        if out.isatty():
            filled = BAR * done // total
            bar = f"{'█' * filled}{'░' * (BAR - filled)}"
            end = "\n" if done == total else ""
            out.write(f"\r{bar} {done} / {total}", ending=end)
            out.flush()
        elif done % tenth == 0:
            out.write(f"{done} / {total}")
