"""Addresses of the API."""

from django.urls import path
from django.views.generic import RedirectView

from sessions.api.program import api
from sessions.views.api import openapi

app_name = "api"
urlpatterns = [
    path("", RedirectView.as_view(pattern_name="api:openapi"), name="root"),
    path("openapi.json", openapi, name="openapi"),
    *(each for each in api.urls[0] if getattr(each, "name", "") != "api-root"),
]
