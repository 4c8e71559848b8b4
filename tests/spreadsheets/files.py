"""Spreadsheets as people send them, made in the test."""

from io import BytesIO

from openpyxl import Workbook

from sessions.exchange.spreadsheet import Incoming, dry_run


def xlsx(rows, merged=(), title="Sheet"):
    """Return the bytes of an XLSX file with one sheet."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for span in merged:
        sheet.merge_cells(span)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def csv(*lines, encoding="utf-8", separator=","):
    return "\r\n".join(separator.join(line) for line in lines).encode(encoding)


def plan(event, rows, table="sessions", answers=None):
    """Return what rows, the first of them the heading, would do to the program of `event`."""
    return dry_run(Incoming(event, table, xlsx(rows), answers or {}))


def only(event, heading, values, table="sessions", answers=None):
    """Return what becomes of a single row."""
    [row] = plan(event, [heading, values], table, answers).rows
    return row


def problems(row):
    return [(each.cell, each.message) for each in row.row.problems]


def changes(row):
    return {each.label: (each.old, each.new) for each in row.differences}
