"""From the bytes of a file to its sheets, whatever it calls itself."""

from codecs import BOM_UTF8

from django.utils.translation import gettext as _

from sessions.exchange.spreadsheet import (
    archive,
    dblp,
    delimited,
    documents,
    easychair,
    excel,
    excel2003,
    hotcrp,
    indico,
    sched,
    webpage,
)
from sessions.exchange.spreadsheet.sheet import MOST_BYTES, MOST_LINES, Sheet, SpreadsheetError

ZIP = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0"


def read(data: bytes) -> list[Sheet]:
    """Return the sheets of an XLSX, CSV, HTML or Excel 2003 file, or of what another tool gave.

    Raises `SpreadsheetError` with what to do.
    """
    if len(data) > MOST_BYTES:
        raise SpreadsheetError(_("The file is larger than 50 MB; split it."))
    if data.startswith(OLD_OFFICE):
        raise SpreadsheetError(
            _("This is an old Excel file or one with a password; save it as XLSX without one.")
        )
    if data.startswith(ZIP) and b"opendocument" in data[:100]:
        raise SpreadsheetError(_("This is an OpenDocument file; save it as XLSX."))
    sheets = easychair.joined(read_zip(data) if data.startswith(ZIP) else read_text(data))
    if any(len(sheet.lines) > MOST_LINES for sheet in sheets):
        raise SpreadsheetError(_("The file has more than 20,000 lines; split it."))
    if not any(sheet.lines for sheet in sheets):
        raise SpreadsheetError(_("The file is empty."))
    return sheets


def read_zip(data: bytes) -> list[Sheet]:
    return archive.read(data) if archive.has_tables(data) else excel.read(data)


def read_text(data: bytes) -> list[Sheet]:
    """Return the sheets of a text, by how it begins."""
    text = data.removeprefix(BOM_UTF8).lstrip()
    if text.startswith(b"<") and excel2003.is_book(text):
        return excel2003.read(text)
    if text.startswith(b"<") and webpage.is_page(text):
        return webpage.read(text)
    if text.startswith(b"<"):
        return [dblp.read(data)]
    if text.startswith(b"{"):
        return [indico.read(documents.loaded(text))]
    if text.startswith(b"[") and text[1:].lstrip().startswith(b"{"):
        entries = documents.loaded(text)
        return [hotcrp.read(entries) if hotcrp.is_list(entries) else sched.read(entries)]
    return [delimited.read(data)]
