"""The first page of the admin: the figures that a person may see, each with where to find it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from sessions.admin.filters import EVENT_PARAMETER, TAKES_PART
from sessions.dashboard import (
    KINDS,
    Counts,
    count_conflicts,
    count_photoless,
    count_sessions,
    count_unheard,
    in_turn,
    last_edit,
    last_release,
)
from sessions.models import Delivery, Event, Session
from sessions.moments import spoken_days
from sessions.rights import SHARED, allowed_in, events_with, may_publish, restricted
from sessions.schedule.conflicts import Severity
from sessions.templatetags.changes import TOLD
from sessions.texts import State, count_missing, translatable
from speakers.bilingual import LANGUAGES
from speakers.history.models import Change
from speakers.history.words import former_name
from speakers.models import Speaker
from speakers.rights import TRANSLATE, allowed

SESSIONS = ("program.view_session", "program.change_session", TRANSLATE)
EVENTS = ("program.view_event", "program.change_event", TRANSLATE)
TEXTS = ("program.change_event", TRANSLATE)


@dataclass(frozen=True)
class Figure:
    """A number, what it counts, and the page that shows just that; `mood` colors what is amiss."""

    label: str
    number: int
    href: str
    mood: str = ""


@dataclass(frozen=True)
class Line:
    """An event with its figures."""

    event: Event
    days: str
    figures: list[Figure]


def overview(request: HttpRequest) -> dict[str, Any]:
    """Return what the first page shows: one program in full, the sessions of all others.

    In full is the one that the address names (`?event=kdd-2023`), else the current or next.
    """
    user = request.user
    seen = restricted(Event.objects.all(), "pk", events_with(user, *SESSIONS, *EVENTS))
    events = in_turn(seen.select_related("parent"), timezone.now())
    keys = {each.pk for each in events}
    programs = [each for each in events if each.parent_id not in keys]
    if not programs:
        return {}
    asked = request.GET.get("event")
    chosen = next((each for each in programs if each.slug == asked), programs[0])
    inside = [each for each in events if each.parent_id == chosen.pk]
    counts = count_sessions(events)
    others = [
        line(each, session_figures(user, each, counts[each.pk]))
        for each in programs
        if each is not chosen
    ]
    return {"lines": in_full(user, chosen, inside, counts), "others": others} | latest(user, chosen)


def in_full(user: Any, event: Event, inside: list[Event], counts: Counts) -> list[Line]:
    """Return all figures of an event, and of those inside it what can be told apart."""
    found = {each.pk: session_figures(user, each, counts[each.pk]) for each in (event, *inside)}
    if may_any(user, event, EVENTS):
        for pk, severities in count_conflicts(event, inside).items():
            found[pk] += conflict_figures(pk, severities)
    if may_any(user, event, TEXTS):
        found[event.pk] += text_figures(event, count_missing(event, translatable(user, event)))
    if allowed_in(user, event, "program.view_webhook") and (unheard := count_unheard(event)):
        found[event.pk].append(webhook_figure(event.pk, unheard))
    if allowed(user, "speakers.view_speaker", Speaker):
        for pk, number in count_photoless(event, inside).items():
            found[pk].append(photo_figure(pk, number))
    return [line(each, found[each.pk]) for each in (event, *inside)]


def line(event: Event, figures: list[Figure]) -> Line:
    return Line(event, spoken_days(event.start_date, event.end_date), figures)


def session_figures(user: Any, event: Event, counts: Counter[str]) -> list[Figure]:
    """Return how many sessions an event has by status, and how many wait for a time."""
    if not may_any(user, event, SESSIONS):
        return []
    address = reverse("admin:program_session_changelist")

    def figure(label: str, number: int, **asked: str) -> Figure:
        query = urlencode({EVENT_PARAMETER: str(event.pk), **asked})
        return Figure(label, number, f"{address}?{query}")

    return [
        *(
            figure(str(status.label), counts[status], status__exact=status.value)
            for status in Session.Status
        ),
        figure(_("Unscheduled"), counts["unscheduled"], missing="time"),
    ]


def conflict_figures(pk: int, counts: Counter[str]) -> list[Figure]:
    address = reverse("admin:program_event_conflicts", args=[pk])
    labels = {Severity.ERROR: _("Conflicts: errors"), Severity.WARNING: _("Conflicts: warnings")}
    return [
        Figure(label, counts[severity], f"{address}?severity={severity}", severity)
        for severity, label in labels.items()
    ]


def text_figures(event: Event, counts: dict[str, int]) -> list[Figure]:
    """Return how many texts are missing in each language."""
    address = reverse("admin:program_event_translations", args=[event.pk])
    return [
        Figure(
            _("Texts missing in %(language)s") % {"language": language},
            counts[code],
            f"{address}?{urlencode({'language': code, 'state': State.MISSING})}",
        )
        for code, language in LANGUAGES.items()
    ]


def photo_figure(pk: int, number: int) -> Figure:
    asked = {f"{TAKES_PART}__id__exact": pk, "photo__isempty": 1}
    address = f"{reverse('admin:speakers_speaker_changelist')}?{urlencode(asked)}"
    return Figure(_("People without a photo"), number, address)


def webhook_figure(pk: int, number: int) -> Figure:
    asked = {EVENT_PARAMETER: str(pk), "last": Delivery.State.GIVEN_UP.value}
    address = f"{reverse('admin:program_webhook_changelist')}?{urlencode(asked)}"
    return Figure(_("Webhooks given up"), number, address, Severity.ERROR)


def latest(user: Any, event: Event) -> dict[str, Any]:
    """Return the last release, what has changed since, and who edited last."""
    found: dict[str, Any] = {"may_release": not event.parent_id and may_publish(user, event)}
    if not event.parent_id and allowed_in(user, event, "program.view_release"):
        found["shows_release"] = True
        if released := last_release(event):
            release, kinds, number = released
            changes = [(TOLD[kind], kinds[kind]) for kind in TOLD if kinds[kind]]
            found |= {"release": release, "changes": changes, "number_of_changes": number}
    kinds_seen = [model for model in KINDS if may(user, event, model, "view")]
    change = last_edit(event, kinds_seen)
    return found | (edited(user, event, change) if change else {})


def edited(user: Any, event: Event, change: Change) -> dict[str, Any]:
    """Return an edit, what it was made to, and the page that tells its history."""
    label, _slash, key = change.document.rpartition("/")
    model = apps.get_model(label)
    name = label.replace(".", "_")
    thing = model._default_manager.filter(pk=key).first()  # noqa: SLF001 - a documented API
    href = reverse(f"admin:{name}_history", args=[key]) if thing else ""
    if not thing and may(user, event, model, "add"):
        href = reverse(f"admin:{name}_deleted")
    return {
        "edit": change.edit,
        "edited": str(thing) if thing else former_name(model, int(key)),
        "history": href,
        "and_others": change.edit.changes.exclude(document=change.document).exists(),
    }


def may_any(user: Any, event: Event, permissions: Iterable[str]) -> bool:
    return any(allowed_in(user, event, each) for each in permissions)


def may(user: Any, event: Event, model: type[Model], action: str) -> bool:
    """Say whether someone may do this to objects of a model in an event."""
    meta = model._meta  # noqa: SLF001 - documented by Django
    permission = f"{meta.app_label}.{action}_{meta.model_name}"
    return allowed(user, permission, model if meta.label_lower in SHARED else event)
