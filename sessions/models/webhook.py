"""Webhooks: servers that are told of each release of an event, and what became of telling them."""

from datetime import datetime, timedelta
from typing import Any, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sessions.models.event import Event
from sessions.models.release import Release
from sessions.webhooks.reaching import Problem
from sessions.webhooks.signing import make_secret

LEASE = timedelta(minutes=3)  # longer than an attempt can take


class WebhookQuerySet(models.QuerySet):
    def with_last_state(self) -> Self:
        """Say of each as `last_state` what became of the last delivery, None if there is none."""
        last = Delivery.objects.filter(webhook=OuterRef("pk")).order_by("-made_at", "-pk")
        return self.annotate(last_state=Subquery(last.values("state")[:1]))


class Webhook(models.Model):
    """A server that wants to be told of an event's releases.

    `site` is the address under which this site was seen when the webhook was last saved: what is
    sent names full addresses, and whoever sends it is asked by no browser.
    """

    event = models.ForeignKey(
        Event, models.CASCADE, verbose_name=_("event"), related_name="webhooks"
    )
    url = models.URLField(
        _("address"),
        max_length=500,
        help_text=_("Of the server to be told, with https://. It has to be a public one."),
    )
    is_active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_("What comes to pass meanwhile is not told later."),
    )
    site = models.URLField(_("site"), max_length=300)
    secret = models.CharField(max_length=100, default=make_secret, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("made by"),
        related_name="+",
        null=True,
        editable=False,
    )
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ("event", "pk")

    def __str__(self) -> str:
        return self.url


def make_key() -> str:
    return f"msg_{uuid4().hex}"


class DeliveryManager(models.Manager["Delivery"]):
    def announce(self, release: Release) -> None:
        """Let every active webhook of the event be told of a release, in this transaction."""
        active = Webhook.objects.filter(event=release.event_id, is_active=True)
        self.bulk_create(Delivery(webhook=each, release=release) for each in active)

    def take(self, now: datetime) -> "Delivery | None":
        """Return something that is due, with one attempt more; None if nothing is.

        Whoever takes it has it alone until the lease ends. If it is then still waiting, since its
        worker was killed, it is due again.
        """
        waiting = self.filter(state=Delivery.State.WAITING)
        due = waiting.filter(due_at__lte=now, webhook__is_active=True).order_by("due_at")
        for key, due_at in due.values_list("pk", "due_at")[:10]:
            # Of its own columns only: PostgreSQL asks these again once another worker lets it go.
            unchanged = waiting.filter(pk=key, due_at=due_at)
            if unchanged.update(due_at=now + LEASE, attempts=F("attempts") + 1):
                related = self.select_related("webhook__event", "release")
                return related.defer("release__snapshot").get(pk=key)
        return None


class Delivery(models.Model):
    """A release that a webhook is told of; without a release a test. `key` is the receiver's id.

    `due_at` is when it is to be tried, or tried again should nothing be heard of this attempt.
    `status`, `answer` and `problem` are those of the last attempt.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        DELIVERED = "delivered", _("delivered")
        GIVEN_UP = "given-up", _("given up")

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    release = models.ForeignKey(Release, models.CASCADE, related_name="deliveries", null=True)
    key = models.CharField(max_length=40, unique=True, default=make_key)
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    made_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    answered_at = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.TextField(blank=True)
    problem = models.CharField(max_length=20, choices=Problem, blank=True)

    objects = DeliveryManager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        default_permissions = ()
        ordering = ("-made_at", "-pk")
        indexes = [models.Index(name="delivery_due", fields=["state", "due_at"])]

    def __str__(self) -> str:
        return self.key

    def record(self, **said: Any) -> bool:
        """Write down what came of the attempt, unless the lease has ended; return whether it did.

        Then another worker may be at it already.
        """
        own = Delivery.objects.filter(pk=self.pk, due_at=self.due_at, state=self.State.WAITING)
        return bool(own.update(**said))

    def send_again(self) -> None:
        """Let it be sent now, under the same key, with all its attempts before it."""
        self.state, self.due_at, self.attempts = self.State.WAITING, timezone.now(), 0
        self.save(update_fields=["state", "due_at", "attempts"])
