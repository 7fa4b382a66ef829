"""From people, their hours and the rules of the workspace to a round that can be solved."""

from collections.abc import Iterator
from functools import reduce
from operator import or_

from scheduling.distribution.problem.plan import Plan
from scheduling.distribution.problem.round import Candidate, Cap, Interviewer, Pin, Round
from scheduling.model import Person, Rules
from scheduling.model.rounds import Adjustments, RoundAsked
from scheduling.rounds.facts import RoundFacts
from scheduling.rounds.limits import Hours, PlanLimits, held_back
from scheduling.timespan import TICKS_PER_HOUR, Horizon, instant_of, tick_at
from scheduling.zones import hour_starts


def usable_hours(facts: RoundFacts, *, rules: Rules) -> dict[int, frozenset[int]]:
    """Return the ticks at which each is free for a whole hour of the workspace's clock."""
    horizon = facts.horizon
    late_enough = horizon.from_instant(instant_of(facts.first_tick))
    starts = {
        person.id: late_enough
        & hour_starts(facts.free[person.id], horizon=horizon, workspace_zone=rules.time_zone)
        for person in facts.people
    }
    # Hours that overlap (:00 beside :30) would make an easy problem an NP-hard one, so each round
    # has one beat.
    usable = _apart(horizon, reduce(or_, starts.values(), 0))
    return {id: frozenset(_ticks(horizon, bits & usable)) for id, bits in starts.items()}


def round_of(
    facts: RoundFacts,
    *,
    hours: Hours,
    asked: RoundAsked,
    adjustments: Adjustments,
    limits: PlanLimits,
) -> Round:
    """Return the round to be solved; its hours are the ticks at which they start.

    `hours` are those of `usable_hours`; what the limits hold back is taken out of them here.
    """
    kept_out = held_back(facts, hours, limits)
    allowed = {person.id: hours[person.id] - kept_out.of(person.id) for person in facts.people}
    candidates = tuple(p for p in facts.candidates if p.id not in adjustments.left_out)
    ids = {person.id for person in candidates}
    return Round(
        candidates=tuple(Candidate(id=p.id, free=allowed[p.id]) for p in candidates),
        interviewers=tuple(
            Interviewer(
                id=person.id,
                free=allowed[person.id],
                past_load=facts.loads.get(person.id, 0),
                caps=tuple(_caps(person, allowed[person.id], facts, limits)),
            )
            for person in facts.interviewers
        ),
        min_panel=asked.min_panel,
        max_panel=asked.max_panel,
        promised=facts.promised,
        apart=frozenset() if asked.may_meet_again else facts.met,
        pins=tuple(
            Pin(candidate=pin.candidate_id, hour=pin.tick)
            for pin in adjustments.pins
            if pin.candidate_id in ids
        ),
        off=adjustments.off,
    )


def met_again(plan: Plan, met: frozenset[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return the pairs of candidate and interviewer whom a plan brings together again."""
    return tuple(
        (seating.candidate, interviewer)
        for seating in plan.seatings
        for interviewer in seating.panel
        if (seating.candidate, interviewer) in met
    )


def _apart(horizon: Horizon, starts: int) -> int:
    """The starts without those that lie within the hour before.

    There are such only where a clock is moved by half an hour.
    """
    usable, last = 0, -TICKS_PER_HOUR
    for tick in _ticks(horizon, starts):
        place = tick - horizon.first_tick
        if place - last >= TICKS_PER_HOUR:
            usable, last = usable | 1 << place, place
    return usable


def _ticks(horizon: Horizon, bits: int) -> Iterator[int]:
    return (tick_at(start) for start in horizon.starts(bits))


def _caps(
    person: Person, free: frozenset[int], facts: RoundFacts, limits: PlanLimits
) -> Iterator[Cap]:
    """What is left of the person's limits for each day and week with more time than they allow."""
    booked, standing = facts.booked.get(person.id, ()), facts.standing.get(person.id, ())
    for cap in limits.caps_of(person):
        had, stands = cap.counts(booked), cap.counts(standing)
        for day, ticks in cap.by_day(free).items():
            # Somebody may have been booked beyond the cap by hand, or before there was one; what
            # stands may go on standing.
            most = max(cap.most - had[day], stands[day], 0)
            if most < len(ticks):
                yield Cap(hours=frozenset(ticks), most=most)
