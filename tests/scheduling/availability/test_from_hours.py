"""Hours that were marked one by one, as windows: what they give is what was marked."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from time_builders import at

from scheduling.availability import free_hours, with_windows
from scheduling.availability.from_hours import windows_from
from scheduling.model import Availability
from scheduling.timespan import HOUR, Horizon, Span

ZONES = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"]
# Both nights of a clock change lie within, in either half of the world.
WEEKS = ["2026-10-23 00:00", "2026-03-27 00:00", "2026-10-02 00:00", "2026-11-09 00:00"]


def given_by(starts: list[datetime], zone: str, horizon: Horizon) -> int:
    windows = windows_from(starts, time_zone=zone)
    hours = with_windows(Availability(person_id=1), windows).after
    return free_hours(hours, time_zone=zone, horizon=horizon)


@given(data=st.data())
@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("first", WEEKS)
def test_all_that_is_marked_is_given_and_nothing_else_but_an_hour_shown_twice(
    data: st.DataObject, zone: str, first: str
) -> None:
    begin = at(first)
    horizon = Horizon.covering(Span(start=begin - HOUR, end=begin + timedelta(days=5)))
    places = data.draw(st.lists(st.integers(0, 95), min_size=1, unique=True))
    starts = [begin + place * HOUR for place in places]

    got = given_by(starts, zone, horizon)

    marked = horizon.bits(Span(start=start, end=start + HOUR).ticks for start in starts)
    assert marked & ~got == 0
    more = sum((span.end - span.start for span in horizon.spans(got & ~marked)), timedelta())
    assert more <= HOUR


def test_hours_that_meet_are_one_window_however_they_are_ordered() -> None:
    starts = [at("2026-11-10 10:00"), at("2026-11-10 09:00"), at("2026-11-11 09:00")]

    first, second = windows_from(starts, time_zone="Europe/Berlin")

    assert (first.day.day, first.hours.start, first.hours.end) == (10, 600, 720)
    assert (second.day.day, second.hours.start, second.hours.end) == (11, 600, 660)
    assert windows_from(reversed(starts), time_zone="Europe/Berlin") == (first, second)
