"""Who could meet whom at which hour: the pools, in which everybody can be swapped for another."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scheduling.distribution.problem import Candidate, Interviewer, Round


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Candidates, by id, who may meet just the same interviewers at an hour, and those.

    The interviewers are bits: bit n stands for the n-th of `Pools.interviewers`.
    """

    hour: int
    candidates: tuple[int, ...]
    interviewers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pools:
    """All pools of a round, by hour, then candidates; each has enough people for a panel.

    `interviewers` are in the order in which they are asked: the least past load first, then by
    id. `of` gives the numbers of a candidate's pools, the earliest first, in the order of ids.
    """

    round: Round
    pools: tuple[Pool, ...]
    interviewers: tuple[Interviewer, ...]
    of: dict[int, tuple[int, ...]]

    def ids(self, interviewers: int) -> tuple[int, ...]:
        """This will return the ids that bits stand for, sorted."""
        return tuple(sorted(self.interviewers[bit].id for bit in each_bit(interviewers)))

    @property
    def hours_of_interviewers(self) -> dict[int, list[int]]:
        """The hours, in order, at which each interviewer could meet somebody, by bit."""
        at: dict[int, int] = defaultdict(int)
        for pool in self.pools:
            at[pool.hour] |= pool.interviewers
        hours: dict[int, list[int]] = {bit: [] for bit in range(len(self.interviewers))}
        for hour, interviewers in at.items():
            for bit in each_bit(interviewers):
                hours[bit].append(hour)
        return hours


def pools_of(round: Round, *, settled: Mapping[int, int] | None = None) -> Pools:
    """This will return who could meet whom at which hour, caps and others' wishes left aside.

    Candidates who are `settled` at an hour have a pool of their own then, so that it is known
    who sits in it with them.
    """
    settled = settled or {}
    interviewers = tuple(sorted(round.interviewers, key=lambda each: (each.past_load, each.id)))
    free = _free_at(interviewers)
    members: dict[tuple[int, int, int | None], list[int]] = defaultdict(list)
    for candidate, may_meet in _may_meet(round, interviewers):
        for hour in round.hours_of(candidate):
            there = free.get(hour, 0) & may_meet
            if there.bit_count() >= round.min_panel:
                alone = candidate.id if settled.get(candidate.id) == hour else None
                members[hour, there, alone].append(candidate.id)
    pools = tuple(
        Pool(hour=hour, candidates=tuple(ids), interviewers=there)
        for (hour, there, _), ids in sorted(members.items(), key=lambda item: (item[0][0], item[1]))
    )
    return Pools(round=round, pools=pools, interviewers=interviewers, of=_of(round, pools))


def each_bit(bits: int) -> Iterator[int]:
    """This will yield the numbers of the bits that are set, the lowest first."""
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low


def _free_at(interviewers: tuple[Interviewer, ...]) -> dict[int, int]:
    free: dict[int, int] = defaultdict(int)
    for bit, interviewer in enumerate(interviewers):
        shut = {hour for cap in interviewer.caps if cap.most == 0 for hour in cap.hours}
        for hour in interviewer.free - shut:
            free[hour] |= 1 << bit
    return free


def _may_meet(
    round: Round, interviewers: tuple[Interviewer, ...]
) -> Iterator[tuple[Candidate, int]]:
    bit_of = {interviewer.id: 1 << bit for bit, interviewer in enumerate(interviewers)}
    apart: dict[int, int] = defaultdict(int)
    for candidate_id, interviewer_id in round.apart:
        apart[candidate_id] |= bit_of.get(interviewer_id, 0)
    qualified: dict[frozenset[str], int] = {}
    for candidate in sorted(round.candidates, key=lambda each: each.id):
        if candidate.needs not in qualified:
            qualified[candidate.needs] = sum(
                bit_of[each.id]
                for each in interviewers
                if candidate.needs <= each.tags and each.id not in round.off
            )
        yield candidate, qualified[candidate.needs] & ~apart[candidate.id]


def _of(round: Round, pools: tuple[Pool, ...]) -> dict[int, tuple[int, ...]]:
    of: dict[int, list[int]] = {each: [] for each in sorted(c.id for c in round.candidates)}
    for number, pool in enumerate(pools):
        for candidate in pool.candidates:
            of[candidate].append(number)
    return {candidate: tuple(numbers) for candidate, numbers in of.items()}
