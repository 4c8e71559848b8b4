"""Rooms of the venue."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sessions.models.event import Event
from sessions.querysets import InEventQuerySet
from speakers.addresses import address
from speakers.models import in_one_language


class Room(models.Model):
    """A room of the venue. Sub-events use the rooms of the event they belong to."""

    event = models.ForeignKey(Event, models.CASCADE, verbose_name=_("event"), related_name="rooms")
    slug = models.SlugField(_("slug"), max_length=80)
    name = models.CharField(_("name"), max_length=100)
    floor = models.CharField(_("floor"), max_length=100, blank=True)
    capacity = models.PositiveIntegerField(
        _("capacity"), null=True, blank=True, help_text=_("Number of seats.")
    )
    position = models.PositiveSmallIntegerField(
        pgettext_lazy("place among others", "position"),
        default=0,
        help_text=_("Rooms stand in this order in the schedule."),
    )

    objects = InEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ("event", "position", "slug")
        constraints = [
            models.UniqueConstraint(name="room_slug_in_event", fields=["event", "slug"]),
            in_one_language("room_has_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str, str]:
        return (self.event.slug, self.slug)

    natural_key.dependencies = ["program.event"]  # type: ignore[attr-defined]

    def get_absolute_url(self) -> str:
        """Return the address of the screen at the room's door, in the current language."""
        return address("program:room_now", self.event.slug, self.slug)
