"""Booking a plan: all of its interviews, or none."""

from collections.abc import Iterator

from scheduling import notices
from scheduling.answers import Draft, RoundBooked, Setback, WhyNotBooked
from scheduling.calendar import Hours, read_hours
from scheduling.distribution.plan import Seating
from scheduling.errors import SlotTaken
from scheduling.model import Asking, Interview, Person, PlannedMessage, Role
from scheduling.reminders import planned_reminders
from scheduling.roles import Action, require
from scheduling.round import RoundState
from scheduling.store import Session, Store, interviews, outbox, rounds
from scheduling.timespan import TICKS_PER_HOUR, Span, hour_from, instant_of
from scheduling.usecases.distribute.planning import shown

_AT_ONCE = 500
"""Messages in one statement; SQLite takes no more than some 2,500 of them."""


def book_round(store: Store, *, asking: Asking, round_id: int, version: int) -> RoundBooked:
    """This will book every interview of a draft, plan the reminders and have everybody told once.

    When somebody can't have theirs any more, nothing is booked, and the answer says who.
    Raises RoundGone when it was booked already, RoundChanged when it is another plan by now.
    """
    require(asking.actor, Action.DISTRIBUTE)
    try:
        return _booked(store, asking, round_id, version)
    except SlotTaken:
        # Somebody was quicker after we had looked: now there is something to see.
        with store.reading() as session:
            draft = shown(session, rounds.draft(session, round_id, version=version))
            setbacks = tuple(_setbacks(session, draft, asking))
        return RoundBooked(draft=draft, setbacks=setbacks)


def _booked(store: Store, asking: Asking, round_id: int, version: int) -> RoundBooked:
    with store.writing() as session:
        round = rounds.draft(session, round_id, version=version)
        draft = shown(session, round)
        setbacks = tuple(_setbacks(session, draft, asking))
        if setbacks:
            return RoundBooked(draft=draft, setbacks=setbacks)
        booked = tuple(
            _book(session, draft, seating, asking) for seating in draft.outcome.plan.seatings
        )
        rounds.link(session, round.id, interview_ids=[interview.id for interview in booked])
        ended = rounds.end(session, round, state=RoundState.BOOKED, now=asking.now)
        _tell(session, booked, round_id=round.id, asking=asking)
        return RoundBooked(draft=shown(session, ended), interviews=booked)


def _book(session: Session, draft: Draft, seating: Seating, asking: Asking) -> Interview:
    return interviews.book(
        session,
        candidate=draft.people[seating.candidate],
        interviewers=[draft.people[person_id] for person_id in seating.panel],
        start=instant_of(seating.hour),
        outside_availability=False,
        booked_by=asking.actor.slack_user_id or asking.actor.name,
        now=asking.now,
    )


def _tell(
    session: Session, booked: tuple[Interview, ...], *, round_id: int, asking: Asking
) -> None:
    leads, now = asking.rules.reminder_leads, asking.now
    messages: list[PlannedMessage] = [
        *notices.of_round(booked, round_id=round_id, actor=asking.actor, now=now)
    ]
    for interview in booked:
        messages += planned_reminders(interview, leads=leads, now=now)
    for first in range(0, len(messages), _AT_ONCE):
        outbox.plan(session, messages[first : first + _AT_ONCE], now=now)


def _setbacks(session: Session, draft: Draft, asking: Asking) -> Iterator[Setback]:
    """Everybody who can't have the interview planned for them, by its hour."""
    seatings = draft.outcome.plan.seatings
    if not seatings:
        return
    span = Span(
        start=instant_of(seatings[0].hour),
        end=instant_of(max(seating.hour for seating in seatings) + TICKS_PER_HOUR),
    )
    hours = read_hours(session, people=draft.people.values(), span=span)
    for seating in seatings:
        for person_id in (seating.candidate, *seating.panel):
            person = draft.people[person_id]
            role = Role.CANDIDATE if person_id == seating.candidate else Role.INTERVIEWER
            why = _why_not(person, role, seating.hour, hours, asking)
            if why is not None:
                yield Setback(person=person, start=instant_of(seating.hour), why=why)


def _why_not(
    person: Person, role: Role, tick: int, hours: Hours, asking: Asking
) -> WhyNotBooked | None:
    start = instant_of(tick)
    hour = hours.horizon.bits([hour_from(start).ticks])
    if not person.may_be(role):
        return WhyNotBooked.GONE
    if start < asking.now + asking.rules.minimum_notice:
        return WhyNotBooked.TOO_SOON
    if hour & ~hours.offered[person.id]:
        return WhyNotBooked.HOURS_CHANGED
    return WhyNotBooked.TAKEN if hour & ~hours.free[person.id] else None
