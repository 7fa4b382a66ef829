"""Spans and ticks of time, and how instants are said; by example and against plain sets."""

from dataclasses import FrozenInstanceError
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from time_builders import at
from time_strategies import horizons

from scheduling.timespan import (
    HOUR,
    TICK,
    TICKS_PER_DAY,
    TICKS_PER_HOUR,
    Horizon,
    Span,
    as_instant,
    clock_words,
    day_words,
    hour_from,
    instant_of,
    tick_at,
    tick_from,
    words_for,
    zone_letters,
)

TEN = at("2026-11-10 10:00")
SECOND = timedelta(seconds=1)
KOLKATA, NEW_YORK = ZoneInfo("Asia/Kolkata"), ZoneInfo("America/New_York")
LONDON, LORD_HOWE = ZoneInfo("Europe/London"), ZoneInfo("Australia/Lord_Howe")
AROUND = date(2026, 11, 10)

instants = st.datetimes(datetime(1960, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


# -- instants and ticks ----------------------------------------------------------------------


def test_a_tick_divides_hours_and_days() -> None:
    assert TICKS_PER_HOUR * TICK == HOUR
    assert timedelta(days=1) == TICKS_PER_DAY * TICK


def test_a_moment_without_a_zone_is_no_instant() -> None:
    naive = TEN.replace(tzinfo=None)

    with pytest.raises(ValueError, match="no time zone"):
        as_instant(naive)


def test_an_instant_is_in_utc_and_the_same_moment() -> None:
    in_kolkata = datetime(2026, 11, 10, 15, 30, tzinfo=KOLKATA)

    assert as_instant(in_kolkata) == TEN
    assert as_instant(in_kolkata).tzinfo is UTC


def test_the_second_of_two_equal_wall_times_is_an_hour_later() -> None:
    first = datetime(2026, 11, 1, 1, 30, tzinfo=NEW_YORK)

    assert as_instant(first.replace(fold=1)) - as_instant(first) == HOUR


@pytest.mark.parametrize(
    ("instant", "in_tick", "from_tick"),
    [
        (at("1970-01-01 00:00"), 0, 0),
        (at("1970-01-01 00:00") + SECOND, 0, 1),
        (at("1970-01-01 00:15") - SECOND, 0, 1),
        (at("1970-01-01 00:15"), 1, 1),
        (at("1970-01-02 00:00"), 96, 96),
        (at("1969-12-31 23:59"), -1, 0),
        (at("1969-12-31 23:45"), -1, -1),
    ],
)
def test_ticks_are_counted_from_the_epoch(instant: datetime, in_tick: int, from_tick: int) -> None:
    assert (tick_at(instant), tick_from(instant)) == (in_tick, from_tick)


@given(instants)
def test_an_instant_lies_in_its_tick_and_not_after_the_next(instant: datetime) -> None:
    assert instant_of(tick_at(instant)) <= instant < instant_of(tick_at(instant) + 1)
    assert instant_of(tick_from(instant) - 1) < instant <= instant_of(tick_from(instant))


@given(st.integers(-100_000, 5_000_000))
def test_a_tick_begins_in_itself(tick: int) -> None:
    assert tick_at(instant_of(tick)) == tick_from(instant_of(tick)) == tick


# -- spans -----------------------------------------------------------------------------------


@pytest.mark.parametrize("length", [timedelta(0), -SECOND])
def test_a_span_ends_after_it_starts(length: timedelta) -> None:
    with pytest.raises(ValueError, match="must end after"):
        Span(start=TEN, end=TEN + length)


def test_a_span_refuses_moments_without_a_zone() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        Span(start=TEN, end=(TEN + HOUR).replace(tzinfo=None))


def test_a_span_is_kept_in_utc_and_can_not_be_changed() -> None:
    span = Span(start=TEN.astimezone(KOLKATA), end=TEN.astimezone(NEW_YORK) + HOUR)

    assert (span.start.tzinfo, span.end.tzinfo) == (UTC, UTC)
    assert span == hour_from(TEN)
    with pytest.raises(FrozenInstanceError):
        span.end = TEN  # type: ignore[misc]


@pytest.mark.parametrize(
    ("start", "end", "overlaps"),
    [
        ("09:00", "10:00", False),
        ("09:00", "10:01", True),
        ("10:15", "10:30", True),
        ("09:00", "12:00", True),
        ("10:00", "11:00", True),
        ("10:59", "12:00", True),
        ("11:00", "12:00", False),
    ],
)
def test_touching_spans_share_no_time(start: str, end: str, overlaps: bool) -> None:
    hour = hour_from(TEN)
    other = Span(start=at(f"2026-11-10 {start}"), end=at(f"2026-11-10 {end}"))

    assert hour.overlaps(other) is other.overlaps(hour) is overlaps


@pytest.mark.parametrize(
    ("start", "end", "ticks"),
    [
        (TEN, TEN + HOUR, 4),
        (TEN + SECOND, TEN + HOUR, 4),
        (TEN, TEN + HOUR + SECOND, 5),
        (TEN - SECOND, TEN + HOUR + SECOND, 6),
        (TEN, TEN + SECOND, 1),
    ],
)
def test_a_span_touches_every_tick_that_it_shares_time_with(
    start: datetime, end: datetime, ticks: int
) -> None:
    assert len(Span(start=start, end=end).ticks) == ticks


def test_an_interview_is_an_hour_of_real_time_across_a_clock_change() -> None:
    before_the_gap = datetime(2027, 3, 14, 1, 0, tzinfo=NEW_YORK)

    hour = hour_from(before_the_gap)

    assert hour.end - hour.start == HOUR
    assert clock_words(hour.end, zone=NEW_YORK) == "3:00 AM"


# -- sets of ticks, as bits ------------------------------------------------------------------


def members(bits: int, over: Horizon) -> set[int]:
    """The ticks of a set, one by one."""
    return {over.first_tick + n for n in range(over.length) if bits >> n & 1}


@st.composite
def runs(draw: st.DrawFn, over: Horizon) -> list[range]:
    """Ranges of ticks about the horizon, empty and overlapping ones and strangers included."""
    low, high = over.first_tick - 20, over.first_tick + over.length + 20
    ends = st.tuples(st.integers(low, high), st.integers(low, high))
    return [range(a, b) for a, b in draw(st.lists(ends, max_size=6))]


def test_a_horizon_covers_its_span_rounded_outward() -> None:
    over = Horizon.covering(Span(start=TEN + SECOND, end=TEN + HOUR + SECOND))

    assert over.span == Span(start=TEN, end=TEN + HOUR + TICK)
    assert over.everything == 0b11111


@given(st.data())
def test_bits_are_the_ticks_within_the_horizon(data: st.DataObject) -> None:
    over = data.draw(horizons(AROUND))
    ticks = data.draw(runs(over))

    bits = over.bits(ticks)

    inside = range(over.first_tick, over.first_tick + over.length)
    assert members(bits, over) == {tick for run in ticks for tick in run if tick in inside}
    assert 0 <= bits <= over.everything
    assert over.bits(reversed(ticks)) == bits


@given(st.data())
def test_spans_of_bits_are_whole_runs_in_order_and_lead_back_to_the_bits(
    data: st.DataObject,
) -> None:
    over = data.draw(horizons(AROUND))
    bits = data.draw(st.integers(0, over.everything))

    spans = list(over.spans(bits))

    assert over.bits(span.ticks for span in spans) == bits
    assert all(a.end < b.start for a, b in pairwise(spans))


@given(st.data())
def test_starts_are_the_ticks_of_the_set_in_order(data: st.DataObject) -> None:
    over = data.draw(horizons(AROUND))
    bits = data.draw(st.integers(0, over.everything))

    starts = list(over.starts(bits))

    assert starts == sorted(map(instant_of, members(bits, over)))


@given(st.data())
def test_one_instant_is_one_bit_or_none(data: st.DataObject) -> None:
    over = data.draw(horizons(AROUND))
    seconds = data.draw(st.integers(-90_000, 300_000))
    instant = over.span.start + seconds * SECOND

    inside = over.span.start <= instant < over.span.end

    assert members(over.bit_at(instant), over) == ({tick_at(instant)} if inside else set())


@given(st.data())
def test_from_an_instant_on_are_the_ticks_that_start_then_or_later(data: st.DataObject) -> None:
    over = data.draw(horizons(AROUND))
    seconds = data.draw(st.integers(-90_000, 300_000))
    instant = over.span.start + seconds * SECOND

    ticks = members(over.from_instant(instant), over)

    assert ticks == {t for t in members(over.everything, over) if instant_of(t) >= instant}


def test_an_empty_horizon_holds_nothing() -> None:
    nothing = Horizon(first_tick=tick_at(TEN), length=0)

    assert nothing.everything == nothing.bit_at(TEN) == nothing.from_instant(TEN) == 0
    assert nothing.bits([hour_from(TEN).ticks]) == 0


# -- instants in words -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("instant", "zone", "words"),
    [
        ("2026-11-10 13:00", ZoneInfo("Europe/Berlin"), "Tue 10 Nov, 2:00 PM CET"),
        ("2026-07-10 12:00", ZoneInfo("Europe/Berlin"), "Fri 10 Jul, 2:00 PM CEST"),
        ("2026-11-10 00:00", UTC, "Tue 10 Nov, 12:00 AM UTC"),
        ("2026-11-10 12:00", UTC, "Tue 10 Nov, 12:00 PM UTC"),
        ("2026-11-10 04:30", NEW_YORK, "Mon 9 Nov, 11:30 PM EST"),
        ("2026-11-10 04:30", KOLKATA, "Tue 10 Nov, 10:00 AM IST"),
        ("2026-11-10 04:30", ZoneInfo("Asia/Kathmandu"), "Tue 10 Nov, 10:15 AM UTC+0545"),
        ("2026-11-10 04:30", ZoneInfo("America/Sao_Paulo"), "Tue 10 Nov, 1:30 AM UTC-03"),
        ("2026-11-10 04:30", timezone(timedelta(hours=2)), "Tue 10 Nov, 6:30 AM UTC+02:00"),
        ("2027-01-01 00:30", NEW_YORK, "Thu 31 Dec, 7:30 PM EST"),
        # Spring: 2 AM is 3 AM. Autumn: 1:30 AM comes twice, told apart by the letters.
        ("2027-03-14 06:59", NEW_YORK, "Sun 14 Mar, 1:59 AM EST"),
        ("2027-03-14 07:00", NEW_YORK, "Sun 14 Mar, 3:00 AM EDT"),
        ("2026-11-01 05:30", NEW_YORK, "Sun 1 Nov, 1:30 AM EDT"),
        ("2026-11-01 06:30", NEW_YORK, "Sun 1 Nov, 1:30 AM EST"),
        ("2026-10-25 00:30", LONDON, "Sun 25 Oct, 1:30 AM BST"),
        ("2026-10-25 01:30", LONDON, "Sun 25 Oct, 1:30 AM GMT"),
        ("2026-10-03 15:29", LORD_HOWE, "Sun 4 Oct, 1:59 AM UTC+1030"),
        ("2026-10-03 15:30", LORD_HOWE, "Sun 4 Oct, 2:30 AM UTC+11"),
    ],
)
def test_an_instant_is_said_by_the_readers_clock(instant: str, zone: tzinfo, words: str) -> None:
    assert words_for(at(instant), zone=zone) == words


def test_the_words_are_made_of_day_clock_and_letters() -> None:
    parts = day_words(TEN, zone=KOLKATA), clock_words(TEN, zone=KOLKATA)

    assert words_for(TEN, zone=KOLKATA) == "{}, {} {}".format(
        *parts, zone_letters(TEN, zone=KOLKATA)
    )


@given(instants)
def test_the_clock_of_twelve_hours_says_which_minute_it_is(instant: datetime) -> None:
    whole = instant.replace(second=0, microsecond=0)

    read = datetime.strptime(clock_words(whole, zone=UTC), "%I:%M %p")  # noqa: DTZ007

    assert (read.hour, read.minute) == (instant.hour, instant.minute)


@given(instants)
def test_a_clock_that_is_not_on_the_minute_says_so(instant: datetime) -> None:
    words = clock_words(instant, zone=UTC)

    form = {1: "%I:%M %p", 2: "%I:%M:%S %p"}.get(words.count(":"), "")
    form = form.replace("%S", "%S.%f") if "." in words else form
    read = datetime.strptime(words, form)  # noqa: DTZ007
    assert read.time() == instant.time()
