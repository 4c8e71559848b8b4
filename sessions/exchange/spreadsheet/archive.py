"""Tables as CSV in a ZIP, as EasyChair gives them, unpacked within bounds."""

from dataclasses import replace
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _

from sessions.exchange.spreadsheet import delimited
from sessions.exchange.spreadsheet.sheet import MOST_BYTES, Sheet, SpreadsheetError

MOST_TABLES = 50
XLSX = "[Content_Types].xml"  # a part that every one has


def has_tables(data: bytes) -> bool:
    """Tell whether a ZIP holds tables as CSV, as no XLSX does."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            return XLSX not in archive.namelist() and bool(tables_in(archive))
    except (BadZipFile, ValueError, NotImplementedError):
        return False


def read(data: bytes) -> list[Sheet]:
    """Return the tables of a ZIP, each under its file's name. Raises `SpreadsheetError`."""
    contents = unpacked(data)
    if len(contents) > MOST_TABLES:
        raise SpreadsheetError(_("The archive holds more than %d tables.") % MOST_TABLES)
    if sum(map(len, contents.values())) > MOST_BYTES:
        raise SpreadsheetError(_("The archive unpacks to more than 50 MB; it is not read."))
    return [
        replace(delimited.read(content), name=PurePosixPath(name).stem)
        for name, content in contents.items()
    ]


def unpacked(data: bytes) -> dict[str, bytes]:
    """Return the tables by name; of one too many, or of a byte too many, no more than that."""
    left = MOST_BYTES + 1
    found = {}
    try:
        with ZipFile(BytesIO(data)) as archive:
            for name in tables_in(archive)[: MOST_TABLES + 1]:
                with archive.open(name) as part:
                    found[name] = part.read(left)
                left -= len(found[name])
    except Exception as error:  # zipfile raises whatever its reading of a broken file runs into
        raise SpreadsheetError(
            _("The archive cannot be read; unpack it and send the tables one by one.")
        ) from error
    return found


def tables_in(archive: ZipFile) -> list[str]:
    """Return the names of the CSV files but for those that macOS adds."""
    return [
        name
        for name in archive.namelist()
        if name.lower().endswith(".csv") and not name.startswith("__MACOSX")
    ]
