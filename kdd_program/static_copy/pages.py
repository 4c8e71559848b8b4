"""Which addresses a copy holds, each once, those needed most first."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from sessions.exchange.citations import CITED, FORMATS
from sessions.models import Event, Participation, Session, Tag
from sessions.rights import Reader
from sessions.schedule.days import by_day, in_order
from sessions.views.people import EventOrganizationList, EventSpeakerList
from speakers.addresses import address
from speakers.models import Organization, Speaker

SECTIONS = (
    "event", "schedule", "now", "keynotes", "panels", "sessions",
    "speakers", "organizations", "topics", "changes", "booklet",
)  # fmt: skip
LISTS = {"speakers": EventSpeakerList.SORTS, "organizations": EventOrganizationList.SORTS}
CHOICE, NOT_FOUND = "/", "/404.html"  # what a copy has and the site has not


class Pages:
    """The public addresses of the program of `event`, a main event; `cards` are extra."""

    def __init__(self, event: Event) -> None:
        self.event = event
        self.family = list(Event.objects.family(event).for_pages().order_by("start_date", "slug"))
        self.family.sort(key=lambda each: each.pk != event.pk)
        sessions = Session.objects.of(event).public().select_related("event")
        self.sessions = in_order(sessions.order_by("slug"))
        public = Reader(event)
        self.speakers = list(Speaker.objects.visible_to(public).alphabetical())
        self.organizations = list(Organization.objects.visible_to(public).alphabetical())
        parts = Participation.objects.visible_to(public)
        rows = parts.values_list("session__event__slug", "speaker__slug")
        self.parts = sorted(set(rows))

    def __iter__(self) -> Iterator[str]:
        yield CHOICE
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                yield from self.of_site()
                for each in self.family:
                    yield from self.of_event(each)
                yield from self.of_things()
        for language, _name in settings.LANGUAGES:
            query = "" if language == settings.LANGUAGE_CODE else f"?lang={language}"
            yield from (f"{path}{query}" for path in self.for_machines())
        yield from (reverse("program-state", args=[each.slug]) for each in self.family)
        yield from (reverse("worker"), NOT_FOUND)

    def cards(self) -> Iterator[str]:
        """Yield the pictures of the pages, for where their addresses are shared."""
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                yield reverse("card")
                for each in self.family:
                    yield reverse("program:event_card", args=[each.slug])
                for session in self.sessions:
                    yield reverse("program:session_card", args=session.natural_key())
                for speaker in self.speakers:
                    yield reverse("speakers:card", args=[speaker.slug])

    def of_site(self) -> Iterator[str]:
        """Yield the pages around all events, in the current language."""
        yield from (reverse("home"), reverse("manifest"), reverse("offline"))
        for name, sorts in LISTS.items():
            yield from in_each_order(reverse(f"{name}:list"), list(sorts))

    def of_event(self, event: Event) -> Iterator[str]:
        """Yield the pages of an event as a whole."""
        for section in SECTIONS:
            if section != "changes" or event.last_release:
                yield from in_each_order(
                    address(f"program:{section}", event.slug), list(LISTS.get(section, [""]))
                )
        own = (each for each in self.sessions if event in (self.event, each.event))
        schedule = address("program:schedule", event.slug)
        for day in by_day(own):
            yield f"{schedule}?day={day.date.isoformat() if day.date else 'tba'}"
        if event == self.event:
            yield address("program:agenda", event.slug)
            yield address("program:offline", event.slug)
        tagged = Session.objects.of(event).public()
        for topic in Tag.objects.filter(tagged_sessions__content_object__in=tagged).distinct():
            yield reverse("program:topic", args=[event.slug, topic.slug])

    def of_things(self) -> Iterator[str]:
        """Yield the pages of sessions, people and organizations."""
        for session in self.sessions:
            yield session.get_absolute_url()
        for thing in (*self.speakers, *self.organizations):
            yield thing.get_absolute_url()

    def for_machines(self) -> Iterator[str]:
        """Yield what there is in each language without one in the path."""
        for each in self.family:
            for name in ("schedule-calendar", "schedule-xml", "schedule-json", "changes-feed"):
                yield reverse(name, args=[each.slug])
            yield from (reverse("papers", args=[each.slug, suffix]) for suffix in FORMATS)
        for session in self.sessions:
            if session.start:
                yield reverse("session-calendar", args=session.natural_key())
            if session.kind in CITED and session.status == Session.Status.PUBLISHED:
                for suffix in FORMATS:
                    yield reverse("session-citation", args=[*session.natural_key(), suffix])
        for part in self.parts:
            yield reverse("speaker-calendar", args=part)


def in_each_order(path: str, sorts: list[str]) -> Iterator[str]:
    """Yield a list's address, then that of each other order in which it is shown."""
    yield path
    yield from (f"{path}?sort={sort}" for sort in sorts[1:])
