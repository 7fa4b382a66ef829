"""Booking interviews and changing them, with the quarters of an hour that they take."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import datetime
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.errors import InterviewChanged, InterviewGone, SlotTaken
from scheduling.model import Interview, InterviewState, Person
from scheduling.model.details import NO_DETAILS, Details
from scheduling.store.databases.among import among
from scheduling.store.interviews import audited, conflicts, declines, move_requests, ticks
from scheduling.store.interviews.reading import BOOKED, get
from scheduling.store.people import affected_people, candidate_links
from scheduling.store.schema.tables import busy, panel
from scheduling.store.schema.tables import interview as table
from scheduling.timespan import Span

# Calendars are told of another time or place, and of a cancellation, be it for one person alone.
_NEXT_INVITE = table.c.invite_sequence + 1


def _invite_sequence(
    before: Interview, *, start: datetime, panel: Iterable[Person]
) -> sa.ColumnElement[int]:
    left = {person.id for person in before.interviewers} - {person.id for person in panel}
    return _NEXT_INVITE if start != before.start or left else table.c.invite_sequence


def book(
    session: Session,
    *,
    candidate: Person,
    interviewers: Iterable[Person],
    start: datetime,
    outside_availability: bool,
    booked_by: str,
    details: Details = NO_DETAILS,
    now: datetime,
) -> Interview:
    """Book the hour from `start` for everybody named.

    Raises SlotTaken with the names of those who are booked already; then nothing is booked,
    even when the transaction goes on.
    """
    who = tuple(sorted(interviewers, key=lambda person: person.id))
    uid = str(uuid4())
    row = {
        "candidate_id": candidate.id,
        "start": start,
        "state": BOOKED,
        "revision": 1,
        "invite_sequence": 0,
        "outside_availability": outside_availability,
        "booked_by": booked_by,
        "created_at": now,
        # As RFC 7986, 5.3 asks: it says nothing of people, hosts or the order of interviews.
        "uid": uid,
        **_columns(details),
    }
    interview_id = session.scalars(sa.insert(table).values(row).returning(table.c.id)).one()
    interview = Interview(
        id=interview_id,
        candidate=candidate,
        interviewers=who,
        start=start,
        outside_availability=outside_availability,
        booked_by=booked_by,
        uid=uid,
        details=details,
    )
    with _gone_if_taken(session, interview_id):
        _take(session, interview, interview.people)
    _join(session, interview_id, who)
    _concerns(session, interview)
    candidate_links.keep_until(session, candidate.id, end=interview.span.end, now=now)
    audited.note_new(session, interview)
    return interview


def move(
    session: Session,
    interview: Interview,
    *,
    start: datetime,
    expected_revision: int,
    outside_availability: bool,
) -> Interview:
    """Take the hour from `start` for everybody, and give the old one back.

    Whoever had declined it at the old hour has not at the new one, and still has at the old.
    Raises SlotTaken, InterviewChanged or InterviewGone; then it stays where it is.
    """
    changes = {
        "start": start,
        "outside_availability": outside_availability,
        "invite_sequence": _invite_sequence(interview, start=start, panel=interview.interviewers),
    }
    with session.begin_nested():
        before = _changed(session, interview.id, expected_revision, **changes)
        conflicts.remove(session, interview_ids=[before.id])
        after = _reread(session, interview.id)
        # Taking before giving back: two that wait for each other's hour can't lock each other.
        _take(session, after, after.people, but=before.span)
        ticks.free_outside(session, interview_id=after.id, span=after.span)
        _keep_links(session, before, after)
        return _noted(session, "moved", before)


def describe(
    session: Session, interview: Interview, *, details: Details, expected_revision: int
) -> Interview:
    """Have other things said of an interview, in calendars as well; what is booked stays.

    So does what its candidate asks for. Raises InterviewChanged or InterviewGone.
    """
    with session.begin_nested():
        changes = {**_columns(details), "invite_sequence": _NEXT_INVITE}
        before = _changed(session, interview.id, expected_revision, **changes)
        move_requests.follow(session, before, revision=expected_revision + 1)
        return _noted(session, "details changed", before)


def cancel(session: Session, interview: Interview, *, expected_revision: int) -> Interview:
    """Cancel an interview and give its hour back.

    Raises InterviewGone when it is cancelled already, InterviewChanged when it has moved on.
    """
    with session.begin_nested():
        cancelled = InterviewState.CANCELLED.value
        before = _changed(
            session,
            interview.id,
            expected_revision,
            state=cancelled,
            invite_sequence=_NEXT_INVITE,
        )
        session.execute(sa.delete(busy).where(busy.c.interview_id == interview.id))
        return _noted(session, "cancelled", before)


def replace_panel(
    session: Session,
    interview: Interview,
    *,
    interviewers: Iterable[Person],
    expected_revision: int,
    outside_availability: bool | None = None,
) -> Interview:
    """Take the hour of those who come, and give it back to those who leave.

    `outside_availability` None leaves it as it is. Raises SlotTaken, InterviewChanged or
    InterviewGone; then the panel stays as it is.
    """
    wanted = {person.id: person for person in interviewers}
    with session.begin_nested():
        sequence = _invite_sequence(interview, start=interview.start, panel=wanted.values())
        changes: dict[str, object] = {"invite_sequence": sequence}
        if outside_availability is not None:
            changes["outside_availability"] = outside_availability
        before = _changed(session, interview.id, expected_revision, **changes)
        sitting = {person.id for person in before.interviewers}
        leaving = sitting - wanted.keys()
        coming = [wanted[person_id] for person_id in sorted(wanted.keys() - sitting)]
        _take(session, replace(before, interviewers=tuple(wanted.values())), coming)
        ticks.free_people(session, interview_id=before.id, person_ids=leaving)
        left = among(panel.c.person_id, leaving)
        session.execute(sa.delete(panel).where(panel.c.interview_id == before.id, left))
        conflicts.remove(session, interview_ids=[before.id], person_ids=leaving)
        _join(session, before.id, coming)
        return _noted(session, "panel changed", before)


def rearrange(
    session: Session,
    changes: Iterable[tuple[Interview, datetime, Iterable[Person]]],
    *,
    outside: Collection[int] = (),
) -> tuple[Interview, ...]:
    """Give each interview another start and panel, all of them at once.

    `outside` are the ids of those that lie outside somebody's hours then.

    So two may take each other's hour. Raises SlotTaken, InterviewChanged or InterviewGone; then
    all stay as they are.
    """
    wanted = [(interview, start, tuple(who)) for interview, start, who in changes]
    ids = [interview.id for interview, _, _ in wanted]
    with session.begin_nested():
        for interview, start, who in wanted:
            sequence = _invite_sequence(interview, start=start, panel=who)
            before = _changed(
                session,
                interview.id,
                interview.revision,
                start=start,
                invite_sequence=sequence,
                outside_availability=interview.id in outside,
            )
            staying = {person.id for person in who} if start == before.start else set()
            left = ~among(panel.c.person_id, staying)
            session.execute(sa.delete(panel).where(panel.c.interview_id == before.id, left))
            sitting = {person.id for person in before.interviewers} & staying
            _join(session, before.id, [person for person in who if person.id not in sitting])
        conflicts.remove(session, interview_ids=ids)
        # All give back before any takes: else two that change places would find each other's hour
        # taken.
        session.execute(sa.delete(busy).where(among(busy.c.interview_id, ids)))
        after = tuple(_reread(session, interview_id) for interview_id in ids)
        for interview in after:
            _take(session, interview, interview.people)
        for (was, _, _), now in zip(wanted, after, strict=True):
            _keep_links(session, was, now)
            _noted(session, "rearranged", was)
        return after


def decline(
    session: Session, interview: Interview, *, person: Person, expected_revision: int
) -> Interview:
    """Note that an interviewer can't make it; the hour stays taken.

    Raises InterviewChanged or InterviewGone.
    """
    with session.begin_nested():
        before = _changed(session, interview.id, expected_revision)
        # It says so itself from now on.
        conflicts.remove(session, interview_ids=[before.id], person_ids=[person.id])
        declines.add(session, person_id=person.id, start=before.start, interview_id=before.id)
        return _noted(session, "declined", before)


def accept(
    session: Session, interview: Interview, *, person: Person, expected_revision: int
) -> Interview:
    """Note that an interviewer can make it after all, and whatever else is at that start.

    Raises InterviewChanged or InterviewGone.
    """
    with session.begin_nested():
        before = _changed(session, interview.id, expected_revision)
        declines.remove(session, person_id=person.id, start=before.start)
        return _noted(session, "accepted", before)


def _columns(details: Details) -> dict[str, object]:
    """What is said of an interview, by the column that holds it."""
    return asdict(details)


@contextmanager
def _gone_if_taken(session: Session, interview_id: int) -> Iterator[None]:
    """Undo what is new of an interview. A savepoint would be two more journeys for each that can
    be booked.
    """
    try:
        yield
    except SlotTaken:
        session.execute(sa.delete(busy).where(busy.c.interview_id == interview_id))
        session.execute(sa.delete(table).where(table.c.id == interview_id))
        raise


def _take(
    session: Session, interview: Interview, who: Iterable[Person], *, but: Span | None = None
) -> None:
    """Take the hour, but for the part of it that they hold already."""
    wanted = tuple(who)
    held = but.ticks if but else range(0)
    missing = ticks.take(
        session,
        interview_id=interview.id,
        person_ids=[person.id for person in wanted],
        ticks=[tick for tick in interview.span.ticks if tick not in held],
    )
    if missing:
        names = tuple(person.name for person in wanted if person.id in missing)
        everyone = tuple(person.id for person in interview.people)
        raise SlotTaken(start=interview.start, taken=names, people_ids=everyone)


def _changed(
    session: Session, interview_id: int, expected_revision: int, **changes: object
) -> Interview:
    """The interview as it was, once its row is ours to change and its revision counted up."""
    before = get(session, interview_id)
    counted = session.execute(
        sa.update(table)
        .where(table.c.id == interview_id, table.c.state == BOOKED)
        .where(table.c.revision == expected_revision)
        .values(revision=expected_revision + 1, **changes)
        .returning(table.c.id)
    ).one_or_none()
    if before is None or before.state is not InterviewState.BOOKED:
        raise InterviewGone
    if counted is None:
        raise InterviewChanged
    _concerns(session, before)
    return before


def _noted(session: Session, action: str, before: Interview) -> Interview:
    """The interview as it is now, once what was done to it is on record."""
    after = _reread(session, before.id)
    audited.note_change(session, action, before, after)
    return after


def _reread(session: Session, interview_id: int) -> Interview:
    found = get(session, interview_id)
    assert found is not None  # this transaction has just changed it
    _concerns(session, found)
    return found


def _concerns(session: Session, interview: Interview) -> None:
    affected_people.note(session, [person.id for person in interview.people])


def _keep_links(session: Session, before: Interview, after: Interview) -> None:
    """Have the candidate's links that lasted to the hour before last to this one as well."""
    whose = after.candidate.id
    candidate_links.keep_until(session, whose, end=after.span.end, now=before.start)


def _join(session: Session, interview_id: int, who: Iterable[Person]) -> None:
    rows = [{"interview_id": interview_id, "person_id": person.id} for person in who]
    if rows:
        session.execute(sa.insert(panel).values(rows))
