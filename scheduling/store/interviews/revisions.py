"""Who has changed an interview, and how, change by change."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model import Interview, Revision, RevisionKind
from scheduling.store.schema.tables import interview_revision as table

_KNOWN = tuple(kind.value for kind in RevisionKind)


def add(session: Session, interview: Interview, revision: Revision) -> None:
    """Note a change that has just been made."""
    row = {
        "interview_id": interview.id,
        "number": revision.number,
        "kind": revision.kind.value,
        "changed_by": revision.by,
        "changed_at": revision.at,
    }
    session.execute(sa.insert(table).values(row))


def since(session: Session, interview: Interview, *, revision: int) -> tuple[Revision, ...]:
    """Return the changes after a revision, in order; those of earlier versions are not known."""
    asked = sa.select(table).where(table.c.interview_id == interview.id)
    # Bots of a later version may know of changes that this one has no word for.
    asked = asked.where(table.c.number > revision, table.c.kind.in_(_KNOWN))
    return tuple(
        Revision(
            number=row.number,
            kind=RevisionKind(row.kind),
            by=row.changed_by,
            at=row.changed_at,
        )
        for row in session.execute(asked.order_by(table.c.number))
    )


def last(session: Session, interview: Interview) -> Revision | None:
    """Return what has made an interview as it stands; None where nobody knows."""
    return next(iter(since(session, interview, revision=interview.revision - 1)), None)
