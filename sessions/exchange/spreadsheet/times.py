"""Days and times as people write them, in English and Chinese. Nothing here is of any zone."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from sessions.exchange.spreadsheet.sheet import Value

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CHINESE_WEEKDAYS = "一二三四五六日"
EXCEL_DAY_ZERO = date(1899, 12, 30)
MIDNIGHT = datetime.combine(EXCEL_DAY_ZERO, time())
EXCEL_DAYS = range(20_000, 80_000)  # numbers that stand for days from 1954 to 2119
LONGEST = timedelta(days=31)  # of anything that has a duration
LONGEST_NIGHT = timedelta(hours=8)  # what ends earlier in the day than it began ends on the next

MONTH = r"(?P<month>(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*)\.?"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
# What stands before a day that is none: the start of a span, of whose end the number is the hour
UNTIL = r"(?<![-–—−~～〜])(?<![-–—−~～〜]\s)(?<!\bto\s)(?<!\buntil\s)"
YEAR = r"(?:[\s,-]*(?P<year>\d{4}|(?<=-)\d{2}))?"
DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\d)(?P<year>\d{4})\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*[日号]?",
        r"(?<!\d)(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*[日号]?",
        r"(?<!\d)(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?=\D|$)",
        rf"{UNTIL}(?<![\d:]){DAY}[\s-]*(?:of\s+)?{MONTH}{YEAR}(?!\d)",
        rf"\b{MONTH}\s*{DAY}(?![\d:.]|\s*[ap]\.?m){YEAR}(?!\d)",
        rf"(?<![\d:]){DAY}[\s-]*(?:of\s+)?{MONTH}{YEAR}(?!\d)",
        r"(?<!\d)(?P<one>\d{1,2})(?P<sign>[-/.])(?P<two>\d{1,2})(?P=sign)(?P<year>\d{4}|\d{2})(?!\d)",
        r"(?<![\d/])(?P<one>\d{1,2})/(?P<two>\d{1,2})(?![\d/])",
    )
)
WEEKDAY = re.compile(
    r"\b(?P<en>mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|nesday|r|rs|rsday|urday)?\b\.?"
    r"|(?:星期|周|礼拜)(?P<zh>[一二三四五六日天])",
    re.IGNORECASE,
)
LENGTH = re.compile(
    r"(?:(?P<days>\d+)\s*(?:d|days?|天))?\s*"
    r"(?:(?P<hours>\d+(?:\.\d+)?)\s*(?:h|hrs?|hours?|小时|小時))?\s*"
    r"(?:(?P<minutes>\d+)\s*(?:m|min|mins|minutes?|′|'|分钟|分鐘|分)?)?",
    re.IGNORECASE,
)
TO_THE_SECOND = re.compile(r"\d:\d\d:\d\d(?:\.\d+)?[+-]")
HOURS_AND_MINUTES = re.compile(r"(?P<hours>\d{1,2}):(?P<minutes>\d{2})(?::00)?")
HALF = r"(?P<{0}>[ap]\.?\s?m\b\.?|noon\b)?"
PERIOD = r"(?P<{0}>凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|晚)?\s*"
CLOCK = (
    r"(?P<{0}hour>\d{{1,2}})(?:\s*(?:[:.h时点]|點)\s*(?P<{0}minute>\d{{2}}|半)?(?::(?P<{0}second>\d{{2}}))?)?"
    r"(?:\s*分)?"
)


def clock(prefix: str) -> str:
    """Return the expression for one time of day, its groups named with `prefix`."""
    return (
        PERIOD.format(f"{prefix}period")
        + CLOCK.format(prefix)
        + r"\s*"
        + HALF.format(f"{prefix}half")
    )


TIMES = re.compile(
    rf"{clock('a')}(?:\s*(?:[-–—−~～〜至到]|to|until)+\s*{clock('b')})?", re.IGNORECASE
)


class UnclearError(ValueError):
    """A date or time that cannot be read; the message says how to write it."""


@dataclass(frozen=True)
class When:
    """What a cell says of day, start and end, each None if it does not."""

    day: date | None = None
    start: time | None = None
    end: time | None = None
    moment: datetime | None = None  # with an offset, which says more than day and start


def when(value: Value, days: list[date]) -> When:
    """Return what a cell says of day and time; a day without a year is one of `days`, the event's.

    Raises `UnclearError`.
    """
    if isinstance(value, datetime):
        rounded = to_the_second(value)
        return When(rounded.date(), rounded.time())
    if isinstance(value, date):
        return When(value)
    if isinstance(value, time):
        return When(start=to_the_second(datetime.combine(days[0], value)).time())
    if isinstance(value, timedelta):
        return When(start=to_the_second(MIDNIGHT + value).time())
    if isinstance(value, (int, float)):
        return of_number(value)
    return of_text(str(value or ""), days)


def lasting(value: Value) -> timedelta:
    """Return how long something lasts: 20, “90 min”, “1h 30m”, 1:30, “1.5 小时”.

    A bare number is in minutes. Raises `UnclearError`.
    """
    text = " ".join(str(value or "").split())
    try:
        length = duration(value, text)
    except OverflowError:
        length = timedelta()
    if not timedelta() < length <= LONGEST:
        raise UnclearError(_("“%s” is no duration; write 90 or 1:30.") % text)
    return length


def duration(value: Value, text: str) -> timedelta:
    """Return a duration, or the text of one, as it stands; nothing if it is none."""
    if isinstance(value, timedelta):
        return value
    if isinstance(value, time):
        return timedelta(hours=value.hour, minutes=value.minute)
    found = HOURS_AND_MINUTES.fullmatch(text) or LENGTH.fullmatch(text)
    said = found.groupdict() if found else {}
    return timedelta(**{unit: float(number) for unit, number in said.items() if number})


def is_time(value: Value) -> bool:
    """Tell whether a cell says a time of day, as the first column of a timetable does."""
    if isinstance(value, (time, timedelta)):
        return True
    try:
        return isinstance(value, str) and find_times(value)[0] is not None
    except UnclearError:
        return False


def to_the_second(moment: datetime) -> datetime:
    return (moment + timedelta(microseconds=500_000)).replace(microsecond=0)


def of_number(number: float) -> When:
    """Read a number as Excel keeps days and times: days since 1900, and their fractions."""
    if 0 < number < 1:
        return When(start=to_the_second(MIDNIGHT + timedelta(days=number)).time())
    if int(number) in EXCEL_DAYS:
        moment = MIDNIGHT + timedelta(days=number)
        return When(moment.date(), to_the_second(moment).time() if number % 1 else None)
    raise UnclearError(_("“%s” is no date or time; write 2023-08-08 or 14:00.") % number)


def of_text(text: str, days: list[date]) -> When:
    """Read a day, a time, or both. Raises `UnclearError`."""
    plain = re.sub(r"(?<=\d)T(?=\d)", " ", text.replace("：", ":").replace("．", "."))
    plain = " ".join(plain.split())
    if moment := with_offset(text):
        return When(moment=moment)
    day, rest = find_day(plain, days)
    start, end, rest = find_times(rest)
    if re.search(r"\w", rest) or not (day or start):
        raise UnclearError(
            _("“%s” cannot be read; write the day as 2023-08-08 and the time as 14:00.") % text
        )
    return When(day, start, end)


def with_offset(text: str) -> datetime | None:
    """Return the moment of an ISO 8601 text with its offset from UTC, None if it is not one."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    if "T" not in text and not TO_THE_SECOND.search(text):  # 2023-08-08 09:00-09:45 is a span
        return None
    return moment if moment.tzinfo else None


def find_day(text: str, days: list[date]) -> tuple[date | None, str]:
    """Return the day in `text`, and the text without it."""
    weekday = WEEKDAY.search(text)
    rest = WEEKDAY.sub(" ", text, count=1)
    for pattern in DATES:
        if found := pattern.search(rest):
            day = chosen(candidates(found.groupdict(), days), days, found[0].strip())
            if weekday and number_of(weekday) != day.weekday():
                raise UnclearError(
                    _("%(date)s is not a %(weekday)s; correct one of them.")
                    % {"date": day, "weekday": weekday[0]}
                )
            return day, rest[: found.start()] + " " + rest[found.end() :]
    if weekday:
        named = [day for day in days if day.weekday() == number_of(weekday)]
        return chosen(named, days, weekday[0]), rest
    return None, text


def number_of(weekday: re.Match[str]) -> int:
    """Return the number of a weekday, 0 for Monday."""
    if english := weekday["en"]:
        return WEEKDAYS.index(english.lower())
    return CHINESE_WEEKDAYS.index(weekday["zh"].replace("天", "日"))


def candidates(parts: dict[str, str | None], days: list[date]) -> list[date]:
    """Return the days that the parts of a date may mean: 8/9 is in August or in September."""
    year = parts.get("year")
    years = {day.year for day in days}
    if year:
        years = {int(year) + (2000 if len(year) == 2 else 0)}  # noqa: PLR2004 - 23 is 2023
    if "one" in parts:
        one, two = int(parts["one"] or 0), int(parts["two"] or 0)
        pairs = {(one, two), (two, one)}
    else:
        name = parts["month"] or ""
        month = int(name) if name.isdecimal() else MONTHS.index(name[:3].lower()) + 1
        pairs = {(month, int(parts["day"] or 0))}
    return sorted({day for each in years for pair in pairs for day in exists(each, *pair)})


def exists(year: int, month: int, day: int) -> Iterable[date]:
    try:
        yield date(year, month, day)
    except ValueError:
        return


def chosen(found: list[date], days: list[date], text: str) -> date:
    """Return the one day that is meant: the event's days come before all others."""
    if not found:
        raise UnclearError(_("There is no such day as “%s”; write it as 2023-08-08.") % text)
    likely = [day for day in found if day in days] or found
    if len(likely) != 1:
        raise UnclearError(_("“%s” is not one certain day; write it as 2023-08-08.") % text)
    return likely[0]


def find_times(text: str) -> tuple[time | None, time | None, str]:
    """Return start and end in `text`, and the text without them."""
    text = re.sub(r"\b(?:12\s*)?noon\b|正午", "12:00", text, flags=re.IGNORECASE)
    found = next((each for each in TIMES.finditer(text) if is_clock(each)), None)
    if not found:
        return None, None, text
    rest = text[: found.start()] + " " + text[found.end() :]
    end = of_day(found, "b") if found["bhour"] else None
    start = of_day(found, "a")
    if end and not (found["ahalf"] or found["aperiod"]):
        start = before(start, end, found)
    elif end and found["aperiod"] and not (found["bhalf"] or found["bperiod"]) and end < start:
        end = of_day(found, "b", afternoon=True)
    return start, end, rest


def is_clock(found: re.Match[str]) -> bool:
    """Tell a time from a bare number: it has minutes, or a sign for its half of the day."""
    signs = ("aminute", "ahalf", "aperiod", "bminute", "bhalf", "bperiod")
    return any(found[sign] for sign in signs) or bool(re.search(r"[时点點h]", found[0]))


def of_day(found: re.Match[str], prefix: str, *, afternoon: bool = False) -> time:
    """Return one of the two times, in 24 hours."""
    hour = int(found[f"{prefix}hour"])
    minute = found[f"{prefix}minute"] or "0"
    half = (found[f"{prefix}half"] or "").lower()
    period = found[f"{prefix}period"] or ""
    is_end_of_day = prefix == "b" and (hour, minute) == (24, "00")
    if half and not 1 <= hour <= 12:  # noqa: PLR2004 - the clock's own
        half = ""
    late = afternoon or half.startswith("p") or period in ("下午", "傍晚", "晚上", "晚", "中午")
    if late and hour < 12 and not (period == "中午" and hour > 10):  # noqa: PLR2004
        hour += 12
    elif (half.startswith("a") and hour == 12) or is_end_of_day:  # noqa: PLR2004
        hour = 0
    try:
        return time(hour, 30 if minute == "半" else int(minute), int(found[f"{prefix}second"] or 0))
    except ValueError as error:
        raise UnclearError(
            _("There is no time “%s”; write it as 14:00.") % found[0].strip()
        ) from error


def before(start: time, end: time, found: re.Match[str]) -> time:
    """Return the start that shares the end's half of the day, unless it would come after it."""
    half = (found["bhalf"] or "").lower()
    period = found["bperiod"] or ""
    if (half.startswith("p") or period in ("下午", "晚上", "晚")) and 1 <= start.hour < 12:  # noqa: PLR2004
        later = start.replace(hour=start.hour + 12)
        return later if later < end else start
    if half.startswith("a") and start.hour == 12 and end.hour < 12:  # noqa: PLR2004
        return start.replace(hour=0)
    return start
