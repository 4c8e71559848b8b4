"""What the environment sets: what can be is taken; what cannot be is told, and nothing runs."""

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from kdd_program.environment import Environment, kept_secret

ENGINES = ("django.db.backends.sqlite3", "django.db.backends.postgresql")


@pytest.fixture
def environment(tmp_path):
    return Environment(tmp_path / ".env")


@pytest.fixture
def read(environment, tmp_path, monkeypatch):
    """Return a function that sets a variable and reads it as one of a kind."""

    def database():
        usual = f"sqlite:///{tmp_path}/usual.sqlite3"
        return environment.database("IT", default=usual, engines=ENGINES)

    kinds = {
        "flag": lambda: environment.flag("IT", default=True),
        "number": lambda: environment.number("IT", default=3, least=1),
        "level": lambda: environment.level("IT", default="INFO"),
        "hosts": lambda: environment.hosts("IT", default=["127.0.0.1"]),
        "items": lambda: environment.items("IT"),
        "address": lambda: environment.address("IT", ("redis",), "redis://host/1"),
        "engine": lambda: database()["ENGINE"].rpartition(".")[2],
        "name": lambda: str(database()["NAME"]),
    }

    def reading(kind, value):
        monkeypatch.setenv("IT", value)
        return kinds[kind]()

    return reading


@pytest.mark.parametrize(
    ("kind", "value", "taken"),
    [
        *(("flag", value, True) for value in ("on", "True", "YES", "1", "", " ")),
        *(("flag", value, False) for value in ("off", "false", "No", "0")),
        *(("number", value, 3) for value in ("3", " 3 ", "")),
        ("level", "debug", "DEBUG"),
        ("hosts", "a.example, .b.example,", ["a.example", ".b.example"]),
        ("hosts", "[::1]", ["[::1]"]),
        ("hosts", "*", ["*"]),
        ("hosts", "会议.example", ["会议.example"]),
        ("hosts", "", ["127.0.0.1"]),
        (
            "items",
            "https://a.example, https://b.example",
            ["https://a.example", "https://b.example"],
        ),
        ("address", "redis://host/1", "redis://host/1"),
        ("address", "redis://:pass%23word@host:6379/1", "redis://:pass%23word@host:6379/1"),
        ("address", "", ""),
        ("engine", "postgres://kdd:secret@host/kdd", "postgresql"),
        ("name", "postgresql://kdd:s%2Fcret@host:6432/kdd?sslmode=require", "kdd"),
        ("name", "sqlite:////folder/db.sqlite3", "/folder/db.sqlite3"),
        ("engine", "", "sqlite3"),
    ],
)
def test_what_can_be_is_taken(environment, read, kind, value, taken):
    assert read(kind, value) == taken
    assert environment.mistakes == []


@pytest.mark.parametrize(
    ("kind", "value", "usual"),
    [
        *(("flag", value, True) for value in ("enabled", "perhaps", "2")),
        *(("number", value, 3) for value in ("two", "-1", "0", "1.5", "٣", "9" * 5000)),
        ("level", "LOUD", "INFO"),
        ("hosts", "https://a.example", ["127.0.0.1"]),
        ("hosts", "a.example:8000", ["127.0.0.1"]),
        ("hosts", "::1", ["127.0.0.1"]),
        ("hosts", "a.example;b.example", ["127.0.0.1"]),
        ("hosts", "a.example b.example", ["127.0.0.1"]),
        ("address", "http://host", ""),
        ("address", "redis://host:port/1", ""),
        ("address", "redis://:secret/word@host:6379/1", ""),
        ("address", "redis://:secret#word@host:6379/1", ""),
        *(
            ("engine", value, "sqlite3")
            for value in (
                "nonsense",
                "mysql://kdd:secret@host/kdd",
                "postgres://kdd:secret@host/",
                "postgres://kdd:s/cret@host/kdd",
            )
        ),
    ],
)
def test_what_cannot_be_is_noted_and_what_is_usual_takes_its_place(
    environment, read, kind, value, usual
):
    assert read(kind, value) == usual
    [mistake] = environment.mistakes
    assert mistake.name == "IT"
    assert str(mistake.remedy)
    assert "secret" not in mistake.value


def test_folder_is_made_and_one_that_cannot_be_is_noted(environment, tmp_path, monkeypatch):
    assert environment.folder("IT", default=tmp_path / "a" / "b").is_dir()
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("IT", str(tmp_path / "file" / "folder"))
    environment.folder("IT", default=tmp_path)
    [mistake] = environment.mistakes
    assert mistake.remedy == f"Not a directory: {tmp_path / 'file' / 'folder'}"


def test_secret_is_made_once_by_however_many_and_read_by_nobody_else(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(kept_secret, [tmp_path / "secret"] * 8))
    assert found == {(tmp_path / "secret").read_text()}
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


def test_file_that_a_full_disk_left_without_its_secret_is_filled(tmp_path):
    (tmp_path / "secret").touch()
    assert len(kept_secret(tmp_path / "secret")) >= 50


def test_secret_may_begin_with_any_sign(environment, tmp_path, monkeypatch):
    monkeypatch.setenv("IT", "$ecret")
    assert environment.secret("IT", tmp_path / "secret") == "$ecret"


WRONG = {"HTTPS": "enabled", "PROXIES": "two", "CACHE_URL": "http://cache:secret@host"}


def test_doctor_says_all_that_cannot_be_and_how_to_mend_it(empty_site):
    ran = empty_site.manage("doctor", **WRONG)
    assert ran.returncode == 1
    assert ran.stdout.splitlines() == [
        "✗ The environment says HTTPS=enabled, which cannot be.",
        "  → Say on or off.",
        "✗ The environment says PROXIES=two, which cannot be.",
        "  → Say a whole number, 0 or more.",
        "✗ The environment says CACHE_URL=…, which cannot be.",
        "  → Say an address such as redis://host:6379/1.",
    ]
    assert ran.stderr.splitlines() == [
        "CommandError: This must be mended before people can rely on the site."
    ]


def test_doctor_says_so_in_the_language_of_the_terminal(empty_site):
    ran = empty_site.manage("doctor", HTTPS="enabled", LANG="zh_CN.UTF-8")
    assert "✗ 环境变量 HTTPS=enabled 无法使用。" in ran.stdout


def test_doctor_speaks_of_a_data_folder_that_cannot_be(empty_site):
    ran = empty_site.manage("doctor", DATA_DIR="/proc/kdd")
    assert "✗ The environment says DATA_DIR=/proc/kdd, which cannot be." in ran.stdout
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("command", ["migrate", "export_fixture"])
@pytest.mark.parametrize(
    ("wrong", "told"),
    [(WRONG, "HTTPS=enabled, which"), ({"DATA_DIR": "/proc/kdd"}, "DATA_DIR=/proc/kdd, which")],
)
def test_no_other_command_runs_with_a_mistake(empty_site, command, wrong, told):
    ran = empty_site.manage(command, **wrong)
    assert ran.returncode == 1
    assert told in ran.stderr
    assert "Traceback" not in ran.stderr


def test_server_does_not_start_with_a_mistake(empty_site):
    ran = empty_site.manage("shell", "--command", "import kdd_program.wsgi", **WRONG)
    assert ran.returncode == 1
    refused = ran.stderr.partition("ImproperlyConfigured: ")[2]
    assert "HTTPS=enabled, which cannot be. → Say on or off." in refused
    assert "secret" not in ran.stderr
