"""Who could meet whom at which hour: the pools, in which everybody can be swapped for another."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scheduling.distribution.problem.round import Candidate, Interviewer, Round

Room = tuple[int, int, int | None]
"""An hour, who could interview there, as bits, and the candidate who has it to themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Candidates who may meet just the same interviewers at an hour."""

    hour: int
    # By id.
    candidates: tuple[int, ...]
    # As bits: bit n stands for the n-th of `Pools.interviewers`.
    interviewers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pools:
    """All pools of a round."""

    round: Round
    # By hour, then candidates; each has enough people for a panel.
    pools: tuple[Pool, ...]
    # In the order in which they are asked: the least past load first, then by id.
    interviewers: tuple[Interviewer, ...]
    # The numbers of a candidate's pools, the earliest first, in the order of ids.
    of: dict[int, tuple[int, ...]]

    def ids(self, interviewers: int) -> tuple[int, ...]:
        """Return the ids that bits stand for, sorted."""
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


def pools_of(round: Round, *, seated_at: Mapping[int, int] | None = None) -> Pools:
    """Return who could meet whom at which hour, caps and others' wishes left aside.

    `seated_at` has the hours of candidates who are seated already: they have a pool of their own
    then, so that it is known who sits in it with them.
    """
    interviewers = tuple(sorted(round.interviewers, key=lambda each: (each.past_load, each.id)))
    pinned = {pin.candidate: pin.hour for pin in round.pins}
    free, promised = _free_at(interviewers), _promised(round, interviewers)
    unpromised = sorted((hour, who & ~promised[hour, None]) for hour, who in free.items())
    own_hours = _own_hours(round, seated_at or {})
    rooms: dict[Room, list[int]] = {}
    rooms_of: dict[int, list[list[int]]] = {}
    for may_meet, candidates in _by_whom_they_may_meet(round, interviewers).items():
        there = {
            hour: rooms.setdefault((hour, who & may_meet, None), [])
            for hour, who in unpromised
            if (who & may_meet).bit_count() >= round.min_panel
        }
        usable = frozenset(there)
        for candidate in candidates:
            hours = candidate.free
            if candidate.id in pinned:
                hours &= {pinned[candidate.id]}
            mine = {hour: there[hour] for hour in hours & usable}
            for hour in hours & own_hours.get(candidate.id, frozenset()):
                theirs = ~promised[hour, None] | promised[hour, candidate.id]
                who = free[hour] & theirs & may_meet
                if who.bit_count() >= round.min_panel:
                    mine[hour] = rooms.setdefault((hour, who, candidate.id), [])
            rooms_of[candidate.id] = [mine[hour] for hour in sorted(mine)]
            for members in rooms_of[candidate.id]:
                members.append(candidate.id)
    return _numbered(round, interviewers, rooms, rooms_of)


def _numbered(
    round: Round,
    interviewers: tuple[Interviewer, ...],
    rooms: Mapping[Room, list[int]],
    rooms_of: Mapping[int, list[list[int]]],
) -> Pools:
    """Number the rooms to which somebody can come, by hour, then candidates."""
    for members in rooms.values():
        members.sort()
    used = [(room, members) for room, members in rooms.items() if members]
    used.sort(key=lambda each: (each[0][0], each[1]))
    # By identity: two rooms may have equal members, and stay two.
    number_of = {id(members): number for number, (_, members) in enumerate(used)}
    return Pools(
        round=round,
        pools=tuple(
            Pool(hour=hour, candidates=tuple(members), interviewers=there)
            for (hour, there, _), members in used
        ),
        interviewers=interviewers,
        of={
            candidate: tuple([number_of[id(members)] for members in rooms_of[candidate]])
            for candidate in sorted(rooms_of)
        },
    )


def each_bit(bits: int) -> Iterator[int]:
    """Yield the numbers of the bits that are set, the lowest first."""
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low


def _free_at(interviewers: tuple[Interviewer, ...]) -> dict[int, int]:
    free: dict[int, int] = defaultdict(int)
    for bit, interviewer in enumerate(interviewers):
        # A cap of 0: the day or the week was full before the round.
        shut = {hour for cap in interviewer.caps if cap.most == 0 for hour in cap.hours}
        for hour in interviewer.free - shut:
            free[hour] |= 1 << bit
    return free


def _promised(
    round: Round, interviewers: tuple[Interviewer, ...]
) -> dict[tuple[int, int | None], int]:
    """Who has an hour for one candidate alone, as bits by hour and candidate; by hour and None,
    who has it for any one.
    """
    bit_of = {interviewer.id: 1 << bit for bit, interviewer in enumerate(interviewers)}
    found: dict[tuple[int, int | None], int] = defaultdict(int)
    for promise in round.promised:
        bit = bit_of.get(promise.interviewer, 0)
        found[promise.hour, promise.candidate] |= bit
        found[promise.hour, None] |= bit
    return found


def _own_hours(round: Round, seated_at: Mapping[int, int]) -> dict[int, frozenset[int]]:
    """The hours at which candidates have a pool of their own."""
    found: dict[int, set[int]] = defaultdict(set)
    for promise in round.promised:
        found[promise.candidate].add(promise.hour)
    for candidate, hour in seated_at.items():
        found[candidate].add(hour)
    return {candidate: frozenset(hours) for candidate, hours in found.items()}


def _by_whom_they_may_meet(
    round: Round, interviewers: tuple[Interviewer, ...]
) -> dict[int, list[Candidate]]:
    bit_of = {interviewer.id: 1 << bit for bit, interviewer in enumerate(interviewers)}
    apart: dict[int, int] = defaultdict(int)
    for candidate_id, interviewer_id in round.apart:
        apart[candidate_id] |= bit_of.get(interviewer_id, 0)
    qualified: dict[frozenset[str], int] = {}
    alike: dict[int, list[Candidate]] = defaultdict(list)
    for candidate in round.candidates:
        # Many candidates need the same few things, so who can give them is worked out once for
        # each.
        if candidate.needs not in qualified:
            qualified[candidate.needs] = sum(
                bit_of[each.id]
                for each in interviewers
                if candidate.needs <= each.tags and each.id not in round.off
            )
        alike[qualified[candidate.needs] & ~apart.get(candidate.id, 0)].append(candidate)
    return alike
