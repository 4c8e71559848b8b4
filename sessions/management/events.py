"""The event that a command is about."""

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from kdd_program.terminal import in_its_language
from sessions.models import Event


def event_called(slug: str, *, returncode: int = 1) -> Event:
    """Return the event with a slug. Raises `CommandError` that names the events there are."""
    if found := Event.objects.select_related("parent").filter(slug=slug).first():
        return found
    with in_its_language():
        known = ", ".join(Event.objects.values_list("slug", flat=True)) or _("none")
        message = _("There is no event “%(event)s”. Known: %(known)s.")
        raise CommandError(message % {"event": slug, "known": known}, returncode=returncode)
