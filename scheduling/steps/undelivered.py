"""Messages that can't be delivered, and what the coordinators are told of it."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from scheduling.messages.calls_for_help import of_undelivered
from scheduling.messages.reasons import TOO_LATE
from scheduling.model import (
    ClaimedMessage,
    DeliveryPolicy,
    Interview,
    InterviewState,
    MessageKind,
    MessageState,
    PlannedMessage,
    Undelivered,
)
from scheduling.model.notices import FOR_CALENDARS, RoundBooked
from scheduling.store import Session, interviews, people
from scheduling.store.messages import outbox, undelivered
from scheduling.store.messages.delivery import marking

_LOOKS_BACK = timedelta(days=366)
"""Nothing is booked farther ahead, so nothing about what is ahead was planned before."""


def mark_undeliverable(
    session: Session, claimed: ClaimedMessage, *, reason: str, now: datetime
) -> None:
    """Note that a message can never arrive, and have the coordinators told once.

    Nothing happens when somebody else holds it by now.
    """
    if marking.dead(session, claimed, now=now, detail=reason):
        tell_coordinators(session, claimed.message, reason=reason, now=now)


def tell_coordinators(
    session: Session, message: PlannedMessage, *, reason: str, now: datetime
) -> None:
    """Have the coordinators told that somebody was not, at most once for each person.

    A lost word to the coordinators themselves makes no further one.
    """
    # It would be told to those who could not be reached just now, and again, without end. And
    # whose calendar has no entry, has been told in Slack.
    if message.kind in (MessageKind.UNDELIVERED, *FOR_CALENDARS):
        return
    interview = about(session, message)
    person = people.get(session, message.person_id)
    if interview is None or person is None:
        return
    coordinators = people.told_of_changes(session)
    news = of_undelivered(
        interview, person=person, reason=reason, coordinators=coordinators, now=now
    )
    outbox.plan(session, news.messages, now=now)


def about(session: Session, message: PlannedMessage) -> Interview | None:
    """Return the interview that a message is about; of several, the first."""
    if message.interview_id is not None:
        return interviews.get(session, message.interview_id)
    return next(iter(still_theirs(session, message)), None)


def last_chance(
    session: Session, message: PlannedMessage, *, now: datetime, policy: DeliveryPolicy
) -> datetime:
    """Return shortly before when a message would be too late: now, where nobody can tell.

    Too late is when the message expires, or its interview begins.
    """
    interview = about(session, message)
    too_late = message.expires_at or (interview.start if interview else now)
    return too_late - policy.last_chance


def still_theirs(session: Session, message: PlannedMessage) -> tuple[Interview, ...]:
    """Return, of a round's interviews, those that their person still has, by time."""
    found = [interviews.get(session, interview_id) for interview_id in _several(message)]
    theirs = [each for each in found if each is not None and _has(each, message.person_id)]
    return tuple(sorted(theirs, key=lambda interview: (interview.start, interview.id)))


def _has(interview: Interview, person_id: int) -> bool:
    return interview.state is InterviewState.BOOKED and person_id in {
        person.id for person in interview.people
    }


def undelivered_of(session: Session, interviews: Collection[Interview]) -> tuple[Undelivered, ...]:
    """Return what the people of these interviews have not got; each person once.

    A reminder that lapsed because the next one followed is none of it.
    """
    by_id = {interview.id: interview for interview in interviews}
    person_ids = {person.id for interview in interviews for person in interview.people}
    found = undelivered.messages(session, interview_ids=by_id.keys(), person_ids=person_ids)
    return _latest(found, by_id)


def undelivered_ahead(session: Session, *, now: datetime) -> tuple[Undelivered, ...]:
    """Return the same of all interviews ahead; the queries are as few, however many there are."""
    found = undelivered.ahead(session, ending_after=now, planned_after=now - _LOOKS_BACK)
    ids = {
        interview_id
        for message, _, _ in found
        for interview_id in (_several(message) or (message.interview_id,))
        if interview_id is not None
    }
    if not ids:
        return ()
    concerned = interviews.upcoming(session, ending_after=now, ids=ids, limit=len(ids))
    return _latest(found, {each.id: each for each in concerned})


def _latest(
    found: Iterable[tuple[PlannedMessage, MessageState, str]], by_id: dict[int, Interview]
) -> tuple[Undelivered, ...]:
    latest = {
        (interview.id, message.person_id): Undelivered(
            interview_id=interview.id,
            person_id=message.person_id,
            kind=message.kind,
            state=state,
            reason=TOO_LATE if state is MessageState.EXPIRED else reason,
        )
        for message, state, reason in found
        for interview in _about(message, by_id)
        if _matters(message, state, interview)
    }
    return tuple(latest.values())


def _about(message: PlannedMessage, by_id: dict[int, Interview]) -> list[Interview]:
    ids = _several(message) if message.interview_id is None else (message.interview_id,)
    return [by_id[one] for one in ids if one in by_id]


def _several(message: PlannedMessage) -> tuple[int, ...]:
    """The interviews that a message is about, when it may be more than one."""
    notice = message.notice
    return notice.interview_ids if isinstance(notice, RoundBooked) else ()


def _matters(message: PlannedMessage, state: MessageState, interview: Interview) -> bool:
    is_theirs = message.person_id in {person.id for person in interview.people}
    # A reminder lapses when the next is due, the last of them at the start of the interview.
    was_followed = message.expires_at is not None and message.expires_at < interview.start
    return is_theirs and not (state is MessageState.EXPIRED and was_followed)
