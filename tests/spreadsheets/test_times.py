"""Days and times as people write them."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from sessions.exchange.spreadsheet.times import UnclearError, When, lasting, when

pytestmark = pytest.mark.any_database

DAYS = [date(2023, 8, 6) + timedelta(days=n) for n in range(5)]
TUESDAY = date(2023, 8, 8)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("9:00–9:45 AM", "09:00", "09:45"),
        ("9.00-9.45", "09:00", "09:45"),
        ("14:00", "14:00", None),
        ("14:00:00", "14:00", None),
        ("2 pm", "14:00", None),
        ("2p.m.", "14:00", None),
        ("12:00 AM", "00:00", None),
        ("12 pm", "12:00", None),
        ("noon", "12:00", None),
        ("10–11am", "10:00", "11:00"),
        ("11:30–1:00 PM", "11:30", "13:00"),
        ("1:00-2:30 pm", "13:00", "14:30"),
        ("9:00 a.m. to 9:45 a.m.", "09:00", "09:45"),
        ("9:00 — 17:00", "09:00", "17:00"),
        ("9h30", "09:30", None),
        ("上午9:00", "09:00", None),
        ("下午2点30分", "14:30", None),
        ("下午2:30-4:00", "14:30", "16:00"),
        ("上午11：30～下午1：00", "11:30", "13:00"),
        ("晚上7点半", "19:30", None),
        ("中午12:30", "12:30", None),
    ],
)
def test_a_time_is_read(text, start, end):
    read = when(text, DAYS)
    assert f"{read.start:%H:%M}" == start
    assert (f"{read.end:%H:%M}" if read.end else None) == end


@pytest.mark.parametrize(
    "text",
    [
        "8 Aug",
        "Aug 8, 2023",
        "August 8th",
        "8th of August 2023",
        "8-Aug-23",
        "2023/8/8",
        "2023-08-08",
        "2023.08.08",
        "8/8/2023",
        "8.8.2023",
        "8月8日",
        "2023年8月8日",
        "8月8日（星期二）",
        "Tuesday",
        "Tue 8 Aug",
        "周二",
    ],
)
def test_a_day_is_read(text):
    assert when(text, DAYS) == When(TUESDAY)


@pytest.mark.parametrize("text", ["Tue Aug 8, 9:00–9:45 AM", "2023-08-08 09:00-09:45"])
def test_day_and_times_may_stand_in_one_cell(text):
    assert when(text, DAYS) == When(TUESDAY, time(9), time(9, 45))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("8 Aug 9–10:30", time(9), time(10, 30)),
        ("Tue 8 August, 9–10:30", time(9), time(10, 30)),
        ("8 Aug. 9-10am", time(9), time(10)),
        ("8th of Aug 7 to 8 pm", time(19), time(20)),
        ("Aug 8 9–10:30", time(9), time(10, 30)),
        ("9:30–10 Aug 8", time(9, 30), time(10)),
        ("9:30 to 10 Aug 8", time(9, 30), time(10)),
        ("Tue – 8 Aug 14:00", time(14), None),
    ],
)
def test_of_the_numbers_around_a_month_that_before_it_is_the_day(text, start, end):
    assert when(text, DAYS) == When(TUESDAY, start, end)


def test_of_two_readings_of_a_date_the_one_within_the_event_is_meant():
    assert when("8/9/2023", DAYS).day == date(2023, 8, 9)
    assert when("9/8/2023", DAYS).day == date(2023, 8, 9)


@pytest.mark.parametrize(
    "text", ["3/4/2023", "31 Sep", "Monday 8 Aug", "soon", "25:00", "9", "TBD"]
)
def test_what_is_not_certain_is_refused_with_the_way_to_write_it(text):
    with pytest.raises(UnclearError, match=r"2023-08-08|14:00|correct one"):
        when(text, DAYS)


def test_a_moment_with_its_offset_is_that_moment():
    assert when("2023-08-08T17:00:00Z", DAYS).moment == datetime.fromisoformat(
        "2023-08-08T17:00:00+00:00"
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (datetime(2023, 8, 8, 9, 0), When(TUESDAY, time(9))),  # noqa: DTZ001 - as Excel has it
        (TUESDAY, When(TUESDAY)),
        (time(14), When(start=time(14))),
        (timedelta(hours=14), When(start=time(14))),
        (45146, When(TUESDAY)),
        (0.375, When(start=time(9))),
        (45146.375, When(TUESDAY, time(9))),
    ],
)
def test_cells_of_excel_are_read(value, expected):
    assert when(value, DAYS) == expected


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.times())
def test_what_iso_8601_writes_reads_back(day, clock):
    clock = clock.replace(microsecond=0)
    assert when(f"{day} {clock:%H:%M:%S}", DAYS) == When(day, clock)


def test_in_chinese_a_wrong_time_is_answered_with_a_form_to_write_it_in_not_with_another_time():
    with translation.override("zh-hans"), pytest.raises(UnclearError) as refused:
        when("25:00", DAYS)
    assert str(refused.value) == "没有“25:00”这个时间；请按“14:00”这样的格式填写。"


@given(st.text(max_size=40))
def test_whatever_is_written_is_read_or_refused(text):
    with suppress(UnclearError):
        assert isinstance(when(text, DAYS), When)


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        (20, 20), ("90 min", 90), ("1h 30m", 90), ("1:30", 90), ("1 hour", 60), ("20 minutes", 20),
        ("1.5 小时", 90), ("1小时30分钟", 90), ("1小時30分鐘", 90),
        (time(1, 30), 90), (timedelta(hours=2), 120),
    ],
)  # fmt: skip
def test_durations(said, minutes):
    assert lasting(said) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    "said",
    ["soon", "0", "-5", "99999999999", "99999999999 days", "9" * 400, timedelta(days=10**6)],
)
def test_what_is_no_duration(said):
    with pytest.raises(UnclearError):
        lasting(said)
