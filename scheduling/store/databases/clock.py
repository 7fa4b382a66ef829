"""The database's own clock."""

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session


def now_of(session: Session) -> datetime | None:
    """Return what the server's clock says; None for a file, which has no clock.

    Machines that share a server go by its clock, so that none of them is early.
    """
    if session.get_bind().dialect.name != "postgresql":
        return None
    now: datetime = session.scalars(sa.select(sa.func.clock_timestamp())).one()
    return now.astimezone(UTC)
