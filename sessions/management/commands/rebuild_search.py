from typing import Any

from django.core.management.base import BaseCommand

from sessions.models import Session
from sessions.search import rebuild


class Command(BaseCommand):
    help = "Write anew what sessions are found by; after an upgrade, or changes past the admin."

    def handle(self, *args: str, verbosity: int, **options: Any) -> None:
        changed = rebuild(Session.objects.all())
        if verbosity > 0:
            self.stdout.write(f"{changed} sessions changed.")
