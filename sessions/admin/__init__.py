"""The program's pages in the admin, one module a subject."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from sessions.admin import (
    event,
    people,
    place,
    previews,
    release,
    rights,
    session,
    topic,
    webhooks,
)

__all__ = [
    "event",
    "people",
    "place",
    "previews",
    "release",
    "rights",
    "session",
    "topic",
    "webhooks",
]

admin.site.site_header = _("KDD Program")
admin.site.site_title = _("KDD Program")
admin.site.index_title = _("Everything in the program")
