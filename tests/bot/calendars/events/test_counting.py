"""What is counted comes when the library says that it does; what can't be counted is left to it."""

from datetime import timedelta

import pytest
from effort import examples
from hypothesis import assume, given, settings
from series_strategies import (
    WINDOW,
    by_the_library,
    cores,
    event,
    near,
    starting,
    with_changes,
)

from bot.calendars.events import series
from bot.calendars.events.counting import begun_later, starts_of
from bot.calendars.events.event import Event
from bot.calendars.events.series import occurrences

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
    assert near(starting(core, starts)) == by_the_library([core])
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
    assert near(occurrences([core], WINDOW)) == by_the_library([core])


def test_what_has_no_end_is_begun_near_the_window() -> None:
    core = event("DTSTART:19700106T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY")

    starts = starts_of(core, WINDOW)

    assert starts is not None
    assert len(starts) < 140
    assert timedelta(days=7) > WINDOW.start - (core.start + begun_later(core, WINDOW)) > timedelta()


@settings(max_examples=examples(200), deadline=None)
@given(cores())
def test_whatever_is_counted_comes_when_the_library_says(core: Event) -> None:
    starts = starts_of(core, WINDOW)
    assume(starts is not None)
    assert starts is not None

    assert near(starting(core, starts)) == by_the_library([core])
    assert len(set(starts)) == len(starts)


WEEKLY = event(*TUESDAY, "RRULE:FREQ=WEEKLY", "EXDATE:20261208T083000Z")
MOVED = "DTSTART;TZID=Europe/Berlin:20261202T150000", "DURATION:PT2H"


@pytest.mark.parametrize(
    "changes",
    [
        [("RECURRENCE-ID;TZID=Europe/Berlin:20261201T093000", *MOVED)],
        [("RECURRENCE-ID:20261201T083000Z", *MOVED)],
        [("RECURRENCE-ID;VALUE=DATE:20261201", *MOVED)],
        # From years ago, and of a time that the series does not have.
        [("RECURRENCE-ID:20250121T083000Z", *MOVED)],
        [("RECURRENCE-ID:20261201T093000Z", *MOVED)],
        # One time changed again, and an older change that comes later.
        [
            ("RECURRENCE-ID:20261201T083000Z", "SEQUENCE:2", *MOVED),
            ("RECURRENCE-ID:20261201T083000Z", "SEQUENCE:1", *DAY),
        ],
    ],
)
def test_changes_to_single_times_are_counted(changes: list[tuple[str, ...]]) -> None:
    changed = [event(*lines, f"UID:{number}") for number, lines in enumerate(changes)]

    found = series.counted(WEEKLY, [series._aligned(one, WEEKLY) for one in changed], WINDOW)

    assert found is not None
    assert near(found) == near(occurrences([WEEKLY, *changed], WINDOW))
    assert near(found) == by_the_library([WEEKLY, *changed])


@pytest.mark.parametrize(
    "change",
    [
        ("RECURRENCE-ID;RANGE=THISANDFUTURE:20261201T083000Z", *MOVED),
        ("RECURRENCE-ID:20261201T083000Z", *MOVED, "RRULE:FREQ=DAILY;COUNT=3"),
        # By another clock, without a length, and left out as well.
        ("RECURRENCE-ID:20261201T093000", *MOVED),
        ("RECURRENCE-ID:20261201T083000Z", MOVED[0]),
        ("RECURRENCE-ID:20261208T083000Z", *MOVED),
    ],
)
def test_changes_that_are_not_plain_are_left_to_the_library(change: tuple[str, ...]) -> None:
    changed = event(*change, "UID:change")

    assert series.counted(WEEKLY, [changed], WINDOW) is None
    assert near(occurrences([WEEKLY, changed], WINDOW)) == by_the_library([WEEKLY, changed])


def test_changes_stand_by_themselves_where_the_series_is_not_there() -> None:
    changed = event("RECURRENCE-ID:20261201T083000Z", *MOVED)

    found = series.counted(None, [changed], WINDOW)

    assert found is not None
    assert near(found) == by_the_library([changed])


@settings(max_examples=examples(300), deadline=None)
@given(with_changes())
def test_whatever_is_changed_comes_when_the_library_says(events: list[Event]) -> None:
    assert near(occurrences(events, WINDOW)) == by_the_library(events)
