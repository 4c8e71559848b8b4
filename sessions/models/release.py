"""Releases: the program as it was published, numbered."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sessions.models.event import Event
from sessions.querysets import ReleaseQuerySet
from sessions.schedule.changes import Change


class Release(models.Model):
    """A published state of an event's program, kept whole, with a note for attendees.

    `changes` repeats what differs from the release before, so that telling it reads no snapshots;
    it is None where that is still to be found out.
    """

    event = models.ForeignKey(
        Event, models.CASCADE, verbose_name=_("event"), related_name="releases"
    )
    number = models.PositiveIntegerField(_("number"), editable=False)
    made_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("made by"),
        related_name="+",
        null=True,
        editable=False,
    )
    note = models.TextField(_("note"), blank=True, help_text=_("For attendees: what is new."))
    snapshot = models.JSONField(_("snapshot"), editable=False)
    changes = models.JSONField(_("changes"), editable=False, null=True, encoder=DjangoJSONEncoder)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ("event", "-number")
        constraints = [models.UniqueConstraint(name="release_number", fields=["event", "number"])]

    def __str__(self) -> str:
        return f"{self.event} · {self.number}"

    def natural_key(self) -> tuple[str, int]:
        return (self.event.slug, self.number)

    @property
    def told(self) -> list[Change]:
        """What has changed since the release before, in the order of the program."""
        return [Change.from_json(each) for each in self.changes or ()]
