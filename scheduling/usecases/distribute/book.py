"""Booking a plan: all of its interviews, or none."""

from collections.abc import Iterable
from dataclasses import replace

from scheduling.distribution import PlanChange, Seating
from scheduling.errors import RoundChanged, SlotTaken
from scheduling.messages import notices
from scheduling.messages.reach import reach_by
from scheduling.messages.telling import Telling
from scheduling.model import (
    Interview,
    MessageKind,
    Person,
    PlannedMessage,
    RequestContext,
    RevisionKind,
)
from scheduling.model.details import NOTHING_GIVEN
from scheduling.model.permissions import Action, require
from scheduling.model.rounds import RoundState
from scheduling.results import Draft, RoundBooked, StaleCalendar
from scheduling.rounds import RoundOutcome
from scheduling.steps.hours import not_just_read
from scheduling.steps.interviews import (
    AllowedHours,
    check_hours,
    entries_of,
    reminders_of,
    withdraw_answered_calls,
)
from scheduling.steps.news import as_told, tell
from scheduling.steps.revisions import note_revision
from scheduling.store import Session, Store, interviews, people, rounds
from scheduling.store.messages import outbox
from scheduling.timespan import HOUR, instant_of
from scheduling.usecases.distribute.booked_round import booked_round_of, since_planned
from scheduling.usecases.distribute.conflicts import conflicts_in
from scheduling.usecases.distribute.draft import drafted, shown
from scheduling.usecases.distribute.inputs import Prepared

_OF_SOMEBODY_IN_IT = frozenset({MessageKind.REMINDER, MessageKind.CALENDAR_ENTRY})


def book_round(
    store: Store, context: RequestContext, *, round_id: int, version: int
) -> RoundBooked:
    """Book every interview of a draft, plan the reminders and have everybody told once.

    A draft that rebalances a booked round changes what it has to, and tells those concerned.
    When somebody can't have theirs any more, nothing is booked, and the answer says who; nor when
    the booked round is another by now, and the answer says what has become of it.
    Raises RoundGone when it was booked already, RoundChanged when it is another plan by now.
    """
    require(context.actor, Action.DISTRIBUTE)
    try:
        with store.writing() as session:
            draft = shown(
                session, rounds.draft(session, round_id, version=version), context=context
            )
            return _booked(session, draft, context)
    except SlotTaken:
        # Somebody was quicker after we had looked: now there is something to see.
        with store.reading() as session:
            draft = shown(
                session, rounds.draft(session, round_id, version=version), context=context
            )
            if draft.round.rebalances is not None:
                raise
            conflicts = conflicts_in(session, draft, released=(), context=context)
        return RoundBooked(draft=draft, conflicts=conflicts)


def book_even_round(
    store: Store, context: RequestContext, *, round_id: int, version: int
) -> RoundBooked:
    """Book the most even plan of a rebalanced round, in the place of the one with the fewest moves.

    Raises what booking a round does, and RoundChanged where there is no such plan any more.
    """
    require(context.actor, Action.DISTRIBUTE)
    with store.writing() as session:
        round = rounds.draft(session, round_id, version=version)
        if round.proposal is None:
            raise RoundChanged
        taken = rounds.replace_outcome(
            session,
            round,
            outcome=round.proposal,
            adjustments=round.adjustments,
            now=context.now,
        )
        return _booked(session, shown(session, taken, context=context), context)


def book_at_once(
    store: Store, context: RequestContext, *, prepared: Prepared, outcome: RoundOutcome
) -> RoundBooked:
    """Book what was planned just now in one go, and have everybody told once.

    When somebody can't have theirs any more, nothing is booked, and the answer says who. Raises
    SlotTaken when that turns out in the very last moment.
    """
    require(context.actor, Action.DISTRIBUTE)
    with store.writing() as session:
        draft = drafted(session, outcome, asked=prepared.asked, context=context)
        booked = _booked(session, draft, context)
        # A draft that nobody is shown can't be dropped by anybody.
        if booked.conflicts:
            rounds.end(session, draft.round, state=RoundState.DROPPED, now=context.now)
        return booked


def _booked(session: Session, draft: Draft, context: RequestContext) -> RoundBooked:
    base, released = draft.round.rebalances, tuple[Interview, ...]()
    if base is not None:
        stands = booked_round_of(session, base, context=context)
        since = since_planned(stands, draft, context=context)
        if since:
            return RoundBooked(draft=draft, since=since)
        released = stands.open
    conflicts = conflicts_in(session, draft, released=released, context=context)
    if conflicts:
        return RoundBooked(draft=draft, conflicts=conflicts)
    if base is None:
        seatings = draft.outcome.plan.seatings
        booked = tuple(_book(session, draft, seating, context) for seating in seatings)
        news = notices.of_round(
            booked,
            round_id=draft.round.id,
            actor=context.actor,
            reach=reach_by(context.rules),
            now=context.now,
        )
        tell(session, news, _for_new(booked, context), context=context)
    else:
        booked, news = _rearranged(session, draft, released, context)
    linked = [interview.id for interview in booked]
    rounds.link(session, base or draft.round.id, interview_ids=linked)
    ended = rounds.end(session, draft.round, state=RoundState.BOOKED, now=context.now)
    untold = tuple(as_told(each, context=context) for each in news.untold)
    details = {interview.candidate.id: interview.details for interview in booked}
    stale = _not_just_read(session, draft, context=context)
    done = replace(draft, round=ended, details=details, stale=stale)
    return RoundBooked(draft=done, interviews=booked, untold=untold)


def _not_just_read(
    session: Session, draft: Draft, *, context: RequestContext
) -> tuple[StaleCalendar, ...]:
    """Whose calendars were not read just before this, of those whom it has booked or moved."""
    if draft.round.rebalances is None:
        seatings = draft.outcome.plan.seatings
    else:
        seatings = tuple(change.after for change in draft.changes if change.after)
    if not seatings:
        return ()
    ids = {id for each in seatings for id in (each.candidate, *each.panel)}
    until = max(instant_of(each.hour) for each in seatings) + HOUR
    who = [draft.people[id] for id in sorted(ids)]
    return not_just_read(session, who, until=until, context=context)


def _rearranged(
    session: Session, draft: Draft, released: tuple[Interview, ...], context: RequestContext
) -> tuple[tuple[Interview, ...], Telling]:
    """Make the changes, those that give hours back first; return what is new, and who is told."""
    told = Telling()
    was = {interview.candidate.id: interview for interview in released}
    for change in draft.changes:
        if change.after is None:
            told += _cancel(session, was[change.candidate], context)
    both = [(was[c.candidate], c.after) for c in draft.changes if c.before and c.after]
    moves = [(old, instant_of(now.hour), _panel(draft, now)) for old, now in both]
    outside = [old.id for old, now in both if _is_outside(session, draft, now)]
    after = interviews.rearrange(session, moves, outside=outside)
    for (before, _), now in zip(both, after, strict=True):
        told += _tell_of_rearranging(session, before, now, context)
    new = _new(draft.changes)
    booked = tuple(
        _book(session, draft, seating, context, outside=_is_outside(session, draft, seating))
        for seating in new
    )
    for interview in booked:
        news = notices.of_booking(
            interview, actor=context.actor, reach=reach_by(context.rules), now=context.now
        )
        tell(session, news, _for_new([interview], context), context=context)
        told += news
    return booked, told


def _new(changes: Iterable[PlanChange]) -> list[Seating]:
    return [change.after for change in changes if change.after and not change.before]


def _cancel(session: Session, interview: Interview, context: RequestContext) -> Telling:
    after = interviews.cancel(session, interview, expected_revision=interview.revision)
    note_revision(session, after, RevisionKind.CANCELLED, context=context)
    _withdraw(session, after, notices.OVERTAKEN, context=context)
    news = notices.of_cancelling(
        after,
        actor=context.actor,
        coordinators=(),
        reach=reach_by(context.rules),
        now=context.now,
    )
    tell(session, news, entries_of(interview, after, context), context=context)
    return news


def _tell_of_rearranging(
    session: Session, before: Interview, after: Interview, context: RequestContext
) -> Telling:
    """Tell those concerned; reminders follow the hour and those who are on the panel now."""
    moved = before.start != after.start
    kind = RevisionKind.MOVED if moved else RevisionKind.PANEL_CHANGED
    note_revision(session, after, kind, context=context)
    old = {person.id for person in before.interviewers}
    new = {person.id for person in after.interviewers}
    if moved:
        _withdraw(session, after, notices.OVERTAKEN, context=context)
    else:
        _withdraw(session, after, _OF_SOMEBODY_IN_IT, context=context, of=old - new)
        withdraw_answered_calls(session, after, context=context)
    coordinators = people.told_of_changes(session) if before.declined else ()
    news = notices.of_rearranging(
        before,
        after,
        actor=context.actor,
        coordinators=coordinators,
        reach=reach_by(context.rules),
        now=context.now,
    )
    if not moved and not context.rules.candidates_see_panel:
        news = news.without(before.candidate)
    reminders = [r for r in reminders_of(after, context) if moved or r.person_id in new - old]
    tell(session, news, (*reminders, *entries_of(before, after, context)), context=context)
    return news


def _panel(draft: Draft, seating: Seating) -> list[Person]:
    return [draft.people[person_id] for person_id in seating.panel]


def _is_outside(session: Session, draft: Draft, seating: Seating) -> bool:
    """Whether somebody has not offered the hour, or has declined it.

    An hour of theirs that was booked all the same counts as free when a round is levelled again.
    """
    who = (draft.people[seating.candidate], *_panel(draft, seating))
    start = instant_of(seating.hour)
    return check_hours(session, who, start=start, allowed=AllowedHours.ANY).is_outside


def _book(
    session: Session,
    draft: Draft,
    seating: Seating,
    context: RequestContext,
    *,
    outside: bool = False,
) -> Interview:
    return interviews.book(
        session,
        candidate=draft.people[seating.candidate],
        interviewers=_panel(draft, seating),
        start=instant_of(seating.hour),
        outside_availability=outside,
        booked_by=context.actor.slack_user_id or context.actor.name,
        details=NOTHING_GIVEN.over(context.rules.usual_details),
        now=context.now,
    )


def _for_new(booked: Iterable[Interview], context: RequestContext) -> list[PlannedMessage]:
    return [
        message
        for each in booked
        for message in (*reminders_of(each, context), *entries_of(None, each, context))
    ]


def _withdraw(
    session: Session,
    interview: Interview,
    kinds: frozenset[MessageKind],
    *,
    context: RequestContext,
    of: Iterable[int] | None = None,
) -> None:
    outbox.cancel(session, interview_id=interview.id, kinds=kinds, person_ids=of, now=context.now)
