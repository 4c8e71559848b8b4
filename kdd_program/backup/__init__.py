"""Backups: the database and the uploads of one moment in one file, proven by restoring it.

`making.back_up` and `restoring.restore` are what the commands of these names call. `archive` is the
file's format, `databases` what SQLite and PostgreSQL do each in their own way, `media` the uploads.
"""

from kdd_program.backup.archive import BackupError
from kdd_program.backup.making import back_up
from kdd_program.backup.restoring import restore

__all__ = ["BackupError", "back_up", "restore"]
