"""Looking at interviews."""

from scheduling.errors import InterviewGone
from scheduling.interviews.rules import check_open
from scheduling.model import Interview, RequestContext
from scheduling.model.permissions import Action, require
from scheduling.results import InterviewPage
from scheduling.steps.undelivered import undelivered_of
from scheduling.store import Store, interviews


def interview_of(store: Store, context: RequestContext, *, interview_id: int) -> Interview:
    """Return an interview that can still be changed. Raises InterviewGone, HasPassed."""
    require(context.actor, Action.LOOK)
    with store.reading() as session:
        return check_open(interviews.get(session, interview_id), now=context.now)


def any_interview_of(store: Store, context: RequestContext, *, interview_id: int) -> Interview:
    """Return an interview, be it cancelled or over. Raises InterviewGone for an unknown one."""
    require(context.actor, Action.LOOK)
    with store.reading() as session:
        found = interviews.get(session, interview_id)
    if found is None:
        raise InterviewGone(state="removed")
    return found


def upcoming_interviews(
    store: Store, context: RequestContext, *, skip: int, limit: int
) -> InterviewPage:
    """Return the actor's interviews that have not ended.

    Coordinators see all, and which messages about them could not be delivered.
    """
    actor = context.actor
    if actor.person is None and not actor.is_coordinator:
        return InterviewPage(interviews=(), skip=0, total=0)
    whose = None if actor.is_coordinator or actor.person is None else actor.person.id
    with store.reading() as session:
        found = interviews.upcoming(
            session, ending_after=context.now, person_id=whose, skip=skip, limit=limit
        )
        total = interviews.count_upcoming(session, ending_after=context.now, person_id=whose)
        missed = undelivered_of(session, found) if actor.is_coordinator else ()
    return InterviewPage(interviews=found, skip=skip, total=total, undelivered=missed)
