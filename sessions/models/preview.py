"""Secret links by which speakers check their own entry, and what they propose to correct in it."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sessions.models.event import Event
from sessions.models.session import Session
from speakers.models import Speaker

TOKEN_BYTES = 32


def hashed(token: str) -> str:
    """Return what is kept of a token. It is random and long, so that a plain hash hides it."""
    return sha256(token.encode(errors="replace")).hexdigest()


class PreviewLinkManager(models.Manager["PreviewLink"]):
    def make(self, *, event: Event, speaker: Speaker, until: date, made_by: Any) -> str:
        """Give a speaker a new link, in place of any earlier one, and return its token."""
        token = token_urlsafe(TOKEN_BYTES)
        new = {"token_hash": hashed(token), "until": until, "made_by": made_by}
        new["made_at"] = timezone.now()
        self.update_or_create(event=event, speaker=speaker, defaults=new)
        return token

    @transaction.atomic
    def make_for(
        self, speakers: Iterable[Speaker], *, event: Event, until: date, made_by: Any, renew: bool
    ) -> dict[Speaker, str]:
        """Give each a new link and return the tokens; links that work stay unless `renew`."""
        links = self.filter(event=event, speaker__in=speakers).select_related("event")
        working = set() if renew else {link.speaker_id for link in links if link.is_valid}
        return {
            each: self.make(event=event, speaker=each, until=until, made_by=made_by)
            for each in speakers
            if each.pk not in working
        }

    def opened_by(self, token: str) -> "PreviewLink | None":
        """Return the link that a token opens today."""
        links = self.select_related("event__parent", "speaker__organization")
        link = links.filter(token_hash=hashed(token)).first()
        return link if link and link.is_valid else None


class PreviewLink(models.Model):
    """Lets a speaker see their part in an event's program, drafts too, and propose corrections.

    Of the secret in its address only a hash is kept, none once it has been revoked. `until` is the
    last day on which the link works, in the zone of the event.
    """

    event = models.ForeignKey(
        Event, models.CASCADE, verbose_name=_("event"), related_name="preview_links"
    )
    speaker = models.ForeignKey(
        Speaker, models.CASCADE, verbose_name=_("speaker"), related_name="preview_links"
    )
    token_hash = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001
    until = models.DateField(_("valid until"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("made by"),
        related_name="+",
        null=True,
    )
    made_at = models.DateTimeField(_("made at"))

    objects = PreviewLinkManager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        default_permissions = ()
        ordering = ("event", "speaker")
        constraints = [
            models.UniqueConstraint(name="preview_link_once", fields=["event", "speaker"])
        ]

    def __str__(self) -> str:
        return f"{self.speaker} · {self.event}"

    @property
    def is_valid(self) -> bool:
        """Whether the link works today."""
        today = timezone.now().astimezone(self.event.zone).date()
        return self.token_hash is not None and today <= self.until

    def sessions(self) -> Any:
        """Return the sessions of the event's program in which the speaker takes part."""
        return Session.objects.of(self.event).with_person(self.speaker)

    def revoke(self) -> None:
        self.token_hash = None
        self.save(update_fields=["token_hash"])


class CorrectionQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        return self.filter(state=Correction.State.WAITING)

    def about(self, sessions: models.QuerySet) -> Self:
        """Keep what is proposed for the person, and for these sessions."""
        return self.filter(Q(session=None) | Q(session__in=sessions))


class Correction(models.Model):
    """What a speaker proposes for one field: of a session, or if there is none, of themselves.

    `column` is the field with its language; `seen` what stood there when it was proposed. A photo
    that is proposed waits in `photo`, with its name as `text`: media are public.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    link = models.ForeignKey(PreviewLink, models.CASCADE, related_name="corrections")
    session = models.ForeignKey(Session, models.CASCADE, related_name="+", null=True)
    column = models.CharField(max_length=64)
    seen = models.TextField()
    text = models.TextField()
    photo = models.BinaryField(null=True)
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    sent_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True
    )
    decided_at = models.DateTimeField(null=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ("-sent_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                name="correction_waits_once",
                fields=["link", "session", "column"],
                condition=Q(state="waiting", session__isnull=False),
            ),
            models.UniqueConstraint(
                name="correction_of_person_waits_once",
                fields=["link", "column"],
                condition=Q(state="waiting", session=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.link} · {self.column}"

    @property
    def thing(self) -> Speaker | Session:
        """What is to be corrected."""
        return self.session or self.link.speaker
