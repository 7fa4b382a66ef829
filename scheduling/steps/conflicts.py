"""Booked interviews that a change of hours or of time zone has put outside somebody's hours.

They stay where they are: the people have promised them. Whoever is concerned is told: the person
themself and the coordinators, but for whoever sees it in the answer to the change.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from scheduling.availability import free_hours
from scheduling.availability.calendars.accepted import is_accepted, is_over, taken_of_hour
from scheduling.availability.calendars.busy_bits import BusyBits, unpacked
from scheduling.messages.calls_for_help import of_accepting, of_conflict
from scheduling.messages.telling import Telling
from scheduling.model import Actor, Availability, Interview, Person, RequestContext, Rules
from scheduling.model.calendars import AcceptedBlock
from scheduling.model.notice_kinds import ChangedHours
from scheduling.steps.hours import busy_ticks
from scheduling.steps.interviews import called_for_help, withdraw_answered_calls
from scheduling.store import Session, availability, interviews, people
from scheduling.store.availability import accepted_blocks, calendars
from scheduling.store.interviews import conflicts
from scheduling.store.messages import outbox
from scheduling.timespan import Horizon, Span, hour_from

_MOST = 200
"""Interviews looked at for one person; far more than anybody has ahead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenHours:
    """What somebody offers: the hours they gave, by their clock."""

    person: Person
    hours: Availability

    def offer(self, interview: Interview) -> bool:
        """Tell whether the whole of an interview lies within them."""
        hour = Horizon.covering(hour_from(interview.start))
        free = free_hours(self.hours, time_zone=self.person.time_zone, horizon=hour)
        return free == hour.everything


def note_conflicts(
    session: Session,
    *,
    before: GivenHours,
    after: GivenHours,
    context: RequestContext,
    shown_to: Person | None = None,
) -> tuple[Interview, ...]:
    """Note the interviews that the hours held before and don't hold now, and have them told of.

    Returns these, by time; `shown_to` sees them in an answer, and gets no message. Those that
    the hours hold again are in conflict no more, unless a calendar takes them.
    """
    person = after.person
    ahead = _expected(person, _ahead(session, person, now=context.now))
    lost = tuple(each for each in ahead if before.offer(each) and not after.offer(each))
    taken = _taken_by_calendars(session, person, ahead)
    # What the hours held before is in conflict by a calendar, if at all.
    given = (each for each in ahead if each.id not in taken and not before.offer(each))
    _end_by_themselves(session, given, hours=after, context=context)
    conflicts.add(session, person_id=person.id, interview_ids=[each.id for each in lost])
    told = _telling(session, lost, before=before, after=after, shown_to=shown_to, now=context.now)
    outbox.plan(session, told.messages, now=context.now)
    return lost


@contextmanager
def calendar_conflicts_noted(session: Session, person: Person, *, now: datetime) -> Iterator[None]:
    """Note what a change of somebody's busy time in the block means for their interviews ahead.

    Those whose hours their calendars have come to take are in conflict, and they are asked once
    whether they come, unless they have said so of what is there; those that nothing takes any more
    are in conflict no more.
    """
    before = taken_by_calendars(session, person, now=now)
    yield
    note_taken(session, person, before, now=now)


def taken_by_calendars(session: Session, person: Person, *, now: datetime) -> frozenset[int]:
    """Return somebody's interviews ahead, by id, at whose hours their calendars make them busy."""
    return _taken_by_calendars(session, person, _ahead(session, person, now=now))


def _ahead(session: Session, person: Person, *, now: datetime) -> tuple[Interview, ...]:
    """Somebody's interviews that have yet to begin: of the others there is nothing to ask."""
    found = interviews.upcoming(session, ending_after=now, person_id=person.id, limit=_MOST)
    return tuple(each for each in found if each.start > now)


def _expected(person: Person, ahead: tuple[Interview, ...]) -> tuple[Interview, ...]:
    """Those to which somebody has not said already that they can't make it."""
    return tuple(each for each in ahead if person.id not in each.declined)


def note_taken(session: Session, person: Person, before: frozenset[int], *, now: datetime) -> None:
    """Note what has changed since calendars took the hours of those of somebody's interviews."""
    ahead = _ahead(session, person, now=now)
    after = _taken_by_calendars(session, person, ahead)
    mine = _expected(person, ahead)
    lost = [each for each in mine if each.id in after - before]
    asked = _not_accepted(session, person, lost, now=now)
    new = [each for each in asked if person.id not in each.in_conflict]
    conflicts.add(session, person_id=person.id, interview_ids=[each.id for each in new])
    coordinators = people.told_of_changes(session) if new else ()
    for interview in new:
        told = of_conflict(
            interview,
            person=person,
            changed=ChangedHours.CALENDAR,
            version=f"calendar:{now.isoformat()}",
            shown_to=None,
            coordinators=coordinators,
            now=now,
        )
        outbox.plan(session, told.messages, now=now)
    free = [each for each in mine if each.id not in after and person.id in each.in_conflict]
    if not before.issuperset(each.id for each in free) and _is_in_doubt(session, person):
        # What a silent calendar said last may be out of force by now, and true all the same.
        free = [each for each in free if each.id in before]
    _end_those_free(session, person, free, now=now)


def _taken_by_calendars(
    session: Session, person: Person, ahead: tuple[Interview, ...]
) -> frozenset[int]:
    """Of some interviews, those, by id, at whose hours somebody's calendars make them busy."""
    if not ahead:
        return frozenset()
    span = Span(start=ahead[0].start, end=ahead[-1].span.end)
    horizon = Horizon.covering(span)
    busy = busy_ticks(session, [person.id], horizon=horizon)[person.id]
    return frozenset(each.id for each in ahead if horizon.bits([each.span.ticks]) & busy)


def note_accepted(session: Session, interview: Interview, person: Person) -> None:
    """Remember that somebody comes to an interview in spite of what is in their calendars by now.

    In one of which nothing is known any more that may be the whole hour.
    """
    busy = _busy_by_calendar(session, person)
    everything = Horizon.covering(hour_from(interview.start)).everything
    taken = {
        each: taken_of_hour(busy[each.id], each.counted, interview.start)
        if each.id in busy
        else everything
        for each in calendars.of(session, [person.id])[person.id]
        if each.read_at is not None
    }
    accepted = (
        AcceptedBlock(
            calendar_id=each.id,
            interview_id=interview.id,
            start=interview.start,
            ticks=ticks,
            counted=each.counted,
        )
        for each, ticks in taken.items()
        if ticks
    )
    accepted_blocks.keep(session, person.id, accepted)


def _not_accepted(
    session: Session, person: Person, lost: list[Interview], *, now: datetime
) -> list[Interview]:
    """Those of some interviews in whose way more is than what somebody has accepted there.

    What is over of that is forgotten: should it come back, it is something new.
    """
    accepted = accepted_blocks.of(session, person.id)
    if not accepted:
        return lost
    busy = _busy_by_calendar(session, person)
    over = [
        each
        for each in accepted
        if each.start <= now or (each.calendar_id in busy and is_over(each, busy[each.calendar_id]))
    ]
    accepted_blocks.forget(session, over)
    counted = {each.id: each.counted for each in calendars.by_ids(session, busy)}
    return [
        each
        for each in lost
        if not is_accepted(
            {id: taken_of_hour(bits, counted[id], each.start) for id, bits in busy.items()},
            (a for a in accepted if (a.interview_id, a.start) == (each.id, each.start)),
        )
    ]


def _busy_by_calendar(session: Session, person: Person) -> dict[int, BusyBits]:
    """When somebody's calendars make them busy, by id; without those of which nothing is known."""
    theirs = [each.id for each in calendars.of(session, [person.id])[person.id]]
    return {id: unpacked(kept.packed) for id, kept in calendars.busy_in(session, theirs).items()}


def _is_in_doubt(session: Session, person: Person) -> bool:
    theirs = calendars.of(session, [person.id])[person.id]
    return any(each.failing_since is not None for each in theirs)


def _end_those_free(
    session: Session, person: Person, free: list[Interview], *, now: datetime
) -> None:
    """End conflicts of interviews whose hours no calendar takes, as far as nobody knows better."""
    if not free:
        return
    hours = GivenHours(person=person, hours=availability.of(session, [person.id])[person.id])
    by_itself = RequestContext(
        actor=Actor(name="", time_zone=person.time_zone), now=now, rules=Rules()
    )
    _end_by_themselves(session, free, hours=hours, context=by_itself)


def _end_by_themselves(
    session: Session,
    free: Iterable[Interview],
    *,
    hours: GivenHours,
    context: RequestContext,
) -> None:
    """End conflicts of interviews in whose way nothing is: no calendar, nor the hours given."""
    person = hours.person
    for interview in free:
        if person.id in interview.in_conflict and hours.offer(interview):
            end_conflict(session, interview, person, context=context, is_by_itself=True)


def end_conflict(
    session: Session,
    interview: Interview,
    person: Person,
    *,
    context: RequestContext,
    is_by_itself: bool = False,
) -> Interview:
    """Note that somebody comes, and return the interview as it is then.

    They have said so, or `is_by_itself` nothing is in their way any more.

    Whoever was asked for somebody in their place hears that no help is needed.
    """
    called = called_for_help(session, interview, person)
    if not is_by_itself:
        note_accepted(session, interview, person)
    conflicts.remove(session, interview_ids=[interview.id], person_ids=[person.id])
    after = interviews.get(session, interview.id) or interview
    withdraw_answered_calls(session, after, context=context)
    news = of_accepting(
        after,
        staying=person,
        coordinators=[each for each in people.told_of_changes(session) if each.id in called],
        version=f":{context.now.isoformat()}",
        now=context.now,
        is_by_itself=is_by_itself,
    )
    outbox.plan(session, news.messages, now=context.now)
    return after


def _telling(
    session: Session,
    lost: tuple[Interview, ...],
    *,
    before: GivenHours,
    after: GivenHours,
    shown_to: Person | None,
    now: datetime,
) -> Telling:
    if not lost:
        return Telling()
    moved = before.person.time_zone != after.person.time_zone
    changed = ChangedHours.TIME_ZONE if moved else ChangedHours.AVAILABILITY
    # A move to another zone leaves the version as it is; and back and forth is two warnings.
    version = f"{after.hours.version}:{after.person.time_zone}:{now.isoformat()}"
    coordinators = people.told_of_changes(session)
    told = Telling()
    for interview in lost:
        told += of_conflict(
            interview,
            person=after.person,
            changed=changed,
            version=version,
            shown_to=shown_to,
            coordinators=coordinators,
            now=now,
        )
    return told
