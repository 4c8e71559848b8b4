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
        for folder in settings.LOCALE_PATHS:
            for source in Path(folder).glob("*/LC_MESSAGES/*.po"):
                target = source.with_suffix(".mo")
                if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
                    with source.open("rb") as text, target.open("wb") as compiled:
                        write_mo(compiled, read_po(text))
