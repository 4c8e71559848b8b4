from typing import Any

from django.core.checks import ERROR
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from kdd_program.doctor import examine
from kdd_program.terminal import in_its_language


class Command(BaseCommand):
    help = "Say what is wrong with this deployment and how to mend it; fail if it must be mended."
    requires_system_checks = []  # they are among what is said

    def handle(self, *args: str, **options: Any) -> None:
        with in_its_language():
            found = examine()
            for message in found:
                is_error = message.level >= ERROR
                style = self.style.ERROR if is_error else self.style.WARNING
                self.stdout.write(style(f"{'✗' if is_error else '!'} {message.msg}"))
                if message.hint:
                    self.stdout.write(f"  → {message.hint}")
            if any(message.level >= ERROR for message in found):
                raise CommandError(_("This must be mended before people can rely on the site."))
            if not found:
                self.stdout.write(self.style.SUCCESS(_("Nothing is wrong.")))
