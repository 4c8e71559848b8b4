"""The uploads, wherever they are stored: in a folder or in a bucket."""

import hashlib
from collections.abc import Iterator

from django.core.files import File
from django.core.files.storage import default_storage

from kdd_program.backup.archive import MEDIA, Archive, Writer


def names(folder: str = "") -> Iterator[str]:
    """Yield the names of all uploads."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:  # nothing has been uploaded yet
        return
    prefix = f"{folder}/" if folder else ""
    for name in sorted(files):
        yield prefix + name
    for name in sorted(folders):
        yield from names(prefix + name)


def add_all(writer: Writer) -> None:
    """Write all uploads into a backup. One is never changed under its name, so none is torn."""
    for name in names():
        with default_storage.open(name) as file:
            writer.add(MEDIA + name, file, default_storage.size(name))


def put_back(archive: Archive) -> None:
    """Make the uploads those of the backup: write what is missing or differs, delete the rest."""
    wanted = archive.media()
    for name in set(names()) - wanted.keys():
        default_storage.delete(name)
    for name, digest in wanted.items():
        if digest_of(name) != digest:
            default_storage.delete(name)
            with archive.open(MEDIA + name) as file:
                default_storage.save(name, File(file))


def digest_of(name: str) -> str | None:
    """Return the SHA-256 of an upload, None if there is none of this name."""
    if not default_storage.exists(name):
        return None
    with default_storage.open(name) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
