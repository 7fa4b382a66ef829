"""The interviews ahead of somebody who takes part in none any more."""

from scheduling.errors import InterviewsAheadChanged, StillInInterviews
from scheduling.model import Person, RequestContext, Untold
from scheduling.model.people import WithAhead
from scheduling.results.endings import InterviewsAhead
from scheduling.steps.revisions import cancelled, panel_changed
from scheduling.store import Session, interviews

_ALL = 1_000_000


def ahead_of(session: Session, person: Person, *, context: RequestContext) -> InterviewsAhead:
    """Return somebody's interviews that have not begun, and what becomes of each without them."""
    found = interviews.upcoming(session, ending_after=context.now, person_id=person.id, limit=_ALL)
    to_come = [interview for interview in found if interview.start > context.now]
    goes_on = {
        interview.id
        for interview in to_come
        if interview.candidate.id != person.id and len(interview.interviewers) > 1
    }
    return InterviewsAhead(
        cancelled=tuple(each for each in to_come if each.id not in goes_on),
        left=tuple(each for each in to_come if each.id in goes_on),
    )


def check_ahead(
    ahead: InterviewsAhead, person: Person, *, wanted: WithAhead, shown: str | None
) -> None:
    """Pass what the actor has decided on, and seen where that is known.

    Raises StillInInterviews and InterviewsAheadChanged.
    """
    if ahead.count and wanted is WithAhead.REFUSE:
        several = f"{ahead.count} interviews" if ahead.count > 1 else "an interview"
        raise StillInInterviews(name=person.name, what=several)
    if shown is not None and shown != ahead.as_shown:
        raise InterviewsAheadChanged(name=person.name)


def end_ahead(
    session: Session, ahead: InterviewsAhead, person: Person, *, context: RequestContext
) -> tuple[Untold, ...]:
    """Cancel them, or take somebody off their panels, and have everybody told.

    Returns whom nothing reaches.
    """
    changes = [cancelled(session, each, context=context) for each in ahead.cancelled]
    for each in ahead.left:
        staying = tuple(one for one in each.interviewers if one.id != person.id)
        changes.append(panel_changed(session, each, interviewers=staying, context=context))
    return tuple(untold for change in changes for untold in change.untold)
