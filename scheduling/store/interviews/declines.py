"""Hours at which people have said that they can't make it, and for which interview."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model.audit import Subject
from scheduling.store import audit
from scheduling.store.databases.among import AboutSome
from scheduling.store.databases.upsert import insert
from scheduling.store.schema.tables import decline, interview, panel
from scheduling.timespan import HOUR, Span, as_instant

_DECLINED = AboutSome(
    decline.c.person_id,
    lambda theirs: (
        sa.select(decline.c.person_id, decline.c.start)
        # Two interviews at one start may have been declined one after the other.
        .distinct()
        .where(theirs)
        .where(decline.c.start > sa.bindparam("after"), decline.c.start < sa.bindparam("before"))
        .order_by(decline.c.person_id, decline.c.start)
    ),
)


def add(session: Session, *, person_id: int, start: datetime, interview_id: int) -> None:
    """Note that somebody can't make an interview at that start; again changes nothing."""
    row = {"person_id": person_id, "start": start, "interview_id": interview_id}
    session.execute(insert(session, decline).values(row).on_conflict_do_nothing())


def within(
    session: Session, *, person_ids: Iterable[int], span: Span
) -> dict[int, tuple[datetime, ...]]:
    """Return the starts of declined hours that lie in the span or reach into it.

    By person, earliest first.
    """
    ids = tuple(dict.fromkeys(person_ids))
    found: dict[int, list[datetime]] = {person_id: [] for person_id in ids}
    asked = _DECLINED.of(ids, after=span.start - HOUR, before=span.end)
    for person_id, start in session.execute(*asked):
        found[person_id].append(start)
    return {person_id: tuple(starts) for person_id, starts in found.items()}


def ahead(session: Session, *, person_id: int, now: datetime) -> tuple[datetime, ...]:
    """Return the starts that somebody has declined and that are still to come, in order."""
    asked = sa.select(decline.c.start).distinct().where(decline.c.person_id == person_id)
    later = asked.where(decline.c.start > as_instant(now)).order_by(decline.c.start)
    return tuple(session.scalars(later))


def remove(session: Session, *, person_id: int, start: datetime) -> tuple[int, ...]:
    """Forget that somebody can't make that start, for whatever interview.

    Returns the ids of the interviews that they had declined then, in order.
    """
    gone = session.scalars(
        sa.delete(decline)
        .where(decline.c.person_id == person_id, decline.c.start == start)
        .returning(decline.c.interview_id)
    )
    declined = tuple(sorted(gone))
    if declined:
        audit.note(
            session,
            "hour offered again",
            Subject.PERSON,
            person_id,
            before={"declined": list(declined)},
            after={"start": start.isoformat()},
        )
    return declined


def of_seat() -> sa.ColumnElement[bool]:
    """Whether the person of a `panel` row has declined its `interview`, at the start it has now."""
    return sa.exists().where(
        decline.c.person_id == panel.c.person_id,
        decline.c.start == interview.c.start,
        decline.c.interview_id == interview.c.id,
    )
