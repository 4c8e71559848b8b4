"""One machine or several: what the environment chooses."""

import signal

import pytest
from django.core.cache import caches

from tests.operation.conftest import Installed

PRAGMAS = """
from django.db import connection
cursor = connection.cursor()
for name in ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers", "busy_timeout"):
    print(cursor.execute(f"PRAGMA {name}").fetchone()[0])
print(connection.transaction_mode)
"""
KINDS = """
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
print(connection.vendor, bool(connection.settings_dict["OPTIONS"].get("pool")))
print(settings.CACHES["default"]["BACKEND"])
print(default_storage.url("speakers/someone.jpg"))
"""

FROZEN = """
import gc
import kdd_program.wsgi
print(gc.get_freeze_count() > len(gc.get_objects()))
"""


@pytest.fixture
def one_machine(tmp_path):
    return Installed(tmp_path, f"sqlite:///{tmp_path / 'db.sqlite3'}")


@pytest.fixture
def several_machines(tmp_path):
    pytest.importorskip("storages", reason="pip install 'django-storages[s3]'")
    site = Installed(tmp_path, "postgres://kdd@database.example/kdd?sslmode=require")
    site.environment |= {
        "CACHE_URL": "redis://cache.example:6379/1",
        "MEDIA_BUCKET": "kdd-media",
        "MEDIA_DOMAIN": "media.example",
    }
    return site


def test_sqlite_keeps_what_was_acknowledged_and_lets_readers_read(one_machine):
    full = "2"
    assert one_machine.python(PRAGMAS).split() == ["wal", full, "1", "1", "10000", "IMMEDIATE"]


def test_server_does_not_stand_still_to_walk_through_what_stays_for_good(one_machine):
    assert one_machine.python(FROZEN) == "True"


def test_without_a_word_it_is_one_machine(one_machine):
    assert one_machine.python(KINDS).splitlines() == [
        "sqlite False",
        "django.core.cache.backends.locmem.LocMemCache",
        "/media/speakers/someone.jpg",
    ]


def test_addresses_make_it_several(several_machines):
    assert several_machines.python(KINDS).splitlines() == [
        "postgresql True",
        "kdd_program.shared_cache.SharedCache",
        "https://media.example/speakers/someone.jpg",
    ]


def test_pictures_may_come_from_the_bucket(several_machines):
    policy = several_machines.python("from kdd_program.headers import *; print(HEADERS)")
    assert "img-src 'self' https://media.example;" in policy


@pytest.fixture
def shared(settings, cache_server):
    settings.CACHES = {
        "default": {
            "BACKEND": "kdd_program.shared_cache.SharedCache",
            "LOCATION": f"redis://127.0.0.1:{cache_server.port}/0",
        }
    }
    return caches["default"]


def test_the_shared_cache_keeps_and_counts(shared):
    shared.set("greeting", "你好")
    shared.add("visits", 0)
    shared.incr("visits")
    assert shared.get_many(["greeting", "visits"]) == {"greeting": "你好", "visits": 1}


def test_without_the_cache_server_the_cache_is_empty_and_nothing_fails(shared, cache_server):
    shared.set("greeting", "你好")
    cache_server.stop(signal.SIGKILL)
    assert shared.get("greeting", "nothing") == "nothing"
    shared.set("greeting", "hello")
    shared.set_many({"greeting": "hello"})
    shared.delete_many(["greeting"])
    assert shared.get_many(["greeting"]) == {}
    assert "greeting" not in shared
    assert shared.add("visits", 0)
    assert shared.incr("visits") == 1
    assert not shared.touch("visits")
    assert not shared.delete("visits")


def test_the_shared_cache_is_back_as_soon_as_its_server(shared, cache_server):
    shared.set("greeting", "你好")
    cache_server.stop(signal.SIGKILL)
    shared.get("greeting")
    cache_server.start()
    shared.set("greeting", "你好")
    assert shared.get("greeting") == "你好"
