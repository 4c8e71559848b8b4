"""The site's pages for search engines, each in both languages (sitemaps.org)."""

from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse

from sessions.models import Event, Session, TaggedSession
from speakers.models import Organization, Speaker

SITE_PAGES = ("home", "speakers:list", "organizations:list")
EVENT_PAGES = (
    "event", "schedule", "keynotes", "panels", "sessions", "speakers", "organizations", "topics",
)  # fmt: skip


class BilingualSitemap(Sitemap):
    i18n = True
    alternates = True
    x_default = True


class NamedPages(BilingualSitemap):
    """Pages given as the name of their address and its arguments."""

    def location(self, item: tuple[str, list[str]]) -> str:
        name, arguments = item
        return reverse(name, args=arguments)


class SiteSitemap(NamedPages):
    def items(self) -> list[tuple[str, list[str]]]:
        return [(name, []) for name in SITE_PAGES]


class EventSitemap(NamedPages):
    def items(self) -> list[tuple[str, list[str]]]:
        return [
            (f"program:{page}", [event.slug])
            for event in Event.objects.for_pages()
            for page in (*EVENT_PAGES, *["changes"] * bool(event.last_release))
        ]


class TopicSitemap(NamedPages):
    """Topics, each in the event to which the sessions about it belong, special days included."""

    def items(self) -> list[tuple[str, list[str]]]:
        public = Session.objects.public()
        root = Coalesce("content_object__event__parent__slug", "content_object__event__slug")
        tagged = TaggedSession.objects.filter(content_object__in=public)
        pairs = tagged.values_list(root, "tag__slug").distinct().order_by(root, "tag__slug")
        return [("program:topic", [event, topic]) for event, topic in pairs]


class SessionSitemap(BilingualSitemap):
    def items(self) -> QuerySet[Session]:
        return Session.objects.public().select_related("event").order_by("event", "slug")


class SpeakerSitemap(BilingualSitemap):
    def items(self) -> QuerySet[Speaker]:
        return Speaker.objects.visible_to(AnonymousUser()).alphabetical()


class OrganizationSitemap(BilingualSitemap):
    def items(self) -> QuerySet[Organization]:
        return Organization.objects.visible_to(AnonymousUser()).alphabetical()


SITEMAPS = {
    "site": SiteSitemap,
    "events": EventSitemap,
    "topics": TopicSitemap,
    "sessions": SessionSitemap,
    "speakers": SpeakerSitemap,
    "organizations": OrganizationSitemap,
}
