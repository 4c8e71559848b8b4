"""Events, sessions and people as schema.org describes them, for search engines (JSON-LD).

Each function returns a node in the active language. What is not known is left out. `absolute`
turns a path of the site into a full address.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.urls import reverse

from sessions.markdown import to_text
from sessions.models import Event, Participation, Session, Tag
from speakers.addresses import address
from speakers.models import Organization, Speaker

Node = dict[str, Any]
Absolute = Callable[[str], str]


def document(*nodes: Node) -> Node:
    """Return nodes as one JSON-LD document."""
    return {"@context": "https://schema.org", "@graph": list(nodes)}


def node(kind: str, **properties: Any) -> Node:
    """Return a node of a schema.org type, without the properties that are unknown."""
    known = {name: value for name, value in properties.items() if value not in (None, "", [], {})}
    return {"@type": kind} | known


def breadcrumbs(trail: Sequence[tuple[str, str]], absolute: Absolute) -> Node:
    """Return the way to a page: names and paths, outermost first, the page itself last."""
    items = [
        node("ListItem", position=position, name=name, item=absolute(path))
        for position, (name, path) in enumerate(trail, start=1)
    ]
    return node("BreadcrumbList", itemListElement=items)


def event_summary(event: Event, absolute: Absolute) -> Node:
    """Return what other nodes say of an event: name, days, place."""
    return node(
        "Event",
        name=event.name,
        alternateName=event.short_name if event.short_name != event.name else None,
        url=absolute(event.get_absolute_url()),
        startDate=event.start_date.isoformat(),
        endDate=event.end_date.isoformat(),
        eventStatus="https://schema.org/EventScheduled",
        location=venue(event),
    )


def event_node(
    event: Event,
    absolute: Absolute,
    *,
    inside: Sequence[Event | Session],
    organizers: Iterable[Organization],
    sponsors: Iterable[Organization],
) -> Node:
    """Return an event with the special days and sessions inside it, and who makes it possible."""
    return event_summary(event, absolute) | node(
        "Event",
        description=event.tagline,
        image=absolute(address("program:event_card", event.slug)),
        sameAs=event.website,
        superEvent=event_summary(event.parent, absolute) if event.parent else None,
        subEvent=[
            event_summary(each, absolute)
            if isinstance(each, Event)
            else session_summary(each, absolute)
            for each in inside
        ],
        organizer=[organization_node(each, absolute) for each in organizers],
        sponsor=[organization_node(each, absolute) for each in sponsors],
    )


def session_reference(session: Session, absolute: Absolute) -> Node:
    """Return what a session's own row tells: title, address, time and status."""
    start, end = session.local_start or session.local_day, session.local_end
    status = "EventCancelled" if session.is_cancelled else "EventScheduled"
    return node(
        "Event",
        name=session.title,
        url=absolute(session.get_absolute_url()),
        startDate=start.isoformat() if start else None,
        endDate=end.isoformat() if end else None,
        eventStatus=f"https://schema.org/{status}",
    )


def session_summary(session: Session, absolute: Absolute) -> Node:
    """Return a session with its place and people; a paper's authors need not present it."""
    performers: list[Node] = []
    authors: list[Node] = []
    for each in session.people:
        people = authors if each.role == Participation.Role.AUTHOR else performers
        people.append(performer(each, absolute))
    return session_reference(session, absolute) | node(
        "Event", location=place(session), performer=performers, contributor=authors
    )


def session_node(session: Session, absolute: Absolute) -> Node:
    """Return a session with its topics and the session or event that it is part of."""
    if session.part_of:
        whole = session_reference(session.part_of, absolute)
    else:
        whole = event_summary(session.event, absolute)
    card = address("program:session_card", *session.natural_key())
    return session_summary(session, absolute) | node(
        "Event",
        description=to_text(session.abstract),
        image=absolute(card),
        inLanguage=session.language,
        superEvent=whole,
        about=[topic_node(each, session.event, absolute) for each in session.topics],
    )


def speaker_node(
    speaker: Speaker, participations: Iterable[Participation], absolute: Absolute
) -> Node:
    """Return a person as of today, and what they take part in as of then."""
    profiles = [
        speaker.homepage,
        f"https://orcid.org/{speaker.orcid}" if speaker.orcid else "",
        f"https://dblp.org/pid/{speaker.dblp}.html" if speaker.dblp else "",
    ]
    roles = [
        session_reference(each.session, absolute) | {"performer": performer(each, absolute)}
        for each in participations
        if each.role != Participation.Role.AUTHOR
    ]
    return person(speaker, absolute) | node(
        "Person",
        description=to_text(speaker.biography),
        jobTitle=speaker.position,
        affiliation=affiliation(speaker.organization, absolute),
        award=speaker.honors,
        image=absolute(speaker.photo.url) if speaker.photo else None,
        sameAs=[profile for profile in profiles if profile],
        performerIn=roles,
    )


def person(speaker: Speaker, absolute: Absolute) -> Node:
    """Return a person's names and address, which is also their identifier."""
    names = {speaker.name_en, speaker.name_zh_hans} - {speaker.name}
    url = absolute(speaker.get_absolute_url())
    return {"@id": url} | node(
        "Person", name=speaker.name, alternateName=next(filter(None, names), None), url=url
    )


def performer(participation: Participation, absolute: Absolute) -> Node:
    """Return a person with position and affiliation on the day."""
    return person(participation.speaker, absolute) | node(
        "Person",
        jobTitle=participation.position,
        affiliation=affiliation(participation.organization, absolute),
    )


def affiliation(organization: Organization | None, absolute: Absolute) -> Node | None:
    return organization_node(organization, absolute) if organization else None


def organization_node(organization: Organization, absolute: Absolute) -> Node:
    return node(
        "Organization",
        name=organization.name,
        url=absolute(organization.get_absolute_url()),
        sameAs=organization.website,
    )


def topic_node(topic: Tag, event: Event, absolute: Absolute) -> Node:
    path = reverse("program:topic", args=[event.root.slug, topic.slug])
    return node("Thing", name=topic.name, url=absolute(path))


def venue(event: Event) -> Node | None:
    """Return the event's venue with its address, or None if not even the city is known."""
    at = event if event.venue or event.city else event.root
    if not (at.venue or at.city):
        return None
    address = node("PostalAddress", addressLocality=at.city, addressCountry=at.country)
    point = [float(each) for each in (at.latitude, at.longitude) if each is not None]
    geo = node("GeoCoordinates", latitude=point[0], longitude=point[1]) if point[1:] else None
    return node("Place", name=at.venue or at.city, address=address, geo=geo)


def place(session: Session) -> Node | None:
    """Return the session's room inside the venue, or the venue while no room is known."""
    if not session.place:
        return venue(session.event)
    return node("Place", name=session.place.name, containedInPlace=venue(session.event))
