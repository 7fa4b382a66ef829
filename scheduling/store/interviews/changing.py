"""Changing interviews that are booked, with the quarters of an hour that they take."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model import Interview, InterviewState, Person
from scheduling.model.details import Details
from scheduling.store.databases.among import among
from scheduling.store.interviews import conflicts, move_requests, ticks
from scheduling.store.interviews.booking import join, take
from scheduling.store.interviews.fenced import begun, noted, reread
from scheduling.store.people import candidate_links
from scheduling.store.schema.tables import busy, panel
from scheduling.store.schema.tables import interview as table

# Calendars are told of another time or place, and of a cancellation, be it for one person alone.
_NEXT_INVITE = table.c.invite_sequence + 1


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
        before = begun(session, interview.id, expected_revision, **changes)
        conflicts.remove(session, interview_ids=[before.id])
        after = reread(session, interview.id)
        # Taking before giving back: two that wait for each other's hour can't lock each other.
        take(session, after, after.people, but=before.span)
        ticks.free_outside(session, interview_id=after.id, span=after.span)
        _keep_links(session, before, after)
        return noted(session, "moved", before)


def describe(
    session: Session, interview: Interview, *, details: Details, expected_revision: int
) -> Interview:
    """Have other things said of an interview, in calendars as well; what is booked stays.

    So does what its candidate asks for. Raises InterviewChanged or InterviewGone.
    """
    with session.begin_nested():
        changes = {**asdict(details), "invite_sequence": _NEXT_INVITE}
        before = begun(session, interview.id, expected_revision, **changes)
        move_requests.follow(session, before, revision=expected_revision + 1)
        return noted(session, "details changed", before)


def cancel(session: Session, interview: Interview, *, expected_revision: int) -> Interview:
    """Cancel an interview and give its hour back.

    Raises InterviewGone when it is cancelled already, InterviewChanged when it has moved on.
    """
    with session.begin_nested():
        cancelled = InterviewState.CANCELLED.value
        before = begun(
            session,
            interview.id,
            expected_revision,
            state=cancelled,
            invite_sequence=_NEXT_INVITE,
        )
        session.execute(sa.delete(busy).where(busy.c.interview_id == interview.id))
        return noted(session, "cancelled", before)


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
        before = begun(session, interview.id, expected_revision, **changes)
        sitting = {person.id for person in before.interviewers}
        leaving = sitting - wanted.keys()
        coming = [wanted[person_id] for person_id in sorted(wanted.keys() - sitting)]
        take(session, replace(before, interviewers=tuple(wanted.values())), coming)
        ticks.free_people(session, interview_id=before.id, person_ids=leaving)
        left = among(panel.c.person_id, leaving)
        session.execute(sa.delete(panel).where(panel.c.interview_id == before.id, left))
        conflicts.remove(session, interview_ids=[before.id], person_ids=leaving)
        join(session, before.id, coming)
        return noted(session, "panel changed", before)


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
            before = begun(
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
            gone = {person.id for person in before.interviewers} - staying
            # At another hour all are asked anew; at its own, those who stay are still to answer.
            whose = gone if start == before.start else None
            conflicts.remove(session, interview_ids=[before.id], person_ids=whose)
            join(session, before.id, [person for person in who if person.id not in sitting])
        # All give back before any takes: else two that change places would find each other's hour
        # taken.
        session.execute(sa.delete(busy).where(among(busy.c.interview_id, ids)))
        after = tuple(reread(session, interview_id) for interview_id in ids)
        for interview in after:
            take(session, interview, interview.people)
        for (was, _, _), now in zip(wanted, after, strict=True):
            _keep_links(session, was, now)
            noted(session, "rearranged", was)
        return after


def _invite_sequence(
    before: Interview, *, start: datetime, panel: Iterable[Person]
) -> sa.ColumnElement[int]:
    left = {person.id for person in before.interviewers} - {person.id for person in panel}
    return _NEXT_INVITE if start != before.start or left else table.c.invite_sequence


def _keep_links(session: Session, before: Interview, after: Interview) -> None:
    """Have the candidate's links that lasted to the hour before last to this one as well."""
    whose = after.candidate.id
    candidate_links.keep_until(session, whose, end=after.span.end, now=before.start)
