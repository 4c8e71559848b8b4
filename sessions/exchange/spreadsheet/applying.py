"""Writing what a dry run has shown: all of it or nothing."""

import json
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, models, transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sessions.exchange.spreadsheet.dry_run import Incoming, dry_run
from sessions.exchange.spreadsheet.plan import Plan, Write
from sessions.exchange.spreadsheet.sheet import SpreadsheetError
from sessions.models import Participation, Resource, Session, TaggedSession
from sessions.search import rebuilt_at_the_end
from speakers.history import recorded
from speakers.models import Organization, Speaker

AnyPlan = TypeVar("AnyPlan", bound=Plan)
# What is logged with its session.
PARTS = {Participation: "session", Resource: "session", TaggedSession: "content_object"}
KEPT_STILL = (Organization, Speaker, Session, Participation)
WHY = gettext_noop("Imported from a spreadsheet")


class ChangedError(Exception):
    """The program has changed since the dry run; `plan` is what the file would do now."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan.fingerprint)
        self.plan = plan


def import_file(incoming: Incoming, **how: Any) -> Plan:
    """Apply a file in one transaction and return what was done; `how` is that of `carry_out`."""
    return carry_out(partial(dry_run, incoming), WHY, **how)


def carry_out(  # noqa: PLR0913 - said by name
    planned: Callable[[], AnyPlan],
    why: str,
    *,
    shown: str | None = None,
    leave_out: bool = False,
    user: User | None = None,
    allowed: Callable[[AnyPlan], None] | None = None,
) -> AnyPlan:
    """Make a plan, carry it out in one transaction, and return it; `why` is for the history.

    `shown` is the fingerprint of the plan that was looked at; if the file would do something else
    by now, `ChangedError` is raised. `leave_out` leaves out the rows that are refused or undecided;
    without it they make the whole import a `SpreadsheetError`. `allowed` is called with the plan
    before anything is written, to raise `PermissionDenied`.
    """
    with transaction.atomic():
        for model in KEPT_STILL:  # nobody changes what is compared until it is written
            rows = model._default_manager.select_for_update(no_key=True)  # noqa: SLF001 - may be named
            list(rows.order_by("pk").values_list("pk"))
        plan = planned()
        if shown is not None and shown != plan.fingerprint:
            raise ChangedError(plan)
        if plan.open and not leave_out:
            raise SpreadsheetError(
                _("Nothing was imported: mend the rows that are refused, or leave them out.")
            )
        if allowed:
            allowed(plan)
        apply(plan, user, why)
    return plan


def apply(plan: Plan, user: User | None, why: str = WHY) -> None:
    """Write the accepted rows of a plan, and who did it into the journal; all or nothing.

    Raises `SpreadsheetError` for what only the database itself could refuse.
    """
    writes = list(plan.writes)
    with (
        recorded(user, why),
        rebuilt_at_the_end(),
        translation.override(settings.LANGUAGE_CODE),
    ):
        for write in writes:
            try:
                execute(write)
            except (IntegrityError, DataError, ValidationError) as error:
                raise SpreadsheetError(
                    _("Nothing was imported: the database refused “%(object)s”: %(reason)s")
                    % {"object": write.instance, "reason": error}
                ) from error
        if user:
            LogEntry.objects.bulk_create(journal(writes, user))


def execute(write: Write) -> None:
    if write.action == DELETION:
        write.instance.delete()
    else:
        write.instance.save()


def journal(writes: list[Write], user: User) -> list[LogEntry]:
    """Return an entry for each object that was added or changed, in the form of the admin's own.

    People and topics of a session stand in the session's entry.
    """
    messages: dict[tuple[type, int], list[dict[str, Any]]] = defaultdict(list)
    objects: dict[tuple[type, int], models.Model] = {}
    flags: dict[tuple[type, int], int] = {}
    for write in writes:
        path = PARTS.get(type(write.instance))
        target = getattr(write.instance, path) if path else write.instance
        key = (type(target), target.pk)
        objects[key] = target
        flags.setdefault(key, CHANGE if path else write.action)
        messages[key].append(message(write))
    return [
        LogEntry(
            user_id=user.pk,
            content_type=ContentType.objects.get_for_model(target, for_concrete_model=False),
            object_id=str(target.pk),
            object_repr=str(target)[:200],
            action_flag=flags[key],
            change_message=json.dumps(messages[key]),
        )
        for key, target in objects.items()
    ]


def message(write: Write) -> dict[str, Any]:
    """Return what happened, as the admin writes it: names of fields in English."""
    meta = write.instance._meta  # noqa: SLF001
    action = {ADDITION: "added", CHANGE: "changed", DELETION: "deleted"}[write.action]
    details: dict[str, Any] = {}
    if type(write.instance) in PARTS:
        with translation.override(None):
            details = {"name": str(meta.verbose_name), "object": str(write.instance)}
    if write.action == CHANGE:
        with translation.override(None):
            details["fields"] = [str(meta.get_field(name).verbose_name) for name in write.changes]
    return {action: details}
