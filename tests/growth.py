"""Programs of any size, to see what grows with them."""

from datetime import UTC, datetime, timedelta

from sessions.models import Event, Participation, Session, Tag, TaggedSession
from sessions.search import rebuild
from speakers.models import Organization, Speaker

KINDS = ["keynote", "panel", "talk", "paper", "workshop"]


def grow(slug: str, size: int) -> Event:
    """Return a new event with `size` published sessions, a third of them inside another."""
    event = Event.objects.create(
        slug=slug,
        name_en=f"Event {slug}",
        name_zh_hans=f"会议 {slug}",
        start_date="2024-05-01",
        end_date="2024-05-05",
        time_zone="Asia/Shanghai",
    )
    room = event.rooms.create(slug="hall", name_en="Hall", name_zh_hans="大厅")
    tag = Tag.objects.get_or_create(slug="growth", defaults={"name_en": f"Growth {slug}"})[0]
    organization = Organization.objects.create(slug=f"{slug}-org", name_en=f"Organization {slug}")
    opening = datetime(2024, 5, 1, 1, tzinfo=UTC)
    Speaker.objects.bulk_create(
        Speaker(slug=f"{slug}-{n}", name=f"Person {n}", name_en=f"Person {n}") for n in range(size)
    )
    speakers = list(Speaker.objects.filter(slug__startswith=f"{slug}-").order_by("pk"))
    Session.objects.bulk_create(
        Session(
            event=event,
            slug=f"session-{n}",
            title=f"Session {n}",
            title_en=f"Session {n}",
            kind=KINDS[n % len(KINDS)],
            room=room,
            status="published",
            start=opening + timedelta(minutes=10 * n),
            end=opening + timedelta(minutes=10 * n + 10),
        )
        for n in range(size)
    )
    sessions = list(event.sessions.order_by("pk"))
    for outer, inner in zip(sessions[::3], sessions[1::3], strict=False):
        inner.parent = outer
    Session.objects.bulk_update(sessions[1::3], ["parent"])
    Participation.objects.bulk_create(
        Participation(session=session, speaker=speaker, organization=organization)
        for session, speaker in zip(sessions, speakers, strict=True)
    )
    TaggedSession.objects.bulk_create(
        TaggedSession(content_object=session, tag=tag) for session in sessions
    )
    rebuild(event.sessions.all())
    return event
