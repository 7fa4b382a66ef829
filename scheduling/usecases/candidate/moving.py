"""Moving one's own interview: to an hour that is offered, or by asking for another."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from scheduling.availability.from_hours import windows_from
from scheduling.errors import (
    NoMoveAsked,
    NotByThemselves,
    NotOnTheHour,
    SameHour,
    SlotTaken,
    TooFarAhead,
    TooSoon,
)
from scheduling.interviews.rules import check_start
from scheduling.messages.about_candidates import of_move_request
from scheduling.model import Interview, RequestContext, RevisionKind, Seen
from scheduling.model.interviews import MoveRequest
from scheduling.model.permissions import Action, require
from scheduling.results import InterviewChange, MoveChoices
from scheduling.steps.interviews import AS_OFFERED, AllowedHours, check_hours
from scheduling.steps.revisions import moved, nothing_moved, open_as_seen
from scheduling.steps.save_hours.availability import saved, with_said
from scheduling.store import Session, Store, interviews, people
from scheduling.store.interviews import move_requests, revisions
from scheduling.store.messages import outbox
from scheduling.usecases.candidate.offered import offered_hours
from scheduling.wording.reading import ParsedAvailability

_NEXT_FREE = 3


def hours_to_move(store: Store, context: RequestContext, *, interview_id: int) -> MoveChoices:
    """Return an interview of the actor's, and to which hours they may move it by themselves.

    None where they may not any more. Raises InterviewGone, HasPassed and NotAllowed.
    """
    with store.reading() as session:
        interview = open_as_seen(
            session, interview_id, action=Action.MOVE, seen=Seen(), context=context
        )
        alone = _may_move_alone(session, interview, context)
        starts = _offered(session, interview, context) if alone else ()
        return MoveChoices(interview=interview, may_move=alone, starts=starts)


def move_own(
    store: Store, context: RequestContext, *, interview_id: int, start: datetime, seen: Seen
) -> InterviewChange:
    """Move the actor's own interview to an hour that is offered; that hour is theirs with it.

    Moved there already, it stays as it is. Raises InterviewChanged, NotByThemselves, and SlotTaken
    with the next hours where it is offered no more; then nothing has changed.
    """
    with store.writing() as session:
        stands = interviews.get(session, interview_id)
        if stands is not None and stands.start == start:
            require(context.actor, Action.MOVE, stands)
            return InterviewChange(interview=stands, before=stands)
        before = open_as_seen(session, interview_id, action=Action.MOVE, seen=seen, context=context)
        if not _may_move_alone(session, before, context):
            raise NotByThemselves
        offered = _offered(session, before, context)
        if start not in offered:
            raise SlotTaken(start=start, taken=(), next_free=offered[:_NEXT_FREE], undone="moved")
        windows = windows_from([start], time_zone=before.candidate.time_zone)
        said = ParsedAvailability(windows=windows)
        saved(
            session,
            before.candidate,
            lambda stood, today: with_said(stood, said, today=today),
            context=context,
        )
        return moved(session, before, start=start, hour=AS_OFFERED, context=context)


def ask_to_move(
    store: Store, context: RequestContext, *, interview_id: int, wanted: datetime, seen: Seen
) -> Interview:
    """Ask the coordinators to move the actor's own interview to an hour that is not offered.

    Asked again for the same, they hear nothing new. Raises InterviewChanged, SameHour for
    where it is already, TooFarAhead, NotOnTheHour, HasPassed and TooSoon.
    """
    with store.writing() as session:
        interview = open_as_seen(
            session, interview_id, action=Action.MOVE, seen=seen, context=context
        )
        if wanted == interview.start:
            raise SameHour(start=wanted)
        with _nothing_asked():
            check_start(start=wanted, now=context.now, rules=context.rules)
        asked = move_requests.of(session, [interview]).get(interview.id)
        if asked is not None and asked.wanted == wanted:
            return interview
        move_requests.put(session, interview, wanted=wanted, now=context.now)
        told = of_move_request(
            interview,
            wanted=wanted,
            coordinators=people.told_of_changes(session),
            now=context.now,
        )
        outbox.plan(session, told.messages, now=context.now)
        return interview


def move_wanted(
    store: Store,
    context: RequestContext,
    *,
    interview_id: int,
    wanted: datetime | None = None,
    told_busy: Collection[int] = (),
) -> InterviewChange:
    """Move an interview to the hour that its candidate asks for, whatever hours are given.

    `wanted` is that hour as the actor has seen it; None stands for whichever it is. Raises
    NoMoveAsked where nobody asks for it any more, OutsideAvailability where a calendar of the panel
    takes it but for those of `told_busy`, by id, NotAllowed, SlotTaken, TooSoon and HasPassed; then
    nothing has changed.
    """
    require(context.actor, Action.BOOK)
    with nothing_moved(), store.writing() as session:
        before, asked = _asked(session, interview_id, wanted, context)
        check_start(start=asked.wanted, now=context.now, rules=context.rules)
        hour = check_hours(
            session,
            before.interviewers,
            start=asked.wanted,
            allowed=AllowedHours.UNLESS_BUSY,
            told_busy=told_busy,
        )
        return moved(session, before, start=asked.wanted, hour=hour, context=context)


def refuse_move(
    store: Store, context: RequestContext, *, interview_id: int, wanted: datetime | None = None
) -> Interview:
    """Have an interview stay where it is, whatever its candidate asks for; their page says so.

    As with `move_wanted`, of the hour that was seen. Raises NoMoveAsked and NotAllowed.
    """
    require(context.actor, Action.BOOK)
    with store.writing() as session:
        interview, _ = _asked(session, interview_id, wanted, context)
        move_requests.refuse(session, interview, now=context.now)
        return interview


@contextmanager
def _nothing_asked() -> Iterator[None]:
    """Let refusals say that nothing was asked for."""
    try:
        yield
    except (NotOnTheHour, TooFarAhead, TooSoon) as refusal:
        raise replace(refusal, undone="asked for") from None


def _asked(
    session: Session, interview_id: int, wanted: datetime | None, context: RequestContext
) -> tuple[Interview, MoveRequest]:
    interview = open_as_seen(
        session, interview_id, action=Action.MOVE, seen=Seen(), context=context
    )
    asked = move_requests.of(session, [interview]).get(interview.id)
    if asked is None or asked.is_refused or wanted not in (None, asked.wanted):
        raise NoMoveAsked
    return interview, asked


def _offered(
    session: Session, interview: Interview, context: RequestContext
) -> tuple[datetime, ...]:
    return offered_hours(
        session,
        candidate=interview.candidate,
        interviewers=interview.interviewers,
        seats=len(interview.interviewers),
        context=context,
        but=interview,
    ).starts()


def _may_move_alone(session: Session, interview: Interview, context: RequestContext) -> bool:
    """Whether they have not done so as often as they may, and it is not about to begin."""
    rules, actor = context.rules, context.actor
    if context.now + rules.candidate_moves_until > interview.start:
        return False
    own = actor.slack_user_id or actor.name
    changes = revisions.since(session, interview, revision=0)
    moves = sum(each.kind is RevisionKind.MOVED and each.by == own for each in changes)
    return moves < rules.candidate_moves
