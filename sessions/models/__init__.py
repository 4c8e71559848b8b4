"""The program: events, their rooms, tracks and sessions, and who takes part."""

from sessions.models.event import Event
from sessions.models.kinds import Keynote, Panel
from sessions.models.membership import Membership
from sessions.models.outdated import OutdatedText
from sessions.models.participation import Participation, Resource
from sessions.models.preview import Correction, PreviewLink
from sessions.models.release import Release
from sessions.models.room import Room
from sessions.models.session import Session
from sessions.models.sponsorship import Sponsorship
from sessions.models.tag import Tag, TaggedSession
from sessions.models.token import Token
from sessions.models.track import Track
from sessions.models.unavailability import Unavailability
from sessions.models.upload import Upload
from sessions.models.version import Version
from sessions.models.webhook import Delivery, Webhook

__all__ = [
    "Correction",
    "Delivery",
    "Event",
    "Keynote",
    "Membership",
    "OutdatedText",
    "Panel",
    "Participation",
    "PreviewLink",
    "Release",
    "Resource",
    "Room",
    "Session",
    "Sponsorship",
    "Tag",
    "TaggedSession",
    "Token",
    "Track",
    "Unavailability",
    "Upload",
    "Version",
    "Webhook",
]
