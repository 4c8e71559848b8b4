"""Rights to single events: what the roles of a person for an event allow.

Beside Django's own backend, which knows what a person may do everywhere. People, organizations and
topics belong to no event: a role for an event lets one see them and add new ones, not change what
other events show as well.
"""

from typing import Any

from django.apps import apps
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.models import AnonymousUser
from django.db import models

from speakers.rights import allowed

Rights = dict[int, set[str]]  # permissions by the key of the event
APPS = ("program", "speakers")
SHARED = {"speakers.organization", "speakers.speaker", "program.tag"}
SHARED_ACTIONS = ("view", "add")
USED_BY_SUB_EVENTS = {"program.view_room", "program.view_track"}


class Reader(AnonymousUser):
    """Who reads a copy of one program: the public, to whom there is no other event."""

    def __init__(self, event: Any) -> None:
        self.event = event


class EventRights(BaseBackend):
    """Answers `user.has_perm(permission, obj)` for what belongs to an event."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Say whether a role for the event of `obj` allows it; for a model, one for any event."""
        if obj is None or not user_obj.is_active:
            return False
        rights = rights_of(user_obj)
        if obj._meta.label_lower in SHARED:  # noqa: SLF001 - Django's documented API
            action = perm.partition(".")[2].partition("_")[0]
            return action in SHARED_ACTIONS and any(perm in each for each in rights.values())
        if isinstance(obj, type):
            return any(perm in each for each in rights.values())
        return perm in rights.get(event_of(obj), set())


def event_of(obj: Any) -> int:
    """Return the key of the event that `obj` belongs to or is; 0 if none has been chosen."""
    is_event = isinstance(obj, apps.get_model("program", "Event"))
    key: int | None = obj.pk if is_event else getattr(obj, "event_id", None)
    return key or 0


def rights_of(user: Any) -> Rights:
    """Return what the roles of `user` for events allow, read once for each request.

    Nothing to those who are not signed in.
    """
    if not hasattr(user, "event_rights"):
        user.event_rights = read_rights(user) if user.is_active else {}
    return user.event_rights


def read_rights(user: Any) -> Rights:
    permission = ("role__permissions__content_type__app_label", "role__permissions__codename")
    rows = (
        apps.get_model("program", "Membership")
        .objects.filter(user=user, role__permissions__content_type__app_label__in=APPS)
        .values_list("event", "event__parent", *permission)
    )
    rights: Rights = {}
    for event, parent, app, codename in rows:
        name = f"{app}.{codename}"
        rights.setdefault(event, set()).add(name)
        if parent and name in USED_BY_SUB_EVENTS:
            rights.setdefault(parent, set()).add(name)
    inside = apps.get_model("program", "Event").objects.filter(parent__memberships__user=user)
    for event, parent in inside.values_list("pk", "parent") if rights else ():
        rights.setdefault(event, set()).update(rights[parent or 0])
    return rights


def events_with(user: Any, *permissions: str) -> set[int] | None:
    """Return the keys of the events for which `user` has any of these; None stands for all."""
    if any(user.has_perm(each) for each in permissions):
        return None
    return {event for event, allowed in rights_of(user).items() if allowed & set(permissions)}


def allowed_in(user: Any, event: models.Model, *permissions: str) -> bool:
    """Say whether `user` has each of these permissions, for all events or for this one."""
    return all(allowed(user, each, event) for each in permissions)


def may_publish(user: Any, event: models.Model) -> bool:
    """Say whether someone may change the schedule of an event and release it, which is both."""
    return allowed_in(user, event, "program.change_session", "program.add_release")


def drafts_of(user: Any) -> set[int] | None:
    """Return the keys of the events whose drafts the user sees on the public pages; None: of all.

    These are the events whose sessions they see in the admin.
    """
    if not (user.is_staff and user.is_active):
        return set()
    return events_with(user, "program.view_session", "program.change_session")


def restricted(queryset: models.QuerySet, path: str, events: set[int] | None) -> models.QuerySet:
    """Keep what belongs to these events; `path` leads to the event."""
    return queryset if events is None else queryset.filter(**{f"{path}__in": events})
