"""What is said back, and that saying and reading are each other's inverse."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduling.model import (
    AvailabilityWindow,
    Recurrence,
    TimeOff,
    WallHours,
    Weekday,
    WeeklyHours,
)
from scheduling.timespan import Clock, TimeStyle, written_in
from scheduling.wording.reading import (
    ParsedAvailability,
    read_availability,
    read_day,
    read_length,
    read_period,
    read_time,
    said_words,
    sentence_of,
)
from scheduling.wording.saying import (
    date_words,
    length_words,
    minute_words,
    time_off_words,
    weekly_words,
    window_words,
)

NOW = datetime(2026, 11, 10, 8, 30, tzinfo=UTC)
DAY = 24 * 60
STYLES = st.builds(TimeStyle, clock=st.sampled_from(Clock), is_month_first=st.booleans())
TUE, THU = Weekday.TUESDAY, Weekday.THURSDAY


@pytest.mark.parametrize(
    ("minute", "words"),
    [
        (0, "12:00 AM"),
        (1, "12:01 AM"),
        (540, "9:00 AM"),
        (719, "11:59 AM"),
        (720, "12:00 PM"),
        (870, "2:30 PM"),
        (1439, "11:59 PM"),
        (1440, "midnight"),
    ],
)
def test_a_minute_of_the_day_is_said_as_a_clock_of_twelve_hours(minute: int, words: str) -> None:
    assert minute_words(minute) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 10), "Tue 10 Nov 2026"),
        (date(2028, 2, 29), "Tue 29 Feb 2028"),
        (date(2027, 1, 1), "Fri 1 Jan 2027"),
    ],
)
def test_a_day_is_said_with_its_weekday_and_year(day: date, words: str) -> None:
    assert date_words(day) == words


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(), "less than a minute"),
        (timedelta(seconds=59), "less than a minute"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=40, seconds=59), "40 minutes"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(hours=1, minutes=20), "1 hour 20 minutes"),
        (timedelta(hours=24), "24 hours"),
        (timedelta(hours=36), "36 hours"),
        (timedelta(hours=47, minutes=59), "47 hours 59 minutes"),
        (timedelta(days=2), "2 days"),
        (timedelta(days=2, hours=1, minutes=1), "2 days 1 hour 1 minute"),
        (timedelta(days=14), "14 days"),
    ],
)
def test_a_length_is_said_in_the_units_that_people_count_in(length: timedelta, words: str) -> None:
    assert length_words(length) == words


@pytest.mark.parametrize(
    ("day", "start", "end", "words"),
    [
        ("2026-11-10", 600, 840, "Tue 10 Nov 2026, 10:00 AM – 2:00 PM"),
        ("2026-11-10", 0, 1, "Tue 10 Nov 2026, 12:00 AM – 12:01 AM"),
        ("2026-11-10", 1320, 1440, "Tue 10 Nov 2026, 10:00 PM – midnight"),
        ("2026-11-10", 0, 1440, "Tue 10 Nov 2026, all day"),
        ("2026-11-13", 1320, 1560, "Fri 13 Nov 2026, 10:00 PM – Sat 14 Nov, 2:00 AM"),
        ("2026-11-13", 1320, 2880, "Fri 13 Nov 2026, 10:00 PM – Sun 15 Nov, 12:00 AM"),
        ("2026-11-13", 0, 2880, "Fri 13 Nov 2026, 12:00 AM – Sun 15 Nov, 12:00 AM"),
        ("2026-12-31", 1320, 1560, "Thu 31 Dec 2026, 10:00 PM – Fri 1 Jan 2027, 2:00 AM"),
        ("2028-02-28", 1320, 1560, "Mon 28 Feb 2028, 10:00 PM – Tue 29 Feb, 2:00 AM"),
    ],
)
def test_a_window_is_said_with_the_day_that_it_ends(
    day: str, start: int, end: int, words: str
) -> None:
    window = AvailabilityWindow(
        day=date.fromisoformat(day), hours=WallHours(start=start, end=end), id=7
    )

    assert window_words(window) == words


@pytest.mark.parametrize(
    ("style", "words"),
    [
        (TimeStyle(), "Fri 13 Nov 2026, 10:00 PM – Sat 14 Nov, 2:00 AM"),
        (TimeStyle(is_month_first=True), "Fri Nov 13 2026, 10:00 PM – Sat Nov 14, 2:00 AM"),
        (TimeStyle(clock=Clock.TWENTY_FOUR_HOURS), "Fri 13 Nov 2026, 22:00 – Sat 14 Nov, 02:00"),
    ],
)
def test_hours_are_said_as_their_reader_writes_them(style: TimeStyle, words: str) -> None:
    window = AvailabilityWindow(day=date(2026, 11, 13), hours=WallHours(start=1320, end=1560))

    with written_in(style):
        said = window_words(window)

    assert said == words


@pytest.mark.parametrize(
    ("day", "start", "end", "words"),
    [
        ("2026-12-24", 0, 10 * DAY, "Off Thu 24 Dec 2026 – Sat 2 Jan 2027"),
        ("2026-12-24", 0, 2 * DAY, "Off Thu 24 Dec 2026 – Fri 25 Dec 2026"),
        ("2026-12-24", 0, DAY, "Off Thu 24 Dec 2026"),
        ("2026-12-24", 840, 960, "Off Thu 24 Dec 2026, 2:00 PM – 4:00 PM"),
        ("2026-12-24", 840, DAY, "Off Thu 24 Dec 2026, 2:00 PM – midnight"),
        ("2026-12-24", 840, DAY + 60, "Off Thu 24 Dec 2026, 2:00 PM – Fri 25 Dec, 1:00 AM"),
        ("2026-12-24", 0, DAY + 60, "Off Thu 24 Dec 2026, 12:00 AM – Fri 25 Dec, 1:00 AM"),
    ],
)
def test_time_off_is_said_in_whole_days_where_it_is(
    day: str, start: int, end: int, words: str
) -> None:
    time_off = TimeOff(day=date.fromisoformat(day), hours=WallHours(start=start, end=end))

    assert time_off_words(time_off) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ("1", "Every Tue, 9:00 AM – 12:00 PM"),
        ("13", "Every Tue and Thu, 9:00 AM – 12:00 PM"),
        ("01", "Every Mon and Tue, 9:00 AM – 12:00 PM"),
        ("012", "Every Mon to Wed, 9:00 AM – 12:00 PM"),
        ("01234", "Every Mon to Fri, 9:00 AM – 12:00 PM"),
        ("01245", "Every Mon to Wed, Fri and Sat, 9:00 AM – 12:00 PM"),
        ("0246", "Every Mon, Wed, Fri and Sun, 9:00 AM – 12:00 PM"),
        ("0456", "Every Mon and Fri to Sun, 9:00 AM – 12:00 PM"),
        ("0123456", "Every day, 9:00 AM – 12:00 PM"),
    ],
)
def test_weekdays_with_the_same_hours_are_said_together(days: str, words: str) -> None:
    weekly = tuple(weekly_hours(Weekday(int(day)), 540, 720) for day in reversed(days))

    assert weekly_words(weekly) == (words,)


def test_each_of_the_weekly_hours_is_a_line_the_earliest_day_first() -> None:
    weekly = (
        weekly_hours(THU, 540, 720),
        weekly_hours(TUE, 840, 960),
        weekly_hours(TUE, 540, 720),
        weekly_hours(Weekday.FRIDAY, 1320, 1560),
        weekly_hours(Weekday.SATURDAY, 1320, 1560),
        weekly_hours(Weekday.MONDAY, 0, 1440),
    )

    assert weekly_words(weekly) == (
        "Every Mon, all day",
        "Every Tue and Thu, 9:00 AM – 12:00 PM",
        "Every Tue, 2:00 PM – 4:00 PM",
        "Every Fri, 10:00 PM – Sat, 2:00 AM",
        "Every Sat, 10:00 PM – Sun, 2:00 AM",
    )


def test_nothing_is_said_of_nothing() -> None:
    assert weekly_words(()) == ()
    assert said_words(ParsedAvailability()) == ()


# -- saying and reading ----------------------------------------------------------------------

DAYS = st.integers(1, 350).map(lambda days: NOW.date() + timedelta(days=days))
LENGTHS = st.one_of(st.integers(1, DAY), st.integers(1, 14 * DAY), st.just(DAY))
STARTS = st.one_of(st.integers(0, DAY - 1), st.sampled_from([0, 1, 719, 720, 1320, 1439]))
ZONES = st.sampled_from(
    ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"]
).map(ZoneInfo)


def wall_hours(longest: int) -> st.SearchStrategy[WallHours]:
    return st.builds(
        lambda start, length: WallHours(start=start, end=min(start + length, longest)),
        start=STARTS,
        length=LENGTHS,
    )


WINDOWS = st.builds(AvailabilityWindow, day=DAYS, hours=wall_hours(15 * DAY))
TIMES_OFF = st.builds(TimeOff, day=DAYS, hours=wall_hours(15 * DAY))
WHOLE_DAYS_OFF = st.builds(
    lambda day, days: TimeOff(day=day, hours=WallHours(start=0, end=days * DAY)),
    day=DAYS,
    days=st.integers(1, 15),
)
WEEKLY = st.builds(WeeklyHours, weekday=st.sampled_from(Weekday), hours=wall_hours(6 * DAY - 1))


@st.composite
def in_some_weeks(draw: st.DrawFn) -> WeeklyHours:
    """Weekly hours that begin, end or leave weeks out, some of them always ahead."""
    weekly, weeks = draw(WEEKLY), draw(st.integers(1, 4))
    ahead = (weekly.weekday - NOW.weekday()) % 7 or 7
    first = NOW.date() + timedelta(days=ahead + 7 * draw(st.integers(0, 40)))
    last = first + timedelta(days=draw(st.integers(7, 200)))
    begins = weeks > 1 or draw(st.booleans())
    ends = draw(st.booleans()) or not begins
    recurrence = Recurrence(
        first=first if begins else date.min, last=last if ends else date.max, weeks=weeks
    )
    return replace(weekly, recurrence=recurrence)


@given(weekly=in_some_weeks())
def test_a_start_an_end_and_an_interval_are_read_back_as_they_were_said(
    weekly: WeeklyHours,
) -> None:
    said = ParsedAvailability(weekly=(weekly,))

    assert read("; ".join(said_words(said))) == said
    assert read(sentence_of(said)) == said


@given(window=WINDOWS, replaces=st.booleans())
def test_a_window_is_read_back_as_it_was_said(window: AvailabilityWindow, replaces: bool) -> None:
    window = replace(window, replaces=replaces)

    said = read(window_words(window))

    assert said == ParsedAvailability(windows=(window,))


@given(time_off=st.one_of(TIMES_OFF, WHOLE_DAYS_OFF))
def test_time_off_is_read_back_as_it_was_said(time_off: TimeOff) -> None:
    said = read(time_off_words(time_off))

    assert said == ParsedAvailability(time_off=(time_off,))


@given(weekly=st.frozensets(WEEKLY, max_size=12))
def test_weekly_hours_are_read_back_as_they_were_said(weekly: frozenset[WeeklyHours]) -> None:
    given_in_order = tuple(sorted(weekly))

    lines = weekly_words(given_in_order)

    read_back = [part for line in lines for part in read(line).weekly]
    assert tuple(sorted(read_back)) == given_in_order


@given(
    windows=st.frozensets(WINDOWS, max_size=2),
    weekly=st.frozensets(WEEKLY, max_size=2),
    time_off=st.frozensets(TIMES_OFF, max_size=2),
    style=STYLES,
)
def test_all_that_was_said_is_read_back_from_its_lines(
    windows: frozenset[AvailabilityWindow],
    weekly: frozenset[WeeklyHours],
    time_off: frozenset[TimeOff],
    style: TimeStyle,
) -> None:
    said = ParsedAvailability(
        windows=tuple(sorted(windows)),
        weekly=tuple(sorted(weekly)),
        time_off=tuple(sorted(time_off)),
    )

    with written_in(style):
        lines = said_words(said)

    parts = [read(line) for line in lines]
    assert sorted(w for part in parts for w in part.windows) == list(said.windows)
    assert sorted(w for part in parts for w in part.weekly) == list(said.weekly)
    assert sorted(t for part in parts for t in part.time_off) == list(said.time_off)


NOT_IN_A_GAP = WINDOWS.filter(lambda window: window.hours.end > 3 * 60)
"""In these zones the clocks skip an hour at two in the morning, or half of it."""


@given(window=NOT_IN_A_GAP, zone=ZONES)
def test_what_is_said_back_does_not_depend_on_the_zone(
    window: AvailabilityWindow, zone: ZoneInfo
) -> None:
    said = read_availability(window_words(window), now=NOW, zone=zone)

    assert said.windows == (window,)


@given(minute=st.integers(0, DAY), style=STYLES)
def test_a_time_is_read_back_as_it_was_said(minute: int, style: TimeStyle) -> None:
    with written_in(style):
        words = minute_words(minute)

    assert read_time(words, as_end=minute in (0, DAY)) == (minute or DAY)


@given(day=st.dates(date(2001, 1, 1), date(2099, 12, 31)), style=STYLES)
def test_a_day_is_read_back_as_it_was_said(day: date, style: TimeStyle) -> None:
    with written_in(style):
        words = date_words(day)

    assert read_day(words, today=NOW.date()) == day


@given(minutes=st.integers(1, 60 * 24 * 30))
def test_a_length_is_read_back_as_it_was_said(minutes: int) -> None:
    length = timedelta(minutes=minutes)

    assert read_length(length_words(length)) == length


@given(first=DAYS, days=st.integers(0, 60))
def test_a_period_is_read_back_from_its_two_days(first: date, days: int) -> None:
    last = first + timedelta(days=days)

    period = read_period(f"{date_words(first)} – {date_words(last)}", today=NOW.date())

    assert (period.first_day, period.last_day) == (first, last)


def read(text: str) -> ParsedAvailability:
    return read_availability(text, now=NOW, zone=ZoneInfo("UTC"))


def weekly_hours(weekday: Weekday, start: int, end: int) -> WeeklyHours:
    return WeeklyHours(weekday=weekday, hours=WallHours(start=start, end=end))
