"""Where an event lies on the line of time, through every night on which a clock changes."""

from datetime import UTC, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from hypothesis import assume, given
from hypothesis import strategies as st

from bot.calendars.events.placing import cut_to, placed
from scheduling.timespan import Span

ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]
zones = st.sampled_from(ZONES).map(ZoneInfo)
clocks = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1))  # noqa: DTZ001
lengths = st.integers(0, 3 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))
instants = clocks.map(lambda clock: clock.replace(tzinfo=UTC))


@given(clocks, lengths, zones)
def test_an_end_is_never_before_the_one_on_the_wall_nor_before_the_exact_one(
    clock: datetime, length: timedelta, zone: ZoneInfo
) -> None:
    start, end = clock.replace(tzinfo=zone), (clock + length).replace(tzinfo=zone)
    exact = abs(end.astimezone(UTC) - start.astimezone(UTC))

    begins, ends = placed(start, end, exact=exact, zone=ZoneInfo("UTC"))

    on_the_wall = end.astimezone(UTC)
    assert begins in (start.astimezone(UTC), end.astimezone(UTC))
    assert ends >= max(on_the_wall, begins + exact)
    assert ends - begins <= length + timedelta(hours=2)


@given(clocks, lengths, zones)
def test_what_begins_at_a_time_that_there_is_ends_when_the_clock_on_the_wall_says(
    clock: datetime, length: timedelta, zone: ZoneInfo
) -> None:
    start, end = clock.replace(tzinfo=zone), (clock + length).replace(tzinfo=zone)
    assume(start.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == clock)
    assume(start.astimezone(UTC) <= end.astimezone(UTC))
    exact = end.astimezone(UTC) - start.astimezone(UTC)

    begins, ends = placed(start, end, exact=exact, zone=ZoneInfo("UTC"))

    assert (begins, ends) == (start.astimezone(UTC), end.astimezone(UTC))


@given(clocks, lengths, zones)
def test_nothing_is_shorter_than_the_clock_shows_for_beginning_at_a_time_that_is_skipped(
    clock: datetime, length: timedelta, zone: ZoneInfo
) -> None:
    gap = datetime(2027, 3, 28, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))

    begins, ends = placed(gap, gap + length, exact=timedelta(0), zone=zone)

    assert begins == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert ends >= begins + length


@given(clocks, lengths, zones)
def test_a_floating_time_is_that_of_its_owner(
    clock: datetime, length: timedelta, zone: ZoneInfo
) -> None:
    floating = placed(clock, clock + length, exact=length, zone=zone)

    own = clock.replace(tzinfo=zone), (clock + length).replace(tzinfo=zone)
    assert floating == placed(*own, exact=length, zone=ZoneInfo("UTC"))


@given(clocks, st.integers(1, 40), zones)
def test_whole_days_go_from_midnight_to_midnight(
    clock: datetime, days: int, zone: ZoneInfo
) -> None:
    first = clock.date()
    last = first + timedelta(days=days)

    begins, ends = placed(first, last, exact=timedelta(days=days), zone=zone)

    assert begins == datetime.combine(first, time(), tzinfo=zone).astimezone(UTC)
    assert ends == datetime.combine(last, time(), tzinfo=zone).astimezone(UTC)


@given(instants, lengths, instants, lengths)
def test_what_is_left_of_it_is_what_lies_in_the_window(
    begins: datetime, length: timedelta, opens: datetime, width: timedelta
) -> None:
    window = Span(start=opens, end=opens + width + timedelta(minutes=1))

    left = cut_to(window, begins, begins + length)

    minutes = [
        begins + timedelta(minutes=number) for number in range(length // timedelta(minutes=1))
    ]
    inside = [one for one in minutes if window.start <= one < window.end]
    if left is None:
        assert inside == [] or length < timedelta(minutes=1)
    else:
        assert left[0] >= max(begins, window.start)
        assert left[1] == min(begins + length, window.end)


class Asked(tzinfo):
    """A zone that counts how often it is asked: of thousands of events, that takes most of all."""

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone, self.times = zone, 0

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        self.times += 1
        return self.zone.utcoffset(moment)

    def dst(self, moment: datetime | None) -> timedelta | None:
        return self.zone.dst(moment)


def test_a_zone_is_asked_once_for_the_beginning_and_once_for_the_end() -> None:
    zone = Asked(ZoneInfo("Europe/Berlin"))
    start = datetime(2026, 12, 1, 9, tzinfo=zone)

    placed(start, start + timedelta(hours=1), exact=timedelta(hours=1), zone=UTC)

    assert zone.times == 2
