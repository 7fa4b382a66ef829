"""Rounds to be distributed, drawn, and the way in which most programs would do it: first come,
first served.
"""

from collections import defaultdict
from random import Random

from scheduling.distribution import Candidate, Cap, Interviewer, Round

HOURS_A_DAY = 8
HOURS_A_WEEK = 40


def drawn_round(
    *, candidates: int, interviewers: int, hours: int, is_thin: bool, seed: int
) -> Round:
    """Draw a round in which people are free for runs of one to four hours.

    Interviewers have past loads of 0 to 8, and at most 2 interviews a day and 4 a week. Where
    supply is thin they offer about as many hours as there are candidates; otherwise everybody
    is free for a quarter of all hours.
    """
    draw = Random(seed)
    share = 0.25
    offered = candidates / interviewers * 1.15 / hours if is_thin else share
    return Round(
        candidates=tuple(
            Candidate(id=n, free=_hours(draw, hours, 0.06 if is_thin else share))
            for n in range(1, candidates + 1)
        ),
        interviewers=tuple(
            _interviewer(draw, n, _hours(draw, hours, offered)) for n in range(1, interviewers + 1)
        ),
    )


def greedily_served(round: Round) -> int:
    """Seat the candidates in their order, each at their first hour at which somebody is
    free and within the caps, and return how many have found one.
    """
    free_at: dict[int, list[Interviewer]] = defaultdict(list)
    for interviewer in round.interviewers:
        for hour in interviewer.free:
            free_at[hour].append(interviewer)
    booked: dict[int, set[int]] = defaultdict(set)
    return sum(_finds_a_seat(candidate, free_at, booked) for candidate in round.candidates)


def _finds_a_seat(
    candidate: Candidate, free_at: dict[int, list[Interviewer]], booked: dict[int, set[int]]
) -> bool:
    for hour in sorted(candidate.free):
        for interviewer in free_at[hour]:
            taken = booked[interviewer.id]
            if hour not in taken and all(
                len(cap.hours & taken) < cap.most for cap in interviewer.caps if hour in cap.hours
            ):
                taken.add(hour)
                return True
    return False


def _interviewer(draw: Random, id: int, free: frozenset[int]) -> Interviewer:
    by: dict[tuple[int, int], set[int]] = defaultdict(set)
    for hour in free:
        by[2, hour // HOURS_A_DAY].add(hour)
        by[4, hour // HOURS_A_WEEK].add(hour)
    caps = tuple(Cap(hours=frozenset(hours), most=most) for (most, _), hours in by.items())
    return Interviewer(id=id, free=free, past_load=draw.randint(0, 8), caps=caps)


def _hours(draw: Random, hours: int, share: float) -> frozenset[int]:
    wanted = max(share * hours * draw.uniform(0.4, 1.6), 1)
    found: set[int] = set()
    while len(found) < wanted:
        start = draw.randrange(hours)
        found.update(range(start, min(start + draw.randint(1, 4), hours)))
    return frozenset(found)
