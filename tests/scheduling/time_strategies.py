"""Availability as hypothesis draws it: ragged, overnight, and mostly on the nights of change."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from scheduling.model import (
    MINUTES_PER_DAY,
    Availability,
    AvailabilityWindow,
    Recurrence,
    TimeOff,
    WallHours,
    Weekday,
    WeeklyHours,
)
from scheduling.timespan import Horizon, tick_at

ZONES = (
    "America/New_York",
    "Europe/London",
    "Australia/Lord_Howe",  # moves its clock by half an hour
    "Pacific/Chatham",  # at three quarters past, with summer time
    "Australia/Adelaide",  # at half past, with summer time
    "America/St_Johns",
    "Antarctica/Troll",  # moves its clock by two hours
    "Africa/Casablanca",  # is ahead but in Ramadan
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "Pacific/Kiritimati",
    "UTC",
)
zones = st.sampled_from(ZONES)


@cache
def days_of_change(time_zone: str) -> tuple[date, ...]:
    """The days from 2025 to 2028, in UTC, on which the zone's clock is changed."""
    zone, midnight = ZoneInfo(time_zone), datetime(2025, 1, 1, tzinfo=UTC)
    offsets = [(midnight + timedelta(days=n)).astimezone(zone).utcoffset() for n in range(1400)]
    return tuple(
        (midnight + timedelta(days=n)).date()
        for n in range(len(offsets) - 1)
        if offsets[n] != offsets[n + 1]
    )


@st.composite
def days(draw: st.DrawFn, time_zone: str) -> date:
    """Four times out of five a day near a clock change, where the zone has any."""
    changes = days_of_change(time_zone)
    if changes and draw(st.integers(0, 4)):
        return draw(st.sampled_from(changes)) + timedelta(days=draw(st.integers(-1, 1)))
    return draw(st.dates(date(2025, 2, 1), date(2028, 10, 1)))


@st.composite
def horizons(draw: st.DrawFn, around: date, *, most: int = 240) -> Horizon:
    """Up to two and a half days that begin near midnight of the day, at any tick."""
    midnight = tick_at(datetime.combine(around, datetime.min.time(), tzinfo=UTC))
    first = midnight + draw(st.integers(-96, 48))
    return Horizon(first_tick=first, length=draw(st.integers(1, most)))


@st.composite
def wall_hours(draw: st.DrawFn, *, longest: int = 3 * MINUTES_PER_DAY) -> WallHours:
    """By the minute, the quarter or the hour; often at night, when clocks change."""
    grain = draw(st.sampled_from((1, 1, 15, 60)))
    last = draw(st.sampled_from((300, MINUTES_PER_DAY - 1)))
    start = draw(st.integers(0, last)) // grain * grain
    length = max(1, draw(st.one_of(st.integers(1, 200), st.integers(1, longest))) // grain) * grain
    return WallHours(start=start, end=start + length)


@st.composite
def windows(draw: st.DrawFn, around: date) -> AvailabilityWindow:
    day = around + timedelta(days=draw(st.integers(-2, 2)))
    return AvailabilityWindow(day=day, hours=draw(wall_hours()))


@st.composite
def time_off(draw: st.DrawFn, around: date) -> TimeOff:
    day = around + timedelta(days=draw(st.integers(-2, 2)))
    return TimeOff(day=day, hours=draw(wall_hours()))


@st.composite
def weekly(draw: st.DrawFn) -> WeeklyHours:
    longest = draw(st.sampled_from((600, 600, 5 * MINUTES_PER_DAY - 1)))
    return WeeklyHours(
        weekday=draw(st.sampled_from(Weekday)), hours=draw(wall_hours(longest=longest))
    )


@st.composite
def recurrences(draw: st.DrawFn, around: date) -> Recurrence:
    """Every week, or with a first and a last day nearby, and in each of some weeks."""
    first = around + timedelta(days=draw(st.integers(-60, 4)))
    last = around + timedelta(days=draw(st.integers(-4, 30)))
    weeks = draw(st.sampled_from((1, 1, 2, 3)))
    return Recurrence(
        first=first if weeks > 1 or draw(st.booleans()) else date.min,
        last=max(first, last) if draw(st.booleans()) else date.max,
        weeks=weeks,
    )


@st.composite
def recurring(draw: st.DrawFn, around: date) -> WeeklyHours:
    return replace(draw(weekly()), recurrence=draw(recurrences(around)))


@st.composite
def replacing(draw: st.DrawFn, around: date) -> AvailabilityWindow:
    return replace(draw(windows(around)), replaces=draw(st.booleans()))


@st.composite
def availabilities(draw: st.DrawFn, around: date) -> Availability:
    return Availability(
        person_id=1,
        weekly=tuple(sorted(draw(st.lists(recurring(around) | weekly(), max_size=5)))),
        windows=tuple(sorted(draw(st.lists(windows(around) | replacing(around), max_size=4)))),
        time_off=tuple(sorted(draw(st.lists(time_off(around), max_size=3)))),
    )
