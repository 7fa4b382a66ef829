"""The settings that rows rest on: what bots had set when they last planned by them."""

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.store.databases.upsert import insert
from scheduling.store.schema.tables import settings_in_force as table

_THE_ROW = 1


def get(session: Session) -> Mapping[str, str]:
    """Return each setting that is remembered, by its name, as it is written; none at first."""
    found = session.scalar(sa.select(table.c.settings).where(table.c.id == _THE_ROW))
    return {} if found is None else found


def save(session: Session, settings: Mapping[str, str], *, now: datetime) -> None:
    """Remember settings in the place of what was remembered."""
    values = {"settings": dict(settings), "changed_at": now}
    first = insert(session, table).values(id=_THE_ROW, **values)
    session.execute(first.on_conflict_do_update(index_elements=["id"], set_=values))
