"""`backup` and `restore`, on the kind of database of this run."""

import os
import shutil
import signal
import sqlite3
import time
from contextlib import closing

import psycopg
import pytest
from django.db import connection

from kdd_program.backup import databases
from kdd_program.patience import PATIENCE
from tests.disks import fill, mounted
from tests.operation.conftest import SPOIL, Installed, on_postgresql, written_into
from tests.processes import wait_until
from tests.servers.databases import Cluster, own_folder

SIGN_IN = """
from django.contrib.auth.models import User
from django.test import Client
Client().force_login(User.objects.create_superuser("organizer", password="kept"))
"""


def restored(site, path):
    ran = site.manage("restore", path)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_restoring_brings_back_the_program_byte_for_byte(site, backup):
    program = site.program()
    site.python(SPOIL)
    assert site.program() != program
    restored(site, backup)
    assert site.program() == program


def test_uploads_come_back_and_later_ones_go(site, backup):
    uploads = site.folder / "media" / "speakers"
    (uploads / "someone.jpg").write_bytes(b"another photo")
    (uploads / "later.jpg").write_bytes(b"a later photo")
    restored(site, backup)
    assert [path.name for path in uploads.iterdir()] == ["someone.jpg"]
    assert (uploads / "someone.jpg").read_bytes() == b"a photo"


def test_accounts_come_back_and_nobody_is_signed_in(site):
    site.python(SIGN_IN)
    site.manage("backup", site.folder / "backup.tar")
    site.python("from django.contrib.auth.models import User; User.objects.all().delete()")
    restored(site, site.folder / "backup.tar")
    assert site.python(
        "from django.contrib.auth.models import User\n"
        "from django.contrib.sessions.models import Session\n"
        "print(User.objects.get().check_password('kept'), Session.objects.count())"
    ) == ("True 0")


@pytest.fixture
def visitor(site):
    """Return a connection to the site's PostgreSQL that is in the middle of a page."""
    if not site.url.startswith("postgres"):
        pytest.skip("SQLite's readers keep what they saw in the file beside it")
    with psycopg.connect(site.url) as visiting:
        visiting.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield visiting


def sessions_seen(visitor):
    return visitor.execute("SELECT count(*) FROM program_session").fetchone()[0]


def test_restoring_and_a_page_under_way_do_not_wait_for_each_other(site, backup, visitor):
    visitor.execute("SELECT FROM program_track")
    with site.start("restore", backup) as restoring:
        wait_until(
            lambda: on_postgresql(
                "SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = database"
                " WHERE NOT granted AND datname = %s",
                site.url.rpartition("/")[2],
            ),
            "a restoring that waits",
        )
        assert sessions_seen(visitor)
        visitor.execute("SELECT FROM program_room, speakers_speaker, program_version")
        visitor.rollback()
        _output, errors = restoring.communicate()
    assert restoring.returncode == 0, errors


def test_restoring_gives_up_before_a_transaction_that_stays_open_and_says_whose(site, visitor):
    visitor.execute("SELECT FROM program_track")
    with psycopg.connect(site.url) as restoring, pytest.raises(psycopg.Error) as refusal:
        restoring.execute(databases.lock_postgresql(1))
    assert "A transaction that stays open" in str(refusal.value)
    assert f"process {visitor.info.backend_pid} of kdd" in str(refusal.value)


def test_a_page_begun_before_a_restore_has_a_program_too(site, backup, visitor):
    visitor.execute("SELECT 1")
    restored(site, backup)
    assert sessions_seen(visitor)


def test_a_text_that_reads_as_the_head_of_a_table_is_restored_as_it_was():
    script = [b"COPY public.a (b) FROM stdin;\n", b"COPY x (y) FROM stdin;\n", b"\\.\n", b"\n"]
    frozen = b"COPY public.a (b) FROM stdin WITH (FREEZE);\n"
    assert list(databases.seen_by_all(script)) == [frozen, *script[1:]]


def test_what_was_there_before_is_kept_and_can_be_restored(site, backup):
    site.python(SPOIL)
    spoilt = site.program()
    said = restored(site, backup)
    before = said.split("What was there before: ")[1].strip()
    restored(site, before)
    assert site.program() == spoilt


def test_a_backup_restores_into_an_empty_installation(backup, tmp_path_factory, new_database, site):
    folder = tmp_path_factory.mktemp("new-machine")
    new_machine = Installed(folder, new_database(folder))
    restored(new_machine, backup)
    assert new_machine.program() == site.program()
    assert (folder / "media/speakers/someone.jpg").read_bytes() == b"a photo"


def test_a_backup_of_an_earlier_version_is_brought_up_to_date(empty_site):
    empty_site.manage("migrate", "program", "0001")
    empty_site.manage("backup", empty_site.folder / "old.tar")
    empty_site.manage("migrate")
    restored(empty_site, empty_site.folder / "old.tar")
    assert empty_site.manage("migrate", "--check").returncode == 0
    assert empty_site.manage("loaddata", "kdd2023").returncode == 0


def test_a_backup_is_made_while_somebody_writes_and_holds_what_was_saved(site):
    program = site.program()
    connect = psycopg.connect if site.url.startswith("postgres") else sqlite3.connect
    with closing(connect(site.url.removeprefix("sqlite:///"))) as writer:
        writer.execute("UPDATE program_session SET title_en = 'half a change'")
        made = site.manage("backup", site.folder / "backup.tar")
        writer.rollback()
    assert made.returncode == 0, made.stderr
    restored(site, site.folder / "backup.tar")
    assert site.program() == program


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's are the site's own")
def test_a_backup_waits_for_a_checkpoint_that_takes_longer_than_a_page_may(site):
    folder = own_folder()
    cluster = Cluster(folder, like=site)
    try:
        site.environment["DATABASE_URL"] = cluster.url
        with site.start("backup", site.folder / "backup.tar") as making:
            tried = "SELECT FROM pg_database WHERE starts_with(datname, 'scratch')"
            wait_until(lambda: cluster.rows(tried), "a database to try it in")
            of_checkpoints = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'"
            ((slow,),) = cluster.rows(of_checkpoints)
            os.kill(slow, signal.SIGSTOP)
            time.sleep(PATIENCE + 3)
            os.kill(slow, signal.SIGCONT)
            _output, errors = making.communicate()
        assert making.returncode == 0, errors
        assert not cluster.rows(tried)
    finally:
        cluster.drop()
        shutil.rmtree(folder)


def test_only_its_owner_can_read_a_backup(backup):
    assert backup.stat().st_mode & 0o777 == 0o600


def test_the_folder_of_a_backup_is_made(site):
    """As of the first one, before the timer has made any."""
    made = site.manage("backup", site.folder / "backups" / "first.tar")
    assert made.returncode == 0, made.stderr
    assert (site.folder / "backups").stat().st_mode & 0o777 == 0o700


def test_an_existing_file_is_not_overwritten(site, backup):
    refused = site.manage("backup", backup)
    assert "exists already; name another file" in refused.stderr
    assert refused.returncode == 1


def test_a_backup_of_nothing_is_not_called_good(empty_site):
    """As it would be where DATA_DIR or DATABASE_URL is another than the site's."""
    refused = empty_site.manage("backup", empty_site.folder / "backup.tar")
    assert "The database is empty." in refused.stderr
    assert refused.returncode == 1
    assert not (empty_site.folder / "backup.tar").exists()


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_a_database_out_of_reach_is_said_in_words(kept, tmp_path, command):
    site, backup, _program = kept
    away = "sqlite:////nowhere/db.sqlite3"
    if site.url.startswith("postgres"):
        away = "postgres://kdd@127.0.0.1:1/kdd"
    file = tmp_path / "new.tar" if command == "backup" else backup
    refused = site.manage(command, file, DATABASE_URL=away, LOG_LEVEL="ERROR")
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
    assert "CommandError: " in refused.stderr


def test_a_disk_that_is_full_is_said_in_words_and_nothing_is_left_on_it(site):
    with mounted("-t", "tmpfs", "-o", "size=4m", "tmpfs") as folder:
        fill(folder)
        for room in (100, 500, 1500, 3000) if connection.vendor == "sqlite" else (100, 500):
            os.truncate(folder / "ballast", (4096 - room) * 1024)
            refused = site.manage("backup", folder / "backup.tar")
            assert "Traceback" not in refused.stderr, room
            assert refused.returncode == 1, room
            assert [path.name for path in folder.iterdir()] == ["ballast"], room


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_nothing_is_left_of_a_backup_that_is_interrupted(site, end):
    upload = site.folder / "media/speakers/waiting.txt"
    os.mkfifo(upload)  # whoever reads it waits until somebody has written
    folder = site.folder / "backups"
    folder.mkdir()
    with site.start("backup", folder / "backup.tar") as making:
        waits = written_into(upload)
        making.send_signal(end)
        making.communicate()
        os.close(waits)
    assert making.returncode
    assert list(folder.iterdir()) == []


def test_nothing_is_left_beside_a_backup_but_the_backup(site, backup):
    beside = {path.name for path in site.folder.iterdir()}
    assert not [name for name in beside if name.startswith(".") or name.endswith(".part")]
