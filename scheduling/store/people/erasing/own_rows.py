"""What is somebody's alone, and goes with them."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model import Person
from scheduling.store.messages import ended
from scheduling.store.messages.states import OVER, is_in
from scheduling.store.schema.tables import (
    api_request,
    conflict,
    home_tab,
    message,
    metadata,
    person,
    untold,
)


def _goes_with_them(table: sa.Table) -> bool:
    """Whether the schema itself says that a person's rows are nothing without them."""
    return any(key.column.table is person and key.ondelete for key in table.foreign_keys)


_THEIRS = (*filter(_goes_with_them, reversed(metadata.sorted_tables)), conflict, untold)
"""Of tables that come later too, those of which it is so."""


def count_unsent(session: Session, person_id: int) -> int:
    """Return how many messages to somebody are still to be sent."""
    counted = sa.select(sa.func.count()).where(message.c.person_id == person_id)
    return session.scalar(counted.where(~is_in(message, *OVER))) or 0


def end(session: Session, whom: Person) -> None:
    """Take all of it away."""
    for table in _THEIRS:
        session.execute(sa.delete(table).where(table.c.person_id == whom.id))
    if whom.slack_user_id is not None:
        _end_of_member(session, whom.slack_user_id)
    # Whoever is sending one of them at this moment finds it gone, and leaves it at that.
    theirs = sa.select(message.c.id).where(message.c.person_id == whom.id)
    ended.end(session, tuple(session.scalars(theirs)))


def _end_of_member(session: Session, slack_user_id: str) -> None:
    session.execute(sa.delete(home_tab).where(home_tab.c.slack_user_id == slack_user_id))
    sender = f"slack:{slack_user_id}"
    session.execute(sa.delete(api_request).where(api_request.c.token_name == sender))
