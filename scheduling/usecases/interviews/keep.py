"""Keeping an interview that a change of hours has put outside them."""

from scheduling.model import UNSEEN, RequestContext, Seen
from scheduling.model.permissions import Action
from scheduling.results import InterviewChange
from scheduling.steps.conflicts import end_conflict
from scheduling.steps.declines import EndedDecline, end_decline
from scheduling.steps.revisions import open_as_seen
from scheduling.store import Store, interviews


def keep_interview(
    store: Store, context: RequestContext, *, interview_id: int, seen: Seen = UNSEEN
) -> InterviewChange:
    """Note that one of its people comes to an interview although it lies outside their hours.

    The coordinators who were warned of it hear that no help is needed. Whoever has declined it
    meanwhile comes after all. Where neither holds, nothing changes. Raises InterviewGone,
    HasPassed, NotAllowed for anybody else, and InterviewChanged when it is not as it was `seen`
    any more.
    """
    with store.writing() as session:
        before = open_as_seen(session, interview_id, action=Action.KEEP, seen=seen, context=context)
        person = context.actor.person
        assert person is not None  # nobody else may keep it
        ended = EndedDecline()
        if person.id in before.declined:
            ended = end_decline(session, person, start=before.start, context=context)
        if person.id in before.in_conflict:
            end_conflict(session, before, person, context=context)
        after = interviews.get(session, interview_id) or before
        return InterviewChange(interview=after, before=before, untold=ended.untold)
