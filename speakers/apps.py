from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SpeakersConfig(AppConfig):
    name = "speakers"
    verbose_name = _("People")

    def ready(self) -> None:
        history = import_module("speakers.history")  # needs the models
        history.keep(self.get_model("Organization"))
        history.keep(self.get_model("Speaker"))
