"""`manage.py doctor`: what it finds wrong, and that it says how to mend it."""

import errno
import io
import os
import shutil
import socket
from collections import namedtuple

import pytest
from django.core.checks import ERROR
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection

from kdd_program import doctor, terminal

pytestmark = pytest.mark.django_db


def said(examination):
    """Return what an examination finds, each with its remedy."""
    found = list(examination())
    assert all(message.hint for message in found), "a problem without a remedy"
    return " ".join(message.msg for message in found)


@pytest.mark.parametrize(
    ("examination", "values", "words"),
    [
        (doctor.debugging, {"DEBUG": True}, "DEBUG is on"),
        (
            doctor.secret,
            {"SECRET_KEY": "django-insecure-" + "a1b2c3" * 10},
            "SECRET_KEY is so weak",
        ),
        (doctor.secret, {"SECRET_KEY": "short"}, "SECRET_KEY is so weak"),
        (doctor.names, {"ALLOWED_HOSTS": ["127.0.0.1"]}, "only to this machine's own names"),
        (doctor.names, {"ALLOWED_HOSTS": ["kdd.example", "*"]}, "answers to any name"),
        (doctor.encryption, {"HTTPS": False}, "HTTPS is off"),
    ],
)
def test_settings_that_are_wrong(settings, examination, values, words):
    for name, value in values.items():
        setattr(settings, name, value)
    assert words in said(examination)


def test_variable_whose_name_is_misspelt_is_told_with_the_right_one(monkeypatch):
    for name in ("ALLOWED_HOST", "loglevel", "XDG_DATA_DIRS", "GRANIAN_LOG_LEVEL"):
        monkeypatch.setenv(name, "x")
    assert [(each.msg, each.hint) for each in doctor.misspellings()] == [
        ("ALLOWED_HOST is set, which nothing reads.", "Should it be ALLOWED_HOSTS?"),
        ("loglevel is set, which nothing reads.", "Should it be LOG_LEVEL?"),
    ]


def test_what_django_finds_is_said_too(settings):
    settings.MIDDLEWARE = []
    assert "XFrameOptionsMiddleware" in "".join(found.msg for found in doctor.django_itself())


@pytest.mark.parametrize(
    ("examination", "values"),
    [
        (doctor.debugging, {"DEBUG": False}),
        (doctor.secret, {"SECRET_KEY": "kN3_x" * 12}),
        (doctor.names, {"ALLOWED_HOSTS": ["program.example.org"]}),
        (doctor.encryption, {"HTTPS": True}),
    ],
)
def test_settings_that_are_right(settings, examination, values, tmp_path):
    settings.DATA_DIR = tmp_path
    for name, value in values.items():
        setattr(settings, name, value)
    assert said(examination) == ""


def test_a_secret_that_others_can_read(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    kept = tmp_path / "secret_key"
    kept.write_text("kept")
    kept.chmod(0o644)
    assert "can read the secret key" in said(doctor.secret)
    kept.chmod(0o600)
    assert said(doctor.secret) == ""


def test_a_folder_that_cannot_be_written_into(settings, tmp_path):
    settings.DATA_DIR = settings.MEDIA_ROOT = tmp_path
    assert said(doctor.folders) == ""
    (tmp_path / "media").write_text("a file where the folder should be")
    settings.MEDIA_ROOT = tmp_path / "media"
    assert "Nothing can be written into" in said(doctor.folders)


def test_a_disk_that_is_nearly_full(monkeypatch):
    usage = namedtuple("usage", "total used free")  # noqa: PYI024
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(10**10, 10**10, 7 * 1024**2))
    assert "nearly full: 7 MB are left" in said(doctor.space)


def test_figures_that_a_full_disk_would_take_the_workers_with(settings, tmp_path, monkeypatch):
    settings.DATA_DIR = tmp_path
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    assert said(doctor.figures) == "", "nothing is measured"
    settings.METRICS_TOKEN = "token"  # noqa: S105
    assert "when it is full, the workers end" in said(doctor.figures)
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", "/dev/shm")  # noqa: S108
    assert said(doctor.figures) == ""


def test_folders_of_somebody_else_inside(settings, tmp_path, monkeypatch):
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
    foreign = {tmp_path / "backups", tmp_path / "media/speakers"}
    for folder in foreign:
        folder.mkdir(parents=True)

    def refuse(*, dir):  # noqa: A002
        if dir in foreign:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return io.BytesIO()

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    found = {message.msg for message in doctor.folders()}
    assert found == {f"Nothing can be written into {each}: Permission denied" for each in foreign}


def test_translations_that_are_not_compiled(settings, tmp_path):
    folder = tmp_path / "zh_Hans/LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text('msgid "Day"\nmsgstr "天"\n')
    settings.LOCALE_PATHS = [tmp_path]
    assert "Chinese texts are not compiled" in said(doctor.translations)
    call_command("compilemessages")
    assert said(doctor.translations) == ""
    os.utime(folder / "django.mo", (0, 0))
    assert "Chinese texts are not compiled" in said(doctor.translations)


def test_a_bucket_that_takes_uploads_and_is_left_as_it_was(settings):
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    }
    settings.MEDIA_BUCKET = "kdd-media"
    assert said(doctor.bucket) == ""
    assert default_storage.listdir("") == ([], [])


def test_a_bucket_out_of_reach(empty_site):
    keys = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"}
    where = {"MEDIA_BUCKET": "kdd-media", "MEDIA_ENDPOINT": "http://127.0.0.1:1"}
    ran = empty_site.manage("doctor", **keys, **where)
    assert "✗ The bucket for uploads cannot be used: " in ran.stdout
    assert "Traceback" not in ran.stderr


def test_a_bucket_that_never_answers(settings, monkeypatch):
    monkeypatch.setattr(doctor, "BUCKET_PATIENCE", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.STORAGES = settings.STORAGES | {
            "default": {
                "BACKEND": "storages.backends.s3.S3Storage",
                "OPTIONS": {
                    "bucket_name": "kdd-media",
                    "endpoint_url": f"http://127.0.0.1:{silent.getsockname()[1]}",
                    "access_key": "key",
                    "secret_key": "secret",
                },
            }
        }
        settings.MEDIA_BUCKET = "kdd-media"
        assert "cannot be used: no answer within" in said(doctor.bucket)


def test_static_files_that_are_not_collected(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "kdd_program.static_files.StaticFiles"}
    }
    assert "Static files are not collected" in said(doctor.static_files)


def test_time_zones_of_long_ago(monkeypatch, tmp_path):
    assert said(doctor.zones) == ""
    (tmp_path / "tzdata.zi").write_text("# version 2019c\n")
    monkeypatch.setattr("zoneinfo.TZPATH", [str(tmp_path)])
    assert "The time zones are those of 2019c" in said(doctor.zones)


def test_a_shared_cache_out_of_reach(settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "kdd_program.shared_cache.SharedCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    assert "The shared cache is out of reach" in said(doctor.cache)


def test_a_database_out_of_reach_is_said_and_the_rest_examined(empty_site):
    if connection.vendor == "postgresql":
        empty_site.environment["DATABASE_URL"] = "postgres://kdd@127.0.0.1:1/kdd"
    else:
        empty_site.environment["DATABASE_URL"] = "sqlite:////nowhere/db.sqlite3"
    ran = empty_site.manage("doctor")
    assert ran.returncode == 1
    assert "✗ The database is out of reach" in ran.stdout
    assert "✗ " in ran.stdout.split("database")[0], "static files are not collected either"
    assert "This must be mended" in ran.stderr


def test_a_deployment_that_is_right_has_nothing_to_mend(site):
    site.environment |= {"HTTPS": "on", "ALLOWED_HOSTS": "program.example.org"}
    site.manage("collectstatic", "--no-input")
    site.manage("createsuperuser", "--no-input", "--username=a", "--email=a@example.org")
    ran = site.manage("doctor")
    assert ran.returncode == 0, ran.stdout
    assert "✗" not in ran.stdout


def test_the_worst_is_said_first(settings):
    settings.DEBUG, settings.HTTPS = True, False
    levels = [message.level for message in doctor.examine()]
    assert levels == sorted(levels, reverse=True)
    assert levels[0] == ERROR


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh-hans"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN"}, "zh-hans"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({}, "en"),
    ],
)
def test_commands_speak_the_language_of_the_terminal(monkeypatch, variables, language):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert terminal.language() == language
