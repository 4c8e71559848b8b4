"""The people of a program and the organizations they come from."""

import unicodedata

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from speakers.addresses import address
from speakers.history.models import Change, Edit  # noqa: F401 - Django looks for models here
from speakers.languages import remembered
from speakers.orcid import PATTERN, is_orcid
from speakers.querysets import OrganizationQuerySet, SpeakerQuerySet

MISTYPED_ORCID = _("The last digit of this ORCID does not fit the others: it is mistyped.")


class Named(models.Model):
    """A slug that is the natural key, and a name in at least one of the two languages."""

    name_en: str | None
    name_zh_hans: str | None

    slug = models.SlugField(
        _("slug"), max_length=80, unique=True, help_text=_("The last part of the page's address.")
    )
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        abstract = True
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    @property
    def latin_name(self) -> str:
        return self.name_en or self.name_zh_hans or ""

    @property
    def monogram(self) -> str:
        """What stands where there is no picture: 张 for 张鹏, JT for Jaime Teevan."""
        name = self.name
        words = [word for word in name.split() if word[0].isalpha()] or [name]
        if not unicodedata.name(words[0][0], "").startswith("LATIN"):
            return name[:1]
        initials = words[0][0] + words[-1][0] if len(words) > 1 else words[0][0]
        return initials.upper()


def in_one_language(name: str, field: str = "name") -> models.CheckConstraint:
    """Return the constraint, called `name`, that the field has a text in either language."""
    return models.CheckConstraint(
        name=name,
        condition=models.Q(**{f"{field}_en__isnull": False, f"{field}_en__gt": ""})
        | models.Q(**{f"{field}_zh_hans__isnull": False, f"{field}_zh_hans__gt": ""}),
        violation_error_message=_("Give it a name or title, in English or in Chinese."),
    )


@remembered
def label(choices: type[models.TextChoices], value: str) -> str:
    """Return what a value is called in the current language.

    For `get_…_display` of what lists show: Django's own translates all choices to name one.
    """
    return str(choices(value).label) if value in choices else value


class Organization(Named):
    """A company, university or society that speakers come from or that sponsors an event."""

    class Kind(models.TextChoices):
        COMPANY = "company", _("Company")
        UNIVERSITY = "university", _("University")
        LAB = "lab", _("Research lab")
        SOCIETY = "society", _("Society")
        GOVERNMENT = "government", _("Government")
        NONPROFIT = "nonprofit", _("Nonprofit")
        MEDIA = "media", _("Media")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.COMPANY)
    country = models.CharField(
        _("country"),
        max_length=2,
        blank=True,
        validators=[
            RegexValidator(r"^[A-Z]{2}$", _("Give the two-letter code, such as US or CN."))
        ],
        help_text=_("Two-letter code (ISO 3166), such as US or CN."),
    )
    website = models.URLField(_("website"), blank=True)
    logo = models.ImageField(_("logo"), upload_to="logos/", blank=True)

    objects = OrganizationQuerySet.as_manager()

    class Meta(Named.Meta):
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        constraints = [in_one_language("organization_has_name")]

    def get_kind_display(self) -> str:  # type: ignore[no-redef]
        return label(self.Kind, self.kind)

    def get_absolute_url(self) -> str:
        return address("organizations:detail", self.slug)

    @property
    def is_public(self) -> bool:
        """Whether everybody may know that it has to do with the program."""
        return Organization.objects.visible_to(AnonymousUser()).contains(self)


class Speaker(Named):
    """A person in the program, in whatever role.

    Position and organization are today's. What they were on the day of a session stands in that
    session's participation.
    """

    biography = models.TextField(_("biography"), blank=True, help_text=_("Markdown."))
    position = models.CharField(
        _("position"),
        max_length=200,
        blank=True,
        help_text=_("Today's. The position on the day of a session belongs to the participation."),
    )
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        verbose_name=_("organization"),
        related_name="speakers",
        null=True,
        blank=True,
        help_text=_("Today's. The one on the day of a session belongs to the participation."),
    )
    honors = models.CharField(_("honors"), max_length=300, blank=True)
    photo = models.ImageField(_("photo"), upload_to="speakers/", blank=True)
    homepage = models.URLField(_("homepage"), blank=True)
    orcid = models.CharField(
        "ORCID",
        max_length=19,
        blank=True,
        validators=[
            RegexValidator(r"^(\d{4}-){3}\d{3}[\dX]$", _("Write it as 0000-0000-0000-0000."))
        ],
    )
    dblp = models.CharField(
        "DBLP",
        max_length=80,
        blank=True,
        help_text=_("The identifier in the address of the DBLP page, such as 21/9696."),
    )

    objects = SpeakerQuerySet.as_manager()

    class Meta(Named.Meta):
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        permissions = (("translate", _("Can change texts of the program, and nothing else")),)
        constraints = [in_one_language("speaker_has_name")]

    def clean(self) -> None:
        if PATTERN.fullmatch(self.orcid) and not is_orcid(self.orcid):
            raise ValidationError({"orcid": MISTYPED_ORCID})

    def get_absolute_url(self) -> str:
        return address("speakers:detail", self.slug)
