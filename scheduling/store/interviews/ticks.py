"""The quarters of an hour that interviews take of people's time, each at most once."""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.store.databases.among import AboutSome, among
from scheduling.store.databases.upsert import insert
from scheduling.store.schema.tables import busy
from scheduling.timespan import Horizon, Span

# An interview's ticks follow each other, so their first and their number say it all.
_BEGINS = sa.func.min(busy.c.tick)
_TAKEN = AboutSome(
    busy.c.person_id,
    lambda theirs: (
        sa.select(busy.c.person_id, _BEGINS, sa.func.count())
        .where(theirs, busy.c.tick >= sa.bindparam("first"), busy.c.tick < sa.bindparam("end"))
        .group_by(busy.c.person_id, busy.c.interview_id)
        .order_by(busy.c.person_id, _BEGINS)
    ),
)


def take(
    session: Session, *, interview_id: int, person_ids: Iterable[int], ticks: Sequence[int]
) -> frozenset[int]:
    """Take the ticks of everybody, and return the ids of those who had not all free.

    When it returns anybody, what it has taken must be undone by the caller. One statement,
    its rows in the order of person and tick, so that two of them never wait for each other.
    """
    rows = [
        {"person_id": person_id, "tick": tick, "interview_id": interview_id}
        for person_id in sorted(person_ids)
        for tick in sorted(ticks)
    ]
    if not rows:
        return frozenset()
    free = insert(session, busy).on_conflict_do_nothing().returning(busy.c.person_id)
    # As parameters beside it, not in it: so the statement is compiled once for all bookings.
    got = session.scalars(free, rows).all()
    if len(got) == len(rows):
        return frozenset()
    return frozenset(row["person_id"] for row in rows if got.count(row["person_id"]) < len(ticks))


def free_outside(session: Session, *, interview_id: int, span: Span) -> None:
    """Give back the ticks that an interview holds before and after the span."""
    outside = sa.or_(busy.c.tick < span.ticks.start, busy.c.tick >= span.ticks.stop)
    session.execute(sa.delete(busy).where(busy.c.interview_id == interview_id, outside))


def free_people(session: Session, *, interview_id: int, person_ids: Iterable[int]) -> None:
    """Give back the ticks that an interview holds of these people."""
    theirs = among(busy.c.person_id, person_ids)
    session.execute(sa.delete(busy).where(busy.c.interview_id == interview_id, theirs))


def runs(
    session: Session, *, person_ids: Iterable[int], horizon: Horizon
) -> dict[int, tuple[range, ...]]:
    """Return the runs of taken ticks within the horizon, by person, earliest first."""
    ids = tuple(dict.fromkeys(person_ids))
    first, end = horizon.first_tick, horizon.first_tick + horizon.length
    found: dict[int, list[range]] = {person_id: [] for person_id in ids}
    for person_id, tick, count in session.execute(*_TAKEN.of(ids, first=first, end=end)):
        _append(found[person_id], range(tick, tick + count))
    return {person_id: tuple(ranges) for person_id, ranges in found.items()}


def _append(ranges: list[range], ticks: range) -> None:
    if ranges and ranges[-1].stop == ticks.start:
        ranges[-1] = range(ranges[-1].start, ticks.stop)
    else:
        ranges.append(ticks)
