"""The site's pages for search engines, each in both languages (sitemaps.org)."""

from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet

from sessions.models import Event, Participation, Session
from speakers.models import Speaker


class BilingualSitemap(Sitemap):
    i18n = True
    alternates = True
    x_default = True


class EventSitemap(BilingualSitemap):
    def items(self) -> QuerySet[Event]:
        return Event.objects.all()


class SessionSitemap(BilingualSitemap):
    def items(self) -> QuerySet[Session]:
        return Session.objects.public().select_related("event").order_by("event", "slug")


class SpeakerSitemap(BilingualSitemap):
    def items(self) -> QuerySet[Speaker]:
        shown = Participation.objects.visible_to(AnonymousUser())
        return Speaker.objects.filter(pk__in=shown.values("speaker")).alphabetical()


SITEMAPS = {"events": EventSitemap, "sessions": SessionSitemap, "speakers": SpeakerSitemap}
