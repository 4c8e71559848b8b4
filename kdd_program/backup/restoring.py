"""Restoring a backup: all of it or nothing, and what was there before is kept."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from kdd_program.backup import archive, databases, media
from kdd_program.backup.archive import Archive, BackupError
from kdd_program.backup.making import back_up, load_and_check, version


def restore(path: Path) -> Path | None:
    """Replace database and uploads by those of the backup at `path`.

    The backup is restored, checked and brought up to date beside the site first. Returns the backup
    of what was there before, None if there was nothing. Raises `BackupError`, and then the site is
    as it was.
    """
    with (
        archive.opened(path) as backup,
        tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix=".restore-") as folder,
    ):
        check_origin(backup, path)
        ready = prepare(backup, Path(folder))
        before = keep_state_before()
        try:
            put_in_place(backup, ready)
        except BaseException:  # also of somebody who interrupts it
            if before:
                go_back(before, Path(folder))
            raise
    return before


def check_origin(backup: Archive, path: Path) -> None:
    """Raise `BackupError` if the backup is of another kind of database or a later version."""
    vendor = connections[DEFAULT_DB_ALIAS].vendor
    manifest = backup.manifest
    if manifest.vendor != vendor:
        raise BackupError(
            _("%(path)s holds a %(theirs)s database; this site has %(ours)s.")
            % {"path": path, "theirs": manifest.vendor, "ours": vendor}
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if later := sorted(set(manifest.migrations) - known):
        raise BackupError(
            _(
                "%(path)s was made by version %(theirs)s, this is %(ours)s, which does not know "
                "%(later)s. Upgrade this site first."
            )
            % {
                "path": path,
                "theirs": manifest.version,
                "ours": version(),
                "later": ", ".join(later),
            }
        )


def prepare(backup: Archive, folder: Path) -> Path:
    """Return a file with the backup's database as it is to be: migrated, with nobody signed in."""
    ready = folder / "ready"
    with databases.scratch(folder) as scratch:
        load_and_check(backup, scratch, folder)
        call_command("migrate", database=scratch, interactive=False, verbosity=0)
        Session.objects.using(scratch).all().delete()
        databases.kind().dump(scratch, ready)
    return ready


def keep_state_before() -> Path | None:
    """Back up what there is now; return where, or None if the database is empty."""
    if not connections[DEFAULT_DB_ALIAS].introspection.table_names():
        return None
    name = f"before-restore-{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}.tar"
    path = settings.DATA_DIR / "backups" / name
    back_up(path)
    return path


def put_in_place(backup: Archive, database: Path) -> None:
    connections[DEFAULT_DB_ALIAS].close()
    databases.kind().load(DEFAULT_DB_ALIAS, database)
    media.put_back(backup)


def go_back(before: Path, folder: Path) -> None:
    """Put the state before a failed restoring in place again.

    The uploads first: on a disk that they have filled, this makes room for the database.
    """
    with archive.opened(before) as backup:
        media.put_back(backup)
        backup.extract_database(folder / "before")
        databases.kind().load(DEFAULT_DB_ALIAS, folder / "before")
