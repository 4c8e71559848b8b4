"""What a receiver is told: `{"type": …, "timestamp": …, "data": …}`, as by Standard Webhooks."""

import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from sessions.models import Delivery, Event, Release
from sessions.querysets import code_of
from sessions.schedule.changes import Change
from sessions.templatetags.program import html_lang

MOST_CHANGES = 100  # the rest is on the page of changes
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def payload(delivery: Delivery) -> bytes:
    """Return the message of a delivery as JSON in UTF-8, the same each time it is sent.

    It is `release.published`, or `webhook.test` if the delivery is of no release.
    """
    release, webhook = delivery.release, delivery.webhook
    data: dict[str, Any] = {"event": webhook.event.slug}
    if release:
        data |= described(release)
    content = {
        "type": "release.published" if release else "webhook.test",
        "timestamp": utc(release.made_at if release else delivery.made_at),
        "data": data | {"addresses": addresses(webhook.event, webhook.site, release)},
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def described(release: Release) -> dict[str, Any]:
    """Return number, note in both languages, and which sessions have changed in what."""
    changes = release.told
    return {
        "number": release.number,
        "made_at": utc(release.made_at),
        "note": {
            html_lang(code): getattr(release, f"note_{code.replace('-', '_')}") or None
            for code in LANGUAGES
        },
        "number_of_changes": len(changes),
        "changes": [changed(each) for each in changes[:MOST_CHANGES]],
    }


def changed(change: Change) -> dict[str, Any]:
    """Return a session by its slugs and its code, and what has become of it."""
    event, slug = change.session.key
    kinds = [kind.value for kind in change.kinds]
    return {"event": event, "session": slug, "code": code_of(event, slug), "kinds": kinds}


def addresses(event: Event, site: str, release: Release | None) -> dict[str, Any]:
    """Return where to read on: pages and feeds by language, machine formats, in full."""

    def machine(view: str, query: str = "") -> str:
        return urljoin(site, reverse(view, args=[event.slug]) + query)

    def page(language: str) -> str:
        with override(language):
            path = reverse("program:changes", args=[event.slug])
        return urljoin(site, f"{path}#release-{release.number}" if release else path)

    return {
        "changes": {html_lang(code): page(code) for code in LANGUAGES},
        "feed": {html_lang(code): machine("changes-feed", f"?lang={code}") for code in LANGUAGES},
        "program": machine("program-state"),
        "schedule": machine("schedule-json"),
    }


def utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
