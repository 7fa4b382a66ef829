"""Booking interviews: the quarters of an hour that they take of everybody, and who is on them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.errors import SlotTaken
from scheduling.model import Interview, Person
from scheduling.model.details import NO_DETAILS, Details
from scheduling.store.interviews import audited, ticks
from scheduling.store.interviews.fenced import note_affected
from scheduling.store.interviews.reading import BOOKED
from scheduling.store.people import candidate_links
from scheduling.store.schema.tables import busy, panel
from scheduling.store.schema.tables import interview as table
from scheduling.timespan import Span


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
        **asdict(details),
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
        take(session, interview, interview.people)
    join(session, interview_id, who)
    note_affected(session, interview)
    candidate_links.keep_until(session, candidate.id, end=interview.span.end, now=now)
    audited.note_new(session, interview)
    return interview


def take(
    session: Session, interview: Interview, who: Iterable[Person], *, but: Span | None = None
) -> None:
    """Take the hour for some people, but for the part of it that they hold already.

    Raises SlotTaken with the names of those who are booked already.
    """
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


def join(session: Session, interview_id: int, who: Iterable[Person]) -> None:
    """Put some on the panel."""
    rows = [{"interview_id": interview_id, "person_id": person.id} for person in who]
    if rows:
        session.execute(sa.insert(panel).values(rows))


@contextmanager
def _gone_if_taken(session: Session, interview_id: int) -> Iterator[None]:
    """Undo what is new of an interview where an hour is taken.

    A savepoint would be two more journeys for each that can be booked.
    """
    try:
        yield
    except SlotTaken:
        session.execute(sa.delete(busy).where(busy.c.interview_id == interview_id))
        session.execute(sa.delete(table).where(table.c.id == interview_id))
        raise
