"""The pauses in sending: one for each channel, and for all bots of the workspace alike."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model import Channel, SendingPause
from scheduling.store.databases.upsert import insert
from scheduling.store.schema.tables import sending_pause as table


def begin(session: Session, *, channel: Channel, until: datetime, reason: str) -> None:
    """Stop a channel's sending until then; a pause that lasts longer already stays."""
    row = {"channel": channel.value, "until": until, "reason": reason}
    asked = insert(session, table).values(row)
    session.execute(
        asked.on_conflict_do_update(
            index_elements=["channel"],
            set_={"until": asked.excluded.until, "reason": asked.excluded.reason},
            where=asked.excluded.until > table.c.until,
        )
    )


def end_beyond(session: Session, latest: datetime) -> None:
    """End the pauses that last longer than until then."""
    session.execute(sa.delete(table).where(table.c.until > latest))


def standing(session: Session, *, channel: Channel, now: datetime) -> SendingPause | None:
    """Return the pause of a channel; None when it has none."""
    found = [pause for pause in all_standing(session, now=now) if pause.channel is channel]
    return next(iter(found), None)


def all_standing(session: Session, *, now: datetime) -> tuple[SendingPause, ...]:
    """Return the pauses of all channels, by the channel's name."""
    rows = session.execute(sa.select(table).where(table.c.until > now).order_by(table.c.channel))
    return tuple(
        SendingPause(channel=Channel(row.channel), until=row.until, reason=row.reason)
        for row in rows
    )


def is_standing(now: datetime, *, channel: Channel) -> sa.ColumnElement[bool]:
    """Return the condition, for a question, that a channel's sending is paused."""
    return sa.exists().where(table.c.channel == channel.value, table.c.until > now)
