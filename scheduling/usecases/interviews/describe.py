"""Saying where an interview is, what it is called, and what its people are to know."""

from scheduling.messages import notices
from scheduling.messages.reach import reach_by
from scheduling.model import (
    UNSEEN,
    Interview,
    MessageKind,
    MessageState,
    RequestContext,
    RevisionKind,
    Seen,
)
from scheduling.model.details import Detail, GivenDetails, read_details
from scheduling.model.notices import DetailsChanged
from scheduling.model.permissions import Action
from scheduling.results import InterviewChange
from scheduling.steps.interviews import entries_of, withdraw
from scheduling.steps.news import tell
from scheduling.steps.revisions import note_revision, open_as_seen, shown_change
from scheduling.store import Session, Store, interviews
from scheduling.store.messages import outbox

_OURS = frozenset({MessageKind.DETAILS_CHANGED})
_ENTRIES = frozenset({MessageKind.CALENDAR_ENTRY})
_OVER = frozenset(
    {MessageState.SENT, MessageState.CANCELLED, MessageState.EXPIRED, MessageState.DEAD}
)


def describe_interview(
    store: Store,
    context: RequestContext,
    *,
    interview_id: int,
    given: GivenDetails,
    seen: Seen = UNSEEN,
) -> InterviewChange:
    """Have something else said of an interview; those who may read it are told.

    What has not reached somebody yet of an earlier such change, they hear with this one. Where
    nothing differs, nothing changes. Raises LinkNotHttps, DetailTooLong, InterviewGone, HasPassed,
    NotAllowed, and InterviewChanged when it is not as it was `seen` any more.
    """
    said = read_details(given)
    with store.writing() as session:
        needed = Action.DESCRIBE
        before = open_as_seen(session, interview_id, action=needed, seen=seen, context=context)
        details = said.over(before.details)
        if details == before.details:
            return shown_change(InterviewChange(interview=before, before=before), context=context)
        after = interviews.describe(
            session, before, details=details, expected_revision=before.revision
        )
        news = notices.of_details_change(
            before,
            after,
            actor=context.actor,
            unsaid=_unsaid(session, after),
            reach=reach_by(context.rules),
            now=context.now,
        )
        withdraw(session, after, _OURS, context=context)
        note_revision(session, after, RevisionKind.DETAILS_CHANGED, context=context)
        entries = entries_of(before, after, context)
        anew = {each.person_id for each in entries}
        theirs = tuple(person for person in after.people if person.id in anew)
        withdraw(session, after, _ENTRIES, context=context, of=theirs)
        untold = tell(session, news, entries, context=context)
        change = InterviewChange(interview=after, before=before, untold=untold)
        return shown_change(change, context=context)


def _unsaid(session: Session, interview: Interview) -> dict[int, frozenset[Detail]]:
    """What has changed before and is still on its way to people, by their id."""
    unsaid: dict[int, frozenset[Detail]] = {}
    for message, state in outbox.of_interview(session, interview.id):
        if isinstance(message.notice, DetailsChanged) and state not in _OVER:
            known = unsaid.get(message.person_id, frozenset())
            unsaid[message.person_id] = known | frozenset(message.notice.said)
    return unsaid
