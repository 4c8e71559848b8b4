"""Recording releases."""

import json

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max
from django.utils.translation import override

from sessions.exchange import fixture
from sessions.models import Event, Release


def record_release(
    event: Event, user: User | None, note_en: str | None, note_zh_hans: str | None
) -> Release:
    """Record the program of `event` as it stands, under the number after the last, and return it.

    The snapshot is the event's fixture: a list of records. Two calls at once get two numbers.
    """
    with transaction.atomic():
        locked = Event.objects.select_for_update().get(pk=event.pk)
        last = locked.releases.aggregate(last=Max("number"))["last"] or 0
        release = Release(
            event=locked,
            number=last + 1,
            made_by=user,
            note_en=note_en,
            note_zh_hans=note_zh_hans,
            snapshot=json.loads(fixture.export(locked)),
        )
        with override(settings.LANGUAGE_CODE):
            release.save()
    return release
