from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Django's `compilemessages` for this project, without need of GNU gettext."""

    help = "Compile the translations in locale/ that have changed."

    def handle(self, *args: str, **options: Any) -> None:
        for source in outdated():
            with source.open("rb") as text, source.with_suffix(".mo").open("wb") as compiled:
                write_mo(compiled, read_po(text))


def outdated() -> list[Path]:
    """Return the translations that have changed since they were compiled, if they were."""
    sources = [
        each for folder in settings.LOCALE_PATHS for each in Path(folder).glob("*/LC_MESSAGES/*.po")
    ]
    return [each for each in sources if written(each.with_suffix(".mo")) < written(each)]


def written(file: Path) -> float:
    """Return when a file was last written, in seconds since 1970; 0 if it is not there."""
    return file.stat().st_mtime if file.exists() else 0.0
