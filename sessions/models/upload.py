"""Spreadsheets between the look at what they would do and doing it."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sessions.models.event import Event

KEPT = timedelta(days=1)


class UploadManager(models.Manager["Upload"]):
    def take(self, **fields: Any) -> "Upload":
        """Keep a file, with the answers given to the one before it, which it replaces.

        What others left lying for more than a day is deleted.
        """
        before = self.filter(**{name: fields[name] for name in ("event", "table", "made_by")})
        last = before.order_by("-made_at").values_list("answers", flat=True).first()
        self.filter(Q(made_at__lt=timezone.now() - KEPT) | Q(pk__in=before)).delete()
        return self.create(answers=last or {}, **fields)


class Upload(models.Model):
    """A file that somebody is about to import; all workers of all machines find it here.

    `answers` are those to the questions about it: who is meant by a doubtful name.
    """

    event = models.ForeignKey(Event, models.CASCADE, verbose_name=_("event"), related_name="+")
    table = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    answers = models.JSONField(default=dict)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = UploadManager()

    class Meta:
        verbose_name = _("uploaded spreadsheet")
        verbose_name_plural = _("uploaded spreadsheets")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
