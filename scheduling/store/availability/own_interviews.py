"""Interviews of ours as people's calendars know them, so that they count against nobody."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

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
    # Whether it takes place, and they are in it,
    is_booked: bool
    # and the hours that it was moved from, cancelled at, or theirs no more, lately.
    left: tuple[Span, ...] = ()

    @property
    def hours(self) -> tuple[Span, ...]:
        """At which a calendar may show it."""
        return (self.span, *self.left)


def own_interviews(
    session: Session, person_ids: Iterable[int], *, since: datetime, left_since: datetime
) -> dict[int, tuple[OwnInterview, ...]]:
    """Return the interviews since then in which people have a part, by the id of the person.

    Those that were cancelled are among them, those that somebody can't make, and those that they
    were taken off after `left_since`: a calendar may not have heard of it yet. Each has the hours
    that it, or whoever was taken off, has left after that. However far ahead one is: it may have
    been moved there.
    """
    ids = tuple(dict.fromkeys(person_ids))
    taken_off = audited.seats_left(session, ids, since=left_since)
    is_since = interview.c.start > as_instant(since) - HOUR
    rows = session.execute(_with_a_part(ids).where(is_since)).all()
    has_part = {(row.person_id, row.id) for row in rows}
    others = session.execute(sa.select(*_FACTS).where(is_since, among(interview.c.id, taken_off)))
    left = audited.hours_left(session, {row.id for row in rows}, since=left_since)
    found: dict[int, list[OwnInterview]] = {person_id: [] for person_id in ids}
    for row in rows:
        hours = (*left.get(row.id, ()), *taken_off.get(row.id, {}).get(row.person_id, ()))
        is_booked = row.state == InterviewState.BOOKED.value
        found[row.person_id].append(_own(row, is_booked=is_booked, left=hours))
    for row in others.all():
        for person_id, hours in taken_off[row.id].items():
            if (person_id, row.id) not in has_part:
                found[person_id].append(_own(row, is_booked=False, left=hours))
    return {person_id: tuple(theirs) for person_id, theirs in found.items()}


_FACTS = (interview.c.id, interview.c.uid, interview.c.start, interview.c.state)


def _with_a_part(ids: Sequence[int]) -> sa.Select[Any]:
    concerned = sa.union(
        sa.select(panel.c.person_id, panel.c.interview_id).where(among(panel.c.person_id, ids)),
        sa.select(decline.c.person_id, decline.c.interview_id).where(
            among(decline.c.person_id, ids)
        ),
        sa.select(interview.c.candidate_id, interview.c.id).where(
            among(interview.c.candidate_id, ids)
        ),
    ).subquery()
    return (
        sa.select(concerned.c.person_id, *_FACTS)
        .join(interview, interview.c.id == concerned.c.interview_id)
        .order_by(concerned.c.person_id, interview.c.id)
    )


def _own(row: sa.Row[Any], *, is_booked: bool, left: Iterable[datetime | None]) -> OwnInterview:
    return OwnInterview(
        id=row.id,
        uid=row.uid,
        span=hour_from(row.start),
        is_booked=is_booked,
        left=tuple(hour_from(start or row.start) for start in left),
    )
