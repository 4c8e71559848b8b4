"""What is wrong with a deployment and how to mend it, in words for whoever runs it.

Each examination is a function without arguments that yields Django's check messages: what is wrong,
and as a hint what to do. They look at this machine and its database as they are, which is why they
are not among the checks that every command runs.
"""

import os
import shutil
import tempfile
import zoneinfo
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from threading import Thread

import tzdata
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.checks import CheckMessage, Error, Warning, run_checks  # noqa: A004
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from kdd_program.doctor_database import database
from kdd_program.environment import mistakes
from kdd_program.health import cache_keeps
from sessions.exchange.typeset import has_cjk
from sessions.management.commands.compilemessages import outdated

LOCAL = {".localhost", "localhost", "127.0.0.1", "[::1]"}
BUCKET_PATIENCE = 20  # seconds
ALIKE = 0.8  # of 1: how much a misspelt name has of the right one
LEAST_SECRET = 50  # characters, as Django asks
LEAST_SPACE = 500 * 1024 * 1024  # bytes
OLDEST_ZONES = 2  # years
# What Django's own checks say too, and the examinations below in plain words
SAID_BETTER = {
    f"security.W{number}" for number in ("004", "005", "008", "009", "012", "016", "018", "021")
}

Examination = Callable[[], Iterator[CheckMessage]]


def examine() -> list[CheckMessage]:
    """Return all that is wrong, the worst first.

    What the environment cannot be comes alone: the site as it is then is not the one that is meant.
    """
    if found := mistakes():
        return found
    found = [message for look in EXAMINATIONS for message in look()]
    return sorted(found, key=lambda message: -message.level)


def django_itself() -> Iterator[CheckMessage]:
    for message in run_checks(include_deployment_checks=True):
        if message.id not in SAID_BETTER and not message.is_silenced():
            yield message


def misspellings() -> Iterator[CheckMessage]:
    for name in sorted(os.environ.keys() - settings.VARIABLES):
        for meant in get_close_matches(name.upper(), settings.VARIABLES, n=1, cutoff=ALIKE):
            yield Warning(
                _("%(name)s is set, which nothing reads.") % {"name": name},
                hint=_("Should it be %(variable)s?") % {"variable": meant},
            )


def debugging() -> Iterator[CheckMessage]:
    if settings.DEBUG:
        yield Error(
            _("DEBUG is on: whoever meets an error sees the inside of the site."),
            hint=_("Take DEBUG out of the environment or of .env, and restart."),
        )


def secret() -> Iterator[CheckMessage]:
    if len(settings.SECRET_KEY) < LEAST_SECRET or "insecure" in settings.SECRET_KEY:
        yield Error(
            _("SECRET_KEY is so weak that sign-ins can be forged."),
            hint=_("Take it out of the environment: a strong one is made and kept in DATA_DIR."),
        )
    kept = settings.DATA_DIR / "secret_key"
    if kept.exists() and kept.stat().st_mode & 0o077:
        yield Error(
            _("Other users of this machine can read the secret key."),
            hint=f"chmod 600 {kept}",
        )


def names() -> Iterator[CheckMessage]:
    if set(settings.ALLOWED_HOSTS) <= LOCAL:
        yield Warning(
            _("The site answers only to this machine's own names."),
            hint=_("Set ALLOWED_HOSTS to the name people will use, such as program.example.org."),
        )
    if "*" in settings.ALLOWED_HOSTS:
        yield Error(
            _("The site answers to any name, also to one that somebody has made up."),
            hint=_("Set ALLOWED_HOSTS to the name people use, such as program.example.org."),
        )


def encryption() -> Iterator[CheckMessage]:
    if not settings.HTTPS:
        yield Warning(
            _("HTTPS is off: passwords cross the network for anybody to read."),
            hint=_("Put a web server with a certificate in front, and take out HTTPS=off."),
        )


def folders() -> Iterator[CheckMessage]:
    own = [settings.DATA_DIR / name for name in ("", "pages", "backups")]
    uploads = [each for each in settings.MEDIA_ROOT.glob("*") if each.is_dir()]
    for folder in (*own, settings.MEDIA_ROOT, *uploads):
        nearest = next(each for each in (folder, *folder.parents) if each.exists())
        try:
            tempfile.TemporaryFile(dir=nearest).close()
        except OSError as error:
            yield Error(
                _("Nothing can be written into %(folder)s: %(reason)s")
                % {"folder": folder, "reason": error.strerror},
                hint=_("Give the folder to the user the site runs as, or set DATA_DIR to another."),
            )


def space() -> Iterator[CheckMessage]:
    free = shutil.disk_usage(settings.DATA_DIR).free
    if free < LEAST_SPACE:
        yield Error(
            _("The disk is nearly full: %(free)d MB are left for %(folder)s.")
            % {"free": free // 1024**2, "folder": settings.DATA_DIR},
            hint=_("Make room, for example by moving old backups to another machine."),
        )


def figures() -> Iterator[CheckMessage]:
    """Look where the figures for Prometheus are: workers map them, and die if no page is left."""
    folder = Path(os.environ.get("PROMETHEUS_MULTIPROC_DIR", ""))
    if settings.METRICS_TOKEN and folder.stat().st_dev == settings.DATA_DIR.stat().st_dev:
        yield Warning(
            _("The figures for Prometheus are on the disk: when it is full, the workers end."),
            hint=_("Set PROMETHEUS_MULTIPROC_DIR to a folder in memory, such as /run/kdd-program."),
        )


def static_files() -> Iterator[CheckMessage]:
    if not hasattr(staticfiles_storage, "hashed_files"):
        return  # with DEBUG they are served from where they are
    sources = {path for finder in get_finders() for path, _storage in finder.list(None)}
    if lacking := sources - staticfiles_storage.hashed_files.keys():
        yield Error(
            _("Static files are not collected, so pages lack styles or fail: %(number)d.")
            % {"number": len(lacking)},
            hint=f"manage.py collectstatic → {settings.STATIC_ROOT}",
        )


def translations() -> Iterator[CheckMessage]:
    if outdated():
        yield Error(
            _("The Chinese texts are not compiled: where they are missing, pages show English."),
            hint="manage.py compilemessages",
        )


def bucket() -> Iterator[CheckMessage]:
    """Look whether the bucket takes an upload, lists it, gives it back and deletes it."""
    if not settings.MEDIA_BUCKET:
        return
    problems = [_("no answer within %(seconds)d seconds") % {"seconds": BUCKET_PATIENCE}]
    trying = Thread(target=try_bucket, args=(problems,), daemon=True)
    trying.start()
    trying.join(BUCKET_PATIENCE)
    for reason in problems:
        yield Error(
            _("The bucket for uploads cannot be used: %(reason)s") % {"reason": reason},
            hint=_(
                "See that MEDIA_BUCKET, MEDIA_ENDPOINT, AWS_ACCESS_KEY_ID and"
                " AWS_SECRET_ACCESS_KEY are right, and django-storages[s3] is installed."
            ),
        )


def try_bucket(problems: list[str]) -> None:
    """Put what is wrong with the bucket in place of `problems`, as soon as that is known."""
    try:
        name = default_storage.save("doctor.txt", ContentFile(b"tried"))
        default_storage.listdir("")
        default_storage.open(name).close()
        default_storage.delete(name)
    except Exception as error:  # noqa: BLE001 - whatever the storage raises
        problems[:] = [str(error)]
    else:
        problems.clear()


def zones() -> Iterator[CheckMessage]:
    release = zones_release()
    if int(release[:4]) < datetime.now(UTC).year - OLDEST_ZONES:
        yield Warning(
            _("The time zones are those of %(release)s; times in other zones may be wrong.")
            % {"release": release},
            hint=_("Update the system's package tzdata."),
        )


def zones_release() -> str:
    """Return the release of the time zones in use, such as 2026a: the system's, else tzdata's."""
    for folder in map(Path, zoneinfo.TZPATH):
        listed = folder / "tzdata.zi"
        if listed.exists():
            with listed.open(encoding="utf-8") as file:
                return file.readline().removeprefix("# version ").strip()
    return tzdata.IANA_VERSION


def cache() -> Iterator[CheckMessage]:
    if not cache_keeps():
        yield Error(
            _("The shared cache is out of reach, so that limits are not kept."),
            hint=_("See that Valkey or Redis runs and that CACHE_URL names it rightly."),
        )


def fonts() -> Iterator[CheckMessage]:
    if not has_cjk():
        yield Warning(
            _("No Chinese font is installed: booklets and cards lack their Chinese text."),
            hint="Debian, Ubuntu: apt install fonts-noto-cjk",
        )


EXAMINATIONS: list[Examination] = [
    *(misspellings, debugging, secret, names, encryption, django_itself),
    *(folders, space, bucket, figures, static_files, translations),
    *(database, cache, zones, fonts),
]
