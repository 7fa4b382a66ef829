"""Ending what somebody has declined: they can come at that hour after all."""

from dataclasses import dataclass
from datetime import datetime

from scheduling.messages.calls_for_help import of_accepting
from scheduling.model import (
    Interview,
    InterviewState,
    Person,
    RequestContext,
    RevisionKind,
    Untold,
)
from scheduling.steps.conflicts import note_accepted
from scheduling.steps.interviews import (
    called_for_help,
    reminders_of,
    withdraw_answered_calls,
)
from scheduling.steps.revisions import note_revision
from scheduling.store import Session, interviews, people
from scheduling.store.interviews import declines
from scheduling.store.messages import outbox


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedDecline:
    """Whether there was anything to end, and whom nothing reaches who should hear of it."""

    was_declined: bool = False
    untold: tuple[Untold, ...] = ()


def end_decline(
    session: Session, person: Person, *, start: datetime, context: RequestContext
) -> EndedDecline:
    """Count the hour from `start` as offered again.

    Where the person still has a seat then, they are reminded of it again, and the coordinators
    who were called for help hear that none is needed.
    """
    declined = declines.remove(session, person_id=person.id, start=start)
    untold: tuple[Untold, ...] = ()
    for interview_id in declined:
        interview = interviews.get(session, interview_id)
        if interview is not None and _is_theirs(interview, person, start=start):
            untold += _keep_seat(session, interview, person, context=context)
    return EndedDecline(was_declined=bool(declined), untold=untold)


def _is_theirs(interview: Interview, person: Person, *, start: datetime) -> bool:
    has_seat = any(each.id == person.id for each in interview.interviewers)
    return has_seat and (interview.state, interview.start) == (InterviewState.BOOKED, start)


def _keep_seat(
    session: Session, interview: Interview, person: Person, *, context: RequestContext
) -> tuple[Untold, ...]:
    after = interviews.accept(
        session, interview, person=person, expected_revision=interview.revision
    )
    note_revision(session, after, RevisionKind.ACCEPTED, context=context)
    note_accepted(session, after, person)
    withdraw_answered_calls(session, after, context=context)
    called = called_for_help(session, after, person)
    news = of_accepting(
        after,
        staying=person,
        coordinators=[each for each in people.told_of_changes(session) if each.id in called],
        now=context.now,
    )
    # The others on the panel have kept theirs.
    reminders = [each for each in reminders_of(after, context) if each.person_id == person.id]
    outbox.plan(session, (*news.messages, *reminders), now=context.now)
    return news.untold
