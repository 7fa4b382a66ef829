"""Hours at which enough people are free, beside counting them one by one."""

from hypothesis import given
from hypothesis import strategies as st
from time_builders import at

from scheduling.slots.offered import hours_with
from scheduling.timespan import Horizon, tick_at
from scheduling.zones import on_the_hour

LENGTH = 4 * 12
HORIZON = Horizon(first_tick=tick_at(at("2026-11-10 08:00")), length=LENGTH)
FREE = st.integers(0, (1 << LENGTH) - 1)


@given(free=st.lists(FREE, max_size=6), seats=st.integers(1, 4), within=FREE)
def test_as_many_as_are_needed_are_free_for_the_whole_of_each_hour_and_of_no_other(
    free: list[int], seats: int, within: int
) -> None:
    zone = "Asia/Kolkata"

    found = hours_with(free, seats=seats, within=within, horizon=HORIZON, workspace_zone=zone)

    on_hour = on_the_hour(HORIZON, workspace_zone=zone)
    for place in range(LENGTH):
        hour = 0b1111 << place
        count = sum(bits & hour == hour for bits in free)
        expected = count >= seats and (within & on_hour) >> place & 1
        assert bool(found >> place & 1) is bool(expected)
