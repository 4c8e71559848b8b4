"""Searching the program: the text each session is found by, and the search in it.

`Session.search_text` has three lines in normal form: titles, then people and topics, then the rest.
A hit in an earlier line ranks higher. Saving or deleting anything that stands in the text writes it
anew; whoever writes past `save()` calls `rebuild`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models, transaction
from django.db.models import F, QuerySet
from django.db.models.signals import post_delete, post_save

from sessions.models import (
    Event,
    Keynote,
    Panel,
    Participation,
    Room,
    Session,
    Tag,
    TaggedSession,
    Track,
)
from sessions.querysets import SessionQuerySet
from sessions.words import name_words, needle, normalize, terms
from speakers.models import Organization, Speaker

# From a session to what stands in its search text: where the signals have to look.
FOUND_BY: dict[type[models.Model], str] = {
    Speaker: "participations__speaker",
    Organization: "participations__organization",
    Tag: "tagged__tag",
    Room: "room",
    Track: "track",
}
KEY_OF_SESSION: dict[type[models.Model], str] = {
    Session: "pk",
    Keynote: "pk",
    Panel: "pk",
    Participation: "session_id",
    TaggedSession: "content_object_id",
}
put_off: ContextVar[set[int] | None] = ContextVar("put_off", default=None)


def search(sessions: SessionQuerySet, query: str) -> list[int]:
    """Return the keys of the sessions in which every term of `query` stands, best first.

    Terms in titles come before those in names and topics, and these before the rest; then the
    earlier session comes first. A query without a letter or figure finds nothing.
    """
    wanted = [needle(term) for term in terms(query)]
    if not wanted:
        return []
    for each in wanted:
        sessions = sessions.filter(search_text__contains=each)
    in_time = sessions.order_by(F("start").asc(nulls_last=True), "day", "slug", "pk")
    ranked = [
        (rank(text, wanted), place, key)
        for place, (key, text) in enumerate(in_time.values_list("pk", "search_text"))
    ]
    return [key for _rank, _place, key in sorted(ranked)]


def rank(text: str, wanted: list[str]) -> int:
    """Return how far down in a search text the terms stand, added up; 0 is all in the title.

    In the same line a whole word comes before one that merely begins with the term.
    """
    lines = [f"{line} " for line in text.split("\n")]
    distance = 0
    for each in wanted:
        number, line = next(pair for pair in enumerate(lines) if each in pair[1])
        distance += 2 * number + (each.startswith(" ") and f"{each} " not in line)
    return distance


def search_text(session: Session) -> str:
    """Return what `session` is found by; its people and topics are best loaded beforehand."""
    people = session.participations.all()
    topics = [tagged.tag for tagged in session.tagged.all()]
    places = [place for place in (session.room, session.track) if place]
    names = [name_words(*in_languages(each.speaker, "name")) for each in people]
    names += [
        normalize(name)
        for each in [*(person.organization for person in people if person.organization), *topics]
        for name in in_languages(each, "name")
    ]
    rest = [*in_languages(session, "abstract")]
    rest += [name for place in places for name in in_languages(place, "name")]
    lines = [
        map(normalize, in_languages(session, "title")),
        dict.fromkeys(names),
        map(normalize, rest),
    ]
    return "\n".join(f" {' '.join(line)}" for line in lines)


def in_languages(thing: models.Model, field: str) -> tuple[str, str]:
    """Return a translated field's English and Chinese text."""
    return getattr(thing, f"{field}_en") or "", getattr(thing, f"{field}_zh_hans") or ""


def rebuild(sessions: SessionQuerySet) -> int:
    """Write the search text of the sessions where it is not what it should be; return how many.

    Who changes something else that stands in it at the same time waits, and then reads this too.
    """
    kept = sessions.select_for_update(of=("self",), no_key=True).order_by("pk")
    loaded = kept.select_related("room", "track").prefetch_related("participations", "tagged__tag")
    changed = []
    with transaction.atomic():
        for session in loaded:
            text = search_text(session)
            if text != session.search_text:
                session.search_text = text
                changed.append(session)
        return Session.objects.bulk_update(changed, ["search_text"], batch_size=100)


@contextmanager
def rebuilt_at_the_end() -> Iterator[None]:
    """Within this, write the search texts once at the end, however often something is saved."""
    keys: set[int] = set()
    token = put_off.set(keys)
    try:
        yield
    finally:
        put_off.reset(token)
    rebuild(Session.objects.filter(pk__in=keys))


def follow(sender: type[models.Model], instance: Any, **kwargs: Any) -> None:
    """Rebuild the sessions that a saved or deleted object stands in (a signal receiver)."""
    waiting = put_off.get()
    keys = stands_in(sender, instance)
    if waiting is None:
        rebuild(Session.objects.filter(pk__in=keys))
    elif isinstance(keys, set) or not kwargs.get("created"):
        waiting.update(keys)


def stands_in(model: type[models.Model], instance: Any) -> set[int] | QuerySet:
    """Return the keys of the sessions in whose search text something of `instance` stands."""
    if model in KEY_OF_SESSION:
        return {getattr(instance, KEY_OF_SESSION[model])}
    return Session.objects.filter(**{FOUND_BY[model]: instance.pk}).values_list("pk", flat=True)


def follow_deletion(sender: type[models.Model], instance: Any, **kwargs: Any) -> None:
    """Rebuild the session that lost a person or topic, unless it is itself being deleted."""
    origin = kwargs["origin"]
    if not issubclass(getattr(origin, "model", type(origin)), (Session, Event)):
        follow(sender, instance)


def connect() -> None:
    """Keep the search texts up to date from now on."""
    for model in (*FOUND_BY, *KEY_OF_SESSION):
        post_save.connect(follow, sender=model)
    for model in (Participation, TaggedSession):
        post_delete.connect(follow_deletion, sender=model)
