"""What an interviewer says of an interview of theirs: that they can't make it, or can after all."""

from sqlalchemy.orm import Session

from scheduling.model import Interview, Person
from scheduling.store.interviews import conflicts, declines
from scheduling.store.interviews.fenced import begun, noted


def decline(
    session: Session, interview: Interview, *, person: Person, expected_revision: int
) -> Interview:
    """Note that an interviewer can't make it; the hour stays taken.

    Raises InterviewChanged or InterviewGone.
    """
    with session.begin_nested():
        before = begun(session, interview.id, expected_revision)
        # It says so itself from now on.
        conflicts.remove(session, interview_ids=[before.id], person_ids=[person.id])
        declines.add(session, person_id=person.id, start=before.start, interview_id=before.id)
        return noted(session, "declined", before)


def accept(
    session: Session, interview: Interview, *, person: Person, expected_revision: int
) -> Interview:
    """Note that an interviewer can make it after all, and whatever else is at that start.

    Raises InterviewChanged or InterviewGone.
    """
    with session.begin_nested():
        before = begun(session, interview.id, expected_revision)
        declines.remove(session, person_id=person.id, start=before.start)
        return noted(session, "accepted", before)
