"""Candidates of whom nothing has been for long, and who need not be kept by name any more."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model import Role
from scheduling.model.audit import Subject
from scheduling.store.schema.tables import audit, candidate_link, interview, panel
from scheduling.store.schema.tables import person as table
from scheduling.timespan import HOUR


def first_long_past(session: Session, *, before: datetime, after: int) -> int | None:
    """Return the lowest id, above one, of a candidate of whom nothing has been since `before`."""
    found: int | None = session.scalar(_FIRST, {**_span(before), "after": after})
    return found


def is_long_past(session: Session, person_id: int, *, before: datetime) -> bool:
    """Tell whether nothing has been of this one."""
    return session.scalar(_ONE, {**_span(before), "person": person_id}) is not None


def _span(before: datetime) -> dict[str, Any]:
    # An interview of the hour before was still going on then.
    return {"before": before, "began": before - HOUR}


def _are_long_past() -> tuple[sa.ColumnElement[bool], ...]:
    before = sa.bindparam("before", type_=table.c.created_at.type)
    later = interview.c.start > sa.bindparam("began")
    double = table.alias()
    # Whoever was registered twice is spoken of by two numbers.
    doubles = sa.select(double.c.id).where(double.c.merged_into == table.c.id)
    as_candidate = sa.exists().where(interview.c.candidate_id == table.c.id, later)
    on_panel = sa.exists().where(
        panel.c.person_id == table.c.id, panel.c.interview_id == interview.c.id, later
    )
    with_link = sa.exists().where(
        candidate_link.c.person_id == table.c.id, candidate_link.c.expires_at > before
    )
    gave_hours = sa.exists().where(
        audit.c.subject == Subject.HOURS.value,
        sa.or_(audit.c.subject_id == table.c.id, audit.c.subject_id.in_(doubles)),
        audit.c.at > before,
    )
    came_back = sa.exists().where(
        audit.c.subject == Subject.PERSON.value,
        audit.c.action == "back",
        audit.c.subject_id == table.c.id,
        audit.c.at > before,
    )
    registered_later = sa.exists().where(
        double.c.merged_into == table.c.id, double.c.created_at > before
    )
    return (
        table.c.role == Role.CANDIDATE.value,
        # Such a row goes with that of who it is.
        table.c.merged_into.is_(None),
        table.c.erased_at.is_(None),
        ~(table.c.is_coordinator | table.c.is_in_settings | table.c.is_admin),
        table.c.created_at <= before,
        ~as_candidate,
        ~on_panel,
        ~with_link,
        ~gave_hours,
        ~came_back,
        ~registered_later,
    )


# Made once: it has a dozen parts, and is asked at each start and all night through.
_LONG_PAST = sa.select(table.c.id).where(*_are_long_past())
_FIRST = _LONG_PAST.where(table.c.id > sa.bindparam("after")).order_by(table.c.id).limit(1)
_ONE = _LONG_PAST.where(table.c.id == sa.bindparam("person"))
