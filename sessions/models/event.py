"""Events: conferences, and special days inside them."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Max, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from sessions.querysets import EventQuerySet
from speakers.addresses import address
from speakers.models import Organization, in_one_language

RESERVED_SLUGS = frozenset(
    {
        "admin",
        "api",
        "en",
        "i18n",
        "media",
        "organizations",
        "preview",
        "search",
        "speakers",
        "static",
        "zh-hans",
    }
)

FAR = 4  # years: an event that is put off takes its sessions along one by one


NO_PLACES = {"Factory", "localtime", "posixrules"}  # files beside those of IANA's time zones


def time_zones() -> list[tuple[str, str]]:
    return [(name, name) for name in sorted(available_timezones() - NO_PLACES)]


def not_reserved(slug: str) -> None:
    """Raise `ValidationError` if an event with this slug would hide another page."""
    if slug in RESERVED_SLUGS:
        raise ValidationError(
            _("“%(slug)s” is the address of another page; choose another slug.") % {"slug": slug}
        )


class Event(models.Model):
    """A conference, or a special day or co-located workshop inside one."""

    slug = models.SlugField(
        _("slug"),
        max_length=80,
        unique=True,
        validators=[not_reserved],
        help_text=_("The part of the pages' addresses that names the event, such as kdd-2023."),
    )
    parent = models.ForeignKey(
        "self",
        models.RESTRICT,
        verbose_name=_("part of"),
        related_name="children",
        null=True,
        blank=True,
        help_text=_("For a special day or co-located workshop: the event it belongs to."),
    )
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(
        _("short name"),
        max_length=60,
        blank=True,
        help_text=_("For menus and headings, such as KDD 2023."),
    )
    tagline = models.CharField(_("tagline"), max_length=300, blank=True)
    description = models.TextField(_("description"), blank=True, help_text=_("Markdown."))
    start_date = models.DateField(_("first day"))
    end_date = models.DateField(_("last day"))
    time_zone = models.CharField(
        _("time zone"),
        max_length=60,
        choices=time_zones,
        help_text=_("Of the venue. All times of the event are entered and shown in it."),
    )
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    country = models.CharField(
        _("country"),
        max_length=2,
        blank=True,
        validators=[
            RegexValidator(r"^[A-Z]{2}$", _("Give the two-letter code, such as US or CN."))
        ],
        help_text=_("Two-letter code (ISO 3166), such as US or CN."),
    )
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("Of the venue, in degrees (WGS 84), north positive; for calendars and maps."),
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("In degrees, east positive."),
    )
    website = models.URLField(_("website"), blank=True)
    organizers = models.ManyToManyField(
        Organization, verbose_name=_("organizers"), related_name="organized_events", blank=True
    )

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ("-start_date", "slug")
        constraints = [
            models.CheckConstraint(
                name="event_ends_after_start",
                condition=Q(end_date__gte=F("start_date")),
                violation_error_message=_("The last day is before the first day."),
            ),
            models.CheckConstraint(
                name="event_not_own_parent",
                condition=Q(parent=None) | ~Q(parent=F("id")),
                violation_error_message=_("An event cannot be part of itself."),
            ),
            models.CheckConstraint(
                name="event_place_whole",
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__isnull=False, longitude__isnull=False),
                violation_error_message=_("Give both latitude and longitude, or neither."),
            ),
            in_one_language("event_has_name"),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    natural_key.dependencies = ["speakers.organization"]  # type: ignore[attr-defined]

    def clean(self) -> None:
        if self.parent and self.parent.parent_id:
            raise ValidationError(
                {
                    "parent": _("“%s” is itself part of another event; choose that one.")
                    % self.parent
                }
            )
        if self.parent and self.pk and self.children.exists():
            raise ValidationError(
                {"parent": _("This event has events inside it; it must stand alone.")}
            )
        if self.pk and (stranded := self.sessions.elsewhere(self).first()):  # type: ignore[attr-defined]
            raise ValidationError(
                {
                    "parent": _(
                        "“%s” is in a room or track of the event that this one was part of; "
                        "choose another for it first."
                    )
                    % stranded
                }
            )

        if self.pk and (stranded := self.sessions.far_from(self).first()):  # type: ignore[attr-defined]
            raise ValidationError(
                _(
                    "“%s” would be years away from the event. Is the year right? If it is, first "
                    "take the days and times out of its sessions."
                )
                % stranded
            )

    def get_absolute_url(self) -> str:
        return address("program:event", self.slug)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def opening(self) -> datetime:
        """Midnight before the first day, in the event's zone."""
        return datetime.combine(self.start_date, time.min, self.zone)

    @property
    def closing(self) -> datetime:
        """Midnight after the last day, in the event's zone."""
        return datetime.combine(self.end_date + timedelta(days=1), time.min, self.zone)

    @property
    def years(self) -> tuple[int, int]:
        """The first and the last year that its sessions may be in."""
        return self.start_date.year - FAR + 1, self.end_date.year + FAR - 1

    def is_far_from(self, day: date) -> bool:
        """Whether a day, or a moment, is of other years than the event and those around it."""
        return not self.years[0] <= day.year <= self.years[1]

    @property
    def root(self) -> "Event":
        """The event whose venue, rooms and tracks this one uses: its parent, or itself."""
        return self.parent or self

    @cached_property
    def last_release(self) -> int | None:
        """Return the number of the program's last release, if any; `for_pages` loads it."""
        last: int | None = self.root.releases.aggregate(last=Max("number"))["last"]
        return last

    @property
    def days(self) -> list[date]:
        """The event's days, local to the venue, first to last."""
        length = (self.end_date - self.start_date).days
        return [self.start_date + timedelta(days=n) for n in range(length + 1)]
