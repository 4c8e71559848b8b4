"""What the settings make of themselves in production, in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.any_database

SHOW = """
import json
from kdd_program import settings as s
shown = {name: getattr(s, name) for name in dir(s) if name.isupper()}
print(json.dumps(shown, default=lambda _: None))
"""


@pytest.fixture
def environment(tmp_path):
    kept = {key: value for key, value in os.environ.items() if key not in ("HTTPS", "DEBUG")}
    return kept | {"DATA_DIR": str(tmp_path), "DATABASE_URL": "sqlite://:memory:"}


def settings_in(environment):
    shown = subprocess.run(
        [sys.executable, "-c", SHOW],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        check=True,
    )
    return json.loads(shown.stdout)


@pytest.fixture
def in_production(environment):
    return settings_in(environment)


def test_nothing_is_found_by_the_check_for_deployment(environment):
    subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "INFO"],
        cwd=settings.BASE_DIR,
        env=environment,
        check=True,
    )


@pytest.mark.parametrize("cookie", ["SESSION", "CSRF", "LANGUAGE"])
def test_cookie_is_bound_to_the_host_and_unseen_by_scripts(in_production, cookie):
    assert in_production[f"{cookie}_COOKIE_NAME"].startswith("__Host-")
    assert in_production[f"{cookie}_COOKIE_SECURE"] is True
    assert in_production.get(f"{cookie}_COOKIE_HTTPONLY", cookie == "SESSION") is True
    assert in_production.get(f"{cookie}_COOKIE_SAMESITE", "Lax") == "Lax"
    assert f"{cookie}_COOKIE_DOMAIN" not in in_production


def test_default_is_https_without_debugging_and_only_this_machine(in_production):
    assert in_production["SECURE_SSL_REDIRECT"] is True
    assert in_production["SECURE_HSTS_SECONDS"] >= 31536000
    assert in_production["DEBUG"] is False
    assert set(in_production["ALLOWED_HOSTS"]) == {".localhost", "127.0.0.1", "[::1]"}


def test_limit_leaves_room_for_a_hall_behind_one_address(in_production):
    people, minutes_between_new_questions = 5_000, 5
    assert in_production["RATE_LIMIT"] >= people / minutes_between_new_questions


def test_secret_key_is_made_on_the_machine_and_read_by_its_owner_alone(in_production, tmp_path):
    kept = tmp_path / "secret_key"
    assert kept.read_text() == in_production["SECRET_KEY"]
    assert len(in_production["SECRET_KEY"]) >= 50
    assert kept.stat().st_mode & 0o077 == 0


def test_secret_key_that_is_given_is_not_kept_on_the_disk(environment, tmp_path):
    given = "given" * 10
    assert settings_in(environment | {"SECRET_KEY": given})["SECRET_KEY"] == given
    assert not (tmp_path / "secret_key").exists()


def test_no_file_of_the_project_holds_a_secret():
    if not (Path(settings.BASE_DIR) / ".git").exists():
        pytest.skip("not a git checkout")
    pattern = (
        r"BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}"
        r"|xox[baprs]-[0-9A-Za-z-]{10,}|SECRET_KEY *= *.[A-Za-z0-9_-]{30,}"
    )
    found = subprocess.run(
        ["git", "grep", "--cached", "-nIE", pattern],  # noqa: S607
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 1, found.stdout + found.stderr
