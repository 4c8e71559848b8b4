import logging
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.wsgi import get_wsgi_application
from django.utils.translation import gettext as _

from kdd_program.store.addresses import is_allowed
from kdd_program.store.filling import addresses, fill
from kdd_program.store.shelf import Shelf, build
from kdd_program.terminal import in_its_language, progress


class Command(BaseCommand):
    help = (
        "Make the public pages that the page store lacks, as after an upgrade, "
        "so that nobody has to wait for them. Done again, it goes on."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("host", help="the name people use, such as program.example.org")

    def handle(self, *args: str, host: str, **options: Any) -> None:
        logging.disable(logging.INFO)  # that would be a line for each page
        with in_its_language():
            check(host)
            pages = addresses()
            filling = fill(Shelf(caches["pages"], build()), get_wsgi_application(), host, pages)
            made = list(progress(filling, len(pages), self.stdout))
            if failed := made.count(False):
                raise CommandError(
                    _("Pages that could not be made: %(number)d.") % {"number": failed}
                )
            self.stdout.write(_("Pages that are ready: %(number)d.") % {"number": len(made)})


def check(host: str) -> None:
    """Raise `CommandError` if no page can be kept for visitors of a host."""
    if not settings.PAGE_STORE_MB:
        raise CommandError(_("There is no page store: PAGE_STORE_MB is 0."))
    if not is_allowed(host):
        raise CommandError(
            _("The site does not answer to %(host)s. ALLOWED_HOSTS has: %(names)s.")
            % {"host": host, "names": ", ".join(settings.ALLOWED_HOSTS)}
        )
