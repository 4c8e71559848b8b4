"""Who supports an event."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sessions.models.event import Event
from sessions.querysets import SponsorshipQuerySet
from speakers.models import Organization


class Sponsorship(models.Model):
    """An organization that supports an event, at a tier."""

    class Tier(models.TextChoices):
        DIAMOND = "diamond", _("Diamond")
        PLATINUM = "platinum", _("Platinum")
        GOLD = "gold", _("Gold")
        SILVER = "silver", _("Silver")
        BRONZE = "bronze", _("Bronze")
        SUPPORTER = "supporter", _("Supporter")

    event = models.ForeignKey(
        Event, models.CASCADE, verbose_name=_("event"), related_name="sponsorships"
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, verbose_name=_("organization"), related_name="sponsorships"
    )
    tier = models.CharField(_("tier"), max_length=20, choices=Tier)
    order = models.PositiveSmallIntegerField(_("order"), default=0, help_text=_("Within the tier."))

    objects = SponsorshipQuerySet.as_manager()

    class Meta:
        verbose_name = _("sponsor")
        verbose_name_plural = _("sponsors")
        ordering = ("event", "order", "organization")
        constraints = [
            models.UniqueConstraint(
                name="sponsorship_once",
                fields=["event", "organization"],
                violation_error_message=_("This organization sponsors the event already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.organization} · {self.get_tier_display()}"

    def natural_key(self) -> tuple[str, str]:
        return (self.event.slug, self.organization.slug)

    natural_key.dependencies = ["program.event", "speakers.organization"]  # type: ignore[attr-defined]

    @property
    def rank(self) -> tuple[int, int]:
        """For sorting: the highest tier first, then the order within the tier."""
        return (self.Tier.values.index(self.tier), self.order)
