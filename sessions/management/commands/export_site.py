from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from kdd_program.static_copy import Copy, CopyError, State
from kdd_program.store.shelf import build
from kdd_program.terminal import in_its_language, progress
from sessions.management.events import event_called
from sessions.version import snapshot


class Command(BaseCommand):
    help = (
        "Write the public site of an event as files, to be served by any file server. "
        "Done again, it writes only what has changed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("event", help="slug of the event")
        parser.add_argument("folder", type=Path, help="where to write, empty or an earlier copy")
        parser.add_argument(
            "--base-url",
            default="",
            metavar="ADDRESS",
            help="where the copy will be, such as https://example.org/2023/; "
            "without it, addresses are relative",
        )

    def handle(self, *args: str, event: str, folder: Path, base_url: str, **options: Any) -> None:
        with in_its_language():
            try:
                with snapshot() as version:
                    chosen = event_called(event)
                    copy = Copy(
                        chosen, folder, checked(base_url), version=str(version), build=build()
                    )
                    for _file in progress(copy.write(), len(copy), self.stdout):
                        pass
            except CopyError as error:
                raise CommandError(str(error)) from error
            counts = {state.value: copy.folder.counts[state] for state in State}
            self.stdout.write(
                _(
                    "%(folder)s: %(new)s files new, %(changed)s changed, "
                    "%(unchanged)s unchanged, %(removed)s removed."
                )
                % {"folder": folder, **counts}
            )


def checked(base: str) -> str:
    """Return a base address with a slash at its end. Raises `CopyError` if it is none."""
    parts = urlsplit(base)
    if base and (parts.scheme not in ("http", "https") or not parts.netloc or parts.query):
        message = _("“%(address)s” is no address such as https://example.org/2023/.")
        raise CopyError(message % {"address": base})
    return f"{base.rstrip('/')}/" if base else ""
