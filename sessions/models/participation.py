"""Who takes part in a session, and what there is to read or watch."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sessions.models.session import Session
from sessions.querysets import ParticipationQuerySet, ResourceQuerySet
from speakers.models import Organization, Speaker, label


class ParticipationManager(models.Manager.from_queryset(ParticipationQuerySet)):  # type: ignore[misc]
    """Participations come with person and affiliation: no page shows one without the other."""

    def get_queryset(self) -> ParticipationQuerySet:
        return super().get_queryset().select_related("speaker", "organization")


class Participation(models.Model):
    """A person's part in a session, with the affiliation on the day.

    People move on; the program of 2023 must still say 2023's truth.
    """

    class Role(models.TextChoices):
        SPEAKER = "speaker", _("Speaker")
        PANELIST = "panelist", _("Panelist")
        MODERATOR = "moderator", _("Moderator")
        CHAIR = "chair", _("Chair")
        AUTHOR = "author", _("Author")

    session = models.ForeignKey(
        Session, models.CASCADE, verbose_name=_("session"), related_name="participations"
    )
    speaker = models.ForeignKey(
        Speaker, models.PROTECT, verbose_name=_("person"), related_name="participations"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.SPEAKER)
    order = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("People stand in this order on the page.")
    )
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        verbose_name=_("affiliation on the day"),
        related_name="participations",
        null=True,
        blank=True,
    )
    position = models.CharField(_("position on the day"), max_length=200, blank=True)
    status: str  # the session's, of what `by_person` has loaded

    objects = ParticipationManager()

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ("session", "order", "speaker")
        constraints = [
            models.UniqueConstraint(
                name="participation_once",
                fields=["session", "speaker", "role"],
                violation_error_message=_("This person has this role in the session already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.speaker} · {self.get_role_display()} · {self.session}"

    def natural_key(self) -> tuple[str, str, str, str]:
        return (*self.session.natural_key(), self.speaker.slug, self.role)

    def get_role_display(self) -> str:  # type: ignore[no-redef]
        return label(self.Role, self.role)

    natural_key.dependencies = [  # type: ignore[attr-defined]
        "program.session",
        "speakers.speaker",
        "speakers.organization",
    ]


class Resource(models.Model):
    """Slides, a video, a paper or a page that goes with a session: an address or a file."""

    class Kind(models.TextChoices):
        SLIDES = "slides", _("Slides")
        VIDEO = "video", _("Video")
        PAPER = "paper", _("Paper")
        CODE = "code", _("Code")
        LINK = "link", _("Website")

    session = models.ForeignKey(
        Session, models.CASCADE, verbose_name=_("session"), related_name="resources"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.LINK)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    url = models.URLField(_("address"), max_length=500, blank=True)
    file = models.FileField(_("file"), upload_to="resources/", blank=True)
    label = models.CharField(
        _("label"),
        max_length=100,
        blank=True,
        help_text=_("Shown in place of the kind, such as “Code and data”."),
    )

    objects = ResourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        ordering = ("session", "order", "kind")
        constraints = [
            models.UniqueConstraint(
                name="resource_place",
                fields=["session", "kind", "order"],
                violation_error_message=_("Another resource of this kind has this place."),
            ),
            models.CheckConstraint(
                name="resource_address_or_file",
                condition=Q(url__gt="", file="") | Q(url="", file__gt=""),
                violation_error_message=_("Give either an address or a file."),
            ),
        ]

    def __str__(self) -> str:
        return self.label or self.get_kind_display()

    def natural_key(self) -> tuple[str, str, str, int]:
        return (*self.session.natural_key(), self.kind, self.order)

    natural_key.dependencies = ["program.session"]  # type: ignore[attr-defined]

    @property
    def href(self) -> str:
        """Where the resource is: its address, or that of the uploaded file."""
        return self.url or self.file.url
