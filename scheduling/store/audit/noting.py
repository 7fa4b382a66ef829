"""The audit: every change is put on record in its own transaction, by the store's own writers.

Who acts is known at the doors alone: Slack's, that of the API, the command line. They say it once
for all that follows, threads included, and no use case hands it on.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model.audit import Acting, Facts, Subject
from scheduling.store.schema.tables import audit as table
from scheduling.store.schema.tables import person

_ACTING: ContextVar[Acting] = ContextVar("acting")
_NOBODY = Acting()

_ENTRY = sa.insert(table)
_ENTRY_OF_NOW = _ENTRY.values(at=sa.func.now())
_HAS_COORDINATED = (
    sa.update(person)
    .where(person.c.id == sa.bindparam("who"), person.c.is_admin, ~person.c.has_coordinated)
    .values(has_coordinated=True)
)


@contextmanager
def acting(who: Acting) -> Iterator[None]:
    """Say who does what is done within the block."""
    before = _ACTING.set(who)
    try:
        yield
    finally:
        _ACTING.reset(before)


def acting_person() -> tuple[int, ...]:
    """Return the id of whoever acts: to put what they do on record may change their own row."""
    person_id = _ACTING.get(_NOBODY).person_id
    return () if person_id is None else (person_id,)


def note(
    session: Session,
    action: str,
    subject: Subject,
    subject_id: int | None,
    *,
    before: Facts | None = None,
    after: Facts | None = None,
) -> None:
    """Put on record what was done to whom or what; what did not change may be left out."""
    by = _ACTING.get(_NOBODY)
    row = {
        "through": by.through.value,
        "person_id": by.person_id,
        "slack_user_id": by.slack_user_id,
        "token": by.token,
        "action": action,
        "subject": subject.value,
        "subject_id": subject_id,
        "before": before or {},
        "after": after or {},
    }
    if by.at is None:
        session.execute(_ENTRY_OF_NOW, row)
    else:
        session.execute(_ENTRY, {**row, "at": by.at})
    _note_coordinating(session, by, subject, subject_id)


def _note_coordinating(
    session: Session, by: Acting, subject: Subject, subject_id: int | None
) -> None:
    """An admin who arranges something for others is told of changes from then on."""
    if by.person_id is None or subject in (Subject.FEED, Subject.EXPORT, Subject.ACCESS):
        return
    if subject in (Subject.PERSON, Subject.HOURS) and subject_id == by.person_id:
        return
    session.execute(_HAS_COORDINATED, {"who": by.person_id})
