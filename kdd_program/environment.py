"""What the environment sets, each variable as what it is meant to be.

Where one cannot be, what is usual takes its place and a mistake is noted (`settings.MISTAKES`), so
that `manage.py doctor` can say all of them in plain words. No command that looks at the site before
it begins runs with a mistake, nor does the server start.
"""

import os
import re
import secrets
from collections.abc import Collection
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlsplit

import environ
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured
from django.core.files import locks
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

FLAGS = dict.fromkeys(("on", "true", "yes", "y", "1"), True)
FLAGS |= dict.fromkeys(("off", "false", "no", "n", "0"), False)
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
HOST = re.compile(r"\.?[\w-]+(\.[\w-]+)*\.?|\[[0-9a-fA-F:.]+\]")
FIGURES = 9  # of the largest number that anything is set to
V = TypeVar("V")


class Mistake(NamedTuple):
    """A variable, the value that it cannot have (none that may hold a password), the remedy."""

    name: str
    value: str
    remedy: str | Promise


class Environment:
    """Reads variables, also from a file; a variable that is empty counts as not set."""

    def __init__(self, file: Path) -> None:
        environ.Env.read_env(file)
        self.mistakes: list[Mistake] = []
        self.names: set[str] = set()  # of all that has been asked for

    def mistaken(self, name: str, value: object, remedy: str | Promise, usual: V) -> V:
        self.mistakes.append(Mistake(name, str(value), remedy))
        return usual

    def text(self, name: str, default: str = "") -> str:
        self.names.add(name)
        return os.environ.get(name, "").strip() or default

    def flag(self, name: str, *, default: bool) -> bool:
        value = self.text(name)
        if not value or value.lower() in FLAGS:
            return FLAGS.get(value.lower(), default)
        return self.mistaken(name, value, gettext_lazy("Say on or off."), default)

    def number(self, name: str, *, default: int, least: int = 0) -> int:
        value = self.text(name, str(default))
        if value.isascii() and value.isdecimal() and len(value) <= FIGURES and int(value) >= least:
            return int(value)
        remedy = format_lazy(gettext_lazy("Say a whole number, {least} or more."), least=least)
        return self.mistaken(name, value, remedy, default)

    def level(self, name: str, *, default: str) -> str:
        """Return a level of the log."""
        value = self.text(name, default).upper()
        if value in LEVELS:
            return value
        remedy = format_lazy(gettext_lazy("Say one of {names}."), names=", ".join(LEVELS))
        return self.mistaken(name, value, remedy, default)

    def items(self, name: str) -> list[str]:
        """Return what stands between commas."""
        return [each for part in self.text(name).split(",") if (each := part.strip())]

    def hosts(self, name: str, *, default: list[str]) -> list[str]:
        """Return the names of hosts between commas, as Django wants them in `ALLOWED_HOSTS`."""
        found = self.items(name)
        if all(each == "*" or HOST.fullmatch(each) for each in found):
            return found or default
        remedy = gettext_lazy(
            "Say names without https://, port and path, such as program.example.org."
        )
        return self.mistaken(name, ",".join(found), remedy, default)

    def address(self, name: str, schemes: Collection[str], example: str) -> str:
        """Return an address of one of the schemes, or nothing."""
        value = self.text(name)
        if not value or (value.partition("://")[0] in schemes and leads_somewhere(value)):
            return value
        remedy = format_lazy(gettext_lazy("Say an address such as {example}."), example=example)
        return self.mistaken(name, "…", remedy, "")

    def database(self, name: str, *, default: str, engines: Collection[str]) -> dict[str, Any]:
        """Return Django's settings for the database at an address, of one of its engines."""
        value = self.text(name, default)
        if environ.Env.DB_SCHEMES.get(value.partition(":")[0]) in engines:
            with suppress(ValueError):  # what stands where a port would is none
                found = environ.Env.db_url_config(value)
                if found["NAME"]:
                    return dict(found)
        remedy = gettext_lazy(
            "Say an address such as postgres://user:password@host/name or"
            " sqlite:////folder/db.sqlite3; in a password, / and # are percent-encoded."
        )
        return self.mistaken(name, "…", remedy, dict(environ.Env.db_url_config(default)))

    def folder(self, name: str, default: Path) -> Path:
        """Return a folder, which is made if it is not there."""
        folder = Path(self.text(name) or default).absolute()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            return self.mistaken(name, folder, f"{error.strerror}: {error.filename}", folder)
        return folder

    def secret(self, name: str, kept: Path) -> str:
        """Return a secret, else the one that a file keeps, made at first use."""
        try:
            return self.text(name) or kept_secret(kept)
        except FileNotFoundError:  # nor is the folder there, which has been noted
            return secrets.token_urlsafe(50)
        except OSError as error:
            remedy = f"{error.strerror}: {error.filename}"
            return self.mistaken(name, "", remedy, secrets.token_urlsafe(50))


def leads_somewhere(address: str) -> bool:
    """Return whether an address names a host, with a number where a port stands, or a socket."""
    parts = urlsplit(address)
    with suppress(ValueError):
        _number = parts.port
        return parts.scheme == "unix" or parts.hostname is not None
    return False


def kept_secret(file: Path) -> str:
    """Return the secret in a file. Of processes that start together, one makes it.

    A file without one, as a full disk leaves it behind, is filled. Raises `OSError`.
    """
    if not file.exists() or not file.stat().st_size:
        with open(file, "a", encoding="utf-8", opener=partial(os.open, mode=0o600)) as opened:
            locks.lock(opened, locks.LOCK_EX)
            if not file.stat().st_size:
                opened.write(secrets.token_urlsafe(50))
    return file.read_text(encoding="utf-8")


@register()
def mistakes(**_options: object) -> list[CheckMessage]:
    """Say what the environment cannot be."""
    return [
        Error(
            _("The environment says %(variable)s, which cannot be.")
            % {"variable": f"{each.name}={each.value}"},
            hint=str(each.remedy),
        )
        for each in settings.MISTAKES
    ]


def demand_none() -> None:
    """Raise `ImproperlyConfigured` if there are mistakes, with all of them."""
    if found := mistakes():
        raise ImproperlyConfigured("\n".join(f"{each.msg} → {each.hint}" for each in found))
