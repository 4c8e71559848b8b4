"""Tokens by which programs write as somebody, by the API."""

from datetime import timedelta
from secrets import token_urlsafe
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sessions.models.preview import TOKEN_BYTES, hashed

MARK = "kdd_"  # by it people and secret scanners know what a text is
SHOWN = 10  # letters of a token by which its owner knows it again
PRECISION = timedelta(minutes=10)  # how exactly the last use is known


class TokenManager(models.Manager["Token"]):
    def make(self, *, user: Any, name: str, days: int) -> str:
        """Give a user a new token that works for so many days, and return its secret."""
        secret = MARK + token_urlsafe(TOKEN_BYTES)
        self.create(
            user=user,
            name=name,
            prefix=secret[:SHOWN],
            secret_hash=hashed(secret),
            expires_at=timezone.now() + timedelta(days=days),
        )
        return secret

    def shown(self, secret: str) -> "Token | None":
        """Return the token that a secret belongs to, with its user, unless it has expired."""
        living = self.filter(expires_at__gt=timezone.now()).select_related("user")
        return living.filter(secret_hash=hashed(secret)).first()


class Token(models.Model):
    """Lets a program write as `user`, with the user's rights. Of its secret only a hash is kept."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("user"), related_name="tokens"
    )
    name = models.CharField(
        _("name"), max_length=100, help_text=_("What it is for, such as “Website of the society”.")
    )
    prefix = models.CharField(_("begins with"), max_length=SHOWN)
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    used_at = models.DateTimeField(_("last used"), null=True)
    expires_at = models.DateTimeField(_("valid until"))

    objects = TokenManager()

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        default_permissions = ()
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return f"{self.name} · {self.prefix}…"

    def note_use(self) -> None:
        """Remember that the token is in use, not more often than `PRECISION`."""
        now = timezone.now()
        if self.used_at is None or now - self.used_at > PRECISION:
            Token.objects.filter(pk=self.pk).update(used_at=now)
