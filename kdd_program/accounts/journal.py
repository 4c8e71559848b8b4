"""What happens to accounts, on record.

Who, from where and what exactly stands in the database, on the admin's page *Journal of accounts*;
in the log stands a number, without names, addresses or secrets.
"""

import logging
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, User
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models import Q, QuerySet
from django.db.models.signals import m2m_changed

log = logging.getLogger("kdd_program.accounts")


def changes() -> QuerySet[LogEntry]:
    """Return what has been done to accounts and rights, the latest first."""
    return LogEntry.objects.filter(
        Q(content_type__app_label="auth") | Q(content_type__model="membership")
    )


def note(user: Any, message: list[dict[str, Any]]) -> None:
    """Write into the journal what users have done to their own accounts."""
    LogEntry.objects.log_actions(user.pk, [user], CHANGE, change_message=message)


def signed_in(user: Any, **_kwargs: Any) -> None:
    log.info("User %s signed in", user.pk)


def signed_out(user: Any, **_kwargs: Any) -> None:
    log.info("User %s signed out", user and user.pk)


def failed(**_kwargs: Any) -> None:
    log.warning("Someone failed to sign in")


def rights_changed(action: str, instance: Any, pk_set: set[int] | None, **_kwargs: Any) -> None:
    if action.startswith("post_"):
        numbers = sorted(pk_set or ())
        log.warning("Rights of %s %s: %s %s", type(instance).__name__, instance.pk, action, numbers)


user_logged_in.connect(signed_in)
user_logged_out.connect(signed_out)
user_login_failed.connect(failed)
for through in (User.groups.through, User.user_permissions.through, Group.permissions.through):
    m2m_changed.connect(rights_changed, sender=through)
