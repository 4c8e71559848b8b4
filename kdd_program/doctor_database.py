"""What is wrong with the database, as `doctor` says it: each examination yields check messages."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error, Warning  # noqa: A004
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import F
from django.utils.translation import gettext as _

from kdd_program.backup import databases
from kdd_program.health import pending_migrations
from sessions import integrity
from sessions.models.version import Version

CLOCKS_APART = timedelta(seconds=5)
SETS_TIMEOUT = 17  # from this version on, pg_dump sets what servers before do not know


def database() -> Iterator[CheckMessage]:
    """Look whether the database answers, and into it only if it does."""
    try:
        ask_directly()
    except DatabaseError as error:
        yield Error(
            _("The database is out of reach: %(reason)s") % {"reason": str(error).strip()},
            hint=_("See that it runs and that DATABASE_URL names it rightly."),
        )
        return
    yield from encoding()
    yield from backups()
    if pending := pending_migrations():
        yield Error(
            _("The database is of an earlier version. Migrations missing: %(number)d.")
            % {"number": len(pending)},
            hint="manage.py migrate",
        )
        return
    yield from writing()
    yield from rules()
    yield from organizers()
    yield from clock()


def ask_directly() -> None:
    """Ask the database something, but not through a pool: that says only that it has waited."""
    direct = connection
    if "pool" in connection.settings_dict["OPTIONS"]:
        direct = connection.copy()
        del direct.settings_dict["OPTIONS"]["pool"]
    with direct.cursor() as cursor:
        cursor.execute("SELECT 1")
    if direct is not connection:
        direct.close()


def encoding() -> Iterator[CheckMessage]:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_encoding")
        (encoding,) = cursor.fetchone()
    if encoding != "UTF8":
        yield Error(
            _("The database keeps its texts as %(encoding)s, which cannot hold Chinese.")
            % {"encoding": encoding},
            hint=_(
                "Make one that keeps them as UTF8, and restore a backup into it:"
                " createdb --template template0 --encoding UTF8 …"
            ),
        )


def writing() -> Iterator[CheckMessage]:
    try:
        with transaction.atomic():
            Version.objects.update(number=F("number"))
            transaction.set_rollback(True)
    except DatabaseError as error:
        yield Error(
            _("Nothing can be saved: %(reason)s") % {"reason": str(error).strip()},
            hint=_(
                "Give DATA_DIR with all that is in it to the user the site runs as;"
                " of PostgreSQL, name a server and a role that may write."
            ),
        )


def rules() -> Iterator[CheckMessage]:
    if missing := integrity.missing(using=DEFAULT_DB_ALIAS):
        yield Error(
            _("The database has lost rules between sessions: %(names)s.")
            % {"names": ", ".join(sorted(missing))},
            hint=_("manage.py migrate lays them down again."),
        )


def organizers() -> Iterator[CheckMessage]:
    if not get_user_model().objects.filter(is_staff=True, is_active=True).exists():
        yield Warning(
            _("Nobody can edit the program: there is no organizer's account."),
            hint="manage.py createsuperuser",
        )


def clock() -> Iterator[CheckMessage]:
    now = datetime.now(UTC)
    migrated = MigrationRecorder.Migration.objects.latest("applied").applied
    with connection.cursor() as cursor:
        cursor.execute("SELECT CURRENT_TIMESTAMP")
        (said,) = cursor.fetchone()
    theirs = datetime.fromisoformat(f"{said}+00:00") if isinstance(said, str) else said
    if now < migrated - CLOCKS_APART or abs(now - theirs) > CLOCKS_APART:
        yield Error(
            _("The clock of this machine is wrong, or the database's: here it is %(now)s.")
            % {"now": f"{now:%Y-%m-%d %H:%M:%S} UTC"},
            hint=_("Let both follow the network's time: timedatectl set-ntp true"),
        )


def backups() -> Iterator[CheckMessage]:
    if connection.vendor != "postgresql":
        return
    if not shutil.which("pg_dump"):
        yield Warning(
            _("No backup can be made: pg_dump is missing."),
            hint="Debian, Ubuntu: apt install postgresql-client",
        )
        return
    server, dump = connection.pg_version // 10_000, databases.client_version()  # type: ignore[attr-defined]
    if dump < server or server < SETS_TIMEOUT <= dump:
        yield Warning(
            _("No backup can be made: pg_dump is of version %(dump)d, the server of %(server)d.")
            % {"dump": dump, "server": server},
            hint=f"Debian, Ubuntu: apt install postgresql-client-{server}",
        )
    if not databases.may_create():
        yield Warning(
            _("No backup can be made: the role may not make a database to try it in."),
            hint="ALTER ROLE … CREATEDB",
        )
