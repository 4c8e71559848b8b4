"""When people cannot come, as they have told the organizers."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sessions.models.event import Event
from sessions.querysets import UnavailabilityQuerySet
from speakers.models import Speaker


class Unavailability(models.Model):
    """A time, in UTC, at which a person cannot take part in an event or the events inside it.

    It is said in confidence: it stands on no page for attendees, in no fixture and in no release.
    """

    event = models.ForeignKey(
        Event, models.CASCADE, verbose_name=_("event"), related_name="unavailabilities"
    )
    speaker = models.ForeignKey(
        Speaker, models.CASCADE, verbose_name=_("person"), related_name="unavailabilities"
    )
    start = models.DateTimeField(_("start"))
    end = models.DateTimeField(_("end"))

    objects = UnavailabilityQuerySet.as_manager()

    class Meta:
        verbose_name = _("unavailability")
        verbose_name_plural = _("unavailable people")
        ordering = ("event", "start", "speaker")
        constraints = [
            models.CheckConstraint(
                name="unavailability_ends_after_start",
                condition=Q(end__gt=F("start")),
                violation_error_message=_("The end must come after the start."),
            )
        ]

    def __str__(self) -> str:
        return str(self.speaker)
