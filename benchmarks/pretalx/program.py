"""Loads a program fixture of ours into pretalx; run inside pretalx's own environment.

`python program.py fixture.json` makes the event with everything pretalx has a place for: rooms,
tracks, session types, sessions, people with their biographies, and a released schedule. Chinese
texts, affiliations, topics, and what is inside of what, it has no place for. Prints the slug and
pretalx's code of a tutorial.
"""

import json
import sys
from collections import defaultdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

import django

django.setup()

from django.db import transaction  # noqa: E402 - what follows needs Django set up
from django_scopes import scope, scopes_disabled  # noqa: E402
from pretalx.event.models import Event, Organiser  # noqa: E402
from pretalx.person.models import SpeakerProfile, User  # noqa: E402
from pretalx.schedule.models import Room, TalkSlot  # noqa: E402
from pretalx.submission.models import Submission, SubmissionType, Track  # noqa: E402

Fields = dict[str, Any]
Records = dict[str, list[Fields]]
COLORS = {
    "ocean": "#1d5f9e",
    "coral": "#c4472f",
    "moss": "#4d7a2a",
    "violet": "#6d4bb5",
    "amber": "#b07607",
    "teal": "#0f7a78",
}


def read(path: Path) -> Records:
    """Return the fields of a fixture's objects by model."""
    found = defaultdict(list)
    for record in json.loads(path.read_text(encoding="utf-8")):
        found[record["model"]].append(record["fields"])
    return found


def make_event(fields: Fields) -> Event:
    event = Event.objects.create(
        name=fields["name_en"],
        slug=fields["slug"],
        organiser=Organiser.objects.create(name="Organizer", slug="organizer"),
        is_public=True,
        date_from=date.fromisoformat(fields["start_date"]),
        date_to=date.fromisoformat(fields["end_date"]),
        timezone=fields["time_zone"],
        email="organizer@example.org",
    )
    event.build_initial_data()
    return event


def make_people(event: Event, records: Records) -> dict[str, User]:
    """Make an account and a profile for each person; return the accounts by slug."""
    people = {}
    for fields in records["speakers.speaker"]:
        slug = fields["slug"]
        user = User.objects.create(name=fields["name_en"], email=f"{slug}@example.org")
        SpeakerProfile.objects.create(user=user, event=event, biography=fields["biography_en"])
        people[slug] = user
    return people


def make_session(event: Event, fields: Fields, places: dict[str, Any]) -> Submission | None:
    """Make a session and its slot; a break is a slot alone, as pretalx has it."""
    kind, track = fields["kind"], fields["track"]
    session = None
    if kind != "break":
        session = Submission.objects.create(
            event=event,
            title=fields["title_en"][:200],
            submission_type=places["types"][kind],
            track=places["tracks"][track[-1]] if track else None,
            abstract=fields["abstract_en"],
            state="canceled" if fields["status"] == "cancelled" else "confirmed",
        )
    room = places["rooms"][fields["room"][-1]] if fields["room"] else None
    TalkSlot.objects.create(
        schedule=event.wip_schedule,
        submission=session,
        description=None if session else fields["title_en"],
        room=room if session else places["rooms"]["grand-hall"],
        start=fields["start"] and datetime.fromisoformat(fields["start"]),
        end=fields["end"] and datetime.fromisoformat(fields["end"]),
    )
    return session


def make_places(event: Event, records: Records) -> dict[str, dict[str, Any]]:
    """Return rooms and tracks by slug, and a type of session for each kind."""
    rooms = {
        fields["slug"]: Room.objects.create(
            event=event,
            name=fields["name_en"],
            description=fields["floor_en"],
            capacity=fields["capacity"],
            position=fields["position"],
        )
        for fields in records["program.room"]
    }
    tracks = {
        fields["slug"]: Track.objects.create(
            event=event,
            name=fields["name_en"],
            color=COLORS[fields["color"]],
            position=fields["position"],
        )
        for fields in records["program.track"]
    }
    types = {
        kind: SubmissionType.objects.create(event=event, name=kind)
        for kind in {fields["kind"] for fields in records["program.session"]}
    }
    return {"rooms": rooms, "tracks": tracks, "types": types}


@transaction.atomic
def main(path: Path) -> str:
    """Load the fixture and release the schedule; return slug and code of a session."""
    records = read(path)
    with scopes_disabled():
        event = make_event(next(each for each in records["program.event"] if not each["parent"]))
    with scope(event=event):
        places = make_places(event, records)
        people = make_people(event, records)
        sessions = {
            (fields["event"][0], fields["slug"]): make_session(event, fields, places)
            for fields in records["program.session"]
        }
        for fields in records["program.participation"]:
            session = sessions[tuple(fields["session"])]
            if session:
                session.speakers.add(people[fields["speaker"][0]])
        event.release_schedule("1.0")
        shown = set(event.talks.filter(submission_type__name="tutorial"))
    found = {key[1]: each.code for key, each in sessions.items() if each and each in shown}
    return " ".join(min(found.items()))


if __name__ == "__main__":
    sys.stdout.write(main(Path(sys.argv[1])))
