"""What can be asked in the query of an address: language, part of a list, filters."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Field, Schema

from sessions.api.conditions import answer
from sessions.api.languages import BOTH, Language

USUAL, MOST, FARTHEST = 50, 200, 1_000_000
LANGUAGE = _("Texts in both languages, or in one: then the other where there is only that.")


class InLanguage(Schema):
    """The language of the texts."""

    lang: Language = Field(BOTH, description=LANGUAGE)


class Paged(InLanguage):
    """A part of a list, whose order is always the same."""

    limit: int = Field(USUAL, ge=1, le=MOST, description=_("How many at most."))
    offset: int = Field(0, ge=0, le=FARTHEST, description=_("How many to leave out before them."))


class Searched(Paged):
    """What a search finds in a list."""

    q: str = Field("", description=_("Words to search for, in either language or in pinyin."))


def several(description: str) -> Any:
    """Return a filter that may be given several times: what has any of the values remains."""
    return Field([], description=description)


class Filtered(Searched):
    """The filters of the schedule's page."""

    day: list[str] = several(_("Day, local to the venue, such as 2023-08-08, or tba."))
    kind: list[str] = several(_("Kind, such as keynote."))
    track: list[str] = several(_("Slug of a track."))
    room: list[str] = several(_("Slug of a room."))
    tag: list[str] = several(_("Slug of a topic."))
    organization: list[str] = several(_("Slug of an organization that somebody is from."))
    language: list[str] = several(_("Spoken language, such as en."))


def page(request: HttpRequest, paged: Paged, count: int, items: list[Any]) -> HttpResponse:
    """Answer with a part of a list, and with links to the others (RFC 8288)."""
    places = {"first": 0}
    if paged.offset:
        places["prev"] = max(0, paged.offset - paged.limit)
    if paged.offset + paged.limit < count:
        places["next"] = paged.offset + paged.limit
    links = ", ".join(
        f'<{address(request, paged, offset)}>; rel="{name}"' for name, offset in places.items()
    )
    return answer(request, {"count": count, "items": items}, Link=links)


def address(request: HttpRequest, paged: Paged, offset: int) -> str:
    """Return the address of another part: the same question, with another offset."""
    asked = [
        (key, value)
        for key, values in sorted(request.GET.lists())
        if key in type(paged).model_fields and key not in ("limit", "offset")
        for value in values
    ]
    query = urlencode([*asked, ("limit", paged.limit), ("offset", offset)], errors="replace")
    return f"{request.build_absolute_uri(request.path)}?{query}"
