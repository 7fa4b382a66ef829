"""What a person has to tell somebody, since no channel does: of each interview the latest alone."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model import InterviewState, MessageKind, OwedNews
from scheduling.store.databases.among import among
from scheduling.store.databases.upsert import insert
from scheduling.store.messages.kept_notices import as_json, from_json
from scheduling.store.people import affected_people
from scheduling.store.schema.tables import interview
from scheduling.store.schema.tables import untold as table

_KEY = ("interview_id", "person_id")


def note(session: Session, owed: Iterable[OwedNews]) -> None:
    """Note what people are to be told, in the place of what they were to be told before."""
    for each in owed:
        asked = insert(session, table).values(_row(each))
        later = {name: asked.excluded[name] for name in ("kind", "facts", "at")}
        session.execute(asked.on_conflict_do_update(index_elements=_KEY, set_=later))
        affected_people.note(session, [each.person_id])


def note_unless_known(session: Session, owed: Iterable[OwedNews]) -> None:
    """Note it where nothing is owed to that person about that interview yet."""
    rows = [_row(each) for each in owed]
    if rows:
        session.execute(insert(session, table).values(rows).on_conflict_do_nothing())
        affected_people.note(session, [each["person_id"] for each in rows])


def forget(
    session: Session,
    *,
    interview_ids: Collection[int],
    person_ids: Collection[int],
    kinds: Collection[MessageKind] | None = None,
    at: datetime | None = None,
) -> bool:
    """Forget what any of these people was to be told of these; False where there was nothing.

    Of some `kinds` alone, or of all; and what was to be told from then on alone.
    """
    gone = sa.delete(table).where(
        among(table.c.interview_id, interview_ids), among(table.c.person_id, person_ids)
    )
    if kinds is not None:
        gone = gone.where(table.c.kind.in_([kind.value for kind in kinds]))
    if at is not None:
        gone = gone.where(table.c.at == at)
    found = session.scalars(gone.returning(table.c.person_id)).all()
    affected_people.note(session, found)
    return bool(found)


def ahead(session: Session, *, after: datetime) -> tuple[OwedNews, ...]:
    """Return what is owed of interviews that begin later, cancelled ones too, earliest first."""
    # Of all states there are: the index of starts begins with them.
    states = [state.value for state in InterviewState]
    asked = (
        sa.select(table)
        .join(interview, interview.c.id == table.c.interview_id)
        .where(interview.c.state.in_(states), interview.c.start > after)
        .order_by(interview.c.start, table.c.interview_id, table.c.person_id)
    )
    return tuple(
        OwedNews(
            interview_id=row.interview_id,
            person_id=row.person_id,
            notice=from_json(MessageKind(row.kind), row.facts),
            at=row.at,
        )
        for row in session.execute(asked)
    )


def _row(owed: OwedNews) -> dict[str, Any]:
    return {
        "interview_id": owed.interview_id,
        "person_id": owed.person_id,
        "kind": owed.notice.kind.value,
        "facts": as_json(owed.notice),
        "at": owed.at,
    }
