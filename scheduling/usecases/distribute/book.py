"""Booking a plan: all of its interviews, or none."""

from collections.abc import Iterable

from scheduling.distribution import Change, Seating
from scheduling.errors import RoundChanged, SlotTaken
from scheduling.messages import notices
from scheduling.messages.reminders import planned_reminders
from scheduling.model import Asking, Interview, MessageKind, Person, PlannedMessage
from scheduling.model.permissions import Action, require
from scheduling.model.rounds import RoundState
from scheduling.results import Draft, RoundBooked
from scheduling.rounds import Outcome
from scheduling.store import Session, Store, interviews, rounds
from scheduling.store.messages import outbox
from scheduling.timespan import instant_of
from scheduling.usecases.distribute.booked_round import standing_of
from scheduling.usecases.distribute.conflicts import setbacks_in
from scheduling.usecases.distribute.draft import drafted, shown
from scheduling.usecases.distribute.inputs import Prepared

_AT_ONCE = 500
"""Messages in one statement; SQLite takes no more than some 2,500 of them."""
_REMINDERS = frozenset({MessageKind.REMINDER})
_CALLS_FOR_HELP = frozenset({MessageKind.CANNOT_MAKE_IT})


def book_round(store: Store, *, asking: Asking, round_id: int, version: int) -> RoundBooked:
    """This will book every interview of a draft, plan the reminders and have everybody told once.

    A draft that re-levels a booked round changes what it has to, and tells those concerned.
    When somebody can't have theirs any more, nothing is booked, and the answer says who.
    Raises RoundGone when it was booked already, RoundChanged when it is another plan by now.
    """
    require(asking.actor, Action.DISTRIBUTE)
    try:
        with store.writing() as session:
            draft = shown(session, rounds.draft(session, round_id, version=version))
            return _booked(session, draft, asking)
    except SlotTaken:
        # Somebody was quicker after we had looked: now there is something to see.
        with store.reading() as session:
            draft = shown(session, rounds.draft(session, round_id, version=version))
            if draft.round.relevels is not None:
                raise
            setbacks = setbacks_in(session, draft, released=(), asking=asking)
        return RoundBooked(draft=draft, setbacks=setbacks)


def book_at_once(
    store: Store, *, asking: Asking, prepared: Prepared, outcome: Outcome
) -> RoundBooked:
    """This will book what was planned just now in one go, and have everybody told once.

    When somebody can't have theirs any more, nothing is booked, and the answer says who. Raises
    SlotTaken when that turns out in the very last moment.
    """
    require(asking.actor, Action.DISTRIBUTE)
    with store.writing() as session:
        draft = drafted(session, outcome, asked=prepared.asked, asking=asking)
        booked = _booked(session, draft, asking)
        if booked.setbacks:
            rounds.end(session, draft.round, state=RoundState.DROPPED, now=asking.now)
        return booked


def _booked(session: Session, draft: Draft, asking: Asking) -> RoundBooked:
    base = draft.round.relevels
    released = () if base is None else _still_as_planned(session, base, draft, asking)
    setbacks = setbacks_in(session, draft, released=released, asking=asking)
    if setbacks:
        return RoundBooked(draft=draft, setbacks=setbacks)
    if base is None:
        seatings = draft.outcome.plan.seatings
        booked = tuple(_book(session, draft, seating, asking) for seating in seatings)
        news = notices.of_round(booked, round_id=draft.round.id, actor=asking.actor, now=asking.now)
        _tell(session, [*news, *_reminders(booked, asking)], asking=asking)
    else:
        booked = _rearranged(session, draft, released, asking)
    linked = [interview.id for interview in booked]
    rounds.link(session, base or draft.round.id, interview_ids=linked)
    ended = rounds.end(session, draft.round, state=RoundState.BOOKED, now=asking.now)
    return RoundBooked(draft=shown(session, ended), interviews=booked)


def _still_as_planned(
    session: Session, base: int, draft: Draft, asking: Asking
) -> tuple[Interview, ...]:
    """The interviews of the booked round, if they are what the plan was made from."""
    standing = standing_of(session, base, asking=asking)
    if standing.seatings != draft.outcome.present:
        raise RoundChanged
    return standing.open


def _rearranged(
    session: Session, draft: Draft, released: tuple[Interview, ...], asking: Asking
) -> tuple[Interview, ...]:
    """Makes the changes, those that give hours back first; returns what is new."""
    was = {interview.candidate.id: interview for interview in released}
    for change in draft.changes:
        if change.after is None:
            _cancel(session, was[change.candidate], asking)
    both = [(was[c.candidate], c.after) for c in draft.changes if c.before and c.after]
    moves = [(old, instant_of(now.hour), _panel(draft, now)) for old, now in both]
    after = interviews.rearrange(session, moves)
    for (before, _), now in zip(both, after, strict=True):
        _tell_of_rearranging(session, before, now, asking)
    new = _new(draft.changes)
    booked = tuple(_book(session, draft, seating, asking) for seating in new)
    for interview in booked:
        news = notices.of_booking(interview, actor=asking.actor, now=asking.now)
        _tell(session, [*news, *_reminders([interview], asking)], asking=asking)
    return booked


def _new(changes: Iterable[Change]) -> list[Seating]:
    return [change.after for change in changes if change.after and not change.before]


def _cancel(session: Session, interview: Interview, asking: Asking) -> None:
    after = interviews.cancel(session, interview, expected_revision=interview.revision)
    _withdraw(session, after, notices.OVERTAKEN, asking=asking)
    news = notices.of_cancelling(after, actor=asking.actor, coordinators=(), now=asking.now)
    _tell(session, news, asking=asking)


def _tell_of_rearranging(
    session: Session, before: Interview, after: Interview, asking: Asking
) -> None:
    """Tells those concerned; reminders follow the hour and those who are on the panel now."""
    moved = before.start != after.start
    old = {person.id for person in before.interviewers}
    new = {person.id for person in after.interviewers}
    if moved:
        _withdraw(session, after, notices.OVERTAKEN, asking=asking)
    else:
        _withdraw(session, after, _REMINDERS, asking=asking, of=old - new)
        if not after.declined:
            _withdraw(session, after, _CALLS_FOR_HELP, asking=asking)
    news = notices.of_rearranging(before, after, actor=asking.actor, now=asking.now)
    reminders = [r for r in _reminders([after], asking) if moved or r.person_id in new - old]
    _tell(session, [*news, *reminders], asking=asking)


def _panel(draft: Draft, seating: Seating) -> list[Person]:
    return [draft.people[person_id] for person_id in seating.panel]


def _book(session: Session, draft: Draft, seating: Seating, asking: Asking) -> Interview:
    return interviews.book(
        session,
        candidate=draft.people[seating.candidate],
        interviewers=_panel(draft, seating),
        start=instant_of(seating.hour),
        outside_availability=False,
        booked_by=asking.actor.slack_user_id or asking.actor.name,
        now=asking.now,
    )


def _reminders(booked: Iterable[Interview], asking: Asking) -> list[PlannedMessage]:
    leads, now = asking.rules.reminder_leads, asking.now
    return [
        reminder
        for interview in booked
        for reminder in planned_reminders(interview, leads=leads, now=now)
    ]


def _withdraw(
    session: Session,
    interview: Interview,
    kinds: frozenset[MessageKind],
    *,
    asking: Asking,
    of: Iterable[int] | None = None,
) -> None:
    outbox.cancel(session, interview_id=interview.id, kinds=kinds, person_ids=of, now=asking.now)


def _tell(session: Session, messages: Iterable[PlannedMessage], *, asking: Asking) -> None:
    planned = tuple(messages)
    for first in range(0, len(planned), _AT_ONCE):
        outbox.plan(session, planned[first : first + _AT_ONCE], now=asking.now)
