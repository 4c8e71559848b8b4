"""Every address of the site; the pages for people carry their language in front."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path

from kdd_program.media import media
from kdd_program.offline import Fallback, manifest, worker
from kdd_program.sitemaps import SITEMAPS
from kdd_program.views import favicon, robots
from sessions.views import api, cards, embed, events, oembed, people, preview

speakers = [
    path("", people.SpeakerList.as_view(), name="list"),
    path("<slug:slug>/", people.SpeakerDetail.as_view(), name="detail"),
    path("<slug:slug>/card.png", cards.SpeakerCard.as_view(), name="card"),
]
organizations = [
    path("", people.OrganizationList.as_view(), name="list"),
    path("<slug:slug>/", people.OrganizationDetail.as_view(), name="detail"),
]

handler500 = "kdd_program.views.server_error"
urlpatterns = [
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("robots.txt", robots, name="robots"),
    path("sw.js", worker, name="worker"),
    path("favicon.ico", favicon),
    path("embed.js", embed.script, name="embed-script"),
    path("oembed/1.0", oembed.embedding, name="oembed"),
    path("media/<path:path>", media),
    path("api/v1/", include("sessions.api.urls")),
    path("<slug:event>/", include("sessions.machine_urls")),
    *i18n_patterns(
        path("", events.EventList.as_view(), name="home"),
        path("manifest.webmanifest", manifest, name="manifest"),
        path("offline.html", Fallback.as_view(), name="offline"),
        path("card.png", cards.SiteCard.as_view(), name="card"),
        path("preview/<str:token>/", preview.Preview.as_view(), name="preview"),
        path("api/", api.ApiPage.as_view(), name="api-page"),
        path("api/<slug:operation>/", api.try_it, name="api-try"),
        path("speakers/", include((speakers, "speakers"))),
        path("organizations/", include((organizations, "organizations"))),
        path("<slug:event>/", include("sessions.urls")),
    ),
]
