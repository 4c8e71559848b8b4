"""What goes out. The descriptions are those of the OpenAPI document, with units."""

from typing import Any

from django.utils.translation import gettext_noop as _
from ninja import Field

from sessions import models
from sessions.api.fields import Answer, Day, Moment, choices, said
from sessions.schedule.changes import Kind
from speakers.models import Organization as Society

MARKDOWN = _("Markdown.")
WEB = {"format": "uri"}
WHAT = [each.value for each in Kind]


class BothLanguages(Answer):
    """A text in both languages; empty where there is none."""

    en: str = said(_("English."))
    zh_hans: str = Field(..., alias="zh-hans", description=_("Simplified Chinese."))


Text = BothLanguages | str  # with `?lang=` the one asked for, else the other if there is only that


class Reference(Answer):
    """What something else is called, and its slug, by which it is found."""

    slug: str = said(_("The natural key, also in addresses."))
    name: Text = said(_("Its name."))


class Event(Answer):
    """A conference, or a special day or workshop inside one."""

    slug: str = said(_("The natural key, also in addresses."))
    parent: str | None = said(_("Slug of the event that this one is part of."))
    name: Text = said(_("Full name."))
    short_name: Text = said(_("Short name, such as KDD 2023."))
    tagline: Text = said(_("One line that says what it is about."))
    description: Text = said(MARKDOWN)
    start_date: Day = said(_("First day, local to the venue (ISO 8601)."))
    end_date: Day = said(_("Last day, local to the venue (ISO 8601)."))
    time_zone: str = said(_("Time zone of the venue, by its IANA name."))
    venue: Text = said(_("Venue."))
    city: Text = said(_("City."))
    country: str = said(_("Two letters (ISO 3166-1), or empty."))
    latitude: float | None = said(_("Of the venue, in degrees (WGS 84), north positive."))
    longitude: float | None = said(_("Of the venue, in degrees (WGS 84), east positive."))
    website: str = said(_("Address of its own website, or empty."))
    page: str = said(_("Address of its page."), **WEB)


class Part(Answer):
    """Somebody's part in a session, with the affiliation on the day."""

    speaker: Reference = said(_("Who."))
    role: str = said(_("As what."), enum=choices(models.Participation.Role))
    organization: Reference | None = said(_("Affiliation on the day of the session."))
    position: Text = said(_("Position on the day of the session."))


class Material(Answer):
    """Something to read or to watch."""

    kind: str = said(_("What it is."), enum=choices(models.Resource.Kind))
    url: str = said(_("Address."), **WEB)
    label: Text = said(_("Shown in place of the kind."))


class Session(Answer):
    """A keynote, panel, talk, paper, workshop or break."""

    event: str = said(_("Slug of its event, which may be one inside the event asked for."))
    slug: str = said(_("The natural key inside its event, also in addresses."))
    code: str = said(_("Seven letters that name it in agendas."))
    kind: str = said(_("What it is."), enum=choices(models.Session.Kind))
    status: str = said(
        _("Drafts are shown to those who may see them."), enum=choices(models.Session.Status)
    )
    title: Text = said(_("Title."))
    abstract: Text = said(MARKDOWN)
    parent: str | None = said(_("Slug of the session it is inside of, in the same event."))
    track: Reference | None = said(_("Track."))
    room: Reference | None = said(_("Room of its own; without one it is in that of its parent."))
    day: Day | None = said(_("Day, local to the venue, where the time is not known yet."))
    start: Moment | None = said(_("Start, in UTC (RFC 3339); null if it is not known yet."))
    end: Moment | None = said(_("End, in UTC (RFC 3339); null if it is not known yet."))
    language: str = said(_("Spoken language (a code such as en), or empty."))
    people: list[Part] = said(_("Who takes part, in order."))
    tags: list[Reference] = said(_("Topics."))
    resources: list[Material] = said(_("What there is to read or to watch."))
    do_not_record: bool = said(_("Whether it is not to be recorded."))
    recording_license: str = said(_("Licence of the recording, such as CC BY 4.0."))
    audience: int | None = said(
        _("Number of people expected; null for all but those who see the session in the admin.")
    )
    page: str = said(_("Address of its page."), **WEB)


class SpeakersPart(Answer):
    """A part that somebody has in a session."""

    event: str = said(_("Slug of the session's event."))
    session: str = said(_("Slug of the session."))
    title: Text = said(_("Title of the session."))
    role: str = said(_("As what."), enum=choices(models.Participation.Role))
    organization: Reference | None = said(_("Affiliation on the day of the session."))
    position: Text = said(_("Position on the day of the session."))


class Speaker(Answer):
    """A person in the program, in whatever role."""

    slug: str = said(_("The natural key, also in addresses."))
    name: Text = said(_("Name."))
    biography: Text = said(MARKDOWN)
    position: Text = said(_("Position today; that on the day of a session stands with the part."))
    organization: Reference | None = said(_("Organization today."))
    honors: Text = said(_("Honors."))
    photo: str | None = said(_("Address of a picture."), **WEB)
    homepage: str = said(_("Address of the homepage, or empty."))
    orcid: str = said(_("ORCID, such as 0000-0002-1825-0097, or empty."))
    dblp: str = said(_("Identifier at DBLP, such as 21/9696, or empty."))
    participations: list[SpeakersPart] = said(_("Parts in sessions, the latest event first."))
    page: str = said(_("Address of their page."), **WEB)


class Sponsoring(Answer):
    """That an organization supports an event."""

    event: str = said(_("Slug of the event."))
    tier: str = said(_("How much."), enum=choices(models.Sponsorship.Tier))


class Organization(Answer):
    """A company, university or society."""

    slug: str = said(_("The natural key, also in addresses."))
    name: Text = said(_("Name."))
    kind: str = said(_("What it is."), enum=choices(Society.Kind))
    country: str = said(_("Two letters (ISO 3166-1), or empty."))
    website: str = said(_("Address of its own website, or empty."))
    logo: str | None = said(_("Address of a picture."), **WEB)
    sponsorships: list[Sponsoring] = said(_("Events that it supports."))
    page: str = said(_("Address of its page."), **WEB)


class Room(Answer):
    """A room of the venue."""

    event: str = said(_("Slug of its event."))
    slug: str = said(_("The natural key inside its event."))
    name: Text = said(_("Name."))
    floor: Text = said(_("Floor."))
    capacity: int | None = said(_("Number of seats."))
    position: int = said(_("Place among the others, from 0."))


class Track(Answer):
    """A thread through the program, such as the research track."""

    event: str = said(_("Slug of its event."))
    slug: str = said(_("The natural key inside its event."))
    name: Text = said(_("Name."))
    color: str = said(_("Name of its color."), enum=choices(models.Track.Color))
    position: int = said(_("Place among the others, from 0."))


class Topic(Answer):
    """What sessions are about."""

    slug: str = said(_("The natural key, also in addresses."))
    name: Text = said(_("Name."))
    sessions: int = said(_("Number of sessions of the event about it."))
    page: str = said(_("Address of its page."), **WEB)


class Place(Answer):
    """When and where a session was or is."""

    day: Day | None = said(_("Day, local to the venue, where the time is not known yet."))
    start: Moment | None = said(_("Start, in UTC (RFC 3339); null if it is not known yet."))
    end: Moment | None = said(_("End, in UTC (RFC 3339); null if it is not known yet."))
    room: Text | None = said(_("Name of the room."))
    title: Text = said(_("Title."))
    status: str = said(_("Published or cancelled."))


class ReleaseChange(Answer):
    """What has become of one session."""

    event: str = said(_("Slug of the session's event."))
    session: str = said(_("Slug of the session."))
    what: list[str] = said(_("What has become of it."), items={"enum": WHAT})
    before: Place | None = said(_("How it was announced before; null if it was not."))
    after: Place | None = said(_("How it is announced; null if it is not any more."))


class Release(Answer):
    """A published state of the program, told by what it changed."""

    number: int = said(_("Number, from 1."))
    made_at: Moment = said(_("When, in UTC (RFC 3339)."))
    note: Text = said(_("What attendees were told of it."))
    changes: list[ReleaseChange] = said(_("What it changed for visitors."))


class Page(Answer):
    """A part of a list; the header Link leads to the others."""

    count: int = said(_("How many there are in all."))


class FieldError(Answer):
    """What is wrong with one field."""

    field: str = said(_("Such as title.en or people.0.role; empty for several at once."))
    detail: str = said(_("What is wrong with it, and how to mend it."))


class Problem(Answer):
    """An error (RFC 9457)."""

    type: str = said(_("Always about:blank: the status says what it is."))
    title: str = said(_("What the status is called."))
    status: int = said(_("The HTTP status."))
    detail: str = said(_("What is wrong, and how to mend it."))


class Refused(Problem):
    """An error of single fields."""

    errors: list[FieldError] = said(_("What is wrong with each field."))


class Stale(Problem):
    """An object is not as it was when it was read."""

    current: dict[str, Any] = said(_("The object as it is now."))
