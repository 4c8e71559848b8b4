from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from sessions.exchange import fixture
from sessions.management.events import event_called


class Command(BaseCommand):
    help = "Write the program as a fixture to standard output."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("event", nargs="?", help="slug of one event; without it, everything")

    def handle(self, *args: str, event: str | None, **options: Any) -> None:
        chosen = event_called(event) if event else None
        self.stdout.write(fixture.export(chosen), ending="")
