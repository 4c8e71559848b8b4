import secrets
import socket
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from sessions.models import Event

ORGANIZER = "organizer"


class Command(BaseCommand):
    help = "Make everything ready to try the site: database, program, translations, organizer."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="where the site will be served")

    def handle(self, *args: str, port: int, **options: Any) -> None:
        self.check_port(port)
        call_command("migrate", verbosity=0)
        if not Event.objects.exists():
            call_command("loaddata", "kdd2023", verbosity=0)
        call_command("rebuild_search", verbosity=0)
        call_command("compilemessages")
        call_command("collectstatic", interactive=False, verbosity=0)
        password = self.prepare_organizer()
        self.stdout.write(
            f"\n  The program:   http://127.0.0.1:{port}/\n"
            f"  For editing:   http://127.0.0.1:{port}/admin/\n"
            f"  Sign in as:    {ORGANIZER}, password {password}\n"
            "  Stop it with Ctrl+C.\n"
        )

    def check_port(self, port: int) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except (OSError, OverflowError) as error:
                raise CommandError(
                    f"Port {port} cannot be used ({error}). If another program has it, stop that "
                    f"program or choose another port: make run PORT={port + 1000}"
                ) from error

    def prepare_organizer(self) -> str:
        """Return the password of the demo organizer, the same as last time if there was one."""
        kept = settings.DATA_DIR / "demo_password"
        if not kept.exists():
            kept.touch(mode=0o600)
            kept.write_text(secrets.token_urlsafe(9), encoding="utf-8")
        password = kept.read_text(encoding="utf-8")
        organizer, _made = get_user_model().objects.get_or_create(
            username=ORGANIZER, defaults={"is_staff": True, "is_superuser": True}
        )
        if not organizer.check_password(password):
            organizer.set_password(password)
            organizer.save()
        return password
