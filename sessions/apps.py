from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from sessions import integrity


class ProgramConfig(AppConfig):
    """The program. Its label is not `sessions`, which `django.contrib.sessions` bears."""

    name = "sessions"
    label = "program"
    verbose_name = _("Program")

    def ready(self) -> None:
        post_migrate.connect(integrity.install, sender=self)
        import_module("sessions.search").connect()  # needs the models
        version = import_module("sessions.version")  # as well
        post_migrate.connect(version.install, sender=self)
