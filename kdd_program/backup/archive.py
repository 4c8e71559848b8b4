"""The file of a backup: a tar archive of `database`, `media/…` and, last, `manifest.json`.

The manifest names every other file with its SHA-256, so that an archive without it, or with a file
that differs, is not taken for a backup.
"""

import hashlib
import io
import json
import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from io import BufferedReader
from pathlib import Path
from typing import IO, Any, cast

from django.utils.translation import gettext as _

FORMAT = 1
KINDS = {"migrations": list, "rows": dict, "files": dict}  # of what a manifest says
DATABASE, MEDIA, MANIFEST = "database", "media/", "manifest.json"


class BackupError(Exception):
    """What keeps a backup from being made or restored, in words for whoever asked for it."""


@dataclass
class Manifest:
    """What a backup says of itself.

    `made` is a time in UTC (ISO 8601), `vendor` the kind of database, `migrations` what had been
    applied to it (`app.name`), `rows` how many rows each table had, `files` the SHA-256 of each.
    """

    version: str
    made: str
    vendor: str
    migrations: list[str]
    rows: dict[str, int]
    files: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT


class Hashed:
    """A file that is hashed while it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.sha256 = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(size)
        self.sha256.update(data)
        return data


class Writer:
    """An archive that is being written: `add` every file, then `finish`."""

    def __init__(self, tar: tarfile.TarFile, manifest: Manifest) -> None:
        self.tar = tar
        self.manifest = manifest

    def add(self, name: str, file: IO[bytes], size: int) -> None:
        """Add `size` bytes of `file` under `name`."""
        hashed = Hashed(file)
        self.tar.addfile(entry(name, size), hashed)
        self.manifest.files[name] = hashed.sha256.hexdigest()

    def finish(self) -> None:
        """Write the manifest, which makes the archive a backup."""
        text = json.dumps(asdict(self.manifest), indent=1, ensure_ascii=False).encode()
        self.tar.addfile(entry(MANIFEST, len(text)), io.BytesIO(text))


def entry(name: str, size: int) -> tarfile.TarInfo:
    """Return the head of a file in the archive, which only its owner may read."""
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info


@contextmanager
def create(path: Path, manifest: Manifest) -> Iterator[Writer]:
    """Write an archive to `path`, readable by its owner alone and on the disk when this ends."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
            writer = Writer(tar, manifest)
            yield writer
            writer.finish()
        file.flush()
        os.fsync(file.fileno())


class Archive:
    """A backup that has been found whole."""

    def __init__(self, tar: tarfile.TarFile, manifest: Manifest) -> None:
        self.tar = tar
        self.manifest = manifest

    def open(self, name: str) -> BufferedReader:
        """Return the file called `name`, to be read."""
        file = cast("BufferedReader | None", self.tar.extractfile(name))
        if file is None:
            raise BackupError(_("“%(name)s” in the backup is not a file.") % {"name": name})
        return file

    def extract_database(self, path: Path) -> None:
        """Write the database's file to `path`."""
        with self.open(DATABASE) as source, path.open("wb") as target:
            shutil.copyfileobj(source, target)

    def media(self) -> dict[str, str]:
        """Return the names of the uploads, as the storage knows them, and their SHA-256."""
        files = self.manifest.files.items()
        return {name.removeprefix(MEDIA): digest for name, digest in files if name != DATABASE}


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Open the backup at `path` and check every file in it.

    Raises `BackupError` where it is not a backup, is damaged, or is of a later format.
    """
    try:
        with tarfile.open(path, mode="r:") as tar:
            archive = Archive(tar, read_manifest(tar, path))
            check_files(archive, path)
            yield archive
    except FileNotFoundError as error:
        raise BackupError(_("There is no file %(path)s.") % {"path": path}) from error
    except (tarfile.TarError, IsADirectoryError) as error:
        raise not_a_backup(path) from error


def read_manifest(tar: tarfile.TarFile, path: Path) -> Manifest:
    try:
        said: dict[str, Any] = json.loads(tar.extractfile(MANIFEST).read())  # type: ignore[union-attr]
        if said["format"] > FORMAT:
            raise BackupError(
                _("%(path)s was made by a later version (%(version)s). Upgrade this site first.")
                % {"path": path, "version": said["version"]}
            )
        manifest = Manifest(**said)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise not_a_backup(path) from error
    if not all(isinstance(getattr(manifest, name), kind) for name, kind in KINDS.items()):
        raise not_a_backup(path)
    return manifest


def check_files(archive: Archive, path: Path) -> None:
    present = {member.name for member in archive.tar.getmembers()} - {MANIFEST}
    wanted = archive.manifest.files
    damaged = present ^ wanted.keys()
    for name in present & wanted.keys():
        with archive.open(name) as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != wanted[name]:
                damaged.add(name)
    if damaged:
        raise BackupError(
            _("%(path)s is damaged; this is not as it was written: %(names)s.")
            % {"path": path, "names": ", ".join(sorted(damaged))}
        )


def not_a_backup(path: Path) -> BackupError:
    return BackupError(
        _("%(path)s is not a backup of this program, or not a complete one.") % {"path": path}
    )
