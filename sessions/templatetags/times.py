"""When sessions take place, as lists and pages of them say it."""

from datetime import UTC, datetime, timedelta, tzinfo

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sessions.markup import fill
from sessions.models import Session
from sessions.schedule.days import Spanning
from sessions.templatetags.program import named_zone, short_weekday, weekday

register = template.Library()


@register.filter
def clock(moment: datetime, *, with_day: bool = False) -> SafeString:
    """Return a time of day, in the zone that it is in; `with_day`, also which day that is."""
    day = f"{short_weekday(moment.date())} " if with_day else ""
    return fill('<time datetime="{}">{}</time>', moment.isoformat(), f"{day}{moment:%H:%M}")


@register.filter
def wall_anchor(moment: datetime, zone: tzinfo) -> str:
    """Return what a time in a zone is called in the page's address: `at-0130`.

    Where the clocks go back, the time that comes again is `at-0130-2`.
    """
    local = moment.astimezone(zone)
    return f"at-{local:%H%M}{'-2' if local.fold else ''}"


@register.simple_tag
def session_time(session: Session, *, nested: bool = False) -> SafeString:
    """Return when a session takes place, exactly, with the zone named; or that it is not known.

    Of one that is `nested` in another, what is not known is not said.
    """
    if nested and not session.start:
        return SafeString("")
    return span(session, session.event.time_zone)


def span(session: Spanning, time_zone: str) -> SafeString:
    """Return from when to when something lasts, with the zone named; or that it is not known.

    Of what lasts for a day or more, the day on which it ends is named.
    """
    start, end = session.local_start, session.local_end
    if not start:
        return fill('<span class="when unknown">{}</span>', _("Time to be announced"))
    named = named_zone(time_zone, start.astimezone(UTC))
    until = clock(end, with_day=end - start >= timedelta(days=1)) if end else ""
    return fill(
        '<span class="when">{}{}{} <abbr title="{} ({})">{}</abbr></span>',
        *(clock(start), "–" if end else "", until),
        *(named.name, named.offset, named.short),
    )


@register.simple_tag
def day_and_time(session: Session) -> SafeString:
    """Return on which day and when a session takes place, as far as it is known."""
    return day_and_span(session, session.event.time_zone)


def day_and_span(session: Spanning, time_zone: str) -> SafeString:
    """Return on which day and when something takes place, as far as it is known."""
    if not session.local_day:
        unknown = _("Day and time to be announced")
        return fill('<span class="when unknown">{}</span>', unknown)
    day = weekday(session.local_day)
    return fill('<span class="day">{}</span> {}', day, span(session, time_zone))
