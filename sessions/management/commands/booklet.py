from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from sessions.exchange.booklet import booklet, warning
from sessions.management.events import event_called


class Command(BaseCommand):
    help = "Write an event's program as a booklet (PDF) in both languages."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("event", help="slug of the event")
        parser.add_argument("file", type=Path, help="where to write the PDF")

    def handle(self, *args: str, event: str, file: Path, **options: Any) -> None:
        file.write_bytes(booklet(event_called(event)))
        if warning():
            self.stderr.write(warning())
