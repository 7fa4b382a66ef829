"""Why a question has no slot."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import reduce
from itertools import combinations
from operator import and_, or_

from scheduling.model import Person
from scheduling.slots.case import Case, Given, in_order, lacking
from scheduling.slots.found import FoundSlots
from scheduling.slots.question import SlotQuestion
from scheduling.slots.suggest import Suggestion, best_change
from scheduling.timespan import Horizon, as_instant


class WhyNone(StrEnum):
    """Why there is no slot, the most telling reason first; in brackets, who is named with it."""

    NO_HOURS = "no_hours"
    """Somebody needed has given no hours in the asked time (all of them)."""
    OFF = "off"
    """Somebody needed is off at all the hours that they have given in the asked time (all who are).
    """
    DECLINED = "declined"
    """Somebody needed has said that they can't make it, at all that is left of them (all who have).
    """
    BUSY = "busy"
    """The hours that would do are taken by something in a calendar (whose)."""
    NO_INTERVIEWERS = "no_interviewers"
    """None of all the interviewers has given hours in the asked time (nobody)."""
    OVER = "over"
    """What hours there were are past (whose, or nobody where it is the hours in common)."""
    TOO_SOON = "too_soon"
    """What hours are left are nearer than the minimum notice (whose, or nobody where it is the
    hours in common)."""
    TAKEN = "taken"
    """The hours in common are taken by interviews (whose)."""
    NO_WHOLE_HOUR = "no_whole_hour"
    """Hours overlap, but never for a whole hour on the hour (one or two of them whose own hours
    do not, or nobody where it is all together)."""
    APART = "apart"
    """Somebody shares no time with another (the two), or with anybody else (the one)."""
    NO_INTERVIEWER_THEN = "no_interviewer_then"
    """No interviewer has hours when the candidate has (the candidate)."""
    NEVER_ALL_AT_ONCE = "never_all_at_once"
    """Any two share an hour, but all of them never do (everybody)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why there is no slot, and what would help."""

    why: WhyNone
    # Of whom it is true: by name, then id, but a candidate comes first.
    people: tuple[Person, ...]
    # None where nothing would help.
    change: Suggestion | None


def explain(
    question: SlotQuestion,
    *,
    offered: Mapping[int, int],
    free: Mapping[int, int],
    horizon: Horizon,
    workspace_zone: str,
    not_before: datetime,
    until: datetime | None,
    asked_from: datetime | None = None,
    asked: int | None = None,
    now: datetime | None = None,
    given: Given | None = None,
) -> Explanation:
    """Return the most telling reason why the question has no slot.

    `offered` and `free` hold ticks by the id of a person, before and after interviews are taken
    off. The asked time is from `asked_from` (or the start of the horizon) up to `until` (or its
    end), in the ticks `asked`, or in all of them; a horizon that goes on after `until` lets it
    look for slots later on. `given` tells why somebody has offered nothing. What ends before
    `now` is over, and what is nearer than `not_before` too soon. Raises ValueError when there is
    a slot.
    """
    case = Case(
        question=question,
        offered=offered,
        free=free,
        horizon=horizon,
        workspace_zone=workspace_zone,
        asked_from=horizon.span.start if asked_from is None else as_instant(asked_from),
        not_before=as_instant(not_before),
        now=None if now is None else as_instant(now),
        until=min(horizon.span.end, as_instant(until or horizon.span.end)),
        within=horizon.everything if asked is None else asked,
        given=given or Given(),
    )
    if case.slots(question, free).count:
        raise ValueError("there are slots, so there is nothing to explain")
    why, people = next(reason for reason in _reasons(case) if reason is not None)
    return Explanation(why=why, people=in_order(question, people), change=best_change(case))


_Reason = tuple[WhyNone, tuple[Person, ...]]


def _reasons(case: Case) -> Iterator[_Reason | None]:
    yield _no_hours(case)
    yield _busy(case)
    yield _over_or_too_soon(case)
    yield _taken(case)
    yield _no_whole_hour(case)
    yield _nobody_then(case)
    yield _apart(case)
    yield WhyNone.NEVER_ALL_AT_ONCE, case.question.named


def _no_hours(case: Case) -> _Reason | None:
    question = case.question
    silent = [person for person in case.without_hours if person in question.named]
    if silent:
        return _of_the_silent(silent, case)
    if question.leaves_a_choice and not any(map(case.asked, question.choices)):
        busy = tuple(filter(case.busy, question.choices))
        return (WhyNone.BUSY, busy) if busy else (WhyNone.NO_INTERVIEWERS, ())
    return None


def _of_the_silent(silent: list[Person], case: Case) -> _Reason:
    """One reason for those who offer nothing, and whose it is: first what only they can mend."""
    declined = tuple(person for person in silent if case.declined(person))
    busy = tuple(person for person in silent if person not in declined and case.busy(person))
    said = (*declined, *busy)
    off = tuple(p for p in silent if p not in said and case.given_at_first(p))
    none = tuple(person for person in silent if person not in (*said, *off))
    reasons = (
        (WhyNone.NO_HOURS, none),
        (WhyNone.OFF, off),
        (WhyNone.BUSY, busy),
        (WhyNone.DECLINED, declined),
    )
    return next((why, whose) for why, whose in reasons if whose)


def _busy(case: Case) -> _Reason | None:
    """Those are named whose calendars take all the hours at which everybody could have met, or
    else everyone whose calendar takes some of them.
    """
    if case.slots(case.question, case.offered).count:
        return None
    met = case.slots(case.question, case.without_calendars)
    in_the_way = _in_the_way(case, met, case.offered)
    return (WhyNone.BUSY, in_the_way) if in_the_way else None


def _over_or_too_soon(case: Case) -> _Reason | None:
    question = case.question
    late = lacking(question.needed, case.ahead)
    if late:
        return _of_the_late(late, case)
    if question.leaves_a_choice and not any(map(case.ahead, question.choices)):
        return _of_the_late(tuple(p for p in question.interviewers if case.asked(p)), case)
    # With every interview taken off again, is there a slot? Then notice is not the reason.
    if case.slots(question, case.offered).count:
        return None
    if not case.slots(question, case.offered, not_before=case.asked_from).count:
        return None
    left = case.slots(question, case.offered, not_before=case.left_from)
    return (WhyNone.TOO_SOON if left.count else WhyNone.OVER), ()


def _of_the_late(late: tuple[Person, ...], case: Case) -> _Reason:
    """One reason for those without an hour that can be booked still, and whose it is.

    Needed are all of them, so who has nothing left at all says more; where one of several would
    do, whoever had hours but for the notice.
    """
    over = lacking(late, case.left)
    too_soon = tuple(person for person in late if person not in over)
    needed = any(person in case.question.needed for person in late)
    if over and (needed or not too_soon):
        return WhyNone.OVER, over
    return WhyNone.TOO_SOON, too_soon


def _taken(case: Case) -> _Reason | None:
    """Those are named who have interviews in all the hours at which everybody could have met,
    or else everyone who has one in some of them.
    """
    met = case.slots(case.question, case.offered)
    if not met.count:
        return None
    return WhyNone.TAKEN, _in_the_way(case, met, case.free)


def _in_the_way(case: Case, met: FoundSlots, left: Mapping[int, int]) -> tuple[Person, ...]:
    """Of those who would have met, who can't at any of the hours with what is left to them; or
    else everyone who can't at some.
    """
    question = case.question
    # At which of the hours in common each is wanted, if nothing were in the way.
    wanted = dict(met.takers) | {person.id: met.hours for person in question.needed}
    hindered = {
        person: wanted.get(person.id, 0) & ~case.whole_hours(left.get(person.id, 0))
        for person in question.people
    }
    always = tuple(p for p in question.needed if met.hours and hindered[p] == met.hours)
    return always or tuple(person for person in hindered if hindered[person])


def _no_whole_hour(case: Case) -> _Reason | None:
    question = case.question
    # Somebody whose own hours hold no interview says more than hours that only fail together.
    short = lacking(question.needed, lambda person: case.whole_hours(case.ahead(person)))
    if short:
        return WhyNone.NO_WHOLE_HOUR, short
    together = reduce(and_, map(case.ahead, question.needed), case.horizon.everything)
    if question.leaves_a_choice:
        together &= reduce(or_, map(case.ahead, question.choices), 0)
    return (WhyNone.NO_WHOLE_HOUR, ()) if together else None


def _nobody_then(case: Case) -> _Reason | None:
    candidate = case.question.candidate
    if candidate is None or case.question.interviewers:
        return None
    return WhyNone.NO_INTERVIEWER_THEN, (candidate,)


def _apart(case: Case) -> _Reason | None:
    """Somebody who meets nobody says more than a pair, and a pair without any time in common
    more than a pair without a whole hour.
    """
    question = case.question
    if question.leaves_a_choice:
        # Of those who may be chosen, none fits, so none of them is the reason more than another.
        return WhyNone.APART, question.needed
    pairs = list(combinations(in_order(question, question.named), 2))
    apart = [pair for pair in pairs if not case.ahead(pair[0]) & case.ahead(pair[1])]
    if apart:
        others = len(question.named) - 1
        alone = [p for p in question.named if sum(p in pair for pair in apart) == others]
        return WhyNone.APART, (tuple(alone) if len(alone) == 1 else apart[0])
    for one, other in pairs:
        if not case.whole_hours(case.ahead(one) & case.ahead(other)):
            return WhyNone.NO_WHOLE_HOUR, (one, other)
    return None
