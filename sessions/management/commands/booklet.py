from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sessions.exchange.booklet import booklet, warning
from sessions.models import Event


class Command(BaseCommand):
    help = "Write an event's program as a booklet (PDF) in both languages."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("event", help="slug of the event")
        parser.add_argument("file", type=Path, help="where to write the PDF")

    def handle(self, *args: str, event: str, file: Path, **options: Any) -> None:
        try:
            pdf = booklet(Event.objects.get(slug=event))
        except Event.DoesNotExist as error:
            known = ", ".join(Event.objects.values_list("slug", flat=True)) or "none"
            raise CommandError(f"There is no event “{event}”. Known: {known}.") from error
        file.write_bytes(pdf)
        if warning():
            self.stderr.write(warning())
