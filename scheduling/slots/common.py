"""The slots that everyone asked for has in common."""

from collections.abc import Mapping
from datetime import datetime
from functools import reduce
from operator import and_, or_

from scheduling.model import Person
from scheduling.slots.found import Everybody, FoundSlots
from scheduling.slots.question import SlotQuestion
from scheduling.timespan import HOUR, Horizon, as_instant
from scheduling.zones import on_the_hour


def common_slots(
    question: SlotQuestion,
    *,
    free: Mapping[int, int],
    horizon: Horizon,
    workspace_zone: str,
    not_before: datetime,
    until: datetime | None = None,
    asked: int | None = None,
    everybody: Everybody | None = None,
) -> FoundSlots:
    """Return the hours at which those in question can meet.

    `free` holds everybody's free ticks by id; who is not in it is never free. Only hours that
    start at `not_before` or later and end by `until` count (by the end of the horizon where
    there is no `until`), wholly within the ticks `asked` (None: all of them).
    The order in which people are named changes nothing. A candidate alone can be answered by
    `everybody`, who must cover the horizon from `not_before` on; then no pool is needed.
    """
    within = starts_within(horizon, not_before=not_before, until=until, asked=asked)
    within &= on_the_hour(horizon, workspace_zone=workspace_zone)

    # As `hour_starts`, with the mask made once: the pool may be ten thousand people.
    def starts(person: Person, among: int) -> int:
        bits = free.get(person.id, 0)
        halves = bits & bits >> 1
        return halves & halves >> 2 & among

    hours = reduce(and_, (starts(person, within) for person in question.needed), within)
    if everybody is not None and question.is_open:
        found = everybody.among(hours, horizon)
        return FoundSlots(
            question=question, horizon=horizon, hours=found.hours, takers={}, of_everybody=found
        )
    if question.leaves_a_choice:
        choices = question.choices if hours else ()
        takers = {person.id: bits for person in choices if (bits := starts(person, hours))}
        hours = reduce(or_, takers.values(), 0)
    else:
        takers = {person.id: hours for person in question.interviewers if hours}
    return FoundSlots(question=question, horizon=horizon, hours=hours, takers=takers)


def starts_within(
    horizon: Horizon, *, not_before: datetime, until: datetime | None, asked: int | None = None
) -> int:
    """Return the ticks from which an hour fits between two instants, and into those asked for."""
    early_enough = horizon.everything
    if until is not None:
        last = as_instant(until) - HOUR
        # A microsecond later, so that an hour which ends just at `until` still counts.
        early_enough &= ~horizon.from_instant(last + last.resolution)
    if asked is not None:
        halves = asked & asked >> 1
        early_enough &= halves & halves >> 2
    return horizon.from_instant(not_before) & early_enough
