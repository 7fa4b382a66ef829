"""Which messages are due, and which of them may be taken in hand."""

from datetime import datetime

import sqlalchemy as sa

from scheduling.model import DeliveryPolicy, MessageState
from scheduling.store.messages import pause
from scheduling.store.schema.tables import direct_message as table

_PENDING = MessageState.PENDING.value
_HELD = (MessageState.CLAIMED.value, MessageState.SENDING.value)
_GOT = (MessageState.SENT.value, MessageState.UNKNOWN.value)


def due(now: datetime, policy: DeliveryPolicy) -> sa.Select[tuple[int]]:
    """Return which messages can be sent now: the ids.

    Of each person's it is the first alone, none while another of theirs is held, and none while
    they have got as many lately as Slack takes for one conversation.
    """
    return sa.select(table.c.id).where(
        *_can_be_sent(table, now),
        ~pause.is_standing(now),
        ~_somebody_holds_another(),
        ~_another_comes_first(now),
        _lately_got(since=now - policy.burst_span) < policy.burst,
    )


def taken(wanted: sa.Select[tuple[int]]) -> sa.Select[tuple[int]]:
    """Return the ids of the rows wanted, locked; those that others have locked, not.

    It is worked out once: PostgreSQL would ask a plain subquery again whenever a row has changed
    in the meantime, and so take more rows than the limit says.
    """
    locked = wanted.with_for_update(skip_locked=True, of=table).cte("wanted")
    return sa.select(locked.prefix_with("MATERIALIZED", dialect="postgresql").c.id)


def _can_be_sent(rows: sa.FromClause, now: datetime) -> list[sa.ColumnElement[bool]]:
    return [
        rows.c.state == _PENDING,
        rows.c.due_at <= now,
        sa.or_(rows.c.retry_at.is_(None), rows.c.retry_at <= now),
        sa.or_(rows.c.expires_at.is_(None), rows.c.expires_at > now),
    ]


def _somebody_holds_another() -> sa.Exists:
    held = table.alias("held")
    return sa.exists().where(held.c.person_id == table.c.person_id, held.c.state.in_(_HELD))


def _another_comes_first(now: datetime) -> sa.Exists:
    first = table.alias("first")
    is_earlier = sa.or_(
        first.c.due_at < table.c.due_at,
        sa.and_(first.c.due_at == table.c.due_at, first.c.id < table.c.id),
    )
    return sa.exists().where(
        first.c.person_id == table.c.person_id, *_can_be_sent(first, now), is_earlier
    )


def _lately_got(*, since: datetime) -> sa.ScalarSelect[int]:
    """How many messages Slack has, or may have, accepted for the person since then."""
    recent = table.alias("recent")
    return (
        sa.select(sa.func.count())
        .select_from(recent)
        .where(
            recent.c.person_id == table.c.person_id,
            recent.c.changed_at > since,
            recent.c.state.in_(_GOT),
        )
        .scalar_subquery()
    )
