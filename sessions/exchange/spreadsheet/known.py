"""What the rows of a file may refer to, loaded in a few queries, whatever the size of the file."""

from collections import defaultdict
from collections.abc import Container, Iterable
from typing import Any

from django.db.models import Prefetch
from django.utils.text import slugify
from pypinyin import lazy_pinyin

from sessions.exchange.spreadsheet.matching import (
    Finder,
    Index,
    OneFile,
    People,
    Question,
    Titles,
)
from sessions.exchange.spreadsheet.names import Person
from sessions.models import Event, Participation, Room, Session, Tag, TaggedSession, Track
from sessions.words import CHARACTERS, normalize
from speakers.models import Organization, Speaker

LONGEST_SLUG = 80


class Known:
    """The program around an event, and everyone and everything that its rows may name.

    In a file whose names are `spelled_alike` everywhere, two that differ are not the same.
    """

    def __init__(
        self, event: Event, answers: dict[str, str] | None = None, *, spelled_alike: bool = False
    ) -> None:
        answers = answers or {}
        one_file = OneFile if spelled_alike else Finder
        self.event = event
        self.events = list(Event.objects.family(event).select_related("parent"))
        self.rooms = one_file(Index("room", self.of_events(Room)), self.new_room, answers)
        self.tracks = one_file(Index("track", self.of_events(Track)), self.new_track, answers)
        self.topics = Finder(Index("topic", Tag.objects.all()), self.new_topic, answers)
        self.organizations = Finder(
            Index("organization", Organization.objects.all()), self.new_organization, answers
        )
        self.people = one_file(
            People("person", Speaker.objects.select_related("organization")),
            self.new_person,
            answers,
        )
        self.identified: dict[str, Speaker] = {}
        self.ids: dict[int, dict[str, str]] = defaultdict(dict)  # of people by id(): scheme, value
        for each in self.people.index.things:
            self.identify(each, ids_of(each))
        self.sessions = self.load_sessions()
        self.titles = {
            each.pk: Finder(Titles("session", self.sessions_of(each)), None, answers)
            for each in self.events
        }

    @property
    def finders(self) -> list[Finder]:
        named = [self.rooms, self.tracks, self.topics, self.organizations, self.people]
        return [*named, *self.titles.values()]

    @property
    def questions(self) -> list[Question]:
        return [each for finder in self.finders for each in finder.questions.values()]

    def of_events(self, model: Any) -> Any:
        return model.objects.filter(event__in={self.event.pk, self.event.root.pk})

    def load_sessions(self) -> list[Session]:
        """Return the program's sessions; events and parents are the same objects everywhere."""
        participations = Participation.objects.order_by("order", "speaker__slug")
        sessions = list(
            Session.objects.of(self.event)
            .select_related("room", "track")
            .prefetch_related(
                Prefetch("participations", participations, "people"),
                Prefetch("tagged", TaggedSession.objects.select_related("tag"), "taggings"),
                Prefetch("resources", to_attr="links"),
            )
        )
        events = {each.pk: each for each in self.events}
        known = {each.pk: each for each in sessions}
        for session in sessions:
            session.event = events[session.event_id]
            session.parent = known.get(session.parent_id)
        return sessions

    def sessions_of(self, event: Event) -> list[Session]:
        return [each for each in self.sessions if each.event_id == event.pk]

    def find_event(self, text: str) -> Event | None:
        """Return the event of the program that is called `text`, by slug or any of its names."""
        names = ("slug", "name_en", "name_zh_hans", "short_name_en", "short_name_zh_hans")
        wanted = normalize(text)
        found = [
            each
            for each in self.events
            if wanted in {normalize(getattr(each, name)) for name in names}
        ]
        return found[0] if len(found) == 1 else None

    def find_person(self, person: Person, cell: str, likely: list[Speaker] = []) -> Speaker | None:  # noqa: B006
        """Return who is meant, by an identifier or either spelling; None while that is a question.

        Who has another identifier than somebody of the same name is somebody else.
        """
        if known := [self.identified[each] for each in person.ids if each in self.identified]:
            return known[0]
        spellings = [name for name in (person.name, person.other_name) if name]
        exact = [name for name in spellings if self.people.index.exact(name)]
        found = self.people.find(
            (exact or spellings)[0], cell, likely, lambda each: self.agrees(each, person.ids)
        )
        if found and found._state.adding and person.other_name:  # noqa: SLF001
            in_language(found, "name", person.other_name)
        if found:
            self.identify(found, person.ids)
        return found

    def identify(self, speaker: Speaker, ids: Iterable[str]) -> None:
        """Know a person by identifiers, from now on."""
        for each in ids:
            scheme, _colon, value = each.partition(":")
            self.ids[id(speaker)].setdefault(scheme, value)
            self.identified.setdefault(each, speaker)

    def agrees(self, speaker: Speaker, ids: Iterable[str]) -> bool:
        """Tell whether a person may have all of these identifiers, one of each scheme."""
        schemes = (each.partition(":") for each in ids)
        known = self.ids.get(id(speaker), {})
        return all(known.get(scheme, value) == value for scheme, _colon, value in schemes)

    def new_person(self, name: str) -> Speaker:
        return in_language(Speaker(slug=self.new_slug(self.people, name)), "name", name)

    def new_organization(self, name: str) -> Organization:
        made = Organization(slug=self.new_slug(self.organizations, name))
        return in_language(made, "name", name)

    def new_room(self, name: str) -> Room:
        made = Room(event=self.event.root, slug=self.new_slug(self.rooms, name))
        made.position = 1 + max((each.position for each in self.rooms.index.things), default=0)
        return in_language(made, "name", name)

    def new_track(self, name: str) -> Track:
        made = Track(event=self.event.root, slug=self.new_slug(self.tracks, name))
        made.position = 1 + max((each.position for each in self.tracks.index.things), default=0)
        return in_language(made, "name", name)

    def new_topic(self, name: str) -> Tag:
        return in_language(Tag(slug=self.new_slug(self.topics, name)), "name", name)

    def new_slug(self, finder: Finder, name: str) -> str:
        return free_slug(name, finder.index.by_slug)


def ids_of(speaker: Speaker) -> list[str]:
    """Return what a person is known by elsewhere, as `names.Person` has it."""
    found = [("orcid", speaker.orcid), ("dblp", speaker.dblp)]
    return [f"{scheme}:{value}" for scheme, value in found if value]


def in_language(thing: Any, field: str, text: str) -> Any:
    """Give `thing` a text in the language it is written in, and return `thing`."""
    language = "zh_hans" if CHARACTERS.search(text) else "en"
    setattr(thing, f"{field}_{language}", text)
    return thing


def free_slug(text: str, taken: Container[str]) -> str:
    """Return a slug for `text`, Chinese by its pinyin, with a number if need be."""
    spelled = CHARACTERS.sub(lambda found: f" {' '.join(lazy_pinyin(found[0]))} ", text)
    base = slugify(spelled)[: LONGEST_SLUG - 5].strip("-") or "item"
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
