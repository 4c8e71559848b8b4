"""A folder in which a copy is kept, and the record of what has been written into it.

The record, `.static-copy`, has a line of JSON for each file, `[file, SHA-256, source]`, and before
them `[key]`: what the files were made of. One with a source, such as the words of a picture, was
made of that alone, "" is none. A file is recorded before it is put in place, whole, so that at any
moment all that was written is known, and a broken run is gone on with.
"""

import json
from collections import Counter
from collections.abc import Collection
from contextlib import suppress
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

RECORD, PART = ".static-copy", ".static-copy.part"


class CopyError(Exception):
    """Why there can be no copy, in a sentence."""


class State(StrEnum):
    NEW, CHANGED, UNCHANGED, REMOVED = "new", "changed", "unchanged", "removed"


class Written(NamedTuple):
    """What was written into a file: its SHA-256, and the source it was made of, "" for none."""

    digest: str
    source: str


class Folder:
    """A copy at `path`, to be made of what `key` names; it is to hold `files`, and nothing else.

    Raises `CopyError` if something else is there, except for hidden files such as `.git`, and
    beside an earlier copy for what is not in the way.
    """

    def __init__(self, path: Path, key: str, files: Collection[str]) -> None:
        self.path = path
        self.files = files
        self.known: dict[str, Written] = {}  # all files that were ever written
        self.current: set[str] = set()  # those that were made of this key
        self.counts: Counter[State] = Counter()
        record = path / RECORD
        path.mkdir(parents=True, exist_ok=True)
        self.read(record, key)
        self.refuse_others()
        self.record = record.open("a", encoding="utf-8")
        self.note(key)

    def read(self, record: Path, key: str) -> None:
        """Read what was written, the last line perhaps in part."""
        made_of = ""
        for line in record.read_text(encoding="utf-8").splitlines() if record.exists() else []:
            with suppress(ValueError):
                match json.loads(line):
                    case [made_of]:
                        continue
                    case [file, digest, source]:
                        self.known[file] = Written(digest, source)
                        if made_of == key:
                            self.current.add(file)

    def refuse_others(self) -> None:
        if (self.path / RECORD).exists():
            others = [each for each in self.files if each not in self.known]
            others = [each for each in others if (self.path / each).exists()]
        else:
            others = [each.name for each in self.path.iterdir() if not each.name.startswith(".")]
        if others:
            raise CopyError(
                _("%(folder)s holds other files, such as %(file)s. Name an empty folder.")
                % {"folder": self.path, "file": min(others)}
            )

    def note(self, *line: str) -> None:
        self.record.write(f"{json.dumps(line)}\n")
        self.record.flush()

    def has(self, file: str, source: str = "") -> bool:
        """Say whether a file is there as it was made of the key, or of a source if one is given.

        If so, count it as unchanged.
        """
        written = self.known.get(file)
        made_so = file in self.current or (source and written and written.source == source)
        found = bool(made_so and written and written.digest == self.digest_of(file))
        self.counts[State.UNCHANGED] += found
        return found

    def digest_of(self, file: str) -> str:
        """Return the hash of a file as it is, "" if it is not there."""
        try:
            return sha256((self.path / file).read_bytes()).hexdigest()
        except FileNotFoundError:
            return ""

    def put(self, file: str, content: bytes, source: str = "") -> None:
        """Write a file whole, unless it is there with this content."""
        digest, before = sha256(content).hexdigest(), self.digest_of(file)
        self.note(file, digest, source)
        self.known[file] = Written(digest, source)
        if digest == before:
            self.counts[State.UNCHANGED] += 1
            return
        self.counts[State.CHANGED if before else State.NEW] += 1
        place = self.path / file
        place.parent.mkdir(parents=True, exist_ok=True)
        part = self.path / PART
        part.write_bytes(content)
        part.replace(place)

    def finish(self, key: str) -> None:
        """Remove what is no longer in the copy, and put the record in order."""
        for file in sorted(self.known.keys() - set(self.files)):
            self.counts[State.REMOVED] += 1
            (self.path / file).unlink(missing_ok=True)
            self.remove_empty((self.path / file).parent)
        lines: list[Any] = [[key], *([file, *self.known[file]] for file in sorted(self.files))]
        self.record.close()
        part = self.path / PART
        part.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
        part.replace(self.path / RECORD)

    def remove_empty(self, folder: Path) -> None:
        """Remove a folder with nothing in it, and those around it that are empty then."""
        while folder != self.path:
            try:
                folder.rmdir()
            except OSError:  # not empty, or gone already
                return
            folder = folder.parent
