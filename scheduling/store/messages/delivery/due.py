"""Which messages are due, and which of them may be taken in hand."""

from datetime import datetime

import sqlalchemy as sa

from scheduling.model import Channel, DeliveryPolicy, MessageState
from scheduling.store.messages.delivery import pause
from scheduling.store.messages.states import HELD, is_in
from scheduling.store.schema.tables import message as table

_GOT = (MessageState.SENT.value, MessageState.UNKNOWN.value)


def due(channel: Channel, *, now: datetime, policy: DeliveryPolicy) -> sa.Select[tuple[int]]:
    """Return which messages a channel can send now: the ids.

    Of each person's it is the first alone, none while another of theirs is held, and none while
    they have got as many lately as the channel takes for one conversation. What goes by other
    channels neither comes first nor counts.
    """
    return sa.select(table.c.id).where(
        table.c.channel == channel.value,
        *_can_be_sent(table, now),
        ~pause.is_standing(now, channel=channel),
        ~_somebody_holds_another(),
        ~_another_comes_first(now),
        _lately_got(since=now - policy.burst_span, now=now) < policy.burst,
    )


def first_ready(channel: Channel, *, now: datetime) -> sa.Select[tuple[int]]:
    """Return the message of a channel that has been due longest, if any is: its id.

    Unlike `due` it may be one that has to wait for another, or for the channel. But an idle bot
    asks for it every second, and a database takes longer to plan the other question than to
    answer this one. In this order there is one index to read, and of it one row.
    """
    is_ready = sa.and_(table.c.channel == channel.value, *_can_be_sent(table, now))
    return sa.select(table.c.id).where(is_ready).order_by(table.c.due_at, table.c.id).limit(1)


def taken(wanted: sa.Select[tuple[int]]) -> sa.Select[tuple[int]]:
    """Return the ids of the rows wanted, locked; those that others have locked, not.

    It is worked out once: PostgreSQL would ask a plain subquery again whenever a row has changed
    in the meantime, and so take more rows than the limit says.
    """
    locked = wanted.with_for_update(skip_locked=True, of=table).cte("wanted")
    return sa.select(locked.prefix_with("MATERIALIZED", dialect="postgresql").c.id)


def _can_be_sent(rows: sa.FromClause, now: datetime) -> list[sa.ColumnElement[bool]]:
    return [
        is_in(rows, MessageState.PENDING),
        rows.c.due_at <= now,
        sa.or_(rows.c.retry_at.is_(None), rows.c.retry_at <= now),
        sa.or_(rows.c.expires_at.is_(None), rows.c.expires_at > now),
    ]


def _somebody_holds_another() -> sa.Exists:
    held = table.alias("held")
    return sa.exists().where(_goes_the_same_way(held), is_in(held, *HELD))


def _another_comes_first(now: datetime) -> sa.Exists:
    first = table.alias("first")
    is_earlier = sa.or_(
        first.c.due_at < table.c.due_at,
        sa.and_(first.c.due_at == table.c.due_at, first.c.id < table.c.id),
    )
    return sa.exists().where(_goes_the_same_way(first), *_can_be_sent(first, now), is_earlier)


def _goes_the_same_way(other: sa.FromClause) -> sa.ColumnElement[bool]:
    """To the same person by the same channel."""
    return sa.and_(other.c.person_id == table.c.person_id, other.c.channel == table.c.channel)


def _lately_got(*, since: datetime, now: datetime) -> sa.ScalarSelect[int]:
    """How many messages the channel has, or may have, accepted for the person since then.

    Not by a clock that was ahead of this one by more than a burst takes, and was put back.
    """
    recent = table.alias("recent")
    return (
        sa.select(sa.func.count())
        .select_from(recent)
        .where(
            _goes_the_same_way(recent),
            recent.c.changed_at > since,
            recent.c.changed_at < now + (now - since),
            recent.c.state.in_(_GOT),
        )
        .scalar_subquery()
    )
