from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils.translation import gettext as _

from kdd_program.backup import BackupError, back_up
from kdd_program.terminal import in_its_language, interruptible


class Command(BaseCommand):
    help = "Back up database and uploads into one file, and prove that it can be restored."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="where to write the backup (.tar)")

    def handle(self, *args: str, file: Path, **options: Any) -> None:
        with in_its_language(), interruptible():
            try:
                made = back_up(file.absolute())
            except (BackupError, DatabaseError) as error:
                raise CommandError(error) from error
            except KeyboardInterrupt as error:
                raise CommandError(_("Interrupted.")) from error
            self.stdout.write(
                _("%(file)s: %(rows)s rows and %(files)s uploads, restored on trial without loss.")
                % {"file": file, "rows": sum(made.rows.values()), "files": len(made.files) - 1}
            )
