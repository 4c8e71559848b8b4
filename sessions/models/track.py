"""Threads through the program."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sessions.models.event import Event
from sessions.querysets import InEventQuerySet
from speakers.models import in_one_language


class Track(models.Model):
    """A thread through the program, such as the research track."""

    class Color(models.TextChoices):
        """Named colors, so that each has a legible shade on light and on dark pages."""

        CORAL = "coral", _("Coral")
        AMBER = "amber", _("Amber")
        MOSS = "moss", _("Moss")
        TEAL = "teal", _("Teal")
        OCEAN = "ocean", _("Ocean")
        VIOLET = "violet", _("Violet")
        ROSE = "rose", _("Rose")
        SLATE = "slate", _("Slate")

    event = models.ForeignKey(Event, models.CASCADE, verbose_name=_("event"), related_name="tracks")
    slug = models.SlugField(_("slug"), max_length=80)
    name = models.CharField(_("name"), max_length=100)
    color = models.CharField(_("color"), max_length=10, choices=Color, default=Color.OCEAN)
    position = models.PositiveSmallIntegerField(
        pgettext_lazy("place among others", "position"), default=0
    )

    objects = InEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("track")
        verbose_name_plural = _("tracks")
        ordering = ("event", "position", "slug")
        constraints = [
            models.UniqueConstraint(name="track_slug_in_event", fields=["event", "slug"]),
            in_one_language("track_has_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str, str]:
        return (self.event.slug, self.slug)

    natural_key.dependencies = ["program.event"]  # type: ignore[attr-defined]
