"""Booking, moving, cancelling, and finding somebody else when an interviewer can't come."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from scheduling import notices
from scheduling.answers import InterviewPage
from scheduling.booking import absent, check_open, check_people, check_start
from scheduling.calendar import read_hours, slots_ahead, stand_ins
from scheduling.errors import (
    NotOnTheHour,
    NotOnThePanel,
    OutsideAvailability,
    PersonGone,
    SameHour,
    SlotTaken,
    StandInTaken,
    TooSoon,
    listed,
)
from scheduling.model import Asking, Interview, MessageKind, Person, PlannedMessage
from scheduling.reminders import planned_reminders
from scheduling.roles import Action, require
from scheduling.slots import SlotQuestion
from scheduling.store import Session, Store, interviews, outbox, people
from scheduling.timespan import hour_from

_NEXT_FREE = 3
_REMINDERS = frozenset({MessageKind.REMINDER})
_CALLS_FOR_HELP = frozenset({MessageKind.CANNOT_MAKE_IT})


class AllowedHours(StrEnum):
    """Which hours a booking may take: those that people have offered, or any at all."""

    OFFERED = "offered"
    ANY = "any"


def book_interview(
    store: Store,
    *,
    asking: Asking,
    candidate_id: int | None,
    interviewer_ids: tuple[int, ...],
    start: datetime,
    allowed: AllowedHours,
) -> Interview:
    """This will book the hour for everybody in it, plan their reminders and have them told.

    Raises what `booking` refuses, and SlotTaken with the next free hours when somebody is
    booked already; then nothing has changed.
    """
    require(asking.actor, Action.BOOK)
    with store.writing() as session:
        candidate = None if candidate_id is None else _known(session, candidate_id)
        panel = tuple(_known(session, person_id) for person_id in interviewer_ids)
        check_people(candidate=candidate, interviewers=panel)
        assert candidate is not None  # checked in the line above
        check_start(start=start, now=asking.now, rules=asking.rules)
        outside = _check_hours(session, (candidate, *panel), start=start, allowed=allowed)
        with _next_free_named(session, (candidate, *panel), asking=asking):
            interview = interviews.book(
                session,
                candidate=candidate,
                interviewers=panel,
                start=start,
                outside_availability=outside,
                booked_by=asking.actor.slack_user_id or asking.actor.name,
                now=asking.now,
            )
        news = notices.of_booking(interview, actor=asking.actor, now=asking.now)
        outbox.plan(session, (*news, *_reminders(interview, asking)), now=asking.now)
        return interview


def move_interview(
    store: Store,
    *,
    asking: Asking,
    interview_id: int,
    start: datetime,
    allowed: AllowedHours,
) -> tuple[Interview, Interview]:
    """This will move an interview to another hour; returns it as it was and as it is.

    The old hour is free again, the reminders are planned anew and everybody is told. Raises
    SameHour and what booking raises; then nothing has changed.
    """
    with store.writing() as session, _nothing_moved():
        before = check_open(interviews.get(session, interview_id), now=asking.now)
        require(asking.actor, Action.MOVE, before)
        if allowed is AllowedHours.ANY:
            require(asking.actor, Action.BOOK)
        if start == before.start:
            raise SameHour(start=start)
        check_start(start=start, now=asking.now, rules=asking.rules)
        outside = _check_hours(session, before.people, start=start, allowed=allowed)
        with _next_free_named(session, before.people, asking=asking):
            after = interviews.move(
                session,
                before,
                start=start,
                expected_revision=before.revision,
                outside_availability=outside,
            )
        news = notices.of_move(
            before,
            after,
            actor=asking.actor,
            coordinators=people.coordinators(session),
            now=asking.now,
        )
        _withdraw(session, after, notices.OVERTAKEN, asking=asking)
        outbox.plan(session, (*news, *_reminders(after, asking)), now=asking.now)
        return before, after


def cancel_interview(store: Store, *, asking: Asking, interview_id: int) -> Interview:
    """This will cancel an interview: its hour is free again, and everybody is told."""
    with store.writing() as session:
        before = check_open(interviews.get(session, interview_id), now=asking.now)
        require(asking.actor, Action.CANCEL, before)
        after = interviews.cancel(session, before, expected_revision=before.revision)
        _withdraw(session, after, notices.OVERTAKEN, asking=asking)
        coordinators = people.coordinators(session)
        news = notices.of_cancelling(
            after, actor=asking.actor, coordinators=coordinators, now=asking.now
        )
        outbox.plan(session, news, now=asking.now)
        return after


def decline_interview(store: Store, *, asking: Asking, interview_id: int) -> Interview:
    """This will note that an interviewer can't make it and call the coordinators for help.

    The hour stays theirs until a coordinator replaces them: an interview never stands without
    an interviewer. They are reminded no more.
    """
    with store.writing() as session:
        before = check_open(interviews.get(session, interview_id), now=asking.now)
        require(asking.actor, Action.DECLINE, before)
        leaving = asking.actor.person
        assert leaving is not None  # nobody else may decline
        if leaving.id in before.declined:
            return before
        after = interviews.decline(
            session, before, person=leaving, expected_revision=before.revision
        )
        news = notices.of_declining(
            after, leaving=leaving, coordinators=people.coordinators(session), now=asking.now
        )
        _withdraw(session, after, _REMINDERS, asking=asking, of=(leaving,))
        outbox.plan(session, news, now=asking.now)
        return after


def replace_interviewer(
    store: Store,
    *,
    asking: Asking,
    interview_id: int,
    leaving_id: int,
    coming_id: int | None,
) -> Interview:
    """This will put one interviewer in the place of another, or go on without one (None).

    Raises NotOnThePanel when the first has left already, StandInTaken when the second is booked
    by now, OutsideAvailability when they have not offered the hour, and NoInterviewer rather
    than leave a panel empty.
    """
    with store.writing() as session:
        before = check_open(interviews.get(session, interview_id), now=asking.now)
        require(asking.actor, Action.REPLACE, before)
        panel = _panel_after(session, before, leaving_id=leaving_id, coming_id=coming_id)
        check_people(candidate=before.candidate, interviewers=panel)
        coming = tuple(person for person in panel if person not in before.interviewers)
        _check_hours(session, coming, start=before.start, allowed=AllowedHours.OFFERED)
        with _others_named(session, before):
            after = interviews.replace_panel(
                session, before, interviewers=panel, expected_revision=before.revision
            )
        leaving = tuple(person for person in before.interviewers if person not in panel)
        _withdraw(session, after, _REMINDERS, asking=asking, of=leaving)
        if not after.declined:
            _withdraw(session, after, _CALLS_FOR_HELP, asking=asking)
        news = notices.of_panel_change(
            before,
            after,
            actor=asking.actor,
            coordinators=people.coordinators(session),
            now=asking.now,
        )
        reminders = [r for r in _reminders(after, asking) if r.person_id in {p.id for p in coming}]
        outbox.plan(session, (*news, *reminders), now=asking.now)
        return after


def interview_of(store: Store, *, asking: Asking, interview_id: int) -> Interview:
    """This will return an interview that can still be changed. Raises InterviewGone, HasPassed."""
    require(asking.actor, Action.LOOK)
    with store.reading() as session:
        return check_open(interviews.get(session, interview_id), now=asking.now)


def upcoming_interviews(store: Store, *, asking: Asking, skip: int, limit: int) -> InterviewPage:
    """This will return the actor's interviews that have not ended; coordinators see all."""
    actor = asking.actor
    if actor.person is None and not actor.is_coordinator:
        return InterviewPage(interviews=(), skip=0, total=0)
    whose = None if actor.is_coordinator or actor.person is None else actor.person.id
    with store.reading() as session:
        found = interviews.upcoming(
            session, ending_after=asking.now, person_id=whose, skip=skip, limit=limit
        )
        total = interviews.count_upcoming(session, ending_after=asking.now, person_id=whose)
    return InterviewPage(interviews=found, skip=skip, total=total)


def _known(session: Session, person_id: int) -> Person:
    person = people.get(session, person_id)
    if person is None:
        raise PersonGone
    return person


def _panel_after(
    session: Session, interview: Interview, *, leaving_id: int, coming_id: int | None
) -> tuple[Person, ...]:
    staying = tuple(person for person in interview.interviewers if person.id != leaving_id)
    if len(staying) == len(interview.interviewers):
        leaving = people.get(session, leaving_id)
        raise NotOnThePanel(name=leaving.name if leaving else "That person")
    return staying if coming_id is None else (*staying, _known(session, coming_id))


def _check_hours(
    session: Session, who: tuple[Person, ...], *, start: datetime, allowed: AllowedHours
) -> bool:
    """Whether somebody has not offered the hour; refused unless any hour is allowed."""
    hours = read_hours(session, people=who, span=hour_from(start))
    missing = absent(who, offered=hours.offered, horizon=hours.horizon, start=start)
    if missing and allowed is AllowedHours.OFFERED:
        raise OutsideAvailability(start=start, people=tuple(p.name for p in missing))
    return bool(missing)


def _reminders(interview: Interview, asking: Asking) -> tuple[PlannedMessage, ...]:
    leads = asking.rules.reminder_leads
    return planned_reminders(interview, leads=leads, now=asking.now)


def _withdraw(
    session: Session,
    interview: Interview,
    kinds: frozenset[MessageKind],
    *,
    asking: Asking,
    of: tuple[Person, ...] | None = None,
) -> None:
    """Calls back what has not been sent yet, to everybody or to some."""
    person_ids = None if of is None else [person.id for person in of]
    outbox.cancel(
        session, interview_id=interview.id, kinds=kinds, person_ids=person_ids, now=asking.now
    )


@contextmanager
def _next_free_named(
    session: Session, who: tuple[Person, ...], *, asking: Asking
) -> Iterator[None]:
    """Adds the next hours that everybody has free to a SlotTaken."""
    try:
        yield
    except SlotTaken as taken:
        question = SlotQuestion(candidate=who[0], interviewers=who[1:])
        until = max(asking.now, taken.start) + asking.rules.look_ahead
        found = slots_ahead(session, question, until=until, asking=asking)
        next_free = tuple(slot.start for slot in found.page(limit=_NEXT_FREE))
        raise replace(taken, next_free=next_free) from None


@contextmanager
def _others_named(session: Session, interview: Interview) -> Iterator[None]:
    """Turns a SlotTaken into who else could take the place."""
    try:
        yield
    except SlotTaken as taken:
        others = tuple(person.name for person in stand_ins(session, interview))
        raise StandInTaken(name=listed(taken.taken), start=interview.start, others=others) from None


@contextmanager
def _nothing_moved() -> Iterator[None]:
    """Lets refusals say that nothing was moved."""
    try:
        yield
    except (NotOnTheHour, OutsideAvailability, SlotTaken, TooSoon) as refusal:
        raise replace(refusal, undone="moved") from None
