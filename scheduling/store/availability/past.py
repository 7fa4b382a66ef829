"""What people have said about days that are long past."""

from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model import MINUTES_PER_DAY
from scheduling.store.databases.among import among
from scheduling.store.people.in_order import within
from scheduling.store.schema.tables import (
    availability_change,
    availability_window,
    time_off,
    weekly_hours,
)

_A_DAY, _A_WEEK = timedelta(days=1), timedelta(days=7)


def old(
    session: Session, person_ids: range, *, before: datetime, limit: int
) -> dict[sa.Column[int] | sa.Column[str], tuple[int | str, ...]]:
    """Return the keys of what these people have said of days before then, by their column.

    At most `limit` of each kind, oldest first. With it goes what they could undo until then.
    Nothing is among it that reaches beyond, in any time zone: so their hours from then on are the
    same without it.
    """
    # No zone is a whole day from UTC. Weekly hours reach into the next six days, and a window may
    # be what keeps them from that.
    day, begun = before.date() - _A_DAY, before.date() - _A_DAY - _A_WEEK
    table = availability_change
    undone = sa.select(table.c.token).where(within(table, person_ids), table.c.created_at < before)
    ended = sa.select(weekly_hours.c.id).where(
        within(weekly_hours, person_ids), weekly_hours.c.last_day < begun
    )
    found: dict[sa.Column[int] | sa.Column[str], tuple[int | str, ...]] = {
        availability_window.c.id: _over(
            session, availability_window, person_ids, day=begun, limit=limit
        ),
        time_off.c.id: _over(session, time_off, person_ids, day=day, limit=limit),
        weekly_hours.c.id: tuple(session.scalars(ended.limit(limit))),
        table.c.token: tuple(session.scalars(undone.limit(limit))),
    }
    return {column: keys for column, keys in found.items() if keys}


def end(session: Session, person_ids: range, *, before: datetime, limit: int) -> int:
    """Take away what is `old`, at most `limit` of each kind, and return how much there was."""
    count = 0
    for column, keys in old(session, person_ids, before=before, limit=limit).items():
        session.execute(sa.delete(column.table).where(among(column, keys)))
        count += len(keys)
    return count


def _over(
    session: Session, table: sa.Table, person_ids: range, *, day: date, limit: int
) -> tuple[int, ...]:
    asked = sa.select(table.c.id, table.c.day, table.c.end_minute)
    asked = asked.where(within(table, person_ids), table.c.day < day)
    rows = session.execute(asked.order_by(table.c.day).limit(limit))
    # How far an entry reaches beyond its day can't be asked in the words of every database.
    return tuple(row.id for row in rows if row.day + _days(row.end_minute) <= day)


def _days(minutes: int) -> timedelta:
    """How many days are at least begun."""
    return timedelta(days=-(-minutes // MINUTES_PER_DAY))
