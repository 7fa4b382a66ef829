"""UTC offsets and hours on the clock, against a look at the clock at every tick."""

import zoneinfo
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from time_builders import at, horizon
from time_strategies import ZONES

from scheduling.availability.tzdata import tzdata_version, use_pinned_time_zones
from scheduling.errors import TimeZonesMissing
from scheduling.timespan import TICK, Horizon, Span, instant_of
from scheduling.zones import hour_starts, offset_segments, on_the_hour


@pytest.fixture(name="_own_database")
def _restore_the_time_zones() -> Iterator[None]:
    before = zoneinfo.TZPATH
    yield
    zoneinfo.reset_tzpath(to=before)
    ZoneInfo.clear_cache()
    offset_segments.cache_clear()
    on_the_hour.cache_clear()


def hours(first: datetime, *, count: int, workspace_zone: str) -> list[str]:
    over = Horizon.covering(Span(start=first, end=first + timedelta(hours=count)))
    bits = hour_starts(over.everything, horizon=over, workspace_zone=workspace_zone)
    return [f"{start:%H:%M}" for start in over.starts(bits)]


@pytest.mark.parametrize("time_zone", ZONES)
def test_every_tick_of_a_year_has_the_offset_that_the_clock_shows(time_zone: str) -> None:
    zone, over = ZoneInfo(time_zone), horizon("2026-01-01", days=365)

    segments = offset_segments(time_zone, over)

    shown = [instant_of(over.first_tick + n).astimezone(zone) for n in range(over.length)]
    assert [offset for s in segments for offset in [s.offset * TICK] * len(s.ticks)] == [
        clock.utcoffset() for clock in shown
    ]
    assert segments[0].ticks.start == over.first_tick
    assert all(s.ticks.stop == t.ticks.start for s, t in pairwise(segments))
    assert all(s.offset != t.offset for s, t in pairwise(segments))


def test_every_zone_there_is_changes_its_clock_at_the_start_of_a_tick() -> None:
    over = horizon("2026-01-01", days=4 * 365)
    minute = timedelta(minutes=1)

    for time_zone in sorted(zoneinfo.available_timezones()):
        zone = ZoneInfo(time_zone)
        for before, after in pairwise(offset_segments(time_zone, over)):
            last = (instant_of(after.ticks.start) - minute).astimezone(zone)

            assert last.utcoffset() == before.offset * TICK, time_zone


@pytest.mark.parametrize("time_zone", ZONES)
def test_hours_begin_where_the_workspaces_clock_shows_a_full_hour(time_zone: str) -> None:
    zone, over = ZoneInfo(time_zone), horizon("2026-03-01", days=240)

    bits = on_the_hour(over, workspace_zone=time_zone)

    expected = (instant_of(over.first_tick + n) for n in range(over.length))
    assert list(over.starts(bits)) == [
        instant for instant in expected if instant.astimezone(zone).minute == 0
    ]


@pytest.mark.parametrize("length", range(1, 10))
def test_hours_lie_within_a_horizon_of_any_length(length: int) -> None:
    over = Horizon(first_tick=3, length=length)

    bits = on_the_hour(over, workspace_zone="UTC")

    assert list(over.starts(bits)) == [instant_of(tick) for tick in (4, 8) if tick < 3 + length]


def test_an_hour_starts_only_where_four_free_quarters_follow() -> None:
    over = horizon("2026-11-10")
    free = over.bits(
        Span(start=at(start), end=at(end)).ticks
        for start, end in [
            ("2026-11-10 08:15", "2026-11-10 09:45"),
            ("2026-11-10 10:00", "2026-11-10 12:45"),
            ("2026-11-10 23:00", "2026-11-11 00:00"),
        ]
    )

    starts = hour_starts(free, horizon=over, workspace_zone="UTC")

    assert [f"{start:%H:%M}" for start in over.starts(starts)] == ["10:00", "11:00", "23:00"]


def test_hours_move_with_a_clock_that_is_changed_by_half_an_hour() -> None:
    on = hours(at("2026-10-03 14:00"), count=4, workspace_zone="Australia/Lord_Howe")
    back = hours(at("2026-04-04 13:00"), count=4, workspace_zone="Australia/Lord_Howe")

    assert on == ["14:30", "16:00", "17:00"]  # 1:00 AM; half past two is three; 4:00
    assert back == ["13:00", "14:00", "15:30"]  # midnight, 1:00 AM, 2:00 AM after it was 1:30 twice


def test_both_hours_that_read_one_oclock_are_offered() -> None:
    autumn = hours(at("2026-11-01 04:00"), count=4, workspace_zone="America/New_York")

    assert autumn == ["04:00", "05:00", "06:00", "07:00"]


def test_an_empty_horizon_holds_nothing() -> None:
    nothing = Horizon(first_tick=10, length=0)

    assert offset_segments("Europe/London", nothing) == ()
    assert on_the_hour(nothing, workspace_zone="Europe/London") == 0


@pytest.mark.usefixtures("_own_database")
def test_pinned_zones_come_from_the_installed_package_alone() -> None:
    zoneinfo.reset_tzpath(to=("/usr/share/zoneinfo",))
    before = ZoneInfo("Europe/London")
    offset_segments("Europe/London", horizon("2026-01-01"))

    use_pinned_time_zones()

    assert zoneinfo.TZPATH == ()
    assert ZoneInfo("Europe/London") is not before
    assert offset_segments.cache_info().currsize == 0
    assert on_the_hour.cache_info().currsize == 0


def test_without_the_package_nothing_starts_and_the_sentence_says_what_to_do() -> None:
    with pytest.raises(TimeZonesMissing) as caught:
        tzdata_version(package="tzdata-that-nobody-has")

    assert "requirements.txt" in caught.value.sentence(zone=UTC)
