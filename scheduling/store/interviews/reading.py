"""Reading interviews, and the time that they take of everybody."""

from collections.abc import Collection, Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model import Interview, InterviewState, Person
from scheduling.model.details import Details
from scheduling.model.interviews import EVERYTHING, InterviewFilter, Which
from scheduling.store import people
from scheduling.store.databases.among import AboutSome, among
from scheduling.store.interviews import conflicts, declines, ticks
from scheduling.store.schema.tables import busy, conflict, interview_revision, panel, person
from scheduling.store.schema.tables import interview as table
from scheduling.timespan import HOUR, Horizon, Span, as_instant, tick_at

BOOKED = InterviewState.BOOKED.value
_SEATS = AboutSome(
    panel.c.interview_id,
    sa.select(panel.c.interview_id, panel.c.person_id, declines.of_seat().label("has_declined"))
    .join(table, table.c.id == panel.c.interview_id)
    .order_by(panel.c.person_id)
    .where,
)


def get(session: Session, interview_id: int) -> Interview | None:
    """Return the interview with that id, booked or cancelled."""
    found = _loaded(session, sa.select(table).where(table.c.id == interview_id))
    return found[0] if found else None


def upcoming(
    session: Session,
    *,
    ending_after: datetime,
    person_id: int | None = None,
    wanted: InterviewFilter = EVERYTHING,
    ids: Collection[int] | None = None,
    skip: int = 0,
    limit: int,
) -> tuple[Interview, ...]:
    """Return booked interviews that end later, of everybody or of one person.

    Only those wanted, by their people and their time; and among `ids`, where these are given:
    what they wait for is not asked here. Earliest first. Where those of the past or those that
    are cancelled are wanted, these instead, the latest first. Four queries, however many
    interviews.
    """
    asked = sa.select(table).where(*_upcoming(ending_after, person_id, wanted, ids))
    order = [table.c.start, table.c.id]
    is_ahead = wanted.which is Which.AHEAD
    asked = asked.order_by(*(order if is_ahead else map(sa.desc, order)))
    return _loaded(session, asked.offset(skip).limit(limit))


def starts_ahead(session: Session, *, after: datetime) -> dict[int, datetime]:
    """Return when each booked interview starts that starts later, by id; earliest first."""
    asked = sa.select(table.c.id, table.c.start)
    asked = asked.where(table.c.state == BOOKED, table.c.start > as_instant(after))
    rows = session.execute(asked.order_by(table.c.start, table.c.id))
    return {row.id: row.start for row in rows}


def booked_among(session: Session, ids: Iterable[int]) -> tuple[Interview, ...]:
    """Return those of some interviews that are booked, by start."""
    asked = sa.select(table).where(among(table.c.id, ids), table.c.state == BOOKED)
    return _loaded(session, asked.order_by(table.c.start, table.c.id))


def booked_since(session: Session, candidate_id: int, *, after: datetime) -> tuple[Interview, ...]:
    """Return a candidate's interviews that were booked after an instant and stand."""
    since = table.c.candidate_id == candidate_id, table.c.created_at > after
    asked = sa.select(table).where(*since, table.c.state == BOOKED)
    return _loaded(session, asked.order_by(table.c.start, table.c.id))


def with_outsiders(
    session: Session, *, after: datetime, until: datetime
) -> tuple[tuple[Interview, datetime], ...]:
    """Return booked interviews that start later, `until` then at the latest, by start.

    Those with somebody who is not in Slack; and when each became what it is.
    """
    outside = sa.select(person.c.id).where(person.c.slack_user_id.is_(None))
    of_panel = sa.select(panel.c.interview_id).where(
        panel.c.interview_id == table.c.id, panel.c.person_id.in_(outside)
    )
    asked = sa.select(table).where(
        table.c.state == BOOKED,
        table.c.start > as_instant(after),
        table.c.start <= as_instant(until),
        table.c.candidate_id.in_(outside) | of_panel.exists(),
    )
    found = _loaded(session, asked.order_by(table.c.start, table.c.id))
    since = _since(session, [each.id for each in found])
    return tuple((each, since[each.id]) for each in found)


def of_person(session: Session, person_id: int, *, since: datetime) -> tuple[Interview, ...]:
    """Return all interviews of a person that start later, cancelled ones too.

    Earliest first.
    """
    asked = sa.select(table).where(_concerns_person(person_id), table.c.start > since)
    return _loaded(session, asked.order_by(table.c.start, table.c.id))


def count_upcoming(
    session: Session,
    *,
    ending_after: datetime,
    person_id: int | None = None,
    wanted: InterviewFilter = EVERYTHING,
    ids: Collection[int] | None = None,
) -> int:
    """Return how many interviews `upcoming` would, without bounds."""
    counted = sa.select(sa.func.count()).select_from(table)
    asked = counted.where(*_upcoming(ending_after, person_id, wanted, ids))
    return session.scalar(asked) or 0


def with_open_seat(session: Session, *, ending_after: datetime) -> set[int]:
    """Return the ids of those ahead in which somebody on the panel can't make it."""
    asked = sa.select(panel.c.interview_id).join(table, table.c.id == panel.c.interview_id)
    booked = _upcoming(ending_after, None)
    return set(session.scalars(asked.where(*booked, declines.of_seat())))


def in_conflict(session: Session, *, ending_after: datetime) -> set[int]:
    """Return the ids of those ahead that lie outside somebody's hours since these changed."""
    asked = sa.select(conflict.c.interview_id).join(table, table.c.id == conflict.c.interview_id)
    return set(session.scalars(asked.where(*_upcoming(ending_after, None))))


def taken(
    session: Session, *, person_ids: Iterable[int], horizon: Horizon
) -> dict[int, tuple[range, ...]]:
    """Return the runs of ticks within the horizon that interviews take of each."""
    return ticks.runs(session, person_ids=person_ids, horizon=horizon)


def taken_by(session: Session, *, person_ids: Iterable[int], span: Span) -> dict[int, int]:
    """Return the id of the first interview that takes any of the span, by person."""
    asked = (
        sa.select(busy.c.person_id, busy.c.interview_id)
        .where(among(busy.c.person_id, person_ids))
        .where(busy.c.tick >= span.ticks.start, busy.c.tick < span.ticks.stop)
        # The last row of a person wins in the dictionary below: that is their first tick.
        .order_by(busy.c.person_id, busy.c.tick.desc())
    )
    return {row.person_id: row.interview_id for row in session.execute(asked)}


def _upcoming(
    ending_after: datetime,
    person_id: int | None,
    wanted: InterviewFilter = EVERYTHING,
    ids: Collection[int] | None = None,
) -> list[sa.ColumnElement[bool]]:
    latest_over = as_instant(ending_after) - HOUR
    conditions = {
        Which.AHEAD: [table.c.state == BOOKED, table.c.start > latest_over],
        Which.PAST: [table.c.state == BOOKED, table.c.start <= latest_over],
        Which.CANCELLED: [table.c.state == InterviewState.CANCELLED.value],
    }[wanted.which]
    if wanted.start is not None:
        conditions.append(table.c.start >= as_instant(wanted.start))
    if wanted.end is not None:
        conditions.append(table.c.start < as_instant(wanted.end))
    if ids is not None:
        conditions.append(among(table.c.id, ids))
    theirs = {*wanted.person_ids, *([] if person_id is None else [person_id])}
    return [*conditions, *(_is_in(each, wanted.which, ending_after) for each in sorted(theirs))]


def _is_in(person_id: int, which: Which, ending_after: datetime) -> sa.ColumnElement[bool]:
    """Whether somebody is in an interview."""
    if which is not Which.AHEAD:
        return _concerns_person(person_id)
    # By the quarters they take, where candidates and interviewers are alike and one index holds
    # both; those of what is cancelled are free again.
    taken = sa.select(busy.c.interview_id).where(
        busy.c.person_id == person_id, busy.c.tick >= tick_at(ending_after)
    )
    return table.c.id.in_(taken)


def _concerns_person(person_id: int) -> sa.ColumnElement[bool]:
    sits = sa.select(panel.c.interview_id).where(panel.c.person_id == person_id)
    return sa.or_(table.c.candidate_id == person_id, table.c.id.in_(sits))


def _since(session: Session, ids: Collection[int]) -> dict[int, datetime]:
    """When each was booked, or changed last."""
    changed = sa.select(interview_revision.c.interview_id, interview_revision.c.changed_at)
    changed = changed.where(among(interview_revision.c.interview_id, ids))
    booked = sa.select(table.c.id, table.c.created_at).where(among(table.c.id, ids))
    since: dict[int, datetime] = {}
    for interview_id, at in (*session.execute(booked), *session.execute(changed)):
        since[interview_id] = max(at, since.get(interview_id, at))
    return since


def _loaded(session: Session, chosen: sa.Select[*tuple[object, ...]]) -> tuple[Interview, ...]:
    rows = session.execute(chosen).all()
    if not rows:
        return ()
    seats = session.execute(*_SEATS.of(row.id for row in rows)).all()
    ids = {row.candidate_id for row in rows} | {seat.person_id for seat in seats}
    known = people.by_ids(session, ids)
    in_conflict = conflicts.of(session, [row.id for row in rows])
    panels: dict[int, list[Person]] = {row.id: [] for row in rows}
    declined: dict[int, set[int]] = {row.id: set() for row in rows}
    for seat in seats:
        panels[seat.interview_id].append(known[seat.person_id])
        if seat.has_declined:
            declined[seat.interview_id].add(seat.person_id)
    return tuple(
        Interview(
            id=row.id,
            candidate=known[row.candidate_id],
            interviewers=tuple(panels[row.id]),
            start=row.start,
            state=InterviewState(row.state),
            revision=row.revision,
            invite_sequence=row.invite_sequence,
            outside_availability=row.outside_availability,
            booked_by=row.booked_by,
            declined=frozenset(declined[row.id]),
            uid=row.uid,
            details=Details(
                title=row.title,
                place=row.place,
                note_for_candidate=row.note_for_candidate,
                note_for_panel=row.note_for_panel,
            ),
            in_conflict=in_conflict.get(row.id, frozenset()),
        )
        for row in rows
    )
