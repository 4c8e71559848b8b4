"""How changes of sessions are told."""

from collections.abc import Mapping

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sessions.markup import fill, joined
from sessions.models import Session
from sessions.schedule.changes import Announced, Change, Key, Kind
from sessions.templatetags.program import html_lang, in_own_language, translated
from sessions.templatetags.times import day_and_span
from speakers.models import label

register = template.Library()
TOLD = {
    Kind.NEW: _("New"),
    Kind.RESTORED: _("Takes place after all"),
    Kind.TIME: _("New time"),
    Kind.ROOM: _("New room"),
    Kind.TITLE: _("New title"),
    Kind.CANCELLED: _("Cancelled"),
    Kind.WITHDRAWN: _("No longer in the program"),
}
CHANGE = """<article class="session kind-{kind}{cancelled}">
  <p class="facts"><span class="kind">{kind_name}</span>{badges}</p>
  <h3 class="title">{title}</h3>
  {details}
</article>"""
PAIR = """<p class="was">{} <del>{}</del></p>
  <p class="now">{} <ins>{}</ins></p>"""


@register.simple_tag
def change(told: Change, links: Mapping[Key, str]) -> SafeString:
    """Return a changed session: what it is, what has become of it, how it was and how it is.

    `links` are the addresses of the sessions that have a page.
    """
    session = told.session
    gone = session.is_cancelled or not told.after
    return fill(
        CHANGE,
        kind=session.kind,
        cancelled=" cancelled" if gone else "",
        kind_name=label(Session.Kind, session.kind),
        badges=joined("", (fill(' <span class="change">{}</span>', each) for each in words(told))),
        title=linked(session, links),
        details=joined("\n  ", details(told)),
    )


def details(told: Change) -> list[SafeString]:
    """Return what was and what is; when and where it is, even if that has not changed."""
    lines = [fill(PAIR, _("Before:"), old, _("Now:"), new) for old, new in pairs(told)]
    if not is_moved(told):
        lines.append(fill('<p class="place">{}</p>', place(told.session)))
    return lines


def is_moved(told: Change) -> bool:
    return bool({Kind.TIME, Kind.ROOM} & set(told.kinds))


@register.filter
def words(told: Change) -> list[str]:
    """Return in words what has become of a session."""
    return [str(TOLD[kind]) for kind in told.kinds]


@register.simple_tag
def linked(session: Announced, links: Mapping[Key, str]) -> SafeString:
    """Return the title, as a link if the session is among `links`."""
    title, href = translated(session, "title"), links.get(session.key)
    return fill('<a href="{}">{}</a>', href, title) if href else fill("{}", title)


@register.filter
def pairs(told: Change) -> list[tuple[SafeString, SafeString]]:
    """Return how the session was and how it is, where it has another title, time or room."""
    before, after = told.before, told.after
    if not (before and after):
        return []
    found = []
    if Kind.TITLE in told.kinds:
        found.append((title_of(before, told), title_of(after, told)))
    if is_moved(told):
        found.append((place(before), place(after)))
    return found


def title_of(session: Announced, told: Change) -> SafeString:
    """Return the title in a language in which it is another, if possible the page's."""
    page = get_language()
    languages = [each for each in told.retitled_in or () if each in session.titles]
    if not languages or page in languages:
        return fill("{}", translated(session, "title"))
    return fill('<span lang="{}">{}</span>', html_lang(languages[0]), session.titles[languages[0]])


@register.filter
def place(session: Announced) -> SafeString:
    """Return day, time and room as far as they are known, with the zone named."""
    room = in_own_language(session, "room")[0]
    where = fill(' · <span class="room">{}</span>', translated(session, "room")) if room else ""
    return fill("{}{}", day_and_span(session, session.time_zone), where)
