"""What the API says of each thing, as plain values in the shape of its schema."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import translation

from sessions.api.languages import BOTH, LANGUAGES, Language
from sessions.models import Event, Participation, Release, Room, Session, Track
from sessions.schedule.changes import Announced, Change
from speakers.addresses import address
from speakers.models import Organization, Speaker

Value = dict[str, Any]


@dataclass(frozen=True)
class Telling:
    """How things are told: in which language, with addresses made whole by `absolute`.

    `insight` holds the keys of the events whose internals are told as well, None stands for all.
    """

    language: Language
    absolute: Callable[[str], str]
    insight: set[int] | None

    def text(self, thing: Any, field: str) -> str | dict[str, str]:
        """Return a translated text: both, or the one in the language, else the other."""
        return self.one_or_both(
            {code: getattr(thing, f"{field}_{code.replace('-', '_')}") or "" for code in LANGUAGES}
        )

    def one_or_both(self, texts: dict[str, str]) -> str | dict[str, str]:
        if self.language == BOTH:
            return texts
        return texts[self.language] or next(filter(None, texts.values()), "")

    def reference(self, thing: Any) -> Value | None:
        return thing and {"slug": thing.slug, "name": self.text(thing, "name")}

    def page(self, name: str, *slugs: str) -> str:
        """Return the address of a page in the language, English for both."""
        with translation.override(LANGUAGES[0] if self.language == BOTH else self.language):
            return self.absolute(address(name, *slugs))

    def file(self, file: Any) -> str | None:
        return self.absolute(file.url) if file else None

    def thing(self, thing: models.Model) -> Value:
        """Return what is said of an object of one of the models in `TOLD`."""
        return TOLD[type(thing)](thing, self)


def event(each: Event, to: Telling) -> Value:
    texts = ("name", "short_name", "tagline", "description", "venue", "city")
    plain = ("start_date", "end_date", "time_zone", "country", "website")
    return {
        "slug": each.slug,
        "parent": each.parent and each.parent.slug,
        **{name: to.text(each, name) for name in texts},
        **{name: getattr(each, name) for name in plain},
        "latitude": None if each.latitude is None else float(each.latitude),
        "longitude": None if each.longitude is None else float(each.longitude),
        "page": to.page("program:event", each.slug),
    }


def session(each: Session, to: Telling) -> Value:
    """Return a session loaded by `for_detail`."""
    is_known = to.insight is None or each.event_id in to.insight
    outer = each.parent if is_known else each.part_of
    plain = ("kind", "status", "day", "start", "end", "language")
    return {
        "event": each.event.slug,
        "slug": each.slug,
        "code": each.code,
        "title": to.text(each, "title"),
        "abstract": to.text(each, "abstract"),
        **{name: getattr(each, name) for name in plain},
        "parent": outer and outer.slug,
        "track": to.reference(each.track),
        "room": to.reference(each.room),
        "people": [part(one, to) | {"speaker": to.reference(one.speaker)} for one in each.people],
        "tags": [to.reference(tag) for tag in sorted(each.topics, key=lambda tag: tag.slug)],
        "resources": [material(one, to) for one in each.resource_list],
        "do_not_record": each.do_not_record,
        "recording_license": each.recording_license,
        "audience": each.audience if is_known else None,
        "page": to.page("program:session", each.event.slug, each.slug),
    }


def part(each: Participation, to: Telling) -> Value:
    return {
        "role": each.role,
        "organization": to.reference(each.organization),
        "position": to.text(each, "position"),
    }


def material(each: Any, to: Telling) -> Value:
    return {"kind": each.kind, "url": to.absolute(each.href), "label": to.text(each, "label")}


def speaker(each: Speaker, to: Telling) -> Value:
    """Return a person whose `shown` are the parts to tell of, loaded by `with_sessions`."""
    shown: list[Participation] = getattr(each, "shown", [])
    return {
        "slug": each.slug,
        **{name: to.text(each, name) for name in ("name", "biography", "position", "honors")},
        "organization": to.reference(each.organization),
        "photo": to.file(each.photo),
        **{name: getattr(each, name) for name in ("homepage", "orcid", "dblp")},
        "participations": [
            {
                "event": one.session.event.slug,
                "session": one.session.slug,
                "title": to.text(one.session, "title"),
            }
            | part(one, to)
            for one in shown
        ],
        "page": to.page("speakers:detail", each.slug),
    }


def organization(each: Organization, to: Telling) -> Value:
    """Return an organization with its sponsorships loaded."""
    supported = sorted(each.sponsorships.all(), key=lambda one: one.event.slug)
    return {
        "slug": each.slug,
        "name": to.text(each, "name"),
        **{name: getattr(each, name) for name in ("kind", "country", "website")},
        "logo": to.file(each.logo),
        "sponsorships": [{"event": one.event.slug, "tier": one.tier} for one in supported],
        "page": to.page("organizations:detail", each.slug),
    }


def room(each: Room, to: Telling) -> Value:
    return place(each, to) | {"floor": to.text(each, "floor"), "capacity": each.capacity}


def track(each: Track, to: Telling) -> Value:
    return place(each, to) | {"color": each.color}


def place(each: Room | Track, to: Telling) -> Value:
    return {"event": each.event.slug, **(to.reference(each) or {}), "position": each.position}


def topic(each: Any, of: Event, to: Telling) -> Value:
    """Return a topic, with the number of its `sessions` in the event `of`."""
    page = to.page("program:topic", of.slug, each.slug)
    return {**(to.reference(each) or {}), "sessions": each.sessions, "page": page}


def release(each: Release, changes: list[Change], to: Telling) -> Value:
    return {
        "number": each.number,
        "made_at": each.made_at,
        "note": to.text(each, "note"),
        "changes": [
            {
                "event": change.session.event,
                "session": change.session.slug,
                "what": [str(kind) for kind in change.kinds],
                "before": change.before and announced(change.before, to),
                "after": change.after and announced(change.after, to),
            }
            for change in changes
        ],
    }


def announced(each: Announced, to: Telling) -> Value:
    def moment(at: datetime | None) -> str | None:
        return at.isoformat().replace("+00:00", "Z") if at else None

    return {
        "day": each.day,
        "start": moment(each.start),
        "end": moment(each.end),
        "room": to.text(each, "room") if each.room else None,
        "title": to.text(each, "title"),
        "status": each.status,
    }


TOLD: dict[type[models.Model], Callable[[Any, Telling], Value]] = {
    Event: event,
    Session: session,
    Speaker: speaker,
    Organization: organization,
    Room: room,
    Track: track,
}
