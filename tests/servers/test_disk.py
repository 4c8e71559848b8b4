"""A disk that is full or has become read-only, under the running site.

On SQLite it is the site's, on PostgreSQL that of the database's server.
"""

import subprocess
from contextlib import contextmanager, suppress

from django.db import connection

from tests.disks import fill, mounted, run
from tests.servers.conftest import kill, wait_until
from tests.servers.databases import Cluster
from tests.servers.organizers import writers_of

PAGE = "/en/llm-day/schedule/"
REFUSED = {"sqlite": {507}, "postgresql": {503, 507}}[connection.vendor]


@contextmanager
def site_on(folder, prepared, new_site):
    """Run the site with its data and its database in a folder."""
    own_server = connection.vendor == "postgresql"
    database = Cluster(folder, like=prepared.database) if own_server else None
    site = new_site(folder, database)
    run("sync", "--file-system", folder)  # all has been there for a while
    try:
        yield site
    finally:
        site.stop()
        site.database.drop()


def unmounts(folder):
    """Say whether no killed process had a file open any more."""
    with suppress(subprocess.CalledProcessError):
        run("umount", folder)
    return not folder.is_mount()


def shown(site, path):
    return {status for status, _headers, _text in site.often(path)}


def the_program_is_shown_and_nothing_saved(site, writer):
    """Check it: what was seen before goes on, and on SQLite all else but saving."""
    wait_until(lambda: writer.save(writer.answers.total() + 1) in REFUSED)
    assert shown(site, PAGE) == {200}
    if connection.vendor == "sqlite":
        assert "Nothing was saved" in writer.text
        for worker in site.workers():
            kill(worker)
        wait_until(site.is_up)
        wait_until(lambda: shown(site, f"{PAGE}?q={writer.answers.total()}") == {200})
        assert writer.organizer.ask("GET", writer.path)[0] == 200


def saving_works_again(site, writer):
    """Check it, and that nothing was lost."""
    wait_until(lambda: writer.save(writer.answers.total() + 1) == 302)
    wait_until(lambda: f"Edit {writer.last} of" in site.get(PAGE)[2])
    assert site.database.damage() == []
    assert writer.kept()


def power_fails(site):
    site.stop()
    if connection.vendor == "postgresql":
        site.database.drop()


def power_returns(site):
    if connection.vendor == "postgresql":
        site.database.start()
    site.start()


def test_full_disk_takes_no_edit_and_shows_the_program(prepared, new_site):
    with (
        mounted("-t", "tmpfs", "-o", "size=128m", "tmpfs") as folder,
        site_on(folder, prepared, new_site) as site,
    ):
        (writer,) = writers_of(site, 1)
        assert writer.save(1) == 302
        assert shown(site, PAGE) == {200}
        fill(folder)
        the_program_is_shown_and_nothing_saved(site, writer)
        (folder / "ballast").unlink()
        saving_works_again(site, writer)


def test_disk_that_becomes_read_only_takes_no_edit_and_shows_the_program(
    prepared, new_site, tmp_path
):
    """As the kernel makes it when the disk fails; then the machine starts anew."""
    disk = tmp_path / "disk"
    run("truncate", "--size=192M", disk)
    run("mkfs.ext4", "-q", disk)
    with (
        mounted("-o", "loop", disk) as folder,
        site_on(folder, prepared, new_site) as site,
    ):
        (writer,) = writers_of(site, 1)
        assert writer.save(1) == 302
        assert shown(site, PAGE) == {200}
        run("mount", "-o", "remount,abort", folder)
        the_program_is_shown_and_nothing_saved(site, writer)
        power_fails(site)
        wait_until(lambda: unmounts(folder))
        run("mount", "-o", "loop", disk, folder)
        power_returns(site)
        saving_works_again(site, writer)
