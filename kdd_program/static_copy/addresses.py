"""What is called how: addresses of the site, and the files that hold their pages in a copy.

An address is written as a path with its letters as they are and, of the query, only what makes a
page of its own: `/en/kdd-2023/schedule/?day=2023-08-08`, `/kdd-2023/schedule.ics?lang=zh-hans`.
"""

import re
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation

from sessions.templatetags.sharing import LISTS

INDEX = "index.html"
SORT, LANGUAGE = ("sort", "name"), ("lang", settings.LANGUAGE_CODE)
# The parameter that makes a page of its own, and the value that goes without saying.
OWN_PAGES = {
    "program:schedule": ("day", ""),
    **dict.fromkeys(LISTS, SORT),
    "schedule-calendar": LANGUAGE,
    "schedule-xml": LANGUAGE,
    "schedule-json": LANGUAGE,
    "session-calendar": LANGUAGE,
    "speaker-calendar": LANGUAGE,
    "papers": LANGUAGE,
    "session-citation": LANGUAGE,
    "program-state": LANGUAGE,
    "changes-feed": LANGUAGE,
}
CLOCK, PART = "at", "page"  # set the clock of a page, and show part of a list; no pages of a copy
SAFE = re.compile(r"[a-z0-9_-][a-z0-9._-]{0,98}[a-z0-9_-]|[a-z0-9_-]")
SUFFIX = re.compile(r"[a-z0-9]{1,12}")
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)")  # names of devices on Windows


class Target(NamedTuple):
    """Where a link leads: to an address, with a query for the page's modules, and a place in it."""

    address: str
    query: str
    fragment: str

    @property
    def tail(self) -> str:
        query = f"?{self.query}" if self.query else ""
        return query + (f"#{self.fragment}" if self.fragment else "")


@lru_cache(maxsize=32768)
def view_at(path: str) -> str:
    """Return the name of the view at a path, "" if there is none."""
    language = translation.get_language_from_path(path) or settings.LANGUAGE_CODE
    with translation.override(language):
        try:
            return resolve(path).view_name
        except Resolver404:
            return ""


def target(url: str) -> Target:
    """Return where a link to `url`, a path with query and fragment, leads."""
    parts = urlsplit(url)
    path = unquote(parts.path)
    pairs = [each for each in parse_qsl(parts.query) if each[0] not in (CLOCK, PART)]
    own, usual = OWN_PAGES.get(view_at(path), ("", ""))
    if [key for key, _value in pairs] != [own]:
        return Target(path, urlencode(pairs), parts.fragment)
    value = pairs[0][1]
    return Target(path if value == usual else f"{path}?{own}={value}", "", parts.fragment)


def file_name(address: str) -> str:
    """Return the path of the file that holds an address's page, safe on every file system.

    `/en/kdd-2023/schedule/?day=2023-08-08` is `en/kdd-2023/schedule/day/2023-08-08/index.html`,
    `/kdd-2023/schedule.ics?lang=zh-hans` is `kdd-2023/schedule.zh-hans.ics`.
    """
    path, _mark, query = address.partition("?")
    *folders, last = [safe(each) if each else "" for each in path.removeprefix("/").split("/")]
    key, _equals, value = query.partition("=")
    if last and value:
        stem, dot, suffix = last.rpartition(".")
        last = f"{stem}.{safe(value)}{dot}{suffix}"
    elif value:
        folders += [safe(key), safe(value)]
    return "/".join([*folders, last or INDEX])


def safe(name: str) -> str:
    """Return a name as it is if every file system has it, else what of it is safe and a hash."""
    if SAFE.fullmatch(name) and not RESERVED.match(name):
        return name
    _stem, dot, suffix = name.rpartition(".")
    ending = f".{suffix}" if dot and SUFFIX.fullmatch(suffix) else ""
    plain = re.sub(r"[^a-z0-9]+", "-", name.removesuffix(ending).lower()).strip("-")[:40]
    return f"{plain or 'x'}-{sha256(name.encode()).hexdigest()[:8]}{ending}"
