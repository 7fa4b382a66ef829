"""Hours at which enough people are free, whoever they are: what a candidate may pick from."""

from collections.abc import Iterable

from scheduling.timespan import Horizon
from scheduling.zones import on_the_hour


def hours_with(
    free: Iterable[int], *, seats: int, within: int, horizon: Horizon, workspace_zone: str
) -> int:
    """Return the ticks of `within` at which an hour starts that `seats` or more have free.

    `free` are the free ticks of each; there is at least one seat.
    """
    among = within & on_the_hour(horizon, workspace_zone=workspace_zone)
    # At place n stands where more than n are free: counted for all hours at once.
    more_than = [0] * seats
    for bits in free:
        halves = bits & bits >> 1
        starts = halves & halves >> 2 & among
        for place in range(seats - 1, 0, -1):
            more_than[place] |= more_than[place - 1] & starts
        more_than[0] |= starts
    return more_than[-1]
