"""What pages repeat by the hundred, in Python, where templates take several times as long."""

from collections.abc import Iterable
from typing import Any, cast

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sessions.markup import fill, joined
from sessions.models import Event, Participation, Session
from sessions.schedule.days import Entry
from sessions.templatetags.program import anchor, translated
from sessions.templatetags.times import day_and_time, session_time
from speakers.addresses import address
from speakers.models import Organization, Speaker

register = template.Library()
NOTHING, NEW_LINE = SafeString(""), SafeString("\n")
CARD = """<article class="session kind-{kind}{cancelled}" data-session="{code}"{id}>
  {star}
  <p class="facts"><span class="kind">{kind_name}</span>{ribbons}{event}{parent}</p>
  <{level} class="title">{title}</{level}>
  {names}
  <p class="place">{when}{room}{track}</p>
</article>
"""
PERSON = """<article class="person">
  {}
  <div>
    <h3><a href="{}">{}</a>{}</h3>
    {}
    {}
    {}
    {}
  </div>
</article>
"""
MOST_INSIDE = 50  # sessions listed with the one they are inside
LINKED = '\n<p class="inside"><a href="{}">{}</a></p>'
INSIDE = """
<details class="inside"{opened}>
  <summary>{count}</summary>
  <ol>{sessions}
  </ol>
</details>"""


@register.simple_tag(takes_context=True)
def card(  # noqa: PLR0913 - what a template chooses
    context: template.Context,
    session: Session,
    *,
    level: str = "h3",
    anchored: bool = False,
    show_day: bool = False,
    show_parent: bool = False,
    nested: bool = False,
    starred: bool = True,
) -> SafeString:
    """Return a session in a list: what, who, where and when.

    `level` is its heading; `anchored` gives it the `id` that other pages link to; `nested` leaves
    out what the session around it says; with `starred` it can be put into the agenda.
    """
    event: Event = context["event"]
    outer = session.part_of if show_parent and not nested else None
    return fill(
        CARD,
        kind=session.kind,
        cancelled=" cancelled" if session.is_cancelled else "",
        code=session.code,
        id=fill(' id="{}"', anchor(session, event)) if anchored else "",
        star=star(context, session) if starred else "",
        kind_name=session.get_kind_display(),
        ribbons=ribbons(session),
        event=special(session.event, str(session.event)) if session.event_id != event.pk else "",
        parent=special(outer, translated(outer, "title")) if outer else "",
        level=level,
        title=link(session, "title"),
        names=names(session),
        when=day_and_time(session) if show_day else session_time(session, nested=nested),
        room=NOTHING if nested else in_room(session),
        track=in_track(session),
    )


@register.simple_tag(takes_context=True)
def entry(
    context: template.Context,
    listed: Entry,
    *,
    opened: bool = False,
    whole: bool = False,
    **how: Any,
) -> str:
    """Return a session in a list, as `card`, and those inside it, folded up unless `opened`.

    Where there are very many, its own page lists them, unless the list is to be `whole`.
    """
    session = cast("Session", listed.session)
    shown = card(context, session, **how)
    if not listed.children:
        return shown + NEW_LINE
    count = len(listed.children)
    said = ngettext("%(n)s session inside", "%(n)s sessions inside", count) % {"n": count}
    if count > MOST_INSIDE and not (opened or whole):
        return shown + fill(LINKED, session.get_absolute_url(), said) + NEW_LINE
    how |= {"nested": True, "level": "h4"}
    inside = fill(
        INSIDE,
        opened=" open" if opened else "",
        count=said,
        sessions=joined(
            "",
            (
                fill("\n    <li>{}</li>", entry(context, each, opened=opened, **how))
                for each in listed.children
            ),
        ),
    )
    return shown + inside + NEW_LINE


@register.simple_tag
def person(
    speaker: Speaker,
    part: Participation | None,
    *,
    role: str = "",
    sessions: int = 0,
    is_draft: bool = False,
) -> SafeString:
    """Return a person in a list, with position and affiliation as of one participation."""
    position = organization = count = NOTHING
    if part and (text := translated(part, "position")):
        position = fill("<p>{}</p>", text)
    if part and part.organization:
        name = link(part.organization, "name")
        organization = fill('<p class="affiliation">{}</p>', name)
    if sessions:
        text = ngettext("%(n)s session", "%(n)s sessions", sessions) % {"n": sessions}
        count = fill('<p class="soft">{}</p>', text)
    return fill(
        PERSON,
        portrait(speaker),
        speaker.get_absolute_url(),
        translated(speaker, "name"),
        draft_ribbon() if is_draft else "",
        fill('<p class="role">{}</p>', role) if role else "",
        *(position, organization, count),
    )


@register.simple_tag
def people(listed: Iterable[Any]) -> SafeString:
    """Return people in a list (`Listed`), as of their `last` participation."""
    return joined(
        "",
        (
            person(each.speaker, each.last, sessions=each.sessions, is_draft=each.is_draft)
            for each in listed
        ),
    )


def special(thing: Event | Session, name: str) -> SafeString:
    """Return a link to the event or session that another is part of, with a space before it."""
    return fill(' <a class="special" href="{}">{}</a>', thing.get_absolute_url(), name)


@register.filter
def link(thing: Session | Speaker | Organization, field: str) -> SafeString:
    """Return a translated field as a link to the page of what it belongs to."""
    return fill('<a href="{}">{}</a>', thing.get_absolute_url(), translated(thing, field))


@register.simple_tag(takes_context=True)
def star(context: template.Context, session: Session) -> SafeString:
    """Return what puts a session into the agenda: a link, in an agenda a button of its form."""
    code, label = session.code, _("Star: %(title)s") % {"title": session.title}
    if starred := context.get("starred"):
        name, pressed = ("drop", "true") if code in starred else ("s", "false")
        return fill(
            '<button class="star" name="{}" value="{}" aria-pressed="{}" aria-label="{}"></button>',
            *(name, code, pressed, label),
        )
    return fill(
        '<a class="star" href="{}?s={}" rel="nofollow" aria-label="{}"></a>',
        *(address("program:agenda", session.event.root.slug), code, label),
    )


@register.filter
def ribbons(session: Session) -> SafeString:
    """Return what is unusual about a session's status, with a space before it."""
    if session.is_draft:
        return draft_ribbon()
    if session.is_cancelled:
        return fill(' <strong class="ribbon">{}</strong>', _("Cancelled"))
    return NOTHING


@register.simple_tag
def draft_ribbon() -> SafeString:
    return fill(' <span class="ribbon">{}</span>', _("Draft"))


@register.filter
def names(session: Session) -> SafeString:
    """Return the people of a session; authors without their affiliation, they are many."""
    comma = fill('<span class="comma">{}</span>', _(", "))
    people = [
        fill("{}{}{}", link(each.speaker, "name"), affiliation(each), special_role(each))
        for each in session.people
    ]
    return fill('<p class="names">{}</p>', joined(comma, people)) if people else NOTHING


def affiliation(participation: Participation) -> SafeString:
    if not participation.organization or participation.role == Participation.Role.AUTHOR:
        return NOTHING
    name = translated(participation.organization, "name")
    return fill('<span class="affiliation"> {}</span>', name)


def special_role(participation: Participation) -> SafeString:
    if participation.role not in (Participation.Role.MODERATOR, Participation.Role.CHAIR):
        return NOTHING
    return fill(' <span class="role">{}</span>', participation.get_role_display())


@register.filter
def in_room(session: Session) -> SafeString:
    """Return the session's own room, with a space before it."""
    if not session.room:
        return NOTHING
    return fill(' <span class="room">{}</span>', translated(session.room, "name"))


@register.filter
def in_track(session: Session) -> SafeString:
    """Return the session's track, with a space before it."""
    if not session.track:
        return NOTHING
    name = translated(session.track, "name")
    return fill(' <span class="track color-{}">{}</span>', session.track.color, name)


@register.filter
def portrait(thing: Speaker | Organization) -> SafeString:
    """Return a person's photo or an organization's logo, else a monogram.

    The style sheet says how large it is shown; to ask the file for its size would open each.
    """
    picture = thing.photo if isinstance(thing, Speaker) else thing.logo
    if picture:
        return fill(
            '<img class="portrait{}" src="{}" alt="" width="56" height="56" loading="lazy">',
            "" if isinstance(thing, Speaker) else " logo",
            picture.url,
        )
    return fill(
        '<span class="portrait monogram hue-{}" aria-hidden="true">{}</span>',
        *(hue(thing.slug), thing.monogram),
    )


def hue(slug: str) -> int:
    """Return which of the eight monogram colors belongs to a slug, always the same one."""
    return sum(slug.encode()) % 8
