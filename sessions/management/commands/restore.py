from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils.translation import gettext as _

from kdd_program.backup import BackupError, restore
from kdd_program.terminal import in_its_language, interruptible


class Command(BaseCommand):
    help = "Replace database and uploads by those of a backup; what was there before is kept."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a backup, made by `manage.py backup`")

    def handle(self, *args: str, file: Path, **options: Any) -> None:
        with in_its_language(), interruptible():
            try:
                before = restore(file.absolute())
            except (BackupError, DatabaseError, OSError) as error:
                message = _("Nothing was restored. %(reason)s") % {"reason": error}
                raise CommandError(message) from error
            except KeyboardInterrupt as error:
                message = _("Nothing was restored. %(reason)s") % {"reason": _("Interrupted.")}
                raise CommandError(message) from error
            self.stdout.write(_("%(file)s has been restored.") % {"file": file})
            if before:
                self.stdout.write(_("What was there before: %(file)s") % {"file": before})
