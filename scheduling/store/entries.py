"""Whose an entry of availability is, by the id that programs know it by."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.store.tables import availability_window, time_off, weekly_hours

_TABLES = {
    "AvailabilityWindow": availability_window,
    "WeeklyHours": weekly_hours,
    "TimeOff": time_off,
}


def owner_of(session: Session, key: str) -> int | None:
    """This will return the id of the person whose entry has that `entry_key`."""
    kind, _, number = key.partition("-")
    table = _TABLES.get(kind)
    if table is None or not number.isdecimal():
        return None
    return session.scalar(sa.select(table.c.person_id).where(table.c.id == int(number)))
