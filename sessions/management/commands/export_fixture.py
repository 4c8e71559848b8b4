from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sessions.exchange import fixture
from sessions.models import Event


class Command(BaseCommand):
    help = "Write the program as a fixture to standard output."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("event", nargs="?", help="slug of one event; without it, everything")

    def handle(self, *args: str, event: str | None, **options: Any) -> None:
        try:
            chosen = Event.objects.get(slug=event) if event else None
        except Event.DoesNotExist as error:
            known = ", ".join(Event.objects.values_list("slug", flat=True)) or "none"
            raise CommandError(f"There is no event “{event}”. Known: {known}.") from error
        self.stdout.write(fixture.export(chosen), ending="")
