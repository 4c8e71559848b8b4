"""Kinds of session that have a list page and an admin of their own.

They are proxies of `Session`: one table, so the timetable is one query and a session can change
its kind without losing its address.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sessions.models.session import Session
from sessions.querysets import SessionQuerySet


class KindManager(models.Manager.from_queryset(SessionQuerySet)):  # type: ignore[misc]
    """The sessions of the proxy's own kind, and no others."""

    def get_queryset(self) -> SessionQuerySet:
        return super().get_queryset().filter(kind=self.model.KIND)


class Keynote(Session):
    """A keynote, of the whole conference or of a special day or workshop in it."""

    KIND: ClassVar = Session.Kind.KEYNOTE

    objects = KindManager()  # type: ignore[misc]

    class Meta:
        proxy = True
        verbose_name = _("keynote")
        verbose_name_plural = _("keynotes")


class Panel(Session):
    """A discussion between panelists, led by a moderator."""

    KIND: ClassVar = Session.Kind.PANEL

    objects = KindManager()  # type: ignore[misc]

    class Meta:
        proxy = True
        verbose_name = _("panel")
        verbose_name_plural = _("panels")
