"""Sending what is due: at least once, with growing pauses, and at last given up."""

from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_noop

from sessions.models import Delivery, Webhook
from sessions.webhooks.payload import payload
from sessions.webhooks.reaching import INTERNET, Answer, CannotReachError, Reach, post
from sessions.webhooks.signing import signed
from speakers.history import recorded

# Before the second attempt, the third …; nobody is called an eighth time.
PAUSES = [timedelta(minutes=each) for each in (1, 5, 30, 2 * 60, 6 * 60, 24 * 60)]
Clock = Callable[[], datetime]


def deliver_due(reach: Reach = INTERNET, now: Clock = timezone.now) -> int:
    """Send what is due, one after the other, and return how many attempts were made.

    Several workers may do so at once: each delivery is with one of them at a time.
    """
    attempts = 0
    while delivery := Delivery.objects.take(now()):
        attempt(delivery, reach, now)
        attempts += 1
    return attempts


def attempt(delivery: Delivery, reach: Reach, now: Clock) -> None:
    """Send a delivery that has been taken, and record what came of it."""
    try:
        answer = send(delivery, reach, now())
    except CannotReachError as error:
        told: dict[str, Any] = {"status": None, "answer": "", "problem": error.problem}
        delivery.record(**told, **outcome(delivery, None, now()))
        return
    text = answer.text.replace("\0", "")  # which PostgreSQL does not take
    told = {"status": answer.status, "answer": text, "problem": ""}
    delivery.record(**told, **outcome(delivery, answer, now()))
    if answer.status == HTTPStatus.GONE:
        switch_off(delivery.webhook)


def send(delivery: Delivery, reach: Reach, moment: datetime) -> Answer:
    """Sign and send a delivery; raises `CannotReachError`."""
    body = payload(delivery)
    headers = {"Content-Type": "application/json", "User-Agent": "kdd_program"}
    headers |= signed(delivery.webhook.secret, delivery.key, moment, body)
    return post(delivery.webhook.url, body, headers, reach)


def outcome(delivery: Delivery, answer: Answer | None, now: datetime) -> dict[str, Any]:
    """Return what becomes of a delivery by the answer to it, None for no answer."""
    state = Delivery.State
    said: dict[str, Any] = {"answered_at": now}
    if answer and HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES:
        return said | {"state": state.DELIVERED}
    is_gone = answer and answer.status == HTTPStatus.GONE
    if is_gone or delivery.attempts > len(PAUSES):
        return said | {"state": state.GIVEN_UP}
    return said | {"due_at": now + PAUSES[delivery.attempts - 1]}


def switch_off(webhook: Webhook) -> None:
    """Tell a receiver nothing more that does not want it (410)."""
    with recorded(None, gettext_noop("The receiver has answered that it is gone (410)")):
        webhook.is_active = False
        webhook.save(update_fields=["is_active"])
