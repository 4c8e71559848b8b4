"""What the pages need beyond Django's own tags: languages, times and Markdown."""

from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton, get_timezone_name
from django import template
from django.conf import settings
from django.db import models
from django.utils import dateformat
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext, to_locale
from django.utils.translation import gettext_lazy as _

from sessions.markdown import to_html, to_link, to_text
from sessions.markup import fill
from sessions.models import Event, Session
from speakers.addresses import address
from speakers.languages import remembered

register = template.Library()
SECTIONS = {
    "event": _("Overview"),
    "schedule": _("Schedule"),
    "agenda": _("My agenda"),
    "keynotes": _("Keynotes"),
    "panels": _("Panels"),
    "sessions": _("Sessions"),
    "speakers": _("Speakers"),
    "organizations": _("Organizations"),
    "topics": _("Topics"),
    "changes": _("Changes"),
}


@remembered
def columns_of(field: str) -> tuple[tuple[str, str], ...]:
    """Return the columns of a translated field with their languages, the page's first."""
    page = get_language() or settings.LANGUAGE_CODE
    codes = [page, *(code for code, _name in settings.LANGUAGES if code != page)]
    return tuple((f"{field}_{code.replace('-', '_')}", code) for code in codes)


def in_own_language(thing: Any, field: str) -> tuple[str, str]:
    """Return a translated field's text and its language: the page's, else the other one."""
    columns = columns_of(field)
    for column, language in columns:
        if text := getattr(thing, column):
            return text, language
    return "", columns[0][1]


@register.filter
def html_lang(language: str) -> str:
    """Return a language code as HTML writes it (BCP 47): zh-hans is zh-Hans."""
    return to_locale(language).replace("_", "-")


@register.simple_tag
def page_lang() -> str:
    return html_lang(get_language() or settings.LANGUAGE_CODE)


@register.filter
def translated(thing: Any, field: str) -> str:
    """Return the text in the page's language; in the other one, marked with `lang` (WCAG 3.1.2)."""
    (column, _page), *others = columns_of(field)
    if text := getattr(thing, column):
        return text
    for column, language in others:
        if text := getattr(thing, column):
            return fill('<span lang="{}">{}</span>', html_lang(language), text)
    return ""


@register.filter
def in_other_language(thing: models.Model, field: str) -> str:
    """Return the text in the language that is not the page's, marked with `lang`, if it differs."""
    shown, page = in_own_language(thing, field)
    for language, _name in settings.LANGUAGES:
        text = getattr(thing, f"{field}_{language.replace('-', '_')}")
        if text and text != shown and language != page:
            return fill('<span lang="{}">{}</span>', html_lang(language), text)
    return ""


@register.filter
def prose(thing: models.Model, field: str) -> SafeString:
    """Return a Markdown field as clean HTML paragraphs, marked with `lang` if it fell back."""
    text, language = in_own_language(thing, field)
    html = to_html(text)
    if language == get_language():
        return fill('<div class="prose">{}</div>', html)
    return fill('<div class="prose" lang="{}">{}</div>', html_lang(language), html)


register.filter("href", to_link)
register.filter("plain", to_text)


def page_locale() -> Locale:
    return Locale.parse(to_locale(get_language() or settings.LANGUAGE_CODE))


@register.filter
def country_name(code: str) -> str:
    """Return the name of an ISO 3166 country in the page's language."""
    return page_locale().territories.get(code, code)


@register.filter
def dates(event: Event) -> str:
    """Return an event's days as one span: "August 6 – 10, 2023", "2023年8月6日至10日"."""
    return span(event.start_date, event.end_date)


@remembered
def span(first: date, last: date) -> str:
    return format_interval(first, last, "yMMMMd", locale=page_locale())


@register.filter
@remembered
def long_date(day: date) -> str:
    """Return a day with its year: "August 8, 2023", "2023年8月8日"."""
    return format_date(day, "long", locale=page_locale())


@register.filter
@remembered
def weekday(day: date) -> str:
    """Return a day with its weekday: "Tuesday, August 8", "8月8日 星期二"."""
    return dateformat.format(day, pgettext("a day with its weekday, as a Django format", "l, F j"))


@register.filter
@remembered
def short_weekday(day: date) -> str:
    """Return a day in short, for navigation: "Tue, Aug 8", "8月8日周二"."""
    return format_skeleton("MMMEd", day, locale=page_locale())


@register.filter
def anchor(session: Session, event: Event) -> str:
    """Return the `id` a session has in the schedule of `event`: its slug.

    Slugs are unique within an event; the slug of a sub-event's session starts with that event's.
    """
    own = session.event_id == event.pk or session.slug.startswith(f"{session.event.slug}-")
    return session.slug if own else f"{session.event.slug}-{session.slug}"


class Zone(NamedTuple):
    """What a time zone is called at a moment: "PDT", "UTC−07:00", "Pacific Daylight Time"."""

    short: str
    offset: str
    name: str


@register.simple_tag
def zone(event: Event, at: datetime | None = None) -> Zone:
    """Return what the event's zone is called on its first day, or at another moment."""
    return named_zone(event.time_zone, (at or event.opening).astimezone(UTC))


@remembered
def named_zone(time_zone: str, moment: datetime) -> Zone:
    """Return what a zone is called at a moment in UTC.

    The abbreviation is the one in common use ("PDT"); where there is none, or another zone's is the
    same ("CST"), the offset stands for it ("UTC+08:00"). Unicode's CLDR knows which.
    """
    local = moment.astimezone(ZoneInfo(time_zone))
    offset = local.strftime("%z")
    sign = "−" if offset.startswith("-") else "+"
    utc = f"UTC{sign}{offset[1:3]}:{offset[3:5]}"
    abbreviation = get_timezone_name(local, "short", locale="en_US")
    return Zone(
        abbreviation if abbreviation.isalpha() else utc,
        utc,
        get_timezone_name(local, locale=page_locale()),
    )


@register.simple_tag(takes_context=True)
def in_language(context: template.Context, language: str) -> str:
    """Return the address of this page, query included, in another language."""
    path: str = context["request"].get_full_path()
    for code, _name in settings.LANGUAGES:
        if path.startswith(f"/{code}/"):
            return f"/{language}/{path.removeprefix(f'/{code}/')}"
    return f"/{language}/"


@register.simple_tag(takes_context=True)
def absolute(context: template.Context, path: str) -> str:
    """Return `path` with the site's scheme and host in front."""
    return context["request"].build_absolute_uri(path)


@register.inclusion_tag("includes/event_nav.html", takes_context=True)
def event_nav(context: template.Context) -> dict[str, Any]:
    """Show the pages of the event, with the one the visitor is on marked.

    Changes are among them once there is a release.
    """
    event: Event = context["event"]
    links = [
        (label, address(f"program:{name}", (event.root if name == "agenda" else event).slug))
        for name, label in SECTIONS.items()
        if name != "changes" or event.last_release
    ]
    return {"links": links, "path": context["request"].path}
