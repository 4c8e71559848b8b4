"""Disks of a test's own, which may be full."""

import subprocess
from contextlib import contextmanager, suppress

import pytest

from tests.servers.databases import own_folder


def run(*command):
    subprocess.run(command, check=True, capture_output=True)


@contextmanager
def mounted(*what):
    """Mount something on a new folder; skip the test where that is not allowed."""
    folder = own_folder()
    try:
        run("mount", *what, folder)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"nothing can be mounted here: {getattr(error, 'stderr', error)}")
    try:
        yield folder
    finally:
        run("umount", "--lazy", folder)
        folder.rmdir()


def fill(folder):
    """Write into a file until the disk is full."""
    with (folder / "ballast").open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
