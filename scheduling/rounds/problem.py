"""From people, their hours and the rules of the workspace to a round that can be solved."""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import reduce
from operator import or_

from scheduling.distribution.problem.plan import Plan
from scheduling.distribution.problem.round import Candidate, Cap, Interviewer, Pin, Round
from scheduling.model import Person, Rules
from scheduling.model.rounds import Adjustments, RoundAsked
from scheduling.timespan import TICKS_PER_HOUR, Horizon, instant_of, tick_at
from scheduling.zones import hour_starts


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFacts:
    """All that is known of the people of a round when it is planned."""

    candidates: tuple[Person, ...]
    interviewers: tuple[Person, ...]
    horizon: Horizon
    # Only from here on can an interview start.
    first_tick: int
    # Free ticks by person id, as bits of the horizon.
    free: Mapping[int, int]
    # By interviewer: how many interviews each counts as having had,
    loads: Mapping[int, int] = field(default_factory=dict)
    # and the starts of those that caps count.
    booked: Mapping[int, tuple[datetime, ...]] = field(default_factory=dict)
    # Pairs of candidate and interviewer who know each other.
    met: frozenset[tuple[int, int]] = frozenset()

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody in the round: the candidates, then the interviewers."""
        return (*self.candidates, *self.interviewers)


def round_of(
    facts: RoundFacts, *, asked: RoundAsked, adjustments: Adjustments, rules: Rules
) -> Round:
    """Return the round to be solved; its hours are the ticks at which they start."""
    hours = _hours(facts, rules)
    limits = rules
    if asked.daily_cap is not None:
        limits = replace(rules, daily_cap=asked.daily_cap)
    candidates = tuple(p for p in facts.candidates if p.id not in adjustments.left_out)
    ids = {person.id for person in candidates}
    return Round(
        candidates=tuple(Candidate(id=p.id, free=hours[p.id]) for p in candidates),
        interviewers=tuple(
            Interviewer(
                id=person.id,
                free=hours[person.id],
                past_load=facts.loads.get(person.id, 0),
                caps=tuple(_caps(person, hours[person.id], facts, limits)),
            )
            for person in facts.interviewers
        ),
        min_panel=asked.min_panel,
        max_panel=asked.max_panel,
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


def _hours(facts: RoundFacts, rules: Rules) -> dict[int, frozenset[int]]:
    """The ticks at which each is free for a whole hour of the workspace's clock."""
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


def _caps(person: Person, free: frozenset[int], facts: RoundFacts, rules: Rules) -> Iterator[Cap]:
    """What is left of the person's limits for each of their days and weeks."""
    # By their own calendar: a day in Tokyo ends while it goes on in New York.
    days = {tick: instant_of(tick).astimezone(person.zone).date() for tick in free}
    had = [start.astimezone(person.zone).date() for start in facts.booked.get(person.id, ())]
    if rules.daily_cap is not None:
        yield from _left(days, had=had, cap=rules.daily_cap)
    if rules.weekly_cap is not None:
        weeks = {tick: _week(day) for tick, day in days.items()}
        yield from _left(weeks, had=[_week(day) for day in had], cap=rules.weekly_cap)


def _left(parts: Mapping[int, Hashable], *, had: Sequence[Hashable], cap: int) -> Iterator[Cap]:
    """A cap for each day, or each week, in which there is more time than the limit allows."""
    hours: dict[Hashable, set[int]] = {}
    for tick, part in parts.items():
        hours.setdefault(part, set()).add(tick)
    count = Counter(had)
    for part, ticks in hours.items():
        # Somebody may have been booked beyond the cap by hand.
        most = max(cap - count[part], 0)
        if most < len(ticks):
            yield Cap(hours=frozenset(ticks), most=most)


def _week(day: date) -> tuple[int, int]:
    year, week, _ = day.isocalendar()
    return year, week
