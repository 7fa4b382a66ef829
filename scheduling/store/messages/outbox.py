"""Messages that are planned with a change, and called back with another."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model import MessageKind, MessageState, PlannedMessage
from scheduling.store.databases.among import among
from scheduling.store.databases.upsert import Inserting, inserting
from scheduling.store.messages.older_keys import as_they_were_called
from scheduling.store.messages.rows import (
    CAN_BE_REVIVED,
    ENDED,
    ON_THE_WIRE,
    kept_key,
    planned_from,
    row_of,
    starting_anew,
)
from scheduling.store.messages.states import is_in
from scheduling.store.schema.tables import message as table

# Twenty parameters a row: well below what a statement of either database has room for.
_MOST_ROWS = 500


def plan(session: Session, messages: Iterable[PlannedMessage], *, now: datetime) -> int:
    """Add the messages that were never planned before, and return how many.

    One that was cancelled, or that it was too late for, is planned anew, and counted. One that
    was called back while it was on the wire is wanted again. Of what was sent, waits, or can't
    be delivered there is never a second.
    """
    rows: dict[str, dict[str, object]] = {}
    for message in as_they_were_called(session, tuple(messages)):
        rows.setdefault(kept_key(message), row_of(message, now=now))
    if not rows:
        return 0
    planned = session.execute(_adding(inserting(session)), [*rows.values()])
    return sum(row.state == MessageState.PENDING.value for row in planned)


@cache
def _adding(inserting: Inserting) -> sa.Executable:
    """The statement for one row, which SQLAlchemy makes as long as there are rows.

    With all rows in it, its text would be made anew each time, for ten times as long as SQLite
    takes to do what it says.
    """
    asked = inserting(table)
    # No IN: a list is written into the text anew as well.
    can_be_revived = sa.or_(*(table.c.state == state for state in CAN_BE_REVIVED))
    on_the_wire = sa.or_(*(table.c.state == state for state in ON_THE_WIRE))
    adding = asked.on_conflict_do_update(
        index_elements=["dedupe_key"],
        set_={"is_withdrawn": False, **starting_anew(asked, where=can_be_revived)},
        where=sa.or_(can_be_revived, sa.and_(on_the_wire, table.c.is_withdrawn)),
    ).returning(table.c.state)
    return adding.execution_options(insertmanyvalues_page_size=_MOST_ROWS)


def cancel(
    session: Session,
    *,
    interview_id: int,
    kinds: frozenset[MessageKind],
    person_ids: Iterable[int] | None = None,
    only: Iterable[PlannedMessage] | None = None,
    now: datetime,
) -> int:
    """Cancel an interview's messages that are not on the wire; returns how many.

    Those to everybody, or to `person_ids`; all of these, or `only` some. One that is being
    sent, or of which nobody knows whether it was, can't be called back; but should it turn out
    not to have been sent, then it won't be.
    """
    these = [
        table.c.interview_id == interview_id,
        table.c.kind.in_([kind.value for kind in kinds]),
    ]
    if person_ids is not None:
        these.append(among(table.c.person_id, person_ids))
    if only is not None:
        these.append(among(table.c.dedupe_key, map(kept_key, only)))
    return _called_back(session, *these, now=now)


def cancel_all_to(session: Session, person_id: int, *, now: datetime) -> None:
    """Cancel what has not been sent to somebody, whatever it is about, in the same way."""
    _called_back(session, table.c.person_id == person_id, now=now)


def next_due(session: Session, *, now: datetime) -> datetime | None:
    """Return when the next message of those still to come is due, if there is any."""
    due = sa.select(sa.func.min(table.c.due_at)).where(
        is_in(table, MessageState.PENDING), table.c.due_at > now
    )
    moment: datetime | None = session.scalar(due)
    return moment


def of_interview(
    session: Session, interview_id: int
) -> tuple[tuple[PlannedMessage, MessageState], ...]:
    """Return all messages about an interview with their states, first due first."""
    asked = sa.select(table).where(table.c.interview_id == interview_id)
    rows = session.execute(asked.order_by(table.c.due_at, table.c.id))
    return tuple((planned_from(row), MessageState(row.state)) for row in rows)


def _called_back(session: Session, *these: sa.ColumnElement[bool], now: datetime) -> int:
    session.execute(
        sa.update(table)
        .where(*these, is_in(table, MessageState.SENDING, MessageState.UNKNOWN))
        # Marked, not taken back: the call may be at its channel this moment.
        .values(is_withdrawn=True, changed_at=now)
    )
    cancelled = session.scalars(
        sa.update(table)
        .where(*these, is_in(table, MessageState.PENDING, MessageState.CLAIMED))
        # Another epoch, so that a worker who has claimed it can't begin any more.
        .values(
            state=MessageState.CANCELLED.value,
            epoch=table.c.epoch + 1,
            changed_at=now,
            **ENDED,
        )
        .returning(table.c.id)
    )
    return len(cancelled.all())
