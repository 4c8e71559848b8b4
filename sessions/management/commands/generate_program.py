from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sessions.generation import generate
from sessions.models import Event, Session


class Command(BaseCommand):
    help = "Make up an event with a program of any size, in both languages, for trying and tests."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="of the new event, such as big")
        parser.add_argument("--sessions", type=int, default=500)
        parser.add_argument("--rooms", type=int, default=20)
        parser.add_argument("--days", type=int, default=5)

    def handle(self, *args: str, slug: str, **options: Any) -> None:
        size = {name: options[name] for name in ("sessions", "rooms", "days")}
        if Event.objects.filter(slug__in=[slug, f"{slug}-llm-day"]).exists():
            raise CommandError(f"There is an event “{slug}” already; choose another slug.")
        try:
            event = generate(slug, **size)
        except ValueError as error:
            raise CommandError(str(error)) from error
        made = Session.objects.of(event).count()
        self.stdout.write(f"{made} sessions: {event.get_absolute_url()}")
