"""What a calendar says, packed by quarter of an hour, against a look at every minute."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduling.availability.calendars import (
    BusyBits,
    BusyBlock,
    BusyKind,
    UnknownPacking,
    unpacked,
)
from scheduling.model.calendars import AllDayEvents, CountedEvents
from scheduling.timespan import TICK, Horizon, Span, instant_of

MIDNIGHT = datetime(2026, 11, 10, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)

spans = st.builds(
    lambda start, length: Span(
        start=MIDNIGHT + start * SECOND, end=MIDNIGHT + (start + length) * SECOND
    ),
    st.integers(-86_400, 3 * 86_400),
    st.integers(1, 86_400),
)
blocks = st.lists(st.builds(BusyBlock, span=spans, kind=st.sampled_from(BusyKind)), max_size=8)
choices = st.builds(CountedEvents, tentative=st.booleans(), all_day=st.sampled_from(AllDayEvents))
windows = st.builds(
    lambda start, length: Span(
        start=MIDNIGHT + start * MINUTE, end=MIDNIGHT + (start + length) * MINUTE
    ),
    st.integers(-1440, 1440),
    st.integers(1, 3000),
)
horizons = st.builds(
    lambda start, length: Horizon(
        first_tick=Horizon.covering(Span(start=MIDNIGHT, end=MIDNIGHT + DAY)).first_tick + start,
        length=length,
    ),
    st.integers(-200, 400),
    st.integers(1, 300),
)


def counts(block: BusyBlock, choice: CountedEvents) -> bool:
    """What the owner has chosen, said once more and otherwise."""
    return {
        BusyKind.BUSY: True,
        BusyKind.TENTATIVE: choice.tentative,
        BusyKind.ALL_DAY: choice.all_day in ("marked busy", "all"),
        BusyKind.FREE_ALL_DAY: choice.all_day == "all",
    }[block.kind]


@given(blocks, windows, horizons, choices)
def test_a_quarter_is_busy_if_any_moment_of_it_is(
    some: list[BusyBlock], window: Span, horizon: Horizon, choice: CountedEvents
) -> None:
    busy = unpacked(BusyBits.of(some, window=window).packed()).within(horizon, choice)

    read = set(window.ticks)
    for place in range(horizon.length):
        quarter = Span(
            start=instant_of(horizon.first_tick + place),
            end=instant_of(horizon.first_tick + place) + TICK,
        )
        expected = horizon.first_tick + place in read and any(
            counts(block, choice) and block.span.overlaps(quarter) for block in some
        )
        assert bool(busy >> place & 1) == expected


@given(blocks, windows)
def test_what_is_packed_is_the_same_again(some: list[BusyBlock], window: Span) -> None:
    bits = BusyBits.of(some, window=window)

    assert unpacked(bits.packed()) == bits
    assert BusyBits.of(reversed(some), window=window).packed() == bits.packed()


def test_blocks_that_only_touch_a_quarter_leave_it_free() -> None:
    ten = MIDNIGHT.replace(hour=10)
    window = Span(start=MIDNIGHT, end=MIDNIGHT + DAY)
    meeting = BusyBlock(span=Span(start=ten + MINUTE, end=ten + 15 * MINUTE))

    bits = BusyBits.of([meeting], window=window)

    hours = bits.horizon.spans(bits.counted(CountedEvents()))
    assert list(hours) == [Span(start=ten, end=ten + 15 * MINUTE)]


def test_a_quiet_calendar_takes_some_bytes_and_a_full_one_little_more() -> None:
    window = Span(start=MIDNIGHT, end=MIDNIGHT + 126 * DAY)
    meetings = [
        BusyBlock(span=Span(start=at, end=at + 45 * MINUTE))
        for at in (MIDNIGHT + n * timedelta(hours=5) for n in range(600))
    ]

    assert len(BusyBits.of([], window=window).packed()) < 32
    assert len(BusyBits.of(meetings, window=window).packed()) < 1600


def test_a_value_of_another_version_is_refused_rather_than_read_as_free() -> None:
    packed = BusyBits.of([], window=Span(start=MIDNIGHT, end=MIDNIGHT + DAY)).packed()

    with pytest.raises(UnknownPacking):
        unpacked(b"\x02" + packed[1:])
