"""The hours that a candidate may pick from: interviewers are free, and within their limits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from scheduling.model import Interview, Person, RequestContext
from scheduling.rounds import usual_limits
from scheduling.slots import starts_within
from scheduling.slots.offered import hours_with
from scheduling.steps.counted_interviews import booked_starts
from scheduling.steps.hours import read_hours
from scheduling.store import Session, interviews
from scheduling.timespan import Horizon, Span, tick_at
from scheduling.zones import hour_starts


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedHours:
    """Hours to pick from, and who could come to each."""

    horizon: Horizon
    # The bits of the ticks at which they start.
    hours: int
    interviewers: tuple[Person, ...]
    # Their free ticks by id, but for days on which they have enough interviews.
    free: dict[int, int]

    def starts(self) -> tuple[datetime, ...]:
        """Return when they begin, earliest first."""
        return tuple(self.horizon.starts(self.hours))

    def takers(self, start: datetime) -> tuple[Person, ...]:
        """Return who could come at a start, in the order in which they were given."""
        bit = self.horizon.bit_at(start)
        hour = bit | bit << 1 | bit << 2 | bit << 3
        return tuple(each for each in self.interviewers if hour & ~self.free[each.id] == 0)


def offered_hours(
    session: Session,
    *,
    candidate: Person,
    interviewers: tuple[Person, ...],
    seats: int,
    context: RequestContext,
    but: Interview | None = None,
) -> OfferedHours:
    """Return the hours at which so many of the interviewers can come, from the notice on.

    The candidate has no other interview then. The hour of the interview `but`, which is to be
    moved, is none; it counts for no limit.
    """
    now, rules = context.now, context.rules
    span = Span(start=now, end=now + rules.look_ahead)
    hours = read_hours(session, people=interviewers, span=span)
    horizon = hours.horizon
    taken = interviews.taken(session, person_ids=[candidate.id], horizon=horizon)
    theirs = horizon.bits(taken[candidate.id])
    within = starts_within(horizon, not_before=now + rules.minimum_notice, until=span.end)
    for quarter in range(4):
        within &= ~(theirs >> quarter)
    free = _within_limits(session, interviewers, hours.free, horizon, context, but=but)
    found = hours_with(
        free.values(),
        seats=seats,
        within=within,
        horizon=horizon,
        workspace_zone=rules.time_zone,
    )
    return OfferedHours(horizon=horizon, hours=found, interviewers=interviewers, free=free)


def _within_limits(
    session: Session,
    interviewers: tuple[Person, ...],
    free: dict[int, int],
    horizon: Horizon,
    context: RequestContext,
    *,
    but: Interview | None,
) -> dict[int, int]:
    """Free ticks without the days and weeks in which somebody has enough interviews."""
    ids = [] if but is None else [but.id]
    booked = booked_starts(session, (), interviewers, span=horizon.span, but=ids)
    limits = usual_limits(context.rules, now=context.now)
    left = {person.id: free[person.id] for person in interviewers}
    for person in interviewers:
        for cap in limits.caps_of(person):
            full = {day for day, n in cap.counts(booked[person.id]).items() if n >= cap.most}
            if not full:
                continue
            starts = hour_starts(
                left[person.id], horizon=horizon, workspace_zone=context.rules.time_zone
            )
            over = [s for s in horizon.starts(starts) if cap.day_of(s) in full]
            left[person.id] &= ~_ticks_of(over, horizon)
    return left


def _ticks_of(starts: Iterable[datetime], horizon: Horizon) -> int:
    """The first tick of each hour: without it, no interview starts there."""
    return horizon.bits(range(tick_at(start), tick_at(start) + 1) for start in starts)
