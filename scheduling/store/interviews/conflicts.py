"""Whose hours have changed since an interview was booked, so that it lies outside them."""

from collections.abc import Collection, Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model.audit import Subject
from scheduling.store import audit
from scheduling.store.databases.among import AboutSome, among
from scheduling.store.databases.upsert import insert
from scheduling.store.people import affected_people
from scheduling.store.schema.tables import conflict, panel
from scheduling.store.schema.tables import interview as table

_OF_SOME = AboutSome(conflict.c.interview_id, sa.select(conflict).where)


def add(session: Session, *, person_id: int, interview_ids: Iterable[int]) -> None:
    """Note that interviews lie outside somebody's hours now; again changes nothing."""
    rows = [{"interview_id": each, "person_id": person_id} for each in interview_ids]
    if rows:
        session.execute(insert(session, conflict).values(rows).on_conflict_do_nothing())
        _concerns(session, [row["interview_id"] for row in rows])
        for row in rows:
            after = {"of": [person_id]}
            audit.note(
                session, "outside hours", Subject.INTERVIEW, row["interview_id"], after=after
            )


def remove(
    session: Session,
    *,
    interview_ids: Collection[int],
    person_ids: Collection[int] | None = None,
) -> None:
    """Forget it: of these people, or of everybody."""
    gone = sa.delete(conflict).where(among(conflict.c.interview_id, interview_ids))
    if person_ids is not None:
        gone = gone.where(conflict.c.person_id.in_(person_ids))
    found = set(session.scalars(gone.returning(conflict.c.interview_id)))
    if found:
        _concerns(session, found)
    for interview_id in sorted(found):
        audit.note(session, "outside hours no more", Subject.INTERVIEW, interview_id)


def of(session: Session, interview_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """Return the ids of those outside whose hours each interview lies, where there are any."""
    found: dict[int, set[int]] = {}
    for row in session.execute(*_OF_SOME.of(interview_ids)):
        found.setdefault(row.interview_id, set()).add(row.person_id)
    return {interview_id: frozenset(ids) for interview_id, ids in found.items()}


def _concerns(session: Session, interview_ids: Collection[int]) -> None:
    seats = sa.select(panel.c.person_id).where(panel.c.interview_id.in_(interview_ids))
    candidates = sa.select(table.c.candidate_id).where(table.c.id.in_(interview_ids))
    affected_people.note(session, session.scalars(seats.union(candidates)).all())
