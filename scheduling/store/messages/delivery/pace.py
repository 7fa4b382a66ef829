"""How fast a channel may send: one pace for all bots of the workspace."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model import Channel
from scheduling.store.databases.upsert import insert
from scheduling.store.schema.tables import sending_pace as table

# A little longer than one, so that no server counts one too many in any minute of its own.
_MINUTE = timedelta(seconds=62)
_AT_ONCE = timedelta(seconds=1)
"""Rounds come every second: so far ahead of its pace a channel may be."""


def has_room(session: Session, *, channel: Channel, a_minute: int | None, now: datetime) -> bool:
    """Tell whether a channel may send anything now; no pace, and it always may."""
    if a_minute is None:
        return True
    free_at = session.scalar(sa.select(table.c.free_at).where(table.c.channel == channel.value))
    return _room(free_at, a_minute=a_minute, now=now) > 0


def room(
    session: Session, *, channel: Channel, a_minute: int | None, most: int, now: datetime
) -> int:
    """Return how many messages a channel may take in hand now, at most so many.

    Nobody else is told anything about this channel before the transaction ends.
    """
    if a_minute is None:
        return most
    first = {"channel": channel.value, "free_at": now}
    session.execute(insert(session, table).values(first).on_conflict_do_nothing())
    held = sa.select(table.c.free_at).where(table.c.channel == channel.value).with_for_update()
    return min(most, _room(session.scalar(held), a_minute=a_minute, now=now))


def note_taken(
    session: Session, *, channel: Channel, a_minute: int | None, count: int, now: datetime
) -> None:
    """Note that a channel has taken so many in hand, whatever will become of them."""
    if a_minute is None or count == 0:
        return
    is_channel = table.c.channel == channel.value
    free_at = session.scalar(sa.select(table.c.free_at).where(is_channel))
    after = max(free_at or now, now) + count * _MINUTE / a_minute
    session.execute(sa.update(table).where(is_channel).values(free_at=after))


def begin_anew(session: Session, *, now: datetime, later: datetime) -> None:
    """Have every channel be free to send now that is not before `later`."""
    session.execute(sa.update(table).where(table.c.free_at > later).values(free_at=now))


def _room(free_at: datetime | None, *, a_minute: int, now: datetime) -> int:
    ahead = max(free_at or now, now) - now
    return 0 if ahead > _AT_ONCE else (_AT_ONCE - ahead) // (_MINUTE / a_minute) + 1
