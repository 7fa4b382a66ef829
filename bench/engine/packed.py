"""Who is free, kept the other way round: one `int` for each hour, with one bit for each person."""

from collections.abc import Iterable, Sequence

from scheduling.timespan import Horizon
from scheduling.zones import hour_starts

Turnout = dict[int, int]
"""Who can take the hour that starts at a tick, by tick; person number n is bit n."""


def turnout(free: Sequence[int], *, horizon: Horizon, workspace_zone: str) -> Turnout:
    """Turn everybody's free ticks, person by person, into everybody's bits by hour."""
    starts = [hour_starts(b, horizon=horizon, workspace_zone=workspace_zone) for b in free]
    rows = "".join(f"{bits:0{horizon.length}b}" for bits in reversed(starts))
    any_of_them = 0
    for bits in starts:
        any_of_them |= bits
    last = horizon.length - 1
    return {
        tick: int(rows[last - tick :: horizon.length], 2)
        for tick in range(horizon.length)
        if any_of_them >> tick & 1
    }


def find(hours: Iterable[int], who: Turnout, *, among: int) -> dict[int, tuple[int, int]]:
    """Return, for each of the hours, who of `among` can take it and how many they are."""
    found = {}
    for tick in hours:
        able = who.get(tick, 0) & among
        found[tick] = (able.bit_count(), able)
    return found


def ticks_of(bits: int) -> list[int]:
    """Return the numbers of the bits that are set."""
    return [number for number, bit in enumerate(reversed(f"{bits:b}")) if bit == "1"]
