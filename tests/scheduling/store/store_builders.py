"""People, interviews and messages to put into a store."""

from datetime import UTC, datetime, timedelta

from scheduling.availability.calendars import BusyBits, BusyBlock, BusyKind
from scheduling.model import Interview, Notice, Person, PlannedMessage, Role
from scheduling.model.calendars import USUALLY_COUNTED, Calendar, CountedEvents, SourceKind
from scheduling.model.notices import Reminder
from scheduling.store import Session, interviews, people
from scheduling.store.availability import calendar_readings, calendars
from scheduling.timespan import HOUR, Span

NOW = datetime(2026, 11, 9, 8, tzinfo=UTC)
TEN = datetime(2026, 11, 10, 10, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)
_REMINDER = Reminder()


def interviewer(session: Session, name: str = "Ines", **facts: object) -> Person:
    return _added(session, name=name, role=Role.INTERVIEWER, **facts)


def candidate(session: Session, name: str = "Carl", **facts: object) -> Person:
    return _added(session, name=name, role=Role.CANDIDATE, **facts)


def coordinator(session: Session, name: str = "Cora", **facts: object) -> Person:
    return _added(session, name=name, role=None, is_coordinator=True, **facts)


def _added(session: Session, *, time_zone: str = "Europe/Berlin", **facts: object) -> Person:
    return people.add(session, time_zone=time_zone, now=NOW, **facts)


def booked(
    session: Session,
    *,
    candidate: Person,
    interviewers: tuple[Person, ...],
    start: datetime = TEN,
    outside_availability: bool = False,
) -> Interview:
    return interviews.book(
        session,
        candidate=candidate,
        interviewers=interviewers,
        start=start,
        outside_availability=outside_availability,
        booked_by="Cora",
        now=NOW,
    )


def connected(
    session: Session,
    person: Person,
    *busy: tuple[datetime, datetime],
    kind: BusyKind = BusyKind.BUSY,
    counted: CountedEvents = USUALLY_COUNTED,
    now: datetime = NOW,
) -> Calendar:
    """A calendar that has been read: its owner is busy from one instant to the other."""
    calendar = calendars.add(
        session,
        person_id=person.id,
        source=SourceKind.ADDRESS,
        host="calendar.example.com",
        sealing=lambda calendar_id: f"sealed for {calendar_id}".encode(),
        counted=counted,
        now=now,
    )
    blocks = [BusyBlock(span=Span(start=start, end=end), kind=kind) for start, end in busy]
    window = Span(start=now - timedelta(days=1), end=now + timedelta(days=120))
    calendars.keep_busy(session, calendar, BusyBits.of(blocks, window=window).packed())
    (claimed,) = calendar_readings.claim_these(session, [calendar.id], until=now)
    calendar_readings.settle(session, claimed, read_at=now, zone=person.time_zone)
    return calendar


def message(
    person: Person,
    key: str = "reminder:1",
    *,
    due_at: datetime = NOW,
    expires_at: datetime | None = TEN + HOUR,
    interview: Interview | None = None,
    notice: Notice = _REMINDER,
) -> PlannedMessage:
    return PlannedMessage(
        person_id=person.id,
        notice=notice,
        dedupe_key=key,
        due_at=due_at,
        expires_at=expires_at,
        interview_id=interview.id if interview else None,
        revision=interview.revision if interview else 0,
    )
