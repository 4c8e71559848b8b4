"""The tables of the history: edits, and what each of them changed."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Edit(models.Model):
    """What someone, or a program, wrote in one transaction."""

    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("made by"),
        related_name="+",
        null=True,
    )
    comment = models.CharField(_("comment"), max_length=300, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M} · {self.author}"

    @property
    def author(self) -> str:
        """Name who made it; what no user made, such as a command, was made by the site."""
        user = self.made_by
        return (user.get_full_name() or user.get_username()) if user else gettext("the site itself")

    @property
    def reason(self) -> str:
        """The comment in the reader's language, if it is one of our own."""
        return gettext(self.comment) if self.comment else ""


class Change(models.Model):
    """What an edit made of one object: its fields before and after.

    `before` is None for a new object, `after` for a deleted one. `document` names what the object
    is a part of ("program.session/5" for whoever takes part in session 5), or the object itself.
    """

    edit = models.ForeignKey(Edit, models.CASCADE, related_name="changes")
    model = models.CharField(max_length=60)
    key = models.BigIntegerField()
    document = models.CharField(max_length=80)
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(null=True, encoder=DjangoJSONEncoder)

    class Meta:
        default_permissions = ()
        ordering = ("-edit_id", "pk")
        indexes = [
            models.Index(name="change_document", fields=["document", "edit"]),
            models.Index(name="change_object", fields=["model", "key"]),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.key}"

    @property
    def before_edit(self) -> int:
        """The number that the history ends at if this change is to be undone."""
        return self.edit_id - 1
