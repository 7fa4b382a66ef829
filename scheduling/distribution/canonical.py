"""Of plans that are worth the same, the one in which smaller ids come first.

People who can be swapped for each other, as they have the same hours and rules, are swapped so
that the smaller id has the earlier hour and is rather served, or placed, than the larger one.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping

from scheduling.distribution.problem.plan import Seating
from scheduling.distribution.problem.pools import Pool, Pools, each_bit

Seatings = tuple[Seating, ...]


def in_canonical_order(pools: Pools, seatings: Seatings) -> Seatings:
    """Return a plan that is worth just as much, by hour, then candidate."""
    hours = _candidates_in_order(pools, {each.candidate: each.hour for each in seatings})
    sizes: dict[int, list[int]] = defaultdict(list)
    there: dict[int, list[int]] = defaultdict(list)
    for seating in seatings:
        number = _number_of(pools, seating.candidate, seating.hour)
        sizes[number].append(len(seating.panel))
        there[number].extend(seating.panel)
    swapped = _interviewers_in_order(pools, there)
    found: list[Seating] = []
    for number, pool in enumerate(pools.pools):
        come = [each for each in pool.candidates if hours.get(each) == pool.hour]
        panels = [swapped[each, number] for each in there[number]]
        found.extend(_dealt(pool, come, sorted(sizes[number], reverse=True), sorted(panels)))
    return tuple(sorted(found, key=lambda each: (each.hour, each.candidate)))


def _candidates_in_order(pools: Pools, hours: Mapping[int, int]) -> Mapping[int, int]:
    alike: dict[Hashable, list[int]] = defaultdict(list)
    for candidate, numbers in pools.of.items():
        alike[numbers].append(candidate)
    ordered: dict[int, int] = {}
    for candidates in alike.values():
        taken = sorted(hours[each] for each in candidates if each in hours)
        # There may be fewer hours than candidates: the largest ids are those who wait.
        ordered |= dict(zip(sorted(candidates), taken, strict=False))
    return ordered


def _interviewers_in_order(
    pools: Pools, there: Mapping[int, Iterable[int]]
) -> Mapping[tuple[int, int], int]:
    """Who sits in a pool for whom: by the one who sat there, and the pool's number."""
    seats: dict[int, list[int]] = defaultdict(list)
    for number in sorted(there):
        for each in there[number]:
            seats[each].append(number)
    could: dict[int, list[int]] = defaultdict(list)
    for number, pool in enumerate(pools.pools):
        for bit in each_bit(pool.interviewers):
            could[bit].append(number)
    alike: dict[Hashable, list[int]] = defaultdict(list)
    for bit, interviewer in enumerate(pools.interviewers):
        # Who differs in any of these can't be swapped without a change in the rules kept or the
        # worth.
        key = tuple(could[bit]), interviewer.past_load, frozenset(interviewer.caps)
        alike[key].append(interviewer.id)
    swapped: dict[tuple[int, int], int] = {}
    for interviewers in alike.values():
        placed = sorted((seats[each], each) for each in interviewers if seats[each])
        for (numbers, was), now in zip(placed, sorted(interviewers), strict=False):
            swapped |= {(was, number): now for number in numbers}
    return swapped


def _dealt(
    pool: Pool, candidates: list[int], sizes: list[int], interviewers: list[int]
) -> Iterable[Seating]:
    start = 0
    for candidate, size in zip(candidates, sizes, strict=True):
        panel = tuple(interviewers[start : start + size])
        start += size
        yield Seating(candidate=candidate, hour=pool.hour, panel=panel)


def _number_of(pools: Pools, candidate: int, hour: int) -> int:
    return next(each for each in pools.of[candidate] if pools.pools[each].hour == hour)
