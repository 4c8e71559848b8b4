from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kdd_program.terminal import in_its_language
from sessions.exchange import spreadsheet
from sessions.management.events import event_called


class Command(BaseCommand):
    help = "Write a table of an event's program as a spreadsheet: XLSX or CSV, by the file's name."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("event", help="slug of the event")
        parser.add_argument("table", choices=list(spreadsheet.TABLES))
        parser.add_argument("file", type=Path, help="such as sessions.xlsx or sessions.csv")

    def handle(self, *args: str, event: str, table: str, file: Path, **options: Any) -> None:
        suffix = file.suffix.lower().removeprefix(".")
        if suffix not in spreadsheet.FORMATS:
            raise CommandError(f"Name a file that ends in one of: {', '.join(spreadsheet.FORMATS)}")
        try:
            chosen = event_called(event)
            with in_its_language():
                content = spreadsheet.export(chosen, table, suffix)
        except spreadsheet.SpreadsheetError as error:
            raise CommandError(str(error)) from error
        file.write_bytes(content)
        self.stdout.write(f"{file}: {len(content)} bytes")
