"""Who has ever opened their Home tab: nobody else's needs to be kept up with what changes."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.store.databases.among import among
from scheduling.store.databases.upsert import insert
from scheduling.store.people import rights
from scheduling.store.schema.tables import home_tab as table
from scheduling.store.schema.tables import person


def is_open(session: Session, slack_user_id: str) -> bool:
    """Tell whether a member has ever opened their tab, registered or not."""
    asked = sa.select(table.c.slack_user_id).where(table.c.slack_user_id == slack_user_id)
    return session.scalar(asked) is not None


def note_open(session: Session, slack_user_id: str, *, now: datetime) -> None:
    """Note that a member has opened their tab; the first time counts."""
    row = {"slack_user_id": slack_user_id, "opened_at": now}
    session.execute(insert(session, table).values(row).on_conflict_do_nothing())


def readers(session: Session, person_ids: Iterable[int]) -> dict[int, str]:
    """Return who of these people has opened their tab: Slack ids by id.

    With them every coordinator who has: theirs shows everybody's interviews.
    """
    opened = sa.select(person.c.id, person.c.slack_user_id).join(
        table, table.c.slack_user_id == person.c.slack_user_id
    )
    found: dict[int, str] = {}
    for whose in (among(person.c.id, person_ids), rights.are_held()):
        found |= {row.id: row.slack_user_id for row in session.execute(opened.where(whose))}
    return found
