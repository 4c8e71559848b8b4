"""Every public page is valid HTML, by the checker of the HTML standard's own authors."""

import os
import shutil
import subprocess

import pytest

from tests.pages import ADDRESSES

pytestmark = pytest.mark.any_database

JAR = os.environ.get("VNU_JAR")


@pytest.mark.django_db
@pytest.mark.skipif(
    not (JAR and shutil.which("java")),
    reason="the Nu HTML Checker is not there: set VNU_JAR to its vnu.jar and install Java",
)
def test_every_page_is_valid_html(shown, tmp_path):
    for number, address in enumerate([*ADDRESSES, "/en/nowhere/", "/zh-hans/nowhere/"]):
        page = tmp_path / f"{number}.html"
        page.write_bytes(shown(address).content + f"<!-- {address} -->".encode())
    checker = subprocess.run(
        ["java", "-jar", JAR, "--skip-non-html", str(tmp_path)],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    assert checker.stderr == ""
    assert checker.returncode == 0
