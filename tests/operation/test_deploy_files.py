"""What the files of `deploy/` say, without a server."""

import json
import os
import re
import shlex
import subprocess
import time

import pytest
from django.conf import settings

from tests.operation.test_deployment import DEPLOY, web_server
from tests.processes import needed


@pytest.mark.parametrize("path", sorted((DEPLOY / "systemd").iterdir()), ids=lambda path: path.name)
def test_systemd_understands_its_units(path):
    ran = subprocess.run(
        [needed("systemd-analyze"), "verify", "--man=no", path],
        check=False,
        capture_output=True,
        text=True,
    )
    complaints = [
        line
        for line in ran.stderr.splitlines()
        if path.name in line and "is not executable" not in line
    ]
    assert complaints == []


def test_backups_are_kept_by_the_hour_for_two_days_and_by_the_day_for_a_month(tmp_path):
    """And what others have put beside them is left alone."""
    ages = {
        "20230810T130212Z.tar": 1, "20230808T130212Z.tar": 3, "20230808T000212Z.tar": 3,
        "20230701T000212Z.tar": 40, "mine.tar": 40, "before-restore-20230701T130212Z.tar": 40,
    }  # fmt: skip
    for name, days in ages.items():
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (0, time.time() - days * 24 * 3600))
    unit = (DEPLOY / "systemd/kdd-program-backup.service").read_text()
    command = shlex.split(re.search(r"^ExecStartPost=(.*)$", unit, re.MULTILINE)[1])
    command[1] = str(tmp_path)
    subprocess.run(command, check=True)
    gone = {"20230808T130212Z.tar", "20230701T000212Z.tar"}
    assert {path.name for path in tmp_path.iterdir()} == ages.keys() - gone


def test_the_container_is_built_without_secrets_and_data():
    """As Podman and Docker read it, which call the same file by two names."""
    for name in (".containerignore", ".dockerignore"):
        left_out = (settings.BASE_DIR / name).read_text().split()
        assert {"**/.env", "data", ".git"} <= set(left_out)


def test_the_container_serves_as_the_systemd_unit_does():
    container = (DEPLOY / "Containerfile").read_text().replace("\\\n", "")
    command = json.loads(re.search(r"^CMD (.*)$", container, re.MULTILINE)[1])
    local = [word if word != "0.0.0.0" else "127.0.0.1" for word in command]  # noqa: S104
    assert local[1:] == web_server(8000)[1:]
