"""Keeping an interview that a change of hours has put outside them."""

from scheduling.errors import NotOnThePanel
from scheduling.interviews.rules import check_open
from scheduling.model import RequestContext
from scheduling.results import InterviewChange
from scheduling.steps.conflicts import end_conflict
from scheduling.store import Store, interviews


def keep_interview(store: Store, context: RequestContext, *, interview_id: int) -> InterviewChange:
    """Note that one of its people comes to an interview although it lies outside their hours.

    The coordinators who were warned of it hear that no help is needed. Where nothing was in
    conflict, or is any more, nothing changes. Raises InterviewGone, HasPassed, and NotOnThePanel
    for anybody else.
    """
    with store.writing() as session:
        before = check_open(interviews.get(session, interview_id), now=context.now)
        person = context.actor.person
        if person is None or all(each.id != person.id for each in before.people):
            raise NotOnThePanel(name=context.actor.name)
        if person.id not in before.in_conflict:
            return InterviewChange(interview=before, before=before)
        after = end_conflict(session, before, person, context=context)
        return InterviewChange(interview=after, before=before)
