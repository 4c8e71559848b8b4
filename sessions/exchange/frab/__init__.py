"""frab schedules, XML and JSON: what apps, c3nav and recording tools of many conferences read.

Out: `document` (the program in the form of the JSON schema) and `writing`. In: `reading` and
`xml_reading` (bytes to a document), `items` over `times`, `values` and `words` (what it
says of each event), `around` and `identity` (who and what is meant), `parts` and `planning` (what
changes), which the spreadsheets' `applying` writes.
"""

from sessions.exchange.frab.document import Node, document
from sessions.exchange.frab.errors import MOST_BYTES, ScheduleError
from sessions.exchange.frab.planning import Incoming, SchedulePlan, dry_run, import_file, opened
from sessions.exchange.frab.reading import content, read
from sessions.exchange.frab.writing import as_json, as_xml

__all__ = [
    "MOST_BYTES",
    "Incoming",
    "Node",
    "ScheduleError",
    "SchedulePlan",
    "as_json",
    "as_xml",
    "content",
    "document",
    "dry_run",
    "import_file",
    "opened",
    "read",
]
