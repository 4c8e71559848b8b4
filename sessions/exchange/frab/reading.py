"""From the bytes of a file, XML or JSON, to a document in the form of the JSON schema."""

import json
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from sessions.exchange.broken import damaged_json
from sessions.exchange.frab import xml_reading
from sessions.exchange.frab.document import Node
from sessions.exchange.frab.errors import MOST_BYTES, MOST_PARTS, ScheduleError


def content(file: Path) -> bytes:
    """Return the bytes of a file. Raises `ScheduleError` without reading one that is too large."""
    if file.stat().st_size > MOST_BYTES:
        raise ScheduleError(_("The file is larger than 50 MB, which no schedule is."))
    return file.read_bytes()


def read(data: bytes) -> Node:
    """Return the document; its `schedule` has a `conference` with a list of `days`.

    Whatever else is in it may be of any type. Raises `ScheduleError`.
    """
    if len(data) > MOST_BYTES:
        raise ScheduleError(_("The file is larger than 50 MB, which no schedule is."))
    encoding = json.detect_encoding(data)
    head = data[:400].decode(encoding, "replace").lstrip("\ufeff \t\r\n")
    if head.startswith("<"):
        document = xml_reading.read(data.lstrip(b" \t\r\n"))
    elif head.startswith(("{", "[")):
        document = read_json(data, encoding)
    else:
        raise ScheduleError(_("This is neither XML nor JSON, and so no frab schedule."))
    if not document["schedule"]["conference"]["days"]:
        raise ScheduleError(_("The schedule has no days: there is nothing in it."))
    return document


def read_json(data: bytes, encoding: str) -> Node:
    if data.count(b"{") + data.count(b"[") > MOST_PARTS:
        raise ScheduleError(_("This JSON is larger than any schedule."))
    try:
        document = json.loads(data.decode(encoding))
    except UnicodeDecodeError as error:
        raise ScheduleError(_("The file is in an encoding that cannot be read.")) from error
    except RecursionError as error:
        raise ScheduleError(_("This JSON is larger than any schedule.")) from error
    except json.JSONDecodeError as error:
        raise ScheduleError(damaged_json(error)) from error
    except ValueError as error:  # a number of thousands of figures
        raise ScheduleError(_("This JSON is larger than any schedule.")) from error
    days = at(document, "schedule", "conference", "days")
    if not isinstance(days, list):
        raise ScheduleError(_("This JSON is no frab schedule: it has no schedule.conference.days."))
    return document


def at(document: Any, *path: str) -> Any:
    """Return what stands at a path of names, None if nothing does."""
    for name in path:
        document = document.get(name) if isinstance(document, dict) else None
    return document
