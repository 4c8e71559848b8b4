"""Which session an event is about: by guid, by slug, by title and start, by title; else new."""

from collections import Counter, defaultdict
from collections.abc import Callable

from sessions.exchange.frab.around import Around
from sessions.exchange.frab.items import Item
from sessions.exchange.spreadsheet.known import free_slug
from sessions.models import Session
from sessions.search import in_languages
from sessions.words import normalize


class Identity:
    """The sessions of the events without problems, by the events' numbers; no session twice.

    `taken` are the ids of the sessions that an event is about, also one with problems: they have
    not vanished.
    """

    def __init__(self, around: Around, items: list[Item]) -> None:
        self.event = around.event
        self.sessions: dict[int, Session] = {}
        self.taken: set[int] = set()
        self.by_guid = {each.uid: each for each in around.sessions}
        own = around.sessions_of(around.event)
        self.by_slug = {each.slug.lower(): each for each in own}
        self.titled: defaultdict[str, list[Session]] = defaultdict(list)
        for each in own:
            for title in {normalize(title) for title in in_languages(each, "title") if title}:
                self.titled[title].append(each)
        self.titles = Counter(normalize(item.title) for item in items)
        self.slugs = set(self.by_slug)
        self.named: Counter[str] = Counter()
        good = [item for item in items if not item.problems]
        for find in (self.with_guid, self.with_slug, self.with_start, self.with_title):
            self.look(good, find)
        for item in good:
            if item.number not in self.sessions:
                self.sessions[item.number] = self.new(item)
        for item in items:
            if item.problems:
                session = self.with_guid(item) or self.with_slug(item) or self.with_title(item)
                self.taken.add(id(session))

    def look(self, items: list[Item], find: Callable[[Item], Session | None]) -> None:
        for item in items:
            if item.number not in self.sessions and (session := find(item)):
                self.sessions[item.number] = session
                self.taken.add(id(session))

    def with_guid(self, item: Item) -> Session | None:
        session = self.by_guid.get(item.guid) if item.guid else None
        return session if session and id(session) not in self.taken else None

    def with_slug(self, item: Item) -> Session | None:
        session = self.by_slug.get(item.slug)
        return session if session and self.may_be(session, item) else None

    def with_start(self, item: Item) -> Session | None:
        """Return the session of that title at that time, that in the same room first."""
        found = [each for each in self.called(item) if each.start == item.start]
        found.sort(key=lambda each: (str(each.place or "") != item.room, each.slug))
        return found[0] if found else None

    def with_title(self, item: Item) -> Session | None:
        if self.titles[normalize(item.title)] > 1:
            return None
        found = self.called(item)
        return found[0] if len(found) == 1 else None

    def called(self, item: Item) -> list[Session]:
        found = self.titled.get(normalize(item.title), [])
        return [each for each in found if self.may_be(each, item)]

    def may_be(self, session: Session, item: Item) -> bool:
        """Tell whether a session is free; one with another guid from elsewhere is another."""
        other = item.guid and session.guid and item.guid != session.guid
        return id(session) not in self.taken and not other

    def new(self, item: Item) -> Session:
        free = item.slug and item.slug not in self.slugs
        slug = item.slug if free else free_slug(self.told_apart(item.title), self.slugs)
        self.slugs.add(slug)
        return Session(event=self.event, slug=slug)

    def told_apart(self, title: str) -> str:
        """Return a title with its number if it is not the first, lest each try all before it."""
        self.named[title] += 1
        return title if self.named[title] == 1 else f"{title[:60]} {self.named[title]}"
