"""The session: one line of the program, whatever its kind."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf.global_settings import LANGUAGES
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from sessions.models.event import Event
from sessions.models.room import Room
from sessions.models.tag import Tag, TaggedSession
from sessions.models.track import Track
from sessions.querysets import SessionQuerySet, code_of
from speakers.addresses import address
from speakers.models import in_one_language, label

if TYPE_CHECKING:
    from sessions.models.participation import Participation, Resource


def spoken_languages() -> list[tuple[str, str]]:
    return [(code, gettext(name)) for code, name in LANGUAGES]


def spoken_language(code: str) -> str:
    """Return what a language is called in the current one."""
    return gettext(dict(LANGUAGES).get(code, code)) if code else ""


LONGEST = timedelta(days=31)


class Session(models.Model):
    """A keynote, panel, talk, workshop or break.

    `start` and `end` are UTC. A session with neither `start` nor `day` is unscheduled; one with a
    `day` alone takes place on that day (local to the venue) at a time yet to be announced.
    """

    class Kind(models.TextChoices):
        KEYNOTE = "keynote", _("Keynote")
        PANEL = "panel", _("Panel")
        TALK = "talk", _("Talk")
        PAPER = "paper", _("Paper")
        PAPER_SESSION = "paper-session", _("Paper session")
        TUTORIAL = "tutorial", _("Tutorial")
        WORKSHOP = "workshop", _("Workshop")
        POSTER = "poster", _("Poster session")
        COMPETITION = "competition", _("Competition")
        CEREMONY = "ceremony", _("Ceremony")
        SOCIAL = "social", _("Social event")
        BREAK = "break", _("Break")

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        CANCELLED = "cancelled", _("Cancelled")

    KIND: ClassVar[Kind | None] = None  # what a new object of a proxy is
    people: list["Participation"]  # of what `for_lists` has loaded
    topics: list[Tag]  # of what `for_detail` has loaded, as are the next
    resource_list: list["Resource"]

    event = models.ForeignKey(
        Event, models.CASCADE, verbose_name=_("event"), related_name="sessions"
    )
    slug = models.SlugField(
        _("slug"), max_length=80, help_text=_("The last part of the page's address.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.TALK)
    parent = models.ForeignKey(
        "self",
        models.RESTRICT,
        verbose_name=_("part of"),
        related_name="children",
        null=True,
        blank=True,
        help_text=_("For a paper or talk inside another session: that session."),
    )
    title = models.CharField(_("title"), max_length=300)
    abstract = models.TextField(_("abstract"), blank=True, help_text=_("Markdown."))
    track = models.ForeignKey(
        Track,
        models.RESTRICT,
        verbose_name=_("track"),
        related_name="sessions",
        null=True,
        blank=True,
    )
    room = models.ForeignKey(
        Room,
        models.RESTRICT,
        verbose_name=_("room"),
        related_name="sessions",
        null=True,
        blank=True,
    )
    audience = models.PositiveIntegerField(
        _("expected audience"),
        null=True,
        blank=True,
        help_text=_(
            "Number of people, to be held against the room's capacity. Attendees do not see it."
        ),
    )
    day = models.DateField(
        _("day"),
        null=True,
        blank=True,
        help_text=_("Only while the time is unknown: the day that is already certain."),
    )
    start = models.DateTimeField(_("start"), null=True, blank=True)
    end = models.DateTimeField(_("end"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT)
    language = models.CharField(
        _("spoken language"), max_length=10, choices=spoken_languages, blank=True
    )
    do_not_record = models.BooleanField(
        _("not to be recorded"),
        default=False,
        db_default=False,
        help_text=_("Recording tools are told so in the schedule that they read."),
    )
    recording_license = models.CharField(
        _("licence of the recording"),
        max_length=100,
        blank=True,
        default="",
        db_default="",
        help_text=_("Such as CC BY 4.0."),
    )
    guid = models.UUIDField(
        _("identifier elsewhere"), null=True, blank=True, editable=False
    )  # of the schedule it was imported from
    tags = TaggableManager(_("topics"), through=TaggedSession, blank=True, help_text="")
    search_text = models.TextField(default="", editable=False, serialize=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ("event", "start", "slug")
        indexes = [
            models.Index(name="session_schedule", fields=["event", "status", "start"]),
            models.Index(name="session_kinds", fields=["event", "kind"]),
            models.Index(name="session_rooms", fields=["room", "start"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="session_slug_in_event",
                fields=["event", "slug"],
                violation_error_message=_("Another session of this event has this slug."),
            ),
            models.UniqueConstraint(name="session_guid_in_event", fields=["event", "guid"]),
            models.CheckConstraint(
                name="session_ends_after_start",
                condition=Q(end=None) | Q(end__gt=F("start"), start__isnull=False),
                violation_error_message=_("The end must come after the start."),
            ),
            models.CheckConstraint(
                name="session_day_or_start",
                condition=Q(day=None) | Q(start=None),
                violation_error_message=_("Give the day only while the start is unknown."),
            ),
            in_one_language("session_has_title", "title"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, **kwargs: Any) -> None:
        if self.KIND and self._state.adding:
            self.kind = self.KIND
        super().save(**kwargs)

    def natural_key(self) -> tuple[str, str]:
        return (self.event.slug, self.slug)

    natural_key.dependencies = ["program.event", "program.room", "program.track"]  # type: ignore[attr-defined]

    def get_absolute_url(self) -> str:
        return address("program:session", self.event.slug, self.slug)

    def clean(self) -> None:
        """Say in the organizer's words what the database would refuse, and what is amiss."""
        problems: dict[str, Any] = self.problems_of_time()
        if self.parent and self.parent.event_id != self.event_id:
            problems["parent"] = _("“%s” belongs to another event.") % self.parent
        if self.pk and self.parent and self in self.parent.lineage():
            problems["parent"] = _("A session cannot be part of itself.")
        if self.event_id:
            for field in ("room", "track"):
                place = getattr(self, field)
                if place and place.event_id not in (self.event_id, self.event.parent_id):
                    problems[field] = _("“%s” belongs to another event.") % place
        if problems:
            raise ValidationError(problems)

    def problems_of_time(self) -> dict[str, Any]:
        """Return, by field, what cannot be meant: most often a mistyped year."""
        problems: dict[str, Any] = {}
        for field, moment in (("start", self.start), ("day", self.day)):
            if moment and self.event_id and self.event.is_far_from(moment):
                problems[field] = _("This is years away from the event. Is the year right?")
        if self.end and not self.start:
            problems["end"] = _("Give the start too.")
        elif self.end and self.start and self.end - self.start > LONGEST:
            problems["end"] = _("A session lasts at most a month. Is the date right?")
        return problems

    def lineage(self) -> list["Session"]:
        """Return this session and those it is part of, innermost first."""
        found: list[Session] = []
        session: Session | None = self
        while session and session not in found:
            found.append(session)
            session = session.parent
        return found

    @property
    def part_of(self) -> "Session | None":
        """The session it is part of, as pages say: what is public does not tell of a draft."""
        told = self.parent and (self.is_draft or not self.parent.is_draft)
        return self.parent if told else None

    def inside(self) -> list["Session"]:
        """Return the sessions inside this one, and those inside them."""
        found = list(self.children.all())
        return found + [each for child in found for each in child.inside()]

    def get_kind_display(self) -> str:  # type: ignore[no-redef]
        return label(self.Kind, self.kind)

    def get_language_display(self) -> str:  # type: ignore[no-redef]
        return spoken_language(self.language)

    @cached_property
    def code(self) -> str:
        """Seven letters that name the session in short addresses, the same in every database."""
        return code_of(*self.natural_key())

    @property
    def uid(self) -> UUID:
        """What names the session in calendars and schedules, wherever it moves."""
        return self.guid or uuid5(NAMESPACE_URL, "/".join(self.natural_key()))

    @property
    def is_cancelled(self) -> bool:
        return self.status == self.Status.CANCELLED

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    @property
    def rank(self) -> tuple[bool, int, str]:
        """For sorting: the rooms in their order, what has none last; in a room by slug."""
        return (self.room is None, self.room.position if self.room else 0, self.slug)

    @property
    def place(self) -> Room | None:
        """The room, the session's own or that of what it is inside."""
        return next((each.room for each in self.lineage() if each.room), None)

    @property
    def local_start(self) -> datetime | None:
        """The start in the event's time zone."""
        return self.start.astimezone(self.event.zone) if self.start else None

    @property
    def local_end(self) -> datetime | None:
        """The end in the event's time zone."""
        return self.end.astimezone(self.event.zone) if self.end else None

    @property
    def local_day(self) -> date | None:
        """The day, local to the venue, or None where not even that is known."""
        return self.local_start.date() if self.local_start else self.day

    @property
    def day_or_outer(self) -> date | None:
        """The day, local to the venue, the session's own or that of what it is inside."""
        return next((each.local_day for each in self.lineage() if each.local_day), None)
