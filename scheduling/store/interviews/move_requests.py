"""The hours to which candidates ask to have their interviews moved."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model import Interview
from scheduling.model.audit import Subject
from scheduling.model.interviews import MoveRequest
from scheduling.store import audit
from scheduling.store.databases.among import AboutSome
from scheduling.store.databases.upsert import insert
from scheduling.store.schema.tables import move_request as table

_OF_SOME = AboutSome(table.c.interview_id, sa.select(table).where)


def put(session: Session, interview: Interview, *, wanted: datetime, now: datetime) -> None:
    """Keep what is asked for an interview as it stands; it takes the place of what was before."""
    row = {
        "interview_id": interview.id,
        "revision": interview.revision,
        "wanted": wanted,
        "created_at": now,
        "refused_at": None,
    }
    added = insert(session, table).values(row)
    others = {name: value for name, value in row.items() if name != "interview_id"}
    session.execute(added.on_conflict_do_update(index_elements=["interview_id"], set_=others))
    asked = {"wanted": wanted.isoformat()}
    audit.note(session, "move asked", Subject.INTERVIEW, interview.id, after=asked)


def of(session: Session, interviews: Iterable[Interview]) -> dict[int, MoveRequest]:
    """Return what is asked for these as they stand, by interview."""
    revisions = {each.id: each.revision for each in interviews}
    if not revisions:
        return {}
    return {
        row.interview_id: MoveRequest(
            interview_id=row.interview_id,
            revision=row.revision,
            wanted=row.wanted,
            is_refused=row.refused_at is not None,
        )
        for row in session.execute(*_OF_SOME.of(revisions))
        if row.revision == revisions[row.interview_id]
    }


def follow(session: Session, before: Interview, *, revision: int) -> None:
    """Let what is asked for an interview hold for its next revision, which moves nothing."""
    asked = sa.update(table).where(table.c.interview_id == before.id)
    session.execute(asked.where(table.c.revision == before.revision).values(revision=revision))


def refuse(session: Session, interview: Interview, *, now: datetime) -> None:
    """Note that what is asked for an interview will not be."""
    asked = table.c.interview_id == interview.id
    session.execute(sa.update(table).where(asked).values(refused_at=now))
    audit.note(session, "move refused", Subject.INTERVIEW, interview.id)
