"""`restore` that comes to nothing, on the kind of database of this run: all is as it was."""

import json
import os
import signal
import tarfile

import pytest

from kdd_program.backup import BackupError, archive
from tests.disks import mounted
from tests.operation.conftest import SPOIL, Installed, written_into
from tests.processes import wait_until


def rewritten(path, change):
    """Return a copy of an archive whose manifest `change` has altered."""
    changed = path.with_name("changed.tar")
    with tarfile.open(path) as old, tarfile.open(changed, "w") as new:
        for member in old:
            file = old.extractfile(member)
            if member.name == archive.MANIFEST:
                manifest = json.load(file)
                change(manifest)
                text = path.with_name("manifest")
                text.write_text(json.dumps(manifest))
                new.add(text, archive.MANIFEST)
            else:
                new.addfile(member, file)
    return changed


def test_a_restore_that_fails_halfway_leaves_everything_as_it_was(site, backup):
    site.python(SPOIL)
    spoilt = site.program()
    photo = site.folder / "media/speakers/someone.jpg"
    photo.unlink()
    photo.mkdir()  # so that the photo cannot be written
    (photo / "inside.txt").write_text("kept")
    refused = site.manage("restore", backup)
    assert refused.returncode == 1
    assert "Nothing was restored." in refused.stderr
    assert site.program() == spoilt
    assert (photo / "inside.txt").read_text() == "kept"


def test_a_restore_that_fills_the_disk_leaves_everything_as_it_was(site, new_database):
    large = site.folder / "media/speakers/someone.jpg"
    large.write_bytes(bytes(20 * 1024**2))
    site.manage("backup", site.folder / "backup.tar")
    with mounted("-t", "tmpfs", "-o", "size=16m", "tmpfs") as folder:
        small = Installed(folder, new_database(folder, site.url))
        (folder / "media/speakers").mkdir(parents=True)
        (folder / "media/speakers/else.jpg").write_bytes(b"another photo")
        small.python(SPOIL)
        spoilt = small.program()
        refused = small.manage("restore", site.folder / "backup.tar")
        assert "Nothing was restored." in refused.stderr
        assert small.program() == spoilt
        assert [path.name for path in (folder / "media/speakers").iterdir()] == ["else.jpg"]


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_restore_that_is_interrupted_leaves_everything_as_it_was(site, end):
    earlier, later = (site.folder / "media/speakers" / name for name in ("1.txt", "2.txt"))
    earlier.write_text("an upload")
    later.write_text("an upload")
    site.manage("backup", site.folder / "backup.tar")
    earlier.unlink()
    later.unlink()
    os.mkfifo(later)  # whoever reads it waits until somebody has written
    site.python(SPOIL)
    spoilt = site.program()
    with site.start("restore", site.folder / "backup.tar") as restoring:
        os.close(written_into(later))
        kept = site.folder / "backups"
        wait_until(lambda: list(kept.glob("before-restore-*.tar")), "a backup of what was there")
        compared = written_into(later)  # database and earlier upload are in place by now
        assert earlier.exists()
        restoring.send_signal(end)
        later.unlink()
        later.touch()
        os.close(compared)
        _output, errors = restoring.communicate()
    assert "Nothing was restored." in errors
    assert site.program() == spoilt
    assert not earlier.exists()
    assert later.read_text() == ""


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda said: said.update(format=2, version="9.0"), "made by a later version (9.0)"),
        (lambda said: said["migrations"].append("program.0999_later"), "Upgrade this site first"),
        (lambda said: said.update(vendor="oracle"), "holds a oracle database; this site has"),
        (lambda said: said["rows"].update(program_session=1), "does not have the rows"),
        (lambda said: said.pop("files"), "is damaged"),
        (lambda said: said.update(files=["database"]), "is not a backup"),
    ],
    ids=["later-format", "later-migration", "other-database", "rows-missing", "no-files", "a-list"],
)
def test_what_does_not_fit_is_refused_in_words_and_changes_nothing(kept, change, sentence):
    site, backup, program = kept
    refused = site.manage("restore", rewritten(backup, change))
    assert sentence in refused.stderr
    assert refused.returncode == 1
    assert site.program() == program


def test_a_file_that_is_no_backup_is_refused(tmp_path):
    (tmp_path / "photo.tar").write_bytes(b"\xff\xd8 a photo" * 200)
    with pytest.raises(BackupError, match="not a backup of this program"):
        archive.opened(tmp_path / "photo.tar").__enter__()


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(BackupError, match="There is no file"):
        archive.opened(tmp_path / "nothing.tar").__enter__()


def test_half_a_backup_is_refused(kept, tmp_path):
    data = kept[1].read_bytes()
    backup = tmp_path / "half.tar"
    backup.write_bytes(data[: len(data) // 2])
    with pytest.raises(BackupError, match="not a complete one"):
        archive.opened(backup).__enter__()


def test_a_backup_with_one_other_byte_is_refused(kept, tmp_path):
    data = bytearray(kept[1].read_bytes())
    data[5000] ^= 1
    backup = tmp_path / "other.tar"
    backup.write_bytes(data)
    with pytest.raises(BackupError, match=r"damaged.*database"):
        archive.opened(backup).__enter__()
