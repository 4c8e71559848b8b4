"""Corrections: what speakers propose by their preview link, and what organizers make of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile, File
from django.db import models, transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_noop, override

from sessions.models import Correction, PreviewLink, Session
from speakers.bilingual import bilingual, labels
from speakers.history import recorded
from speakers.models import Speaker
from speakers.rights import allowed

PHOTO = "photo"
PROPOSAL = gettext_noop("proposal")
TEXTS: dict[type[models.Model], tuple[str, ...]] = {
    Speaker: (*bilingual("name"), *bilingual("biography")),
    Session: (*bilingual("title"), *bilingual("abstract")),
}
State = Correction.State


@dataclass(frozen=True)
class Proposed:
    """What a speaker has sent for one field: what they saw there, and what shall stand there."""

    session: Session | None
    column: str
    seen: str
    text: str
    photo: bytes | None = None


@dataclass(frozen=True)
class Decision:
    """What an organizer says to a correction; `seen` is its `fingerprint` as it was shown."""

    accepted: bool
    seen: str


class ChangedMeanwhile(Exception):  # noqa: N818 - nothing has been written, and this says why
    """A field, or what is proposed for it, is no longer what the organizer was shown."""


def tidy(text: str) -> str:
    """Return a text as it is compared: browsers send line ends as CR LF."""
    return text.replace("\r\n", "\n").strip()


def now_in(thing: models.Model, column: str) -> str:
    """Return what stands in a field: a text, or the name of a file."""
    return tidy(str(getattr(thing, column) or ""))


def label(correction: Correction) -> str:
    """Name the field, with its language."""
    if correction.column == PHOTO:
        return capfirst(gettext("photo"))
    return str(labels(type(correction.thing))[correction.column])


def fingerprint(correction: Correction, thing: models.Model) -> str:
    """Return a text that is the same as long as field and proposal are."""
    told = (now_in(thing, correction.column), correction.text, bytes(correction.photo or b""))
    return sha256(repr(told).encode()).hexdigest()


@transaction.atomic
def propose(link: PreviewLink, sent: Iterable[Proposed]) -> int:
    """Keep what a speaker proposes, in place of what they proposed before and still waits.

    What is again as they found it, or stands there already, is withdrawn. Return how many
    corrections are new.
    """
    PreviewLink.objects.select_for_update().get(pk=link.pk)
    waiting = {(each.session_id, each.column): each for each in link.corrections.waiting()}
    count = 0
    for each in sent:
        thing = each.session or link.speaker
        before = waiting.get((thing.pk if each.session else None, each.column))
        if not each.photo and each.text in (each.seen, now_in(thing, each.column)):
            if before:
                before.delete()
        elif not before or (before.text, before.photo) != (each.text, each.photo):
            correction = before or Correction(link=link, session=each.session, column=each.column)
            correction.seen, correction.text, correction.photo = each.seen, each.text, each.photo
            correction.sent_at = timezone.now()
            correction.save()
            count += 1
    return count


def may_decide(user: Any, correction: Correction) -> bool:
    """Say whether the user may change what the correction is of."""
    if correction.session:
        return allowed(user, "program.change_session", correction.session)
    return allowed(user, "speakers.change_speaker", correction.link.speaker)


def decide(link: PreviewLink, decisions: dict[int, Decision], user: Any) -> None:
    """Accept or decline corrections, by their keys: all in one transaction, or nothing.

    Raises `ChangedMeanwhile` if one is not as it was shown, `PermissionDenied`, or
    `ValidationError` in words if what is accepted does not fit.
    """
    with recorded(user, gettext_noop("Corrected by the speaker")), override(settings.LANGUAGE_CODE):
        PreviewLink.objects.select_for_update().get(pk=link.pk)
        found = link.corrections.waiting().select_related("session", "link__speaker")
        waiting = {each.pk: each for each in found}
        if not set(decisions) <= set(waiting):
            raise ChangedMeanwhile
        decided = [waiting[key] for key in sorted(decisions)]
        if not all(may_decide(user, each) for each in decided):
            raise PermissionDenied
        things = {each.thing: locked(each.thing) for each in decided}
        for each in decided:
            if fingerprint(each, things[each.thing]) != decisions[each.pk].seen:
                raise ChangedMeanwhile
        for thing in things.values():
            accepted = [each for each in decided if each.thing == thing]
            accept(thing, [each for each in accepted if decisions[each.pk].accepted], user)
        for each in decided:
            close(each, State.ACCEPTED if decisions[each.pk].accepted else State.DECLINED, user)
        declined = [label(each) for each in decided if not decisions[each.pk].accepted]
        note(link, [{"deleted": {"name": PROPOSAL, "object": each}} for each in declined], user)


def locked(thing: models.Model) -> Any:
    """Return an object as it stands now; others change it only after this transaction."""
    return type(thing)._base_manager.select_for_update().get(pk=thing.pk)  # noqa: SLF001


def accept(thing: Any, accepted: list[Correction], user: Any) -> None:
    """Write what has been accepted of one object."""
    if not accepted:
        return
    for each in accepted:
        if each.column == PHOTO:
            photo: File = ContentFile(bytes(each.photo or b""), name=each.text)
            setattr(thing, PHOTO, photo)
        else:
            setattr(thing, each.column, each.text or None)
    thing.validate_constraints()
    thing.save()
    note(thing, [{"changed": {"fields": [label(each) for each in accepted]}}], user)


def note(thing: models.Model, said: list[Any], user: Any) -> None:
    """Write into the journal of an object what was done to it, if anything."""
    if said:
        log = LogEntry.objects.log_actions
        log(user.pk, [thing], CHANGE, change_message=said, single_object=True)


def close(correction: Correction, state: Correction.State, user: Any) -> None:
    """Note how it was decided; a photo is on the person's page now, or nowhere."""
    correction.state, correction.photo = state, None
    correction.decided_by, correction.decided_at = user, timezone.now()
    correction.save()
