"""What comes in. Here stand the types; what values are allowed is said by the models."""

from django.db import models
from django.utils.translation import gettext_noop as _
from ninja import Field

from sessions.api.fields import (
    Change,
    Day,
    Degrees,
    Prose,
    Second,
    Slug,
    Whole,
    Words,
    YesNo,
    choices,
    may,
)
from sessions.api.fields import said as must
from sessions.models import Event, Participation, Resource, Room, Session, Track
from speakers.models import Organization, Speaker

MARKDOWN = _("Markdown.")
SLUG = _("The natural key, also in addresses: changing it changes them.")
NEW_SLUG = _("The natural key, also in addresses.")
POSITION = _("Place among the others, from 0.")
COUNTRY = _("Two letters (ISO 3166-1), or empty.")
WEBSITE = _("Address of its own website, or empty.")


class TextChange(Change):
    """A text in one language or both; an empty one is taken away."""

    en: Prose | None = may(_("English."))
    zh_hans: Prose | None = Field(None, alias="zh-hans", description=_("Simplified Chinese."))


class EventChange(Change):
    """What may be changed of an event; where it belongs is for the admin."""

    slug: Slug = may(SLUG)
    name: TextChange = may(_("Full name."))
    short_name: TextChange = may(_("Short name, such as KDD 2023."))
    tagline: TextChange = may(_("One line that says what it is about."))
    description: TextChange = may(MARKDOWN)
    start_date: Day = may(_("First day, local to the venue (ISO 8601)."))
    end_date: Day = may(_("Last day, local to the venue (ISO 8601)."))
    time_zone: Words = may(_("Time zone of the venue, by its IANA name."))
    venue: TextChange = may(_("Venue."))
    city: TextChange = may(_("City."))
    country: Words = may(COUNTRY)
    latitude: Degrees | None = may(_("Of the venue, in degrees (WGS 84), north positive."))
    longitude: Degrees | None = may(_("Of the venue, in degrees (WGS 84), east positive."))
    website: Words = may(WEBSITE)


class PartChange(Change):
    """Somebody's part in a session; the list is their order."""

    speaker: Slug = must(_("Slug of the person."))
    role: Words = must(_("As what."), enum=choices(Participation.Role))
    organization: Slug | None = may(_("Slug of the affiliation on the day of the session."))
    position: TextChange = may(_("Position on the day of the session."))


class MaterialChange(Change):
    """Something to read or to watch; a file that is there already is named by its address."""

    kind: Words = must(_("What it is."), enum=choices(Resource.Kind))
    url: Words = must(_("Address."))
    label: TextChange = may(_("Shown in place of the kind."))


class SessionChange(Change):
    """What may be changed of a session. Lists replace those that are there."""

    slug: Slug = may(SLUG)
    kind: Words = may(_("What it is."), enum=choices(Session.Kind))
    status: Words = may(_("A new session is a draft."), enum=choices(Session.Status))
    title: TextChange = may(_("Title."))
    abstract: TextChange = may(MARKDOWN)
    parent: Slug | None = may(_("Slug of the session it is inside of, in the same event."))
    track: Slug | None = may(_("Slug of a track of the event, or of the one around it."))
    room: Slug | None = may(_("Slug of a room of the event, or of the one around it."))
    day: Day | None = may(_("Day, local to the venue; only while the start is not known."))
    start: Second | None = may(_("Start, with its offset (RFC 3339)."))
    end: Second | None = may(_("End, with its offset (RFC 3339)."))
    language: Words = may(_("Spoken language (a code such as en), or empty."))
    people: list[PartChange] = may(_("Who takes part, in order."), maxItems=1000)
    tags: list[Slug] = may(_("Slugs of topics."), maxItems=1000)
    resources: list[MaterialChange] = may(_("What there is to read or to watch."), maxItems=1000)
    do_not_record: YesNo = may(_("Whether it is not to be recorded."))
    recording_license: Words = may(_("Licence of the recording, such as CC BY 4.0."))
    audience: Whole | None = may(_("Number of people expected."))


class SpeakerChange(Change):
    """What may be changed of a person; a picture is for the admin."""

    slug: Slug = may(SLUG)
    name: TextChange = may(_("Name."))
    biography: TextChange = may(MARKDOWN)
    position: TextChange = may(_("Position today."))
    organization: Slug | None = may(_("Slug of the organization today."))
    honors: TextChange = may(_("Honors."))
    homepage: Words = may(_("Address of the homepage, or empty."))
    orcid: Words = may(_("ORCID, such as 0000-0002-1825-0097, or empty."))
    dblp: Words = may(_("Identifier at DBLP, such as 21/9696, or empty."))


class OrganizationChange(Change):
    """What may be changed of an organization; a logo is for the admin."""

    slug: Slug = may(SLUG)
    name: TextChange = may(_("Name."))
    kind: Words = may(_("What it is."), enum=choices(Organization.Kind))
    country: Words = may(COUNTRY)
    website: Words = may(WEBSITE)


class RoomChange(Change):
    """What may be changed of a room."""

    slug: Slug = may(SLUG)
    name: TextChange = may(_("Name."))
    floor: TextChange = may(_("Floor."))
    capacity: Whole | None = may(_("Number of seats."))
    position: Whole = may(POSITION)


class TrackChange(Change):
    """What may be changed of a track."""

    slug: Slug = may(SLUG)
    name: TextChange = may(_("Name."))
    color: Words = may(_("Name of its color."), enum=choices(Track.Color))
    position: Whole = may(POSITION)


class NewSession(SessionChange):
    """A session that is not there yet."""

    slug: Slug = must(NEW_SLUG)
    title: TextChange = must(_("Title."))


class NewSpeaker(SpeakerChange):
    """A person who is not there yet."""

    slug: Slug = must(NEW_SLUG)
    name: TextChange = must(_("Name."))


class NewOrganization(OrganizationChange):
    """An organization that is not there yet."""

    slug: Slug = must(NEW_SLUG)
    name: TextChange = must(_("Name."))


class NewRoom(RoomChange):
    """A room that is not there yet."""

    slug: Slug = must(NEW_SLUG)
    name: TextChange = must(_("Name."))


class NewTrack(TrackChange):
    """A track that is not there yet."""

    slug: Slug = must(NEW_SLUG)
    name: TextChange = must(_("Name."))


# Of each model, what of its representation can be written: its state.
WRITTEN: dict[type[models.Model], set[str]] = {
    Event: set(EventChange.model_fields),
    Session: set(SessionChange.model_fields),
    Speaker: set(SpeakerChange.model_fields),
    Organization: set(OrganizationChange.model_fields),
    Room: set(RoomChange.model_fields),
    Track: set(TrackChange.model_fields),
}
