"""What booking an interview and changing it have in common."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypedDict

from scheduling.errors import OutsideAvailability
from scheduling.interviews.rules import absent
from scheduling.messages.calendar_entries import calendar_entries
from scheduling.messages.reach import reach_by
from scheduling.messages.reminders import planned_reminders
from scheduling.model import (
    Interview,
    MessageKind,
    MessageState,
    Notice,
    Person,
    PlannedMessage,
    RequestContext,
    Undelivered,
)
from scheduling.model.interviews import Need
from scheduling.model.notices import CanMakeIt, CannotMakeIt, Conflict
from scheduling.steps.hours import PeopleHours, read_hours
from scheduling.steps.news import owed_as_undelivered
from scheduling.steps.undelivered import undelivered_ahead
from scheduling.store import Session, interviews
from scheduling.store.messages import outbox
from scheduling.timespan import hour_from

_WITHDRAWN = frozenset({MessageState.CANCELLED, MessageState.EXPIRED})
_MOST_AHEAD = 200
"""Interviews of one person; far more than anybody has ahead."""
_NEVER_SENT = _WITHDRAWN | {MessageState.PENDING}


class AllowedHours(StrEnum):
    """Which hours a booking may take: those that people have offered, or any at all."""

    OFFERED = "offered"
    # Also those that nobody has offered, as long as no calendar takes them, but for those of which
    # whoever asks was told.
    UNLESS_BUSY = "unless busy"
    ANY = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedHour:
    """An hour that may be booked, and what is to be said of that."""

    # Whether somebody has not offered it, has declined it since, or is busy.
    is_outside: bool
    # Those who are busy then, by their calendars.
    busy: tuple[Person, ...]


class _BusyOnes(TypedDict):
    """Those whose calendars take an hour, as a refusal has them."""

    busy: tuple[str, ...]
    busy_ids: tuple[int, ...]


AS_OFFERED = CheckedHour(is_outside=False, busy=())


def check_hours(
    session: Session,
    who: tuple[Person, ...],
    *,
    start: datetime,
    allowed: AllowedHours,
    told_busy: Collection[int] = (),
) -> CheckedHour:
    """Look whether somebody has not offered the hour from `start`, has declined it, or is busy.

    `told_busy` are the ids of those whose calendars may take it, as whoever asks was told that they
    do. Raises OutsideAvailability where such an hour is not allowed.
    """
    hours = read_hours(session, people=who, span=hour_from(start))
    missing = absent(who, offered=hours.offered, horizon=hours.horizon, start=start)
    if missing and allowed is AllowedHours.OFFERED:
        raise _why_outside(missing, hours, start=start)
    busy = tuple(person for person in missing if hours.busy[person.id])
    if allowed is AllowedHours.UNLESS_BUSY and any(each.id not in told_busy for each in busy):
        raise OutsideAvailability(start=start, **_busy_ones(busy))
    return CheckedHour(is_outside=bool(missing), busy=busy)


def _why_outside(
    missing: tuple[Person, ...], hours: PeopleHours, *, start: datetime
) -> OutsideAvailability:
    declined = [person for person in missing if hours.declined[person.id]]
    # A calendar is the reason only where the hour would be offered without it.
    everything = hours.horizon.everything
    given = [p for p in missing if p not in declined and hours.given[p.id] == everything]
    never = [person for person in missing if person not in (*declined, *given)]
    return OutsideAvailability(
        start=start,
        people=tuple(person.name for person in never),
        declined=tuple(person.name for person in declined),
        **_busy_ones(tuple(person for person in missing if hours.busy[person.id])),
    )


def _busy_ones(busy: tuple[Person, ...]) -> _BusyOnes:
    return {"busy": tuple(p.name for p in busy), "busy_ids": tuple(p.id for p in busy)}


def reminders_of(interview: Interview, context: RequestContext) -> tuple[PlannedMessage, ...]:
    """Return the reminders that the rules ask for, to everybody in the interview."""
    leads = context.rules.reminder_leads
    return planned_reminders(interview, leads=leads, now=context.now, reach=reach_by(context.rules))


def entries_of(
    before: Interview | None, after: Interview, context: RequestContext
) -> tuple[PlannedMessage, ...]:
    """Return what the calendars of members are told of a change; nothing was `before` a booking."""
    rules = context.rules
    return calendar_entries(before, after, rules=rules, reach=reach_by(rules), now=context.now)


def remind_from_now_on(
    session: Session, person: Person, *, context: RequestContext
) -> tuple[Interview, ...]:
    """Plan the reminders still to come of somebody who is reached otherwise by now.

    What was planned before follows them by itself; whom nothing reached, had none. Returns their
    interviews ahead.
    """
    ahead = interviews.upcoming(
        session, ending_after=context.now, person_id=person.id, limit=_MOST_AHEAD
    )
    theirs = [
        reminder
        for interview in ahead
        for reminder in reminders_of(interview, context)
        if reminder.person_id == person.id
    ]
    outbox.plan(session, theirs, now=context.now)
    return ahead


def withdraw(
    session: Session,
    interview: Interview,
    kinds: frozenset[MessageKind],
    *,
    context: RequestContext,
    of: tuple[Person, ...] | None = None,
) -> None:
    """Call back what has not been sent yet, to everybody or to some."""
    person_ids = None if of is None else [person.id for person in of]
    outbox.cancel(
        session, interview_id=interview.id, kinds=kinds, person_ids=person_ids, now=context.now
    )


def withdraw_answered_calls(
    session: Session, interview: Interview, *, context: RequestContext
) -> None:
    """Call back the calls for help in the place of people who need none at the interview now.

    They have left its panel, or can make it after all, although it may lie outside their hours.
    Calls for others stay.
    """
    answered = [
        message
        for message, _ in outbox.of_interview(session, interview.id)
        if _is_answered(message.notice, interview)
    ]
    outbox.cancel(
        session,
        interview_id=interview.id,
        kinds=frozenset({MessageKind.CANNOT_MAKE_IT, MessageKind.CONFLICT}),
        only=answered,
        now=context.now,
    )


def called_for_help(session: Session, interview: Interview, person: Person) -> set[int]:
    """Return who has been asked for somebody in that person's place, or may have, by id.

    Not those who have heard since that they can come.
    """
    called: set[int] = set()
    for message, state in outbox.of_interview(session, interview.id):
        match message.notice:
            case CannotMakeIt() | Conflict() | CanMakeIt() as said if not _speaks_of(
                said, interview, person
            ):
                continue
            case CannotMakeIt() | Conflict() if state not in _NEVER_SENT:
                called.add(message.person_id)
            case CanMakeIt() if state not in _WITHDRAWN:
                called.discard(message.person_id)
    return called - {person.id}


def _speaks_of(
    said: CannotMakeIt | Conflict | CanMakeIt, interview: Interview, person: Person
) -> bool:
    return (said.who.person_id, said.start) == (person.id, interview.start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """The interviews ahead that wait for something, by id; one may wait for several things."""

    by_need: Mapping[Need, Collection[int]]
    undelivered: tuple[Undelivered, ...]

    def ids(self, need: Need) -> frozenset[int]:
        """Return those that wait for it."""
        if need is Need.ANYTHING:
            return frozenset().union(*self.by_need.values())
        return frozenset(self.by_need[need])


def waiting(session: Session, *, now: datetime) -> Waiting:
    """Return all that waits, in as many queries however many interviews there are."""
    owed = owed_as_undelivered(session, now=now)
    undelivered = (*undelivered_ahead(session, now=now), *owed)
    return Waiting(
        by_need={
            Need.OPEN_SEAT: interviews.with_open_seat(session, ending_after=now),
            Need.UNTOLD: {each.interview_id for each in undelivered},
            Need.OUTSIDE: interviews.in_conflict(session, ending_after=now),
        },
        undelivered=undelivered,
    )


def _is_answered(notice: Notice, interview: Interview) -> bool:
    match notice:
        case CannotMakeIt(who=who):
            return who.person_id not in interview.declined
        case Conflict(who=who):
            return who.person_id not in interview.in_conflict
        case _:
            return False
