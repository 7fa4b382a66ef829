"""What is counted comes when the library says that it does; what can't be counted is left to it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest
from calendar_builders import hours
from effort import examples
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.calendars.events import series
from bot.calendars.events.budget import Budget
from bot.calendars.events.counting import begun_later, starts_of
from bot.calendars.events.event import Event, event_of
from bot.calendars.events.series import occurrences
from bot.calendars.events.values import Moment
from bot.calendars.events.zones import Zones
from scheduling.timespan import Span

# With the nights in autumn in it, on which clocks go back on either side of the Atlantic.
WINDOW = hours("2026-10-20 00:00", "2027-02-23 00:00")
FORMAT = "%Y%m%dT%H%M%S"
MIDDLE = datetime.fromisoformat("2026-11-01T00:00")
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe")


def event(*lines: str) -> Event:
    return event_of("\n".join(lines), zones=Zones((), budget=Budget(seconds=9), defined={}))


def by_the_library(core: Event, window: Span = WINDOW) -> list[Moment]:
    found = series._Series([series._Adapter(core)]).between(window.start, window.end)
    return sorted(one.start for one in found)


def near(core: Event, starts: Iterable[Moment], window: Span = WINDOW) -> list[Moment]:
    """Those of some times that the library would call in the window."""
    found = (series._Found(series._Adapter(core), at, at + core.shown) for at in starts)
    return sorted(one.start for one in found if one.is_in_span(window.start, window.end))


TUESDAY = "DTSTART;TZID=Europe/Berlin:20250107T093000", "DURATION:PT1H"
LAST = "DTSTART;TZID=Europe/Berlin:20250131T093000", "DURATION:PT1H"
DAY = "DTSTART;VALUE=DATE:20250107", "DURATION:P1D"
FLOATING = "DTSTART:20250107T093000", "DURATION:PT1H"


@pytest.mark.parametrize(
    ("begins", "rule"),
    [
        (TUESDAY, "FREQ=DAILY"),
        (TUESDAY, "FREQ=DAILY;INTERVAL=3;COUNT=400"),
        (TUESDAY, "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR"),
        (TUESDAY, "FREQ=WEEKLY;WKST=SU"),
        (TUESDAY, "FREQ=WEEKLY;BYDAY=TU;INTERVAL=2;UNTIL=20261208T083000Z"),
        (TUESDAY, "FREQ=WEEKLY;BYDAY=TU;INTERVAL=2;UNTIL=20261208T082959Z"),
        (TUESDAY, "FREQ=WEEKLY;BYDAY=TU;COUNT=100"),
        (TUESDAY, "FREQ=WEEKLY;BYDAY=TU,TH"),
        (TUESDAY, "FREQ=MONTHLY"),
        (TUESDAY, "FREQ=MONTHLY;BYMONTHDAY=7;INTERVAL=2;COUNT=12"),
        (TUESDAY, "FREQ=MONTHLY;BYDAY=1TU"),
        (TUESDAY, "FREQ=MONTHLY;BYDAY=+1TU;COUNT=23"),
        (TUESDAY, "FREQ=MONTHLY;BYDAY=-4TU"),
        (TUESDAY, "FREQ=YEARLY"),
        (TUESDAY, "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=7"),
        (LAST, "FREQ=MONTHLY"),
        (LAST, "FREQ=MONTHLY;BYDAY=5FR"),
        (LAST, "FREQ=MONTHLY;BYDAY=-1FR;COUNT=24"),
        (DAY, "FREQ=DAILY;UNTIL=20261130"),
        (DAY, "FREQ=YEARLY"),
        (FLOATING, "FREQ=WEEKLY;UNTIL=20261201T093000"),
    ],
)
def test_what_people_usually_have_is_counted(begins: tuple[str, ...], rule: str) -> None:
    core = event(*begins, f"RRULE:{rule}")

    starts = starts_of(core, WINDOW)

    assert starts is not None
    assert near(core, starts) == by_the_library(core)
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("begins", "lines"),
    [
        # A first day that the rule leaves out, and days that depend on where a week begins.
        (TUESDAY, ["RRULE:FREQ=WEEKLY;BYDAY=MO"]),
        (TUESDAY, ["RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU;WKST=SU"]),
        (TUESDAY, ["RRULE:FREQ=WEEKLY;BYDAY=TU,TH;COUNT=9"]),
        (TUESDAY, ["RRULE:FREQ=MONTHLY;BYDAY=2TU"]),
        (TUESDAY, ["RRULE:FREQ=MONTHLY;BYDAY=TU"]),
        (TUESDAY, ["RRULE:FREQ=MONTHLY;BYDAY=1TU,3TU"]),
        (TUESDAY, ["RRULE:FREQ=MONTHLY;BYMONTHDAY=7,21"]),
        (TUESDAY, ["RRULE:FREQ=MONTHLY;BYMONTHDAY=-25"]),
        (TUESDAY, ["RRULE:FREQ=MONTHLY;BYMONTH=1"]),
        (TUESDAY, ["RRULE:FREQ=MONTHLY;BYDAY=TU;BYSETPOS=1"]),
        (TUESDAY, ["RRULE:FREQ=YEARLY;BYMONTHDAY=7"]),
        (TUESDAY, ["RRULE:FREQ=YEARLY;BYDAY=1TU"]),
        (TUESDAY, ["RRULE:FREQ=DAILY;BYMONTH=11"]),
        (TUESDAY, ["RRULE:FREQ=HOURLY;INTERVAL=6"]),
        (TUESDAY, ["RRULE:FREQ=WEEKLY;BYDAY=TU;BYHOUR=9,15"]),
        (LAST, ["RRULE:FREQ=MONTHLY;COUNT=9"]),
        (LAST, ["RRULE:FREQ=MONTHLY;BYDAY=5FR;COUNT=9"]),
        # More rules, more days, an end by another clock, what is left out by another.
        (TUESDAY, ["RRULE:FREQ=WEEKLY", "RRULE:FREQ=DAILY"]),
        (TUESDAY, ["RRULE:FREQ=WEEKLY", "RDATE:20261203T083000Z"]),
        (TUESDAY, ["RRULE:FREQ=WEEKLY;UNTIL=20261203"]),
        (FLOATING, ["RRULE:FREQ=WEEKLY;UNTIL=20261203T083000Z"]),
        (FLOATING, ["RRULE:FREQ=WEEKLY", "EXDATE:20261201T083000Z"]),
        (DAY, ["RRULE:FREQ=WEEKLY", "EXDATE:20261201T083000Z"]),
        (
            ("DTSTART:20250107T083000Z", "DTEND;TZID=Europe/Berlin:20250107T103000"),
            ["RRULE:FREQ=WEEKLY"],
        ),
    ],
)
def test_what_is_not_plain_is_left_to_the_library(
    begins: tuple[str, ...], lines: list[str]
) -> None:
    core = event(*begins, *lines)

    assert starts_of(core, WINDOW) is None
    found = sorted(one.start for one in occurrences([core], WINDOW))
    assert near(core, found) == by_the_library(core)


def test_what_has_no_end_is_begun_near_the_window() -> None:
    core = event("DTSTART:19700106T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY")

    starts = starts_of(core, WINDOW)

    assert starts is not None
    assert len(starts) < 140
    assert timedelta(days=7) > WINDOW.start - (core.start + begun_later(core, WINDOW)) > timedelta()


@st.composite
def rules(draw: st.DrawFn, start: datetime) -> str:
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "WEEKLY", "MONTHLY", "YEARLY"]))
    rule = f"FREQ={frequency}"
    if draw(st.booleans()):
        # Not each seven days: on Mondays only, that may never come, and the library never ends.
        rule += f";INTERVAL={draw(st.integers(1, 6))}"
    own = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[start.weekday()]
    more = draw(st.sampled_from(["", "", "days", "number", "day", "month", "both"]))
    if more == "days":
        others = draw(st.sets(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"])))
        rule += ";BYDAY=" + ",".join(sorted(others | {own}))
    elif more == "number" and frequency == "MONTHLY":
        rule += f";BYDAY={draw(st.sampled_from([(start.day + 6) // 7, 1, -1, -2, 5]))}{own}"
    if more in ("day", "both") and frequency in ("MONTHLY", "YEARLY"):
        rule += f";BYMONTHDAY={start.day}"
    if more in ("month", "both") and frequency == "YEARLY":
        rule += f";BYMONTH={start.month}"
    return rule + draw(st.sampled_from(["", f";WKST={draw(st.sampled_from(['MO', 'SU']))}"]))


@st.composite
def cores(draw: st.DrawFn) -> Event:
    start = MIDDLE + timedelta(minutes=15 * draw(st.integers(-1500 * 96, 60 * 96)))
    kind = draw(st.sampled_from(["instant", "instant", "floating", "utc", "day"]))
    zone, z = draw(st.sampled_from(ZONES)), "Z" if kind == "utc" else ""
    head = {"instant": f";TZID={zone}:", "floating": ":", "utc": ":", "day": ";VALUE=DATE:"}[kind]

    def written(at: datetime) -> str:
        return head + (f"{at:%Y%m%d}" if kind == "day" else f"{at:{FORMAT}}{z}")

    rule = draw(rules(start))
    # When it would come next to the end, or somewhere.
    around = start.replace(year=2026, month=12, day=draw(st.integers(1, 28)))
    end = draw(st.sampled_from(["", "COUNT", "UNTIL"]))
    if end == "COUNT":
        rule += f";COUNT={draw(st.integers(1, 500))}"
    elif end == "UNTIL":
        shape = {"day": "%Y%m%d", "floating": FORMAT}.get(kind, f"{FORMAT}Z")
        rule += f";UNTIL={around + timedelta(minutes=draw(st.sampled_from([-60, 0, 60]))):{shape}}"
    length = draw(st.sampled_from([1, 4, 6, 96, 200, 1000])) * timedelta(minutes=15)
    lasts = (
        f"P{-(-length // timedelta(days=1))}D"
        if kind == "day"
        else f"PT{length.seconds // 60 + length.days * 1440}M"
    )
    left_out = [
        around + timedelta(days=draw(st.integers(-30, 30)), minutes=draw(st.sampled_from([0, 30])))
        for _ in range(draw(st.integers(0, 3)))
    ]
    lines = [f"EXDATE{written(one)}" for one in left_out]
    if left_out and draw(st.booleans()):
        lines.append(f"EXDATE;VALUE=DATE:{left_out[0]:%Y%m%d}")
    return event(f"DTSTART{written(start)}", f"DURATION:{lasts}", f"RRULE:{rule}", *lines)


@settings(max_examples=examples(200), deadline=None)
@given(cores())
def test_whatever_is_counted_comes_when_the_library_says(core: Event) -> None:
    starts = starts_of(core, WINDOW)
    assume(starts is not None)
    assert starts is not None

    assert near(core, starts) == by_the_library(core)
    assert len(set(starts)) == len(starts)
