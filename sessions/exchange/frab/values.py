"""What single values of real schedules mean, in pure functions."""

import re
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from urllib.parse import urljoin, urlsplit
from uuid import UUID

from django.conf.locale import LANG_INFO
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.dateparse import parse_date, parse_datetime

from sessions.exchange.frab.document import Node
from sessions.models import Session
from sessions.words import clean

LENGTH = re.compile(r"(?:(\d{1,3}):)?(\d{1,4}):(\d{1,2})")
MINUTES = re.compile(r"\d{1,4}")
CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::\d\d)?")
HOURS_OF_A_DAY = 24
LONGEST = timedelta(days=31)
YEARS = range(MINYEAR + 1, MAXYEAR)  # in any zone
LONGEST_ADDRESS = 500
SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
HOST = re.compile(r"[\w-]+(\.[\w-]+)*\.[a-zA-Z]{2,}([/?#:]|$)")
OTHER_CODES = {"zh": "zh-hans", "zh-cn": "zh-hans", "zh-sg": "zh-hans", "zh-tw": "zh-hant"}
SPOKEN = {code.lower() for code, _name in Session._meta.get_field("language").flatchoices}  # noqa: SLF001
TRUE = {"true", "1", "yes"}
OURS = ("en", "zh-hans")


def text(value: Any) -> str:
    """Return a value as a text without what no file may contain, "" for what is none.

    Of one that is there in several languages, the first of its `versions`.
    """
    if isinstance(value, dict):
        return next(iter(versions(value).values()), "")
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    return clean(str(value)).strip()


def versions(value: Node) -> dict[str, str]:
    """Return a text by the codes of its languages, those of the site first.

    It is {"de": …, "en": …}, or stands so under the name of a thing: {"id": 1, "name": {…}}.
    """
    named = value.get("name", value)
    if not isinstance(named, dict):
        return {"": text(named)} if text(named) else {}
    said: dict[str, str] = {}
    for code, each in named.items():
        if language(code) and isinstance(each, str) and text(each):
            said.setdefault(language(code), text(each))
    return {code: said[code] for code in [*filter(said.get, OURS), *said]}


def in_chinese(node: Node) -> Node:
    """Return those texts of an event that are in Chinese beside English."""
    found = {name: versions(each) for name, each in node.items() if isinstance(each, dict)}
    return {name: each["zh-hans"] for name, each in found.items() if each.keys() >= set(OURS)}


def line(value: Any) -> str:
    return " ".join(text(value).split())


def guid(value: Any) -> UUID | None:
    try:
        return UUID(text(value))
    except ValueError:
        return None


def yes(value: Any) -> bool:
    return value is True or text(value).lower() in TRUE


def counts_seconds(value: Any) -> bool:
    """Tell whether a duration of three parts must be hours, minutes and seconds, as 0:25:00."""
    parts = LENGTH.fullmatch(text(value))
    if not parts or not parts[1]:
        return False
    return len(parts[1]) > 1 or parts[1] == "0" or int(parts[2]) >= HOURS_OF_A_DAY


def length(value: Any, *, seconds: bool) -> timedelta:
    """Return a duration: 1:00, 00:30, 24:00, and 45 in minutes.

    Three parts are hours, minutes and `seconds`, as Python writes 1:00:00, else days, hours and
    minutes, as pretalx writes it.
    """
    said = text(value)
    if MINUTES.fullmatch(said):
        found = timedelta(minutes=int(said))
    elif parts := LENGTH.fullmatch(said):
        first, second, third = parts[1], int(parts[2]), int(parts[3])
        if first is None:
            found = timedelta(hours=second, minutes=third)
        elif seconds or counts_seconds(said):
            found = timedelta(hours=int(first), minutes=second, seconds=third)
        else:
            found = timedelta(days=int(first), hours=second, minutes=third)
    else:
        raise ValueError(said)
    if found > LONGEST:
        raise ValueError(said)
    return found


def clock(value: Any) -> time | None:
    """Return what a clock shows, None if the value is no such time."""
    said = CLOCK.fullmatch(text(value))
    if not said or int(said[1]) > 23 or int(said[2]) > 59:  # noqa: PLR2004
        return None
    return time(int(said[1]), int(said[2]))


def instant(value: Any, zone: tzinfo) -> datetime | None:
    """Return a date with a time in UTC, read in `zone` where it names none; None if it is none."""
    said = text(value)
    try:
        found = parse_datetime(said) if "T" in said or " " in said else None
    except ValueError:
        return None
    if not found or found.year not in YEARS:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(UTC)


def day(value: Any) -> date | None:
    """Return a date, None if the value is none."""
    try:
        found = parse_date(text(value)[:10])
    except ValueError:
        return None
    return found if found and found.year in YEARS else None


def language(value: Any) -> str:
    """Return the code of the first language that is named and known: of "de, en", de; else ""."""
    for each in re.split(r"[,;/&+|]|\s+", text(value).lower().replace("_", "-")):
        code = OTHER_CODES.get(each, each)
        for known in (code, code.partition("-")[0], NAMES.get(code, "")):
            if known in SPOKEN:
                return known
    return ""


NAMES = {
    str(info[name]).lower(): code
    for code, info in LANG_INFO.items()
    for name in ("name", "name_local")
    if name in info
}


def address(value: Any, base: str) -> str:
    """Return a full address; without scheme it is one if it looks like it, else part of `base`.

    Raises `ValueError` for what is none: nothing, a path without base, another scheme, no host.
    """
    said = line(value)
    if not said:
        raise ValueError(said)
    if HOST.match(said):
        said = f"https://{said}"
    elif not SCHEME.match(said):
        said = urljoin(base, said)
    if len(said) > LONGEST_ADDRESS or urlsplit(said).scheme not in ("http", "https"):
        raise ValueError(said)
    try:
        URLValidator(["http", "https"])(said)
    except ValidationError as error:
        raise ValueError(said) from error
    return said
