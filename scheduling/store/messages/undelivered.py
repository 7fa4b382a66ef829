"""What could not be delivered, for those who arrange interviews."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model import InterviewState, MessageKind, MessageState, PlannedMessage
from scheduling.model.notices import FOR_CALENDARS
from scheduling.store.databases.among import among
from scheduling.store.messages.rows import planned_from
from scheduling.store.messages.states import NOT_DELIVERED, is_in
from scheduling.store.schema.tables import interview
from scheduling.store.schema.tables import message as table
from scheduling.timespan import HOUR, as_instant


def messages(
    session: Session, *, interview_ids: Collection[int], person_ids: Collection[int]
) -> tuple[tuple[PlannedMessage, MessageState, str], ...]:
    """Return messages that are undeliverable, late or unknown, with state and reason.

    Those about the interviews, and those about several at once to the people; oldest first.
    Left out are those after which the person has got another one about the same.
    """
    about = among(table.c.interview_id, interview_ids)
    about_several = table.c.interview_id.is_(None) & among(table.c.person_id, person_ids)
    return _found(session, about, about_several)


def ahead(
    session: Session, *, ending_after: datetime, planned_after: datetime
) -> tuple[tuple[PlannedMessage, MessageState, str], ...]:
    """Return such messages about any interview that ends later, oldest first.

    Of those about several at once, all that were planned later.
    """
    booked = sa.select(interview.c.id).where(
        interview.c.state == InterviewState.BOOKED.value,
        interview.c.start > as_instant(ending_after) - HOUR,
    )
    about = table.c.interview_id.in_(booked)
    about_several = table.c.interview_id.is_(None) & (table.c.due_at > planned_after)
    return _found(session, about, about_several)


def _found(
    session: Session, *about: sa.ColumnElement[bool]
) -> tuple[tuple[PlannedMessage, MessageState, str], ...]:
    """Those that one of the conditions holds for; no message is meant by two of them."""
    # Each is asked for by itself, as each is answered by another index.
    each = [sa.select(table).where(one, *_counts()) for one in about]
    rows = sorted(session.execute(sa.union_all(*each)), key=lambda row: row.id)
    return tuple((planned_from(row), MessageState(row.state), row.detail or "") for row in rows)


def _counts() -> tuple[sa.ColumnElement[bool], ...]:
    return (
        is_in(table, *NOT_DELIVERED),
        table.c.kind.not_in([MessageKind.UNDELIVERED.value, *FOR_CALENDARS]),
        ~_got_another(),
    )


def _got_another() -> sa.Exists:
    later = table.alias("later")
    return sa.exists().where(
        later.c.interview_id == table.c.interview_id,
        later.c.person_id == table.c.person_id,
        later.c.state == MessageState.SENT.value,
        # A message that got through later has told them how things stand.
        later.c.changed_at >= table.c.changed_at,
    )
