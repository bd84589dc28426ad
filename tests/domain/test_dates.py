"""Days and times as people say and type them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.domain import dates

TODAY = date(2026, 11, 23)
EDINBURGH = ZoneInfo("Europe/London")
BEIRUT = ZoneInfo("Asia/Beirut")

MINUTES = st.builds(time, st.integers(0, 23), st.integers(0, 59))
DAYS = st.dates(date(1990, 1, 1), date(2037, 12, 31))


def test_days_are_said() -> None:
    assert dates.day_month(TODAY, TODAY) == "23 November"
    assert dates.day_month(date(2025, 3, 1), TODAY) == "1 March 2025"
    assert dates.weekday(TODAY, TODAY) == "Monday 23 November"
    assert dates.weekday(date(2027, 1, 4), TODAY) == "Monday 4 January 2027"
    assert dates.month_year(date(2026, 3, 4)) == "March 2026"


def test_near_days_have_names() -> None:
    said = [dates.near_day(TODAY + timedelta(days=n), TODAY) for n in (-2, -1, 0, 1, 2)]
    assert said == [
        "Saturday 21 November",
        "yesterday",
        "today",
        "tomorrow",
        "Wednesday 25 November",
    ]


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [
        (14, 0, "2 pm"),
        (10, 15, "10.15 am"),
        (12, 0, "12 noon"),
        (0, 0, "12 midnight"),
        (12, 30, "12.30 pm"),
        (0, 5, "12.05 am"),
        (23, 59, "11.59 pm"),
    ],
)
def test_clock(hour: int, minute: int, said: str) -> None:
    assert dates.clock(time(hour, minute)) == said


def test_saved_clock() -> None:
    assert dates.saved_clock(time(14, 2, 59)) == "14:02"
    assert dates.saved_clock(time(9, 5)) == "09:05"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("14:00", time(14)),
        ("9:05", time(9, 5)),
        ("2pm", time(14)),
        ("2 PM", time(14)),
        ("2.30 pm", time(14, 30)),
        ("2:30 p.m.", time(14, 30)),
        ("10.15", time(10, 15)),
        (" noon ", time(12)),
        ("Midnight", time(0)),
        ("12 am", time(0)),
        ("12 pm", time(12)),
    ],
)
def test_parse_clock(typed: str, meant: time) -> None:
    assert dates.parse_clock(typed) == meant


@pytest.mark.parametrize(
    "typed", ["", "2", "24:00", "10.60", "13 pm", "0 am", "2.5 pm", "soon", "-1:00", "１０:00"]
)
def test_parse_clock_does_not_guess(typed: str) -> None:
    with pytest.raises(ValueError, match="Give the time like 2 pm or 14:00"):
        dates.parse_clock(typed)


@given(MINUTES)
def test_what_is_said_can_be_typed(moment: time) -> None:
    assert dates.parse_clock(dates.clock(moment)) == moment
    assert dates.parse_clock(dates.saved_clock(moment)) == moment


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (60, "one hour"),
        (45, "45 minutes"),
        (90, "one hour 30 minutes"),
        (120, "two hours"),
        (1, "one minute"),
        (0, "zero minutes"),
    ],
)
def test_duration(minutes: int, said: str) -> None:
    assert dates.duration(minutes) == said


def test_duration_is_not_negative() -> None:
    with pytest.raises(ValueError, match="less than no time"):
        dates.duration(-1)


def test_local_date_follows_the_organisation() -> None:
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert dates.local_date(late, EDINBURGH) == date(2026, 7, 1)
    assert dates.local_date(late, UTC) == date(2026, 6, 30)
    with pytest.raises(ValueError, match="time zone"):
        dates.local_date(datetime(2026, 6, 30), EDINBURGH)


@pytest.mark.parametrize(
    ("day", "clock", "moment"),
    [
        (date(2026, 11, 23), time(14), datetime(2026, 11, 23, 14, tzinfo=UTC)),
        (date(2026, 7, 1), time(14), datetime(2026, 7, 1, 13, tzinfo=UTC)),
        # Left out on 29 March: 1.30 becomes 2.30, which is 1.30 UTC.
        (date(2026, 3, 29), time(1, 30), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        # Twice on 25 October: the first, still summer time.
        (date(2026, 10, 25), time(1, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (date(2026, 10, 25), time(1, 30, fold=1), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ],
)
def test_to_utc(day: date, clock: time, moment: datetime) -> None:
    assert dates.to_utc(day, clock, EDINBURGH) == moment


@given(DAYS, MINUTES)
def test_a_local_time_never_moves_back(day: date, clock: time) -> None:
    there = dates.to_utc(day, clock, EDINBURGH).astimezone(EDINBURGH).replace(tzinfo=None)
    assert there - datetime.combine(day, clock) in (timedelta(0), timedelta(hours=1))


@given(DAYS, st.sampled_from([EDINBURGH, BEIRUT]))
def test_a_day_begins_at_local_midnight(day: date, zone: ZoneInfo) -> None:
    begins = dates.local_midnight(day, zone)
    assert dates.local_date(begins, zone) == day
    assert dates.local_date(begins - timedelta(seconds=1), zone) == day - timedelta(days=1)


@pytest.mark.parametrize("day", ["3", "03", " 3rd "])
@pytest.mark.parametrize("month", ["3", "03", "March", "mar", "MAR."])
def test_parse_date_parts(day: str, month: str) -> None:
    assert dates.parse_date_parts(day, month, "2026") == date(2026, 3, 3)


@pytest.mark.parametrize(
    ("parts", "part", "message"),
    [
        (("", "", ""), "day", "Give the day, the month and the year"),
        (("3", " ", "2026"), "month", "Give the day, the month and the year"),
        (("3", "3", ""), "year", "Give the day, the month and the year"),
        (("third", "3", "2026"), "day", "Give the day as a number, such as 23"),
        (("29", "2", "2026"), "day", "February 2026 has 28 days"),
        (("0", "2", "2024"), "day", "February 2024 has 29 days"),
        (("3", "13", "2026"), "month", "Give the month as its name, or a number from 1 to 12"),
        (("3", "ma", "2026"), "month", "Give the month as its name, or a number from 1 to 12"),
        (("3", "3", "26"), "year", "Give the year with four figures"),
        (("3", "3", "٢٠٢٦"), "year", "Give the year with four figures"),
        (("3", "3", "1899"), "year", "Give a year from 1900 to 2100"),
    ],
)
def test_a_date_that_is_none_says_what_to_do(
    parts: tuple[str, str, str], part: str, message: str
) -> None:
    with pytest.raises(dates.DatePartError) as refused:
        dates.parse_date_parts(*parts)
    assert (refused.value.part, refused.value.message) == (part, message)
    assert str(refused.value) == message
    assert isinstance(refused.value, ValueError)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_date_can_be_typed(day: date) -> None:
    year = str(day.year)
    name = dates.month_year(day).split()[0]
    assert dates.parse_date_parts(str(day.day), str(day.month), year) == day
    assert dates.parse_date_parts(f"{day.day:02}", name[:3].lower(), year) == day


@given(st.text(max_size=8), st.text(max_size=8), st.text(max_size=8))
def test_nothing_typed_breaks_it(day: str, month: str, year: str) -> None:
    try:
        dates.parse_date_parts(day, month, year)
    except dates.DatePartError as refused:
        assert refused.message
