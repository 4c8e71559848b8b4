"""From the bytes of a file to its sheets, whatever it calls itself."""

from codecs import BOM_UTF8

from django.utils.translation import gettext as _

from sessions.exchange.spreadsheet import dblp, delimited, excel, indico, webpage
from sessions.exchange.spreadsheet.sheet import MOST_BYTES, MOST_LINES, Sheet, SpreadsheetError

ZIP = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0"


def read(data: bytes) -> list[Sheet]:
    """Return the sheets of an XLSX, CSV, HTML, Indico or DBLP file.

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
    text = data.removeprefix(BOM_UTF8).lstrip()
    if data.startswith(ZIP):
        sheets = excel.read(data)
    elif text.startswith(b"<") and webpage.is_page(text):
        sheets = webpage.read(text)
    elif text.startswith(b"<"):
        sheets = [dblp.read(data)]
    elif text.startswith(b"{"):
        sheets = [indico.read(text)]
    else:
        sheets = [delimited.read(data)]
    if any(len(sheet.lines) > MOST_LINES for sheet in sheets):
        raise SpreadsheetError(_("The file has more than 20,000 lines; split it."))
    if not any(sheet.lines for sheet in sheets):
        raise SpreadsheetError(_("The file is empty."))
    return sheets
