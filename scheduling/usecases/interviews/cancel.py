"""Cancelling an interview, and finding somebody else when an interviewer can't come."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from scheduling.errors import (
    HasPassed,
    InterviewGone,
    NotOnThePanel,
    OutsideAvailability,
    SlotTaken,
    StandInTaken,
    listed,
)
from scheduling.interviews.rules import check_people
from scheduling.messages.calls_for_help import of_declining
from scheduling.model import (
    UNSEEN,
    Interview,
    MessageKind,
    Person,
    RequestContext,
    RevisionKind,
    Seen,
    as_reason,
)
from scheduling.model.names import visible
from scheduling.model.permissions import Action, require
from scheduling.results import InterviewChange
from scheduling.steps.conflicts import end_conflict
from scheduling.steps.declines import EndedDecline, end_decline
from scheduling.steps.hours import stand_ins
from scheduling.steps.interviews import (
    AllowedHours,
    check_hours,
    withdraw,
    withdraw_answered_calls,
)
from scheduling.steps.news import tell
from scheduling.steps.people import known
from scheduling.steps.revisions import (
    cancelled,
    check_seen,
    note_revision,
    open_as_seen,
    panel_changed,
)
from scheduling.store import Session, Store, interviews, people

LONGEST_REASON = 300
"""Characters; what is longer is cut."""
_OF_SOMEBODY_IN_IT = frozenset({MessageKind.REMINDER, MessageKind.CALENDAR_ENTRY})


def cancel_interview(
    store: Store,
    context: RequestContext,
    *,
    interview_id: int,
    seen: Seen = UNSEEN,
    words: str = "",
) -> InterviewChange:
    """Cancel an interview: its hour is free again, and everybody is told, why as well in `words`.

    So is whoever had moved it there. Raises InterviewChanged when it is not as it was `seen` any
    more; then it stays.
    """
    with store.writing_about(interview_id=interview_id) as session:
        before = open_as_seen(
            session, interview_id, action=Action.CANCEL, seen=seen, context=context
        )
        said = visible(words).strip()[:LONGEST_REASON]
        return cancelled(session, before, words=said, context=context)


def decline_interview(
    store: Store,
    context: RequestContext,
    *,
    interview_id: int,
    reason: str = "",
    seen: Seen = UNSEEN,
) -> InterviewChange:
    """Note that an interviewer can't make it and call the coordinators for help.

    They read the reason, if there is one, and nobody else does.

    The hour stays theirs until a coordinator replaces them: an interview never stands without
    an interviewer. They are reminded no more. Raises InterviewChanged when it is not as it was
    `seen` any more.
    """
    with store.writing_about(interview_id=interview_id) as session:
        before = open_as_seen(
            session, interview_id, action=Action.DECLINE, seen=seen, context=context
        )
        leaving = context.actor.person
        assert leaving is not None  # nobody else may decline
        # The button was clicked twice: the coordinators are called once.
        if leaving.id in before.declined:
            return InterviewChange(interview=before, before=before)
        after = interviews.decline(
            session, before, person=leaving, expected_revision=before.revision
        )
        news = of_declining(
            after,
            leaving=leaving,
            reason=as_reason(reason),
            coordinators=people.told_of_changes(session),
            now=context.now,
        )
        note_revision(session, after, RevisionKind.DECLINED, context=context)
        withdraw(session, after, _OF_SOMEBODY_IN_IT, context=context, of=(leaving,))
        withdraw_answered_calls(session, after, context=context)
        untold = tell(session, news, context=context)
        return InterviewChange(interview=after, before=before, untold=untold)


def undo_decline(
    store: Store,
    context: RequestContext,
    *,
    interview_id: int,
    start: datetime,
    seen: Seen = UNSEEN,
) -> InterviewChange:
    """Note that somebody who had declined can make it at `start` after all.

    With the interview as it stands; the seat may be somebody else's by now, and then the
    hour only counts as free again. An hour that no longer lies within theirs is kept with that.
    Again it changes nothing. Raises HasPassed once the hour has begun, and InterviewChanged when
    it is not as it was `seen` any more.
    """
    with store.writing() as session:
        before = interviews.get(session, interview_id)
        if before is None:
            raise InterviewGone(state="removed")
        if start <= context.now:
            raise HasPassed(start=start)
        check_seen(session, before, seen, context=context)
        ended = EndedDecline()
        # Somebody who isn't registered has declined nothing; this refuses them in the usual
        # words.
        if context.actor.person is None:
            require(context.actor, Action.DECLINE, before)
        else:
            person = context.actor.person
            ended = end_decline(session, person, start=start, context=context)
            if person.id in before.in_conflict and before.start == start:
                end_conflict(session, before, person, context=context)
        after = interviews.get(session, interview_id)
        return InterviewChange(interview=after or before, before=before, untold=ended.untold)


def replace_interviewer(
    store: Store,
    context: RequestContext,
    *,
    interview_id: int,
    leaving_id: int,
    coming_id: int | None,
    seen: Seen = UNSEEN,
) -> InterviewChange:
    """Put one interviewer in the place of another, or go on without one (None).

    Raises InterviewChanged when it is not as it was `seen` any more, NotOnThePanel when the first
    has left already, StandInTaken when the second is booked by now, OutsideAvailability when they
    have not offered the hour, and NoInterviewer rather than leave a panel empty.
    """
    with store.writing_about([coming_id or leaving_id], interview_id=interview_id) as session:
        needed = Action.REPLACE
        before = open_as_seen(session, interview_id, action=needed, seen=seen, context=context)
        panel = _panel_after(session, before, leaving_id=leaving_id, coming_id=coming_id)
        # Whether its candidate is decided on is no question of its panel.
        check_people(candidate=replace(before.candidate, outcome=None), interviewers=panel)
        coming = tuple(person for person in panel if person not in before.interviewers)
        with _nothing_changed():
            check_hours(session, coming, start=before.start, allowed=AllowedHours.OFFERED)
        with _others_named(session, before):
            return panel_changed(session, before, interviewers=panel, context=context)


def _panel_after(
    session: Session, interview: Interview, *, leaving_id: int, coming_id: int | None
) -> tuple[Person, ...]:
    leaving = people.get(session, leaving_id)
    staying = tuple(person for person in interview.interviewers if person != leaving)
    if len(staying) == len(interview.interviewers):
        raise NotOnThePanel(name=leaving.name if leaving else "That person")
    return staying if coming_id is None else (*staying, known(session, coming_id))


@contextmanager
def _nothing_changed() -> Iterator[None]:
    """Let a refusal say that nothing was changed: nobody has booked anything."""
    try:
        yield
    except OutsideAvailability as refusal:
        raise replace(refusal, undone="changed") from None


@contextmanager
def _others_named(session: Session, interview: Interview) -> Iterator[None]:
    """Turn a SlotTaken into who else could take the place."""
    try:
        yield
    except SlotTaken as taken:
        others = tuple(person.name for person in stand_ins(session, interview))
        raise StandInTaken(name=listed(taken.taken), start=interview.start, others=others) from None
