"""`deliver`: send the webhooks that are due, as each worker of the site does by itself."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sessions.webhooks.sending import deliver_due


class Command(BaseCommand):
    help = _("Send the webhooks that are due, once; for a timer where no worker of the site runs.")

    def handle(self, *args: Any, **options: Any) -> None:
        number = deliver_due()
        text = ngettext("%d webhook called.", "%d webhooks called.", number)
        self.stdout.write(text % number)
