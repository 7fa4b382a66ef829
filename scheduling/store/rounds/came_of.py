"""Which interviews came out of which round."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model import InterviewState
from scheduling.model.rounds import RoundState
from scheduling.store.databases.upsert import insert
from scheduling.store.schema.tables import distribution_round as table
from scheduling.store.schema.tables import interview, round_interview


def link(session: Session, round_id: int, *, interview_ids: Iterable[int]) -> None:
    """Put on record that these interviews came out of the round."""
    rows = [{"interview_id": each, "round_id": round_id} for each in interview_ids]
    if rows:
        fresh = insert(session, round_interview).values(rows)
        session.execute(fresh.on_conflict_do_nothing(index_elements=["interview_id"]))


def of_interview(session: Session, interview_id: int) -> int | None:
    """Return the id of the round that an interview came out of, if it did."""
    asked = sa.select(round_interview.c.round_id)
    return session.scalar(asked.where(round_interview.c.interview_id == interview_id))


def interview_ids(session: Session, round_id: int) -> tuple[int, ...]:
    """Return the interviews that came out of a round, by id."""
    asked = sa.select(round_interview.c.interview_id)
    asked = asked.where(round_interview.c.round_id == round_id)
    return tuple(session.scalars(asked.order_by(round_interview.c.interview_id)))


def ahead(
    session: Session, *, after: datetime, limit: int
) -> list[tuple[int, datetime, datetime, int]]:
    """Return booked rounds with interviews from then on: the id, the first, the last, how many.

    The next one comes first. What came of planning a round again counts as of that round.
    """
    start = interview.c.start
    asked = (
        sa.select(table.c.id, sa.func.min(start), sa.func.max(start), sa.func.count())
        .join(round_interview, round_interview.c.round_id == table.c.id)
        .join(interview, interview.c.id == round_interview.c.interview_id)
        .where(table.c.state == RoundState.BOOKED.value, table.c.relevels.is_(None))
        .where(interview.c.state == InterviewState.BOOKED.value, start >= after)
        .group_by(table.c.id)
        .order_by(sa.func.min(start), table.c.id)
        .limit(limit)
    )
    return [(id, first, last, count) for id, first, last, count in session.execute(asked)]
