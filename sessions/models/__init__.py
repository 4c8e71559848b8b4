"""The program: events, their rooms, tracks and sessions, and who takes part."""

from sessions.models.event import Event, Room, Sponsorship, Track
from sessions.models.kinds import Keynote, Panel
from sessions.models.participation import Participation, Resource
from sessions.models.release import Release
from sessions.models.session import Session
from sessions.models.tag import Tag, TaggedSession
from sessions.models.version import Version

__all__ = [
    "Event",
    "Keynote",
    "Panel",
    "Participation",
    "Release",
    "Resource",
    "Room",
    "Session",
    "Sponsorship",
    "Tag",
    "TaggedSession",
    "Track",
    "Version",
]
