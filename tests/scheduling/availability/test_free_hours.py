"""Who is free when: tables of cases, and the bits against a look at the clock each minute."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import free_quarters
from time_builders import at, horizon, instead, off, saying, stretch, weekly, window
from time_strategies import availabilities, days, horizons, windows, zones

from scheduling.availability import free_hours
from scheduling.model import Entry
from scheduling.timespan import Horizon, Span

DAY = horizon("2026-11-10")  # a Tuesday
WEEK = horizon("2026-11-09", days=7)


def spans(bits: int, over: Horizon) -> list[str]:
    """ "10 09:00-12:15": the day, and the time from the start up to the end, in UTC."""
    return [f"{s.start:%d %H:%M}-{s.end:%H:%M}" for s in over.spans(bits)]


CASES: dict[str, tuple[list[Entry], list[str]]] = {
    "nothing said": ([], []),
    "a window": ([window("2026-11-10 09:00-12:00")], ["10 09:00-12:00"]),
    "two windows": (
        [window("2026-11-10 09:00-12:00"), window("2026-11-10 13:00-14:00")],
        ["10 09:00-12:00", "10 13:00-14:00"],
    ),
    "ragged edges are rounded inward": (
        [window("2026-11-10 09:07-11:52")],
        ["10 09:15-11:45"],
    ),
    "less than a quarter": ([window("2026-11-10 09:07-09:21")], []),
    "within a quarter": ([window("2026-11-10 09:01-09:14")], []),
    "windows that touch within a quarter": (
        [window("2026-11-10 09:00-10:07"), window("2026-11-10 10:07-12:00")],
        ["10 09:00-12:00"],
    ),
    "windows that leave out a minute": (
        [window("2026-11-10 09:00-10:07"), window("2026-11-10 10:08-12:00")],
        ["10 09:00-10:00", "10 10:15-12:00"],
    ),
    "a window and weekly hours that touch within a quarter": (
        [weekly("Tue 09:00-10:07"), window("2026-11-10 10:07-12:00")],
        ["10 09:00-12:00"],
    ),
    "weekly hours that touch within a quarter": (
        [weekly("Tue 09:00-10:07"), weekly("Tue 10:07-12:00")],
        ["10 09:00-12:00"],
    ),
    "three in one quarter": (
        [
            window("2026-11-10 09:00-09:05"),
            window("2026-11-10 09:05-09:10"),
            weekly("Tue 09:10-09:15"),
        ],
        ["10 09:00-09:15"],
    ),
    "over midnight, in": ([window("2026-11-09 22:00-26:30")], ["10 00:00-02:30"]),
    "over midnight, out": ([window("2026-11-10 22:00-26:00")], ["10 22:00-00:00"]),
    "days long": ([window("2026-11-08 22:00-96:00")], ["10 00:00-00:00"]),
    "up to midnight": ([window("2026-11-10 22:00-24:00")], ["10 22:00-00:00"]),
    "another day": ([window("2026-11-11 09:00-12:00")], []),
    "weekly": ([weekly("Tue 09:00-12:00"), weekly("Wed 13:00-14:00")], ["10 09:00-12:00"]),
    "weekly over midnight": ([weekly("Mon 22:00-26:00")], ["10 00:00-02:00"]),
    "weekly, days long": ([weekly("Sat 22:00-90:00")], ["10 00:00-18:00"]),
    "weekly, from a later day on": ([weekly("Tue 09:00-12:00 2026-11-11..")], []),
    "weekly, from this day on": ([weekly("Tue 09:00-12:00 2026-11-10..")], ["10 09:00-12:00"]),
    "weekly, up to this day": ([weekly("Tue 09:00-12:00 ..2026-11-10")], ["10 09:00-12:00"]),
    "weekly, up to the day before": ([weekly("Tue 09:00-12:00 ..2026-11-09")], []),
    "the last of them goes on over midnight": (
        [weekly("Mon 22:00-26:00 ..2026-11-09")],
        ["10 00:00-02:00"],
    ),
    "every other week, this one": (
        [weekly("Tue 09:00-12:00 2026-10-27.. /2")],
        ["10 09:00-12:00"],
    ),
    "every other week, not this one": ([weekly("Tue 09:00-12:00 2026-11-03.. /2")], []),
    "every other week counts from the Monday of the first": (
        [weekly("Tue 09:00-12:00 2026-10-29.. /2")],
        ["10 09:00-12:00"],
    ),
    "every week, and longer in some weeks": (
        [weekly("Tue 09:00-10:07"), weekly("Tue 10:07-12:00 2026-10-27.. /2")],
        ["10 09:00-12:00"],
    ),
    "others instead": (
        [weekly("Tue 09:00-12:00"), instead("2026-11-10 14:00-16:00")],
        ["10 14:00-16:00"],
    ),
    "others instead leave the windows of the day": (
        [
            weekly("Tue 09:00-12:00"),
            window("2026-11-10 13:00-14:00"),
            instead("2026-11-10 15:07-16:00"),
        ],
        ["10 13:00-14:00", "10 15:15-16:00"],
    ),
    "others instead on another day": (
        [weekly("Tue 09:00-12:00"), instead("2026-11-09 14:00-26:00")],
        ["10 00:00-02:00", "10 09:00-12:00"],
    ),
    "time off in the middle": (
        [weekly("Tue 09:00-17:00"), off("2026-11-10 12:00-13:00")],
        ["10 09:00-12:00", "10 13:00-17:00"],
    ),
    "time off is rounded outward": (
        [weekly("Tue 09:00-17:00"), off("2026-11-10 12:01-12:59")],
        ["10 09:00-12:00", "10 13:00-17:00"],
    ),
    "a minute off": (
        [weekly("Tue 09:00-17:00"), off("2026-11-10 12:07-12:08")],
        ["10 09:00-12:00", "10 12:15-17:00"],
    ),
    "time off from the day before on": (
        [weekly("Tue 09:00-17:00"), off("2026-11-09 18:00-34:30")],
        ["10 10:30-17:00"],
    ),
    "a window on a day off": (
        [
            weekly("Tue 09:00-17:00"),
            off("2026-11-10 00:00-24:00"),
            window("2026-11-10 10:00-11:00"),
        ],
        ["10 10:00-11:00"],
    ),
    "a window that ends within a quarter which is off": (
        [
            weekly("Tue 09:00-17:00"),
            off("2026-11-10 10:50-24:00"),
            window("2026-11-10 10:00-10:50"),
        ],
        ["10 09:00-10:45"],
    ),
    "a ragged window on a day off": (
        [
            weekly("Tue 09:00-17:00"),
            off("2026-11-10 00:00-24:00"),
            window("2026-11-10 10:05-11:50"),
        ],
        ["10 10:15-11:45"],
    ),
    "a window that fills a quarter which is partly off": (
        [
            weekly("Tue 09:00-17:00"),
            off("2026-11-10 10:05-10:10"),
            window("2026-11-10 10:05-10:10"),
        ],
        ["10 09:00-17:00"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_free_hours_are_windows_and_weekly_hours_without_time_off(name: str) -> None:
    entries, expected = CASES[name]
    shuffled = Random(1).sample(entries, len(entries))

    free = free_hours(saying(*entries), time_zone="UTC", horizon=DAY)
    again = free_hours(saying(*shuffled), time_zone="UTC", horizon=DAY)

    assert spans(free, DAY) == expected
    assert again == free


def test_weekly_hours_hold_in_every_week_and_over_the_end_of_one() -> None:
    over = horizon("2026-11-02", days=15)

    free = free_hours(saying(weekly("Sun 22:00-26:00")), time_zone="UTC", horizon=over)

    assert spans(free, over) == [
        "02 00:00-02:00",
        "08 22:00-02:00",
        "15 22:00-02:00",
    ]


def test_weekly_hours_are_the_same_from_whatever_tick_one_looks() -> None:
    entries = saying(weekly("Mon 09:00-12:00"), weekly("Sun 23:00-25:07"))
    whole = free_hours(entries, time_zone="UTC", horizon=WEEK)

    for tick in range(0, WEEK.length - 40, 7):
        part = Horizon(first_tick=WEEK.first_tick + tick, length=40)
        free = free_hours(entries, time_zone="UTC", horizon=part)

        assert free == whole >> tick & part.everything


def test_what_is_taken_is_not_free() -> None:
    taken = [
        Span(start=at("2026-11-10 09:50"), end=at("2026-11-10 10:20")).ticks,
        Span(start=at("2026-11-09 09:00"), end=at("2026-11-10 09:01")).ticks,
        Span(start=at("2026-11-10 11:45"), end=at("2027-01-01 00:00")).ticks,
    ]

    free = free_hours(
        saying(window("2026-11-10 09:00-12:00")), time_zone="UTC", horizon=DAY, taken=iter(taken)
    )

    assert spans(free, DAY) == ["10 09:15-09:45", "10 10:30-11:45"]


ZONE_CASES = [
    ("America/New_York", "2026-03-06 13:00-18:00", "2026-03-06", ["06 18:00-23:00"]),
    ("America/New_York", "2026-03-08 13:00-18:00", "2026-03-08", ["08 17:00-22:00"]),
    ("America/New_York", "2026-03-09 13:00-18:00", "2026-03-09", ["09 17:00-22:00"]),
    # The night on which New York goes from 2:00 to 3:00 AM.
    ("America/New_York", "2026-03-08 01:00-04:00", "2026-03-08", ["08 06:00-08:00"]),
    ("America/New_York", "2026-03-08 02:00-03:00", "2026-03-08", []),
    ("America/New_York", "2026-03-08 02:30-03:30", "2026-03-08", ["08 07:00-07:30"]),
    # The night on which it goes from 2:00 back to 1:00 AM.
    ("America/New_York", "2026-11-01 01:00-02:00", "2026-11-01", ["01 05:00-07:00"]),
    ("America/New_York", "2026-11-01 00:00-01:30", "2026-11-01",
     ["01 04:00-05:30", "01 06:00-06:30"]),
    ("America/New_York", "2026-11-01 01:30-03:00", "2026-11-01",
     ["01 05:30-06:00", "01 06:30-08:00"]),
    # Half an hour, at Lord Howe: on at 2:00 AM on 4 October, back on 5 April.
    ("Australia/Lord_Howe", "2026-10-04 01:00-04:00", "2026-10-03", ["03 14:30-17:00"]),
    ("Australia/Lord_Howe", "2026-04-05 01:00-03:00", "2026-04-04", ["04 14:00-16:30"]),
    ("Asia/Kolkata", "2026-11-10 14:00-18:00", "2026-11-10", ["10 08:30-12:30"]),
    ("Asia/Kathmandu", "2026-11-10 14:00-18:00", "2026-11-10", ["10 08:15-12:15"]),
    ("Pacific/Kiritimati", "2026-11-11 00:00-01:00", "2026-11-10", ["10 10:00-11:00"]),
    ("Pacific/Pago_Pago", "2026-11-09 23:00-24:00", "2026-11-10", ["10 10:00-11:00"]),
]  # fmt: skip


@pytest.mark.parametrize(("time_zone", "hours", "day", "expected"), ZONE_CASES)
def test_windows_are_read_on_the_clock_of_the_persons_zone(
    time_zone: str, hours: str, day: str, expected: list[str]
) -> None:
    over = horizon(day)

    free = free_hours(saying(window(hours)), time_zone=time_zone, horizon=over)

    assert spans(free, over) == expected


@pytest.mark.parametrize(("first", "expected"), [
    ("2026-03-07", ["07 14:00-22:00", "08 13:00-21:00"]),
    ("2026-10-31", ["31 13:00-21:00", "01 14:00-22:00"]),
])  # fmt: skip
def test_weekly_hours_keep_their_wall_time_when_clocks_change(
    first: str, expected: list[str]
) -> None:
    every_weekend = saying(weekly("Sat 09:00-17:00"), weekly("Sun 09:00-17:00"))
    over = horizon(first, days=2)

    free = free_hours(every_weekend, time_zone="America/New_York", horizon=over)

    assert spans(free, over) == expected


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_free_hours_agree_with_the_clock_of_every_minute(data: st.DataObject) -> None:
    time_zone = data.draw(zones)
    day = data.draw(days(time_zone))
    over = data.draw(horizons(day))
    said = data.draw(availabilities(day))
    taken = data.draw(st.lists(st.integers(-5, over.length + 5), max_size=5))
    busy = [range(over.first_tick + tick, over.first_tick + tick + 1) for tick in taken]

    free = free_hours(said, time_zone=time_zone, horizon=over, taken=busy)

    expected = free_quarters(
        said,
        time_zone=time_zone,
        start=over.span.start,
        quarters=over.length,
        taken=taken,
    )
    assert [bool(free >> n & 1) for n in range(over.length)] == expected
    assert free >> over.length == 0


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_splitting_a_window_into_touching_parts_changes_nothing(data: st.DataObject) -> None:
    time_zone = data.draw(zones)
    day = data.draw(days(time_zone))
    over = data.draw(horizons(day))
    whole = data.draw(windows(day))
    start, end = whole.hours.start, whole.hours.end
    middle = data.draw(st.integers(start + 1, end))
    split = [stretch(whole.day, start, middle)]
    if middle < end:
        split.append(stretch(whole.day, middle, end))

    free = free_hours(saying(*split), time_zone=time_zone, horizon=over)

    assert free == free_hours(saying(whole), time_zone=time_zone, horizon=over)


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_one_more_window_adds_exactly_its_own_time(data: st.DataObject) -> None:
    time_zone = data.draw(zones)
    day = data.draw(days(time_zone))
    over = data.draw(horizons(day))
    said = data.draw(availabilities(day))
    start = data.draw(st.integers(0, 90)) * 15
    length = data.draw(st.integers(1, 100)) * 15
    more = stretch(day, start, start + length)

    together = saying(*said.weekly, *said.windows, *said.time_off, more)
    free = free_hours(together, time_zone=time_zone, horizon=over)

    before = free_hours(said, time_zone=time_zone, horizon=over)
    alone = free_hours(saying(more), time_zone=time_zone, horizon=over)
    assert free == before | alone


@pytest.mark.parametrize("time_zone", ["America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"])
def test_free_hours_agree_with_the_clock_over_ten_weeks(time_zone: str) -> None:
    over = horizon("2026-09-08", days=70)
    said = saying(
        weekly("Mon 09:00-17:20"),
        weekly("Wed 22:00-30:00"),
        weekly("Sat 23:30-52:10"),
        off("2026-10-03 12:00-50:10"),
        off("2026-11-02 00:00-24:00"),
        window("2026-11-02 10:00-11:30"),
    )

    free = free_hours(said, time_zone=time_zone, horizon=over)

    expected = free_quarters(said, time_zone=time_zone, start=over.span.start, quarters=over.length)
    assert [bool(free >> n & 1) for n in range(over.length)] == expected
