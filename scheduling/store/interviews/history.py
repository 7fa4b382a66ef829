"""Interviews looked at from the side of their people: who had how many, and who knows whom."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model import InterviewState
from scheduling.store.databases.among import among
from scheduling.store.interviews import declines
from scheduling.store.schema.tables import interview, panel, person
from scheduling.timespan import Span

_BOOKED = InterviewState.BOOKED.value


def starts_of(
    session: Session, *, person_ids: Iterable[int], span: Span, but: Iterable[int] = ()
) -> dict[int, tuple[datetime, ...]]:
    """Return the starts of each interviewer's interviews in a span, earliest first.

    Cancelled ones don't count, nor those that they can't make, nor those with the ids `but`.
    """
    ids = tuple(dict.fromkeys(person_ids))
    if not ids:
        return {}
    asked = (
        sa.select(panel.c.person_id, interview.c.start)
        .join(interview, interview.c.id == panel.c.interview_id)
        # Who can't make it hasn't interviewed, though the seat is theirs until somebody takes it.
        .where(among(panel.c.person_id, ids), ~declines.of_seat())
        .where(interview.c.state == _BOOKED, ~among(interview.c.id, but))
        .where(interview.c.start >= span.start, interview.c.start < span.end)
        .order_by(interview.c.start, interview.c.id)
    )
    return _starts_by_person(session, asked, ids)


def candidate_starts_of(
    session: Session, *, person_ids: Iterable[int], span: Span, but: Iterable[int] = ()
) -> dict[int, tuple[datetime, ...]]:
    """Return the starts of each candidate's interviews in a span, earliest first.

    Cancelled ones don't count, nor those with the ids `but`.
    """
    ids = tuple(dict.fromkeys(person_ids))
    if not ids:
        return {}
    asked = (
        sa.select(interview.c.candidate_id, interview.c.start)
        .where(among(interview.c.candidate_id, ids), interview.c.state == _BOOKED)
        .where(~among(interview.c.id, but))
        .where(interview.c.start >= span.start, interview.c.start < span.end)
        .order_by(interview.c.start, interview.c.id)
    )
    return _starts_by_person(session, asked, ids)


def acquainted(
    session: Session, *, candidate_ids: Iterable[int], but: Iterable[int] = ()
) -> frozenset[tuple[int, int]]:
    """Return the pairs of candidate and interviewer who have met, or are booked to.

    By id; interviews with the ids `but` don't count.
    """
    asked = (
        sa.select(interview.c.candidate_id, panel.c.person_id)
        .join(panel, interview.c.id == panel.c.interview_id)
        .where(among(interview.c.candidate_id, candidate_ids))
        .where(interview.c.state == _BOOKED, ~among(interview.c.id, but))
    )
    return frozenset((candidate, other) for candidate, other in session.execute(asked))


def with_interview_ahead(
    session: Session, *, candidate_ids: Iterable[int], now: datetime
) -> frozenset[int]:
    """Return those candidates, by id, who have an interview that has not begun."""
    asked = (
        sa.select(interview.c.candidate_id)
        .where(among(interview.c.candidate_id, candidate_ids))
        .where(interview.c.state == _BOOKED, interview.c.start > now)
    )
    return frozenset(session.scalars(asked))


def registered_at(session: Session, *, person_ids: Iterable[int]) -> dict[int, datetime]:
    """Return since when each person is registered, by id."""
    asked = sa.select(person.c.id, person.c.created_at)
    rows = session.execute(asked.where(among(person.c.id, person_ids)))
    return {row.id: row.created_at for row in rows}


def _starts_by_person(
    session: Session, asked: sa.Select[Any], person_ids: Iterable[int]
) -> dict[int, tuple[datetime, ...]]:
    """The starts that rows of person and start hold, in their order; none for whoever has none."""
    found: dict[int, list[datetime]] = {person_id: [] for person_id in person_ids}
    for person_id, start in session.execute(asked):
        found[person_id].append(start)
    return {person_id: tuple(starts) for person_id, starts in found.items()}
