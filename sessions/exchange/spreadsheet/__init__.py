"""Tables of the program as spreadsheets, out and in.

`export` writes a table; `dry_run` says row by row what a file would do; `import_file` does it, all
or nothing. The way in: `reading` (bytes to lines), `tables` (headings), `mistaken` (another table
than was chosen), `row` and `times` and `names` (cells), `matching` and `known` (who is meant),
`session_rows`, `paper_rows` and `people_rows` (what changes), `plan`, `applying`.
"""

from sessions.exchange.spreadsheet.applying import ChangedError, apply, import_file
from sessions.exchange.spreadsheet.dry_run import Incoming, dry_run, opened
from sessions.exchange.spreadsheet.matching import NEW, OTHERS
from sessions.exchange.spreadsheet.plan import Plan, State, TablePlan
from sessions.exchange.spreadsheet.sheet import MOST_BYTES, SpreadsheetError
from sessions.exchange.spreadsheet.tables import INCOMING, TABLES
from sessions.exchange.spreadsheet.writing import FORMATS, export

__all__ = [
    "FORMATS",
    "INCOMING",
    "MOST_BYTES",
    "NEW",
    "OTHERS",
    "TABLES",
    "ChangedError",
    "Incoming",
    "Plan",
    "SpreadsheetError",
    "State",
    "TablePlan",
    "apply",
    "dry_run",
    "export",
    "import_file",
    "opened",
]
