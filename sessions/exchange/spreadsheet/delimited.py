"""CSV as it comes: any encoding Excel writes, separated by commas, semicolons or tabs."""

import csv
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from io import StringIO

from django.utils.translation import gettext as _

from sessions.exchange.spreadsheet.sheet import Line, Sheet, SpreadsheetError, is_blank

BOMS = {BOM_UTF8: "utf-8", BOM_UTF16_LE: "utf-16-le", BOM_UTF16_BE: "utf-16-be"}
SEPARATORS = ",;\t"
SAMPLE = 200  # lines to tell the separator by
# A spreadsheet program runs what begins like this as a formula; an apostrophe makes it text.
FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r]")


def protected(text: str) -> str:
    """Return `text` so that a spreadsheet program shows it and does not run it (OWASP)."""
    return f"'{text}" if FORMULA.match(text) else text


def unprotected(text: str) -> str:
    """Return what `protected` was given."""
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text


def decoded(data: bytes) -> str:
    """Return the text of a file whose encoding nobody has written down.

    A byte order mark says it; else UTF-16 shows by its zero bytes and UTF-8 by being valid; what
    remains is GB18030 or Windows-1252. Raises `SpreadsheetError` if it is none of them.
    """
    try:
        for mark, encoding in BOMS.items():
            if data.startswith(mark):
                return data.removeprefix(mark).decode(encoding)
        if b"\0" in data:
            zeros = Counter(place % 2 for place, byte in enumerate(data[:2000]) if not byte)
            return data.decode("utf-16-le" if zeros[1] > zeros[0] else "utf-16-be")
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return in_old_encoding(data)
    except UnicodeDecodeError as error:
        raise SpreadsheetError(
            _("The characters of the file cannot be read; save it as “CSV UTF-8” or as XLSX.")
        ) from error


def in_old_encoding(data: bytes) -> str:
    """Return the text of GB18030 or Windows-1252, whichever it is more likely to be.

    Read as GB18030, the accents of Windows-1252 swallow the letter after them and give characters
    that nobody writes; Chinese text is made of common characters, those of GB 2312.
    """
    try:
        chinese = data.decode("gb18030")
    except UnicodeDecodeError:
        return data.decode("cp1252")
    foreign = [each for each in chinese if each > "\x7f"]
    common = sum(is_common(each) for each in foreign)
    return chinese if common * 4 >= len(foreign) * 3 else data.decode("cp1252")


def is_common(character: str) -> bool:
    try:
        return bool(character.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def read(data: bytes) -> Sheet:
    """Return the lines of a CSV file; blank ones are left out, numbers are those Excel shows.

    Raises `SpreadsheetError`.
    """
    text = decoded(data)
    if "\0" in text:
        raise SpreadsheetError(_("This is neither a CSV file nor XLSX."))
    stated = re.match(r"sep=(.)\r?\n", text)  # Excel's own way to name the separator
    separator = stated[1] if stated else likely_separator(text)
    lines = []
    try:
        for number, cells in enumerate(csv.reader(StringIO(text, ""), delimiter=separator), 1):
            values = tuple(unprotected(cell) for cell in cells)
            if not all(map(is_blank, values)) and not (stated and number == 1):
                lines.append(Line(number, values))
    except csv.Error as error:
        raise SpreadsheetError(
            _("This cannot be read as CSV: %s. Save it as XLSX.") % error
        ) from error
    return Sheet("", lines)


def likely_separator(text: str) -> str:
    """Return the separator that gives the most lines of the same, large number of cells."""

    def score(separator: str) -> int:
        reader = csv.reader(StringIO(text, ""), delimiter=separator)
        widths = Counter(len(cells) for cells, _number in zip(reader, range(SAMPLE), strict=False))
        return max(((width - 1) * count for width, count in widths.items()), default=0)

    try:
        return max(SEPARATORS, key=score)
    except csv.Error:
        return ","


def write(lines: list[list[str]]) -> bytes:
    """Return a CSV file for Excel: UTF-8 with a byte order mark, by RFC 4180."""
    file = StringIO()
    csv.writer(file).writerows([protected(cell) for cell in line] for line in lines)
    return BOM_UTF8 + file.getvalue().encode()
