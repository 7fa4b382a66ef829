"""What interviews that are long over still hold of their people's time.

The interviews themselves stay, with their panels and who of these could not come: that is who had
how many, and who has met whom.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.store.databases.among import among
from scheduling.store.people.in_order import within
from scheduling.store.schema.tables import busy, conflict, decline, interview, panel
from scheduling.timespan import tick_at


def is_left(session: Session, person_ids: range, *, before: datetime) -> bool:
    """Tell whether `end` would take anything away."""
    return any(
        session.scalar(sa.select(sa.exists().where(is_past)))
        for _, is_past in _past(person_ids, before=before)
    )


def end(session: Session, person_ids: range, *, before: datetime, limit: int) -> int:
    """Take away the time that was taken of these people before then.

    So too which hours they declined for interviews that they are not in, and which lay outside
    their hours. Of each no more than `limit` interviews hold; return how many those were.
    """
    count = 0
    for table, is_past in _past(person_ids, before=before):
        of = table.c.interview_id
        ids = session.scalars(sa.select(of).where(is_past).distinct().limit(limit)).all()
        if ids:
            session.execute(sa.delete(table).where(is_past, among(of, ids)))
        count += len(ids)
    return count


def _past(person_ids: range, *, before: datetime) -> list[tuple[sa.Table, sa.ColumnElement[bool]]]:
    # As a value of each row, and not as EXISTS: PostgreSQL may read all interviews for that.
    started = sa.select(interview.c.start).where(interview.c.id == conflict.c.interview_id)
    over = started.scalar_subquery() < before
    seat = sa.exists().where(
        panel.c.interview_id == decline.c.interview_id, panel.c.person_id == decline.c.person_id
    )
    return [
        (busy, sa.and_(within(busy, person_ids), busy.c.tick < tick_at(before))),
        (conflict, sa.and_(within(conflict, person_ids), over)),
        (decline, sa.and_(within(decline, person_ids), decline.c.start < before, ~seat)),
    ]
