"""Interviews of ours as people's calendars know them, so that they count against nobody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model import InterviewState
from scheduling.store.databases.among import among
from scheduling.store.interviews import audited
from scheduling.store.schema.tables import decline, interview, panel
from scheduling.timespan import HOUR, Span, as_instant, hour_from


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnInterview:
    """An interview that somebody has or had a part in, as calendars may know it."""

    id: int
    # None: calendars know it by its id alone.
    uid: str | None
    # Its hour, or the last one of an interview that is cancelled.
    span: Span
    # Whether it takes place,
    is_booked: bool
    # and the hours that it was moved from, or cancelled at, lately.
    left: tuple[Span, ...] = ()


def own_interviews(
    session: Session, person_ids: Iterable[int], *, span: Span, left_since: datetime
) -> dict[int, tuple[OwnInterview, ...]]:
    """Return the interviews in a span in which people have a part, by the id of the person.

    Those that were cancelled are among them, and those that somebody can't make: a calendar may
    not have heard of it yet. Each has the hours that it has left since then.
    """
    ids = tuple(dict.fromkeys(person_ids))
    concerned = sa.union(
        sa.select(panel.c.person_id, panel.c.interview_id).where(among(panel.c.person_id, ids)),
        sa.select(decline.c.person_id, decline.c.interview_id).where(
            among(decline.c.person_id, ids)
        ),
        sa.select(interview.c.candidate_id, interview.c.id).where(
            among(interview.c.candidate_id, ids)
        ),
    ).subquery()
    asked = (
        sa.select(
            concerned.c.person_id,
            interview.c.id,
            interview.c.uid,
            interview.c.start,
            interview.c.state,
        )
        .join(interview, interview.c.id == concerned.c.interview_id)
        .where(interview.c.start > as_instant(span.start) - HOUR)
        .where(interview.c.start < as_instant(span.end))
        .order_by(concerned.c.person_id, interview.c.id)
    )
    rows = session.execute(asked).all()
    left = audited.hours_left(session, {row.id for row in rows}, since=left_since)
    found: dict[int, list[OwnInterview]] = {person_id: [] for person_id in ids}
    for row in rows:
        own = OwnInterview(
            id=row.id,
            uid=row.uid,
            span=hour_from(row.start),
            is_booked=row.state == InterviewState.BOOKED.value,
            left=tuple(hour_from(start or row.start) for start in left.get(row.id, ())),
        )
        found[row.person_id].append(own)
    return {person_id: tuple(theirs) for person_id, theirs in found.items()}
