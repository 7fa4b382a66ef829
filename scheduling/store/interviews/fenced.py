"""A change of one interview: of the version that somebody has seen and no other, put on record."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.errors import InterviewChanged, InterviewGone
from scheduling.model import Interview, InterviewState
from scheduling.store.interviews import audited
from scheduling.store.interviews.reading import BOOKED, get
from scheduling.store.people import affected_people
from scheduling.store.schema.tables import interview as table


def begun(
    session: Session, interview_id: int, expected_revision: int, **changes: object
) -> Interview:
    """Make the row ours to change, with these changes, and return the interview as it was.

    Raises InterviewGone where it is not booked any more, and InterviewChanged where it has had
    another revision than `expected_revision` since.
    """
    before = get(session, interview_id)
    counted = session.execute(
        sa.update(table)
        .where(table.c.id == interview_id, table.c.state == BOOKED)
        .where(table.c.revision == expected_revision)
        .values(revision=expected_revision + 1, **changes)
        .returning(table.c.id)
    ).one_or_none()
    if before is None or before.state is not InterviewState.BOOKED:
        raise InterviewGone
    if counted is None:
        raise InterviewChanged
    note_affected(session, before)
    return before


def noted(session: Session, action: str, before: Interview) -> Interview:
    """Put on record what was done to an interview, and return it as it is now."""
    after = reread(session, before.id)
    audited.note_change(session, action, before, after)
    return after


def reread(session: Session, interview_id: int) -> Interview:
    """Return an interview that this transaction has changed, as it is now."""
    found = get(session, interview_id)
    assert found is not None  # or it could not have been changed
    note_affected(session, found)
    return found


def note_affected(session: Session, interview: Interview) -> None:
    """Note that everybody in an interview is affected by what this transaction does."""
    affected_people.note(session, [person.id for person in interview.people])
