"""What booking an interview and changing it have in common."""

from datetime import datetime
from enum import StrEnum

from scheduling.errors import OutsideAvailability
from scheduling.interviews.rules import absent
from scheduling.messages.reminders import planned_reminders
from scheduling.model import (
    Interview,
    MessageKind,
    MessageState,
    Notice,
    Person,
    PlannedMessage,
    RequestContext,
)
from scheduling.model.notices import CanMakeIt, CannotMakeIt, Conflict
from scheduling.steps.hours import read_hours
from scheduling.store import Session
from scheduling.store.messages import outbox
from scheduling.timespan import hour_from

_WITHDRAWN = frozenset({MessageState.CANCELLED, MessageState.EXPIRED})
_NEVER_SENT = _WITHDRAWN | {MessageState.PENDING}


class AllowedHours(StrEnum):
    """Which hours a booking may take: those that people have offered, or any at all."""

    OFFERED = "offered"
    ANY = "any"


def check_hours(
    session: Session, who: tuple[Person, ...], *, start: datetime, allowed: AllowedHours
) -> bool:
    """Tell whether somebody has not offered the hour from `start`, or has declined it.

    Raises OutsideAvailability then, unless any hour is allowed.
    """
    hours = read_hours(session, people=who, span=hour_from(start))
    missing = absent(who, offered=hours.offered, horizon=hours.horizon, start=start)
    if missing and allowed is AllowedHours.OFFERED:
        raise OutsideAvailability(
            start=start,
            people=tuple(p.name for p in missing if not hours.declined[p.id]),
            declined=tuple(p.name for p in missing if hours.declined[p.id]),
        )
    return bool(missing)


def reminders_of(interview: Interview, context: RequestContext) -> tuple[PlannedMessage, ...]:
    """Return the reminders that the rules ask for, to everybody in the interview."""
    leads = context.rules.reminder_leads
    return planned_reminders(interview, leads=leads, now=context.now)


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


def _is_answered(notice: Notice, interview: Interview) -> bool:
    match notice:
        case CannotMakeIt(who=who):
            return who.person_id not in interview.declined
        case Conflict(who=who):
            return who.person_id not in interview.in_conflict
        case _:
            return False
