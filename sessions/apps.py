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
        import_module("sessions.outdating").connect()  # as well
        version = import_module("sessions.version")  # as well
        post_migrate.connect(version.install, sender=self)
        self.keep_history()

    def keep_history(self) -> None:
        """Say of which models the history is kept, and what stands in that of a whole."""
        keep = import_module("speakers.history").keep
        for name in ("Event", "Room", "Track", "Tag", "Webhook", "Membership"):
            keep(self.get_model(name))
        sessions = [self.get_model(name) for name in ("Session", "Keynote", "Panel")]
        keep(*sessions, besides=("guid",))
        release = self.get_model("Release")
        keep(release, besides=("number", "made_at", "snapshot", "changes"))
        keep(self.get_model("Sponsorship"), self.get_model("Unavailability"), part_of="event")
        keep(self.get_model("Participation"), self.get_model("Resource"), part_of="session")
        keep(self.get_model("TaggedSession"), part_of="content_object")
