"""Booking an interview, and moving it to another hour."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from scheduling.errors import (
    SameHour,
    SlotTaken,
)
from scheduling.interviews.rules import check_panel, check_people, check_start
from scheduling.messages import notices
from scheduling.messages.reach import reach_by
from scheduling.model import UNSEEN, Person, RequestContext, Seen
from scheduling.model.details import NOTHING_GIVEN, GivenDetails, read_details
from scheduling.model.permissions import Action, require
from scheduling.results import InterviewChange
from scheduling.slots import SlotQuestion
from scheduling.steps.hours import not_just_read, slots_ahead
from scheduling.steps.interviews import AllowedHours, check_hours, entries_of, reminders_of
from scheduling.steps.news import tell
from scheduling.steps.people import all_known
from scheduling.steps.revisions import moved, naming_nobody, nothing_moved, open_as_seen
from scheduling.store import Session, Store, interviews, people
from scheduling.timespan import hour_from

_NEXT_FREE = 3


def book_interview(
    store: Store,
    context: RequestContext,
    *,
    candidate_id: int | None,
    interviewer_ids: tuple[int, ...],
    start: datetime,
    allowed: AllowedHours,
    told_busy: Collection[int] = (),
    given: GivenDetails = NOTHING_GIVEN,
) -> InterviewChange:
    """Book the hour for everybody in it, plan their reminders and have them told.

    `told_busy` are the ids of those of whom the actor was told that their calendars take it.
    Where nobody says where it is, it is where the workspace's interviews are. Raises what `booking`
    refuses, LinkNotHttps, DetailTooLong, and SlotTaken with the next free hours when somebody is
    booked already; then nothing has changed. Whoever is too late is refused at once, without
    waiting for a turn to write; who is not is looked at again when it has come.
    """
    require(context.actor, Action.BOOK)
    said = read_details(given)
    wanted = _Wanted(candidate_id=candidate_id, interviewer_ids=interviewer_ids, start=start)
    with store.reading() as session:
        _refuse_the_taken(session, _seats(session, wanted, context=context), context=context)
    people_ids = [each for each in (candidate_id, *interviewer_ids) if each is not None]
    with _next_free_named(store, context=context), store.writing_about(people_ids) as session:
        seats = _seats(session, wanted, context=context)
        hour = check_hours(session, seats.people, start=start, allowed=allowed, told_busy=told_busy)
        interview = interviews.book(
            session,
            candidate=seats.candidate,
            interviewers=seats.panel,
            start=start,
            outside_availability=hour.is_outside,
            booked_by=context.actor.slack_user_id or context.actor.name,
            details=said.over(context.rules.usual_details),
            now=context.now,
        )
        news = notices.of_booking(
            interview, actor=context.actor, reach=reach_by(context.rules), now=context.now
        )
        more = (*reminders_of(interview, context), *entries_of(None, interview, context))
        untold = tell(session, news, more, context=context)
        stale = not_just_read(session, seats.people, until=interview.span.end, context=context)
        return InterviewChange(interview=interview, untold=untold, busy=hour.busy, stale=stale)


def move_interview(
    store: Store,
    context: RequestContext,
    *,
    interview_id: int,
    start: datetime,
    allowed: AllowedHours,
    told_busy: Collection[int] = (),
    seen: Seen = UNSEEN,
) -> InterviewChange:
    """Move an interview to another hour, and return it as it was and as it is.

    The old hour is free again, the reminders are planned anew and everybody is told; so is
    whoever had moved it here. `told_busy` is as for booking. Raises InterviewChanged when it is not
    as it was `seen` any more, PanelHasLeft, SameHour and what booking raises; then nothing has
    changed.
    """
    with (
        nothing_moved(),
        _next_free_named(store, context=context),
        store.writing_about(interview_id=interview_id) as session,
    ):
        before = open_as_seen(session, interview_id, action=Action.MOVE, seen=seen, context=context)
        if allowed is not AllowedHours.OFFERED:
            require(context.actor, Action.BOOK)
        check_panel(before)
        if start == before.start:
            raise SameHour(start=start)
        check_start(start=start, now=context.now, rules=context.rules)
        with naming_nobody(before, context=context):
            hour = check_hours(
                session, before.people, start=start, allowed=allowed, told_busy=told_busy
            )
            return moved(session, before, start=start, hour=hour, context=context)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """What is to be booked, as it was asked for."""

    candidate_id: int | None
    interviewer_ids: tuple[int, ...]
    start: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seats:
    """Who would be in the interview, and from when on."""

    candidate: Person
    panel: tuple[Person, ...]
    start: datetime

    @property
    def people(self) -> tuple[Person, ...]:
        """The candidate first."""
        return (self.candidate, *self.panel)


def _seats(session: Session, wanted: _Wanted, *, context: RequestContext) -> _Seats:
    """What is wanted, as far as it makes sense at all: the people and the hour."""
    candidate, panel = _both_sides(session, wanted)
    check_people(candidate=candidate, interviewers=panel)
    assert candidate is not None  # checked in the line above
    check_start(start=wanted.start, now=context.now, rules=context.rules)
    return _Seats(candidate=candidate, panel=panel, start=wanted.start)


def _both_sides(session: Session, wanted: _Wanted) -> tuple[Person | None, tuple[Person, ...]]:
    if wanted.candidate_id is None:
        return None, all_known(session, wanted.interviewer_ids)
    candidate, *panel = all_known(session, (wanted.candidate_id, *wanted.interviewer_ids))
    return candidate, tuple(panel)


def _refuse_the_taken(session: Session, seats: _Seats, *, context: RequestContext) -> None:
    ids = tuple(person.id for person in seats.people)
    taken = interviews.taken_by(session, person_ids=ids, span=hour_from(seats.start))
    if taken:
        names = tuple(person.name for person in seats.people if person.id in taken)
        refusal = SlotTaken(start=seats.start, taken=names, people_ids=ids)
        raise _with_next_free(session, refusal, seats.people, context=context)


@contextmanager
def _next_free_named(store: Store, *, context: RequestContext) -> Iterator[None]:
    """Add the next hours that everybody has free to a SlotTaken, once nobody waits for us."""
    try:
        yield
    except SlotTaken as taken:
        with store.reading() as session:
            who = tuple(people.by_ids(session, taken.people_ids).values())
            refusal = _with_next_free(session, taken, who, context=context)
        raise refusal from None


def _with_next_free(
    session: Session, taken: SlotTaken, who: tuple[Person, ...], *, context: RequestContext
) -> SlotTaken:
    """With the next hours at which all of them are free; the candidate is the first of them."""
    question = SlotQuestion(candidate=who[0], interviewers=who[1:])
    until = max(context.now, taken.start) + context.rules.look_ahead
    found = slots_ahead(session, question, until=until, context=context)
    return replace(taken, next_free=tuple(slot.start for slot in found.page(limit=_NEXT_FREE)))
