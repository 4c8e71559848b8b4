"""Spreadsheets as people send them, made in the test."""

from io import BytesIO

from openpyxl import Workbook

from sessions.exchange.spreadsheet import Incoming, dry_run, import_file

MESSY = [
    ["KDD 2023, more talks (draft 3)"],
    [],
    ["Talk title", "Speaker(s)", "Room", "Date", "Time", "Type", "Chair"],
    ["A first talk", "Zhang Peng (Zhipu AI) and Jie Tang", "Grand A", "8 Aug", "9:00–9:45 AM"],
    [],
    ["Wrong day", "Jure Leskovec", "Grand A", "31 Sep", "2 pm", "Talk"],
    ["Wrong kind", "Ada Lovelace (Analytics)", "Grand C", "Aug 8, 2023", "14:00-15:00", "Séance"],
    [None, "Ed H. Chi", "Grand B", "8月8日", "上午9:00", "Talk"],
    ["大模型的推理", "张鹏、唐杰", "Grand B", "2023/8/8", "下午2:00-3:00", "Talk", "Jiawei Han"],
]  # fmt: skip
MENDED = [
    *MESSY[:5],
    ["Right day", *MESSY[5][1:3], "9 Aug", *MESSY[5][4:]],
    ["Right kind", *MESSY[6][1:5], "Talk"],
    ["A title", *MESSY[7][1:]],
    MESSY[8],
]


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


def put_in(event, rows, table="sessions", **options):
    """Import such rows, and return the plan that was carried out."""
    return import_file(Incoming(event, table, xlsx(rows)), **options)


def problems(row):
    return [(each.cell, each.message) for each in row.row.problems]


def changes(row):
    return {each.label: (each.old, each.new) for each in row.differences}
