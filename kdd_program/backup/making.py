"""Making a backup, which is called good only after it has been restored somewhere else."""

import tempfile
import tomllib
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from kdd_program.backup import archive, databases, media
from kdd_program.backup.archive import DATABASE, Archive, BackupError, Manifest


def back_up(path: Path) -> Manifest:
    """Write a backup to `path` while the site goes on; return what it holds.

    Nothing is at `path` before the backup has been restored into a database of its own, with as
    many rows in each table as were in the original. Raises `BackupError`.
    """
    if path.exists():
        raise BackupError(_("%(path)s exists already; name another file.") % {"path": path})
    if not migrations():
        raise BackupError(
            _("The database is empty. DATA_DIR and DATABASE_URL say which one is backed up.")
        )
    unproven = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".backup-") as folder:
            manifest = write(unproven, Path(folder))
            with archive.opened(unproven) as made, databases.scratch(Path(folder)) as scratch:
                load_and_check(made, scratch, Path(folder))
        unproven.replace(path)
    except OSError as error:
        reason = error.strerror or error
        raise BackupError(
            _("%(path)s cannot be written: %(reason)s") % {"path": path, "reason": reason}
        ) from error
    finally:
        unproven.unlink(missing_ok=True)
    return manifest


def write(path: Path, folder: Path) -> Manifest:
    """Write an archive to `path`, with `folder` for what is needed on the way."""
    dumped = folder / "dumped"
    counted = databases.kind().dump(DEFAULT_DB_ALIAS, dumped)
    manifest = Manifest(
        version=version(),
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        vendor=connections[DEFAULT_DB_ALIAS].vendor,
        migrations=migrations(),
        rows=counted,
    )
    with archive.create(path, manifest) as writer:
        with dumped.open("rb") as file:
            writer.add(DATABASE, file, dumped.stat().st_size)
        media.add_all(writer)
    return manifest


def load_and_check(made: Archive, scratch: str, folder: Path) -> None:
    """Restore a backup's database into the database `scratch` and see that nothing is amiss."""
    extracted = folder / "extracted"
    made.extract_database(extracted)
    databases.kind().load(scratch, extracted)
    connection = connections[scratch]
    try:
        connection.check_constraints()
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA integrity_check")
                if (found := cursor.fetchone()[0]) != "ok":
                    raise BackupError(_("The database is damaged: %(found)s") % {"found": found})
    except DatabaseError as error:
        raise BackupError(_("The database is damaged: %(found)s") % {"found": error}) from error
    if databases.rows(scratch) != made.manifest.rows:
        raise BackupError(_("The restored database does not have the rows of the original."))


def migrations() -> list[str]:
    """Return what has been applied to the database of the site, as `app.name`."""
    applied = MigrationRecorder(connections[DEFAULT_DB_ALIAS]).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)


def version() -> str:
    """Return the version of this program."""
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))
    return project["project"]["version"]
