"""Who helps with one event only."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sessions.models.event import Event


class Membership(models.Model):
    """Gives a person the rights of a role for one event and the events inside it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("user"),
        related_name="memberships",
        help_text=_("Whoever is to have the role for all events is put into its group instead."),
    )
    event = models.ForeignKey(
        Event, models.CASCADE, verbose_name=_("event"), related_name="memberships"
    )
    role = models.ForeignKey(
        Group, models.CASCADE, verbose_name=_("role"), related_name="memberships"
    )

    class Meta:
        verbose_name = _("role for an event")
        verbose_name_plural = _("roles for events")
        ordering = ("event", "user", "role")
        constraints = [
            models.UniqueConstraint(
                name="membership_once",
                fields=["user", "event", "role"],
                violation_error_message=_("This person has this role for the event already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {gettext(self.role.name)} · {self.event}"
