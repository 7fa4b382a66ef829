"""Why somebody is left out, and what would help."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from scheduling.distribution.matching import stuck_with
from scheduling.distribution.problem.plan import (
    InterviewerHour,
    Seating,
    Shortage,
    Unneeded,
    Waiting,
    WhyUnneeded,
    WhyWaiting,
)
from scheduling.distribution.problem.pools import Pools, pools_of
from scheduling.distribution.problem.round import Candidate, Interviewer
from scheduling.distribution.seats import Seats, seated


def waiting_in(pools: Pools, seatings: Iterable[Seating]) -> tuple[Waiting, ...]:
    """Return every candidate who is not served, by id, with the reason."""
    seatings = tuple(seatings)
    served = {seating.candidate for seating in seatings}
    seats = seated(pools, seatings, panel=pools.round.min_panel)
    held_up = _held_up_by_caps(pools)
    return tuple(
        _waiting(pools, seats, candidate, held_up)
        for candidate in sorted(pools.round.candidates, key=lambda each: each.id)
        if candidate.id not in served
    )


def unneeded_in(pools: Pools, seatings: Iterable[Seating]) -> tuple[Unneeded, ...]:
    """Return every interviewer who is on no panel, by id, with the reason."""
    seatings = tuple(seatings)
    placed = {each for seating in seatings for each in seating.panel}
    size_of = {(each.candidate, each.hour): len(each.panel) for each in seatings}
    return tuple(
        Unneeded(interviewer=each.id, reason=_why_unneeded(pools, each, size_of))
        for each in sorted(pools.interviewers, key=lambda each: each.id)
        if each.id not in placed
    )


def _waiting(pools: Pools, seats: Seats, candidate: Candidate, held_up: set[int]) -> Waiting:
    if not pools.round.hours_of(candidate):
        return Waiting(candidate=candidate.id, reason=WhyWaiting.NO_HOURS)
    if not pools.of[candidate.id]:
        at_limit = candidate.id in held_up
        reason = WhyWaiting.AT_LIMIT if at_limit else WhyWaiting.NOBODY_FREE
        return Waiting(candidate=candidate.id, reason=reason)
    shortage = _shortage(pools, seats, candidate.id)
    return Waiting(candidate=candidate.id, reason=WhyWaiting.SHORTAGE, shortage=shortage)


def _held_up_by_caps(pools: Pools) -> set[int]:
    """The candidates whom nobody can meet, but could if interviewers had no caps."""
    nobody = {candidate for candidate, own in pools.of.items() if not own}
    if not nobody or all(cap.most for each in pools.interviewers for cap in each.caps):
        return set()
    freed = tuple(replace(each, caps=()) for each in pools.round.interviewers)
    uncapped = pools_of(replace(pools.round, interviewers=freed))
    return {candidate for candidate in nobody if uncapped.of[candidate]}


def _shortage(pools: Pools, seats: Seats, candidate: int) -> Shortage | None:
    _, numbers = stuck_with(seats, candidate)
    rivals = [each for each, own in pools.of.items() if own and numbers.issuperset(own)]
    hours: dict[int, set[int]] = defaultdict(set)
    for number in numbers:
        pool = pools.pools[number]
        for interviewer in pools.ids(pool.interviewers):
            hours[interviewer].add(pool.hour)
    usable = sum(each.most_among(hours[each.id]) for each in pools.interviewers if each.id in hours)
    # There are seats enough, but not as panels of two or more: a count of them would explain
    # nothing.
    if usable >= pools.round.min_panel * len(rivals):
        return None
    shared = [InterviewerHour(interviewer=who, hour=at) for who in hours for at in hours[who]]
    return Shortage(candidates=tuple(sorted(rivals)), seats=tuple(sorted(shared)), usable=usable)


def _why_unneeded(
    pools: Pools, interviewer: Interviewer, size_of: dict[tuple[int, int], int]
) -> WhyUnneeded:
    if interviewer.id in pools.round.off:
        return WhyUnneeded.TAKEN_OFF
    if not interviewer.free:
        return WhyUnneeded.NO_HOURS
    bit = pools.interviewers.index(interviewer)
    mine = [pool for pool in pools.pools if pool.interviewers >> bit & 1]
    if not mine:
        # Without their caps, could they meet somebody? Then it is the caps.
        freed = replace(interviewer, caps=())
        others = (each for each in pools.round.interviewers if each.id != interviewer.id)
        uncapped = pools_of(replace(pools.round, interviewers=(*others, freed)))
        bit = uncapped.interviewers.index(freed)
        could = any(pool.interviewers >> bit & 1 for pool in uncapped.pools)
        return WhyUnneeded.AT_LIMIT if could else WhyUnneeded.NOBODY_TO_MEET
    open_to_them = [
        size_of[candidate, pool.hour]
        for pool in mine
        for candidate in pool.candidates
        if (candidate, pool.hour) in size_of
    ]
    return WhyUnneeded.PANELS_FULL if open_to_them else WhyUnneeded.NOT_AT_THESE_HOURS
