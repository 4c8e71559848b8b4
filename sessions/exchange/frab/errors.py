"""What a file must not be, to be read as a schedule."""

from sessions.exchange.spreadsheet import SpreadsheetError

MOST_BYTES = 50_000_000
MOST_PARTS = 600_000  # elements and attributes, or lists and objects


class ScheduleError(SpreadsheetError):
    """A file that is no schedule; the message is for the person who sent it."""
