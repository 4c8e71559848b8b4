"""The links of a session, as a cell of its row names them: “Slides: https://…; https://…”."""

import re
from typing import Any

from django.contrib.admin.models import DELETION
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sessions.exchange.spreadsheet.plan import Changes, Difference, RowPlan, Write, assign, written
from sessions.exchange.spreadsheet.row import choices
from sessions.exchange.spreadsheet.tables import SESSIONS
from sessions.models import Resource, Session
from sessions.search import in_languages
from sessions.words import CHARACTERS, normalize

COLUMNS = {"links": "", "slides": Resource.Kind.SLIDES, "video": Resource.Kind.VIDEO}
APART = re.compile(r"[;；](?:\s|$)|\s\|\s")  # in a line
LINK = re.compile(r"(?:(?P<said>.+?)\s*[:：]\s*)?(?P<url>(?:https?|ftps?)://\S+)", re.IGNORECASE)
LABELLED = re.compile(r"(?P<kind>[^(（]+?)\s*[(（](?P<label>.+)[)）]")


def shown(resource: Resource) -> str:
    """Return a link as `links` reads it: kind, label, address."""
    said = resource.get_kind_display()
    if resource.label and not APART.search(resource.label):
        said = f"{said} ({resource.label})"
    return f"{said}: {resource.url}"


def links(plan: RowPlan, session: Session) -> list[Write]:
    """Return how the addresses that go with a session become those named in its cells.

    A column of one kind says nothing of the others. Files that were sent here are left alone, and
    so are labels where the cell has none.
    """
    columns = [name for name in COLUMNS if plan.row.has(name)]
    kinds = {COLUMNS[name] for name in columns}
    here: list[Resource] = getattr(session, "links", [])
    left = [each for each in here if each.url and (each.kind in kinds or "" in kinds)]
    old = "; ".join(map(shown, left))
    after: list[tuple[Resource, Changes]] = []
    last = max((each.order for each in here), default=0)
    for column, part in [(name, each) for name in columns for each in parts(plan.row.lines(name))]:
        found = LINK.fullmatch(part)
        if not found:
            message = _("“%s” is no link; write such as “Slides: https://example.org/slides.pdf”.")
            plan.row.refuse(message % part, column)
            continue
        url, (kind, label) = found["url"], kind_and_label(found["said"] or "")
        kind = kind or COLUMNS[column]
        one = taken(left, url, kind)
        if one or all(each.url != url for each, _changes in after):
            last += 1
            one = one or Resource(session=session, url=url, order=last)
            values = labelled(one, label)
            if (kind or one.kind) != one.kind:
                values |= {"kind": kind, "order": last}  # each place once
            after.append((one, assign(one, values)))
            check(plan, one, column)
    writes = [write for one, changes in after for write in written(one, changes)]
    writes += [Write(each, DELETION) for each in left]
    if writes:
        new = "; ".join(shown(one) for one, _changes in after)
        before = None if session._state.adding else old  # noqa: SLF001
        plan.differences.append(Difference(SESSIONS.column("links").heading, before, new))
    return writes


def taken(left: list[Resource], url: str, kind: str) -> Resource | None:
    """Take a resource at an address out of those that are left, best one of this kind."""
    there = [each for each in left if each.url == url]
    one = min(there, key=lambda each: each.kind != kind, default=None)
    if one:
        left.remove(one)
    return one


def parts(text: str) -> list[str]:
    """Return the links of a cell as they are written there."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return [part.strip() for line in lines for part in APART.split(line) if part.strip()]


def kind_and_label(said: str) -> tuple[str, str]:
    """Return what stands before an address: “Slides”, “Slides (Part 1)” or “Part 1”."""
    kinds = choices(Resource._meta.get_field("kind"))  # noqa: SLF001 - documented
    if kind := kinds.get(normalize(said)):
        return kind, ""
    found = LABELLED.fullmatch(said)
    if found and (kind := kinds.get(normalize(found["kind"]))):
        return kind, found["label"].strip()
    return "", said


def labelled(resource: Resource, label: str) -> dict[str, Any]:
    """Return how a resource gets a label, in the language it is written in."""
    if not label or label in in_languages(resource, "label"):
        return {}
    return {f"label_{'zh_hans' if CHARACTERS.search(label) else 'en'}": label}


def check(plan: RowPlan, one: Resource, column: str) -> None:
    """Refuse an address or a label that the model does not take."""
    try:
        one.clean_fields(exclude={"session", "file"})
    except ValidationError as error:
        for message in dict.fromkeys(error.messages):
            plan.row.refuse(message, column)
