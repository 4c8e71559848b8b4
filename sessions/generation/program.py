"""Make up a program and write it to the database, in a few statements."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle
from random import Random

from django.db import transaction
from django.utils import translation
from django.utils.text import slugify

from sessions.generation.texts import WORDS, Subject, Text, institutions, person
from sessions.generation.timetable import FIRST_DAY, ZONE, Plan, timetable
from sessions.models import Event, Participation, Room, Session, Tag, TaggedSession, Track
from sessions.search import rebuild
from speakers.models import Organization, Speaker

TRACKS = {
    "ocean": Text("Research", "研究"),
    "coral": Text("Applied Data Science", "应用数据科学"),
    "moss": Text("Health and Climate", "健康与气候"),
    "violet": Text("Language Models", "语言模型"),
    "amber": Text("Industry", "产业"),
    "teal": Text("Responsible AI", "负责任的人工智能"),
}
NAMES = {
    "opening": Text("Opening and Awards", "开幕式与颁奖"),
    "reception": Text("Welcome Reception", "欢迎酒会"),
    "banquet": Text("Conference Banquet", "会议晚宴"),
    "coffee": Text("Coffee Break", "茶歇"),
    "lunch": Text("Lunch", "午餐"),
    "tea": Text("Tea Break", "下午茶"),
}
VENUE = {
    "time_zone": ZONE.key,
    "country": "CN",
    **Text("Harbor Convention Center", "海港会议中心").columns("venue"),
    **Text("Shanghai", "上海").columns("city"),
}
POSITION_COLUMNS = ["position", "position_en", "position_zh_hans"]
PEOPLE_A_SESSION = 1.8
CAST = {
    "keynote": ["speaker"],
    "panel": ["moderator", "panelist", "panelist", "panelist", "panelist"],
    "talk": ["speaker"],
    "paper": ["author"] * 4,
    "paper-session": ["chair"],
    "tutorial": ["speaker", "speaker"],
    "workshop": ["chair", "chair"],
    "poster": ["chair"],
}
CANCELLED = 0.015
SPOKEN_CHINESE = 0.3


@transaction.atomic
def generate(slug: str, *, sessions: int = 500, rooms: int = 20, days: int = 5) -> Event:
    """Return a new, published event with that many sessions, the same for the same slug.

    The special day inside it has the slug `<slug>-llm-day`. Raises `ValueError` if there are too
    few sessions for the days.
    """
    random = Random(slug)  # noqa: S311 - no secret
    plans = timetable(random, sessions=sessions, rooms=rooms, days=days)
    with translation.override("en"):
        event = _event(slug, days)
        writer = Writer(random, event, _special_day(event), _rooms(event, rooms), _tracks(event))
        outer = [(plan, writer.session(plan)) for plan in plans]
        inner = [
            (child, writer.session(child, parent))
            for plan, parent in outer
            for child in plan.children
        ]
        Session.objects.bulk_create(session for _plan, session in outer)
        Session.objects.bulk_create(session for _plan, session in inner)
        _people(random, [session for _plan, session in outer + inner], slug)
        _topics(random, [session for plan, session in outer + inner if not plan.name])
        rebuild(Session.objects.of(event))
    return event


@dataclass
class Writer:
    """Turns plans into sessions that are not saved yet."""

    random: Random
    event: Event
    special_day: Event
    rooms: list[Room]
    tracks: list[Track]
    written: int = 0

    def session(self, plan: Plan, parent: Session | None = None) -> Session:
        self.written += 1
        subject = Subject.drawn(self.random)
        contribution = not plan.name
        title = subject.title(plan.kind) if contribution else NAMES[plan.name]
        cancelled = contribution and self.random.random() < CANCELLED
        track = parent.track if parent else self.random.choice(self.tracks)
        return Session(
            event=self.special_day if plan.special else self.event,
            parent=parent,
            slug=f"{slugify(title.en)[:60]}-{self.written}",
            kind=plan.kind,
            **title.columns("title"),
            **(subject.abstract().columns("abstract") if contribution else {}),
            track=track if contribution else None,
            room=None if plan.room is None else self.rooms[plan.room],
            day=plan.day,
            start=plan.start,
            end=plan.end,
            status="cancelled" if cancelled else "published",
            language=self._language() if contribution else "",
        )

    def _language(self) -> str:
        return "zh-hans" if self.random.random() < SPOKEN_CHINESE else "en"


def _event(slug: str, days: int) -> Event:
    return Event.objects.create(
        slug=slug,
        **Text(f"Conference {slug}", f"{slug} 大会").columns("name"),
        **Text(slug, slug).columns("short_name"),
        **Text("A made-up program of full size.", "一份规模真实的虚构日程。").columns("tagline"),
        **VENUE,
        start_date=FIRST_DAY,
        end_date=FIRST_DAY + timedelta(days=days - 1),
    )


def _special_day(event: Event) -> Event:
    """Return the event inside the event, on its middle day."""
    day = event.days[len(event.days) // 2]
    return Event.objects.create(
        slug=f"{event.slug}-llm-day",
        parent=event,
        **Text("Large Language Model Day", "大语言模型日").columns("name"),
        **Text("LLM Day", "大模型日").columns("short_name"),
        **Text("One day, one room, one subject.", "一天，一间会场，一个主题。").columns("tagline"),
        **VENUE,
        start_date=day,
        end_date=day,
    )


def _rooms(event: Event, number: int) -> list[Room]:
    """Return the plenary hall and `number` - 1 rooms on the floors above it."""
    return Room.objects.bulk_create(
        Room(
            event=event,
            slug=f"room-{place}" if place else "grand-hall",
            position=place,
            **_room_name(place).columns("name"),
            **Text(f"Floor {1 + place // 7}", f"{1 + place // 7} 层").columns("floor"),
            capacity=60 + 20 * (place % 7) if place else 2000,
        )
        for place in range(number)
    )


def _room_name(place: int) -> Text:
    if place == 0:
        return Text("Grand Hall", "大会堂")
    hall, number = WORDS["halls"][place % 6], 101 + 100 * (place // 7) + place % 7
    return Text(f"{hall.en} {number}", f"{hall.zh} {number}")


def _tracks(event: Event) -> list[Track]:
    return Track.objects.bulk_create(
        Track(
            event=event,
            slug=slugify(name.en),
            color=color,
            position=place,
            **name.columns("name"),
        )
        for place, (color, name) in enumerate(TRACKS.items())
    )


def _people(random: Random, sessions: list[Session], slug: str) -> None:
    """Make speakers and organizations, and give every session its people in turn."""
    organizations = Organization.objects.bulk_create(
        Organization(
            slug=f"{slug}-{slugify(name.en)}", kind=kind, country="CN", **name.columns("name")
        )
        for kind, name in institutions()
    )
    speakers = Speaker.objects.bulk_create(
        _speaker(random, organizations, f"{slug}-{number}")
        for number in range(int(PEOPLE_A_SESSION * len(sessions)))
    )
    turn = cycle(speakers)
    Participation.objects.bulk_create(
        Participation(
            session=session,
            speaker=speaker,
            role=role,
            order=order,
            organization=speaker.organization,
            **{field: getattr(speaker, field) for field in POSITION_COLUMNS},
        )
        for session in sessions
        for order, (role, speaker) in enumerate(zip(CAST.get(session.kind, []), turn))  # noqa: B905
    )


def _speaker(random: Random, organizations: list[Organization], suffix: str) -> Speaker:
    english, chinese = person(random)
    return Speaker(
        slug=f"{slugify(english)}-{suffix}",
        name=english,
        name_en=english,
        name_zh_hans=chinese,
        organization=random.choice(organizations),
        **random.choice(WORDS["positions"]).columns("position"),
        **Subject.drawn(random).biography().columns("biography"),
    )


def _topics(random: Random, sessions: list[Session]) -> None:
    """Give each session one to three topics; those that exist already are used."""
    slugs = [slugify(topic.en) for topic in WORDS["topics"]]
    Tag.objects.bulk_create(
        (
            Tag(slug=slug, **topic.columns("name"))
            for slug, topic in zip(slugs, WORDS["topics"], strict=True)
        ),
        ignore_conflicts=True,
    )
    tags = list(Tag.objects.filter(slug__in=slugs).order_by("slug"))
    TaggedSession.objects.bulk_create(
        TaggedSession(content_object=session, tag=tag)
        for session in sessions
        for tag in random.sample(tags, random.randint(1, 3))
    )
