"""Getting planned messages, reminders and notices alike, to the people they are for.

The road is: claim a batch, begin (committed before Slack is called), call, mark. A worker
that has lost a message, because its lease ran out, finds that out at the next step and leaves
the message alone.
"""

from datetime import datetime, timedelta

from scheduling import calendar
from scheduling.answers import Letter
from scheduling.model import (
    ClaimedMessage,
    Interview,
    InterviewState,
    MessageKind,
    Person,
    PlannedMessage,
)
from scheduling.notices import INTERVIEWS, TOO_LATE, of_undelivered
from scheduling.store import Session, Store, interviews, outbox, people, rounds

LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 8
_LONGEST_WAIT = timedelta(minutes=10)


def tidy(store: Store, *, now: datetime) -> None:
    """This will take back what lost workers hold, and let lapse what is too late to send.

    The coordinators are told of a reminder that never came, unless a later one will.
    """
    with store.reading() as session:
        if not outbox.is_untidy(session, now=now):
            return
    with store.writing() as session:
        outbox.reap(session, now=now)
        for message in outbox.expire(session, now=now):
            if not _is_followed(session, message):
                _tell_coordinators(session, message, reason=TOO_LATE, now=now)


def next_due(store: Store, *, now: datetime) -> datetime | None:
    """This will return when the next message of those still to come is due, if there is any."""
    with store.reading() as session:
        return outbox.next_due(session, now=now)


def claim_due(store: Store, *, owner: str, limit: int, now: datetime) -> tuple[ClaimedMessage, ...]:
    """This will claim messages that are due, oldest first; none while sending is paused.

    As long as nothing is due it only reads, so that an idle bot writes nothing.
    """
    with store.reading() as session:
        if not outbox.is_due(session, now=now):
            return ()
    with store.writing() as session:
        return outbox.claim(session, owner=owner, now=now, lease=LEASE, limit=limit)


def letter_of(store: Store, *, claimed: ClaimedMessage) -> Letter:
    """This will return a message with all that its words need."""
    message = claimed.message
    with store.reading() as session:
        recipient = people.get(session, message.person_id)
        assert recipient is not None  # the database keeps whoever has messages
        several = _still_theirs(session, message)
        interview = _about(session, message)
        round_id = None if interview is None else rounds.of_interview(session, interview.id)
        stand_ins: tuple[Person, ...] = ()
        if message.kind is MessageKind.CANNOT_MAKE_IT and interview is not None:
            stand_ins = calendar.stand_ins(session, interview)
    return Letter(
        claimed=claimed,
        recipient=recipient,
        interview=interview,
        stand_ins=stand_ins,
        interviews=several,
        round_id=round_id,
    )


def begin(store: Store, *, claimed: ClaimedMessage, now: datetime) -> bool:
    """This will commit that the call is about to be made; False when it must not be.

    That is when the message is lost, when sending has been paused since it was claimed (it is
    put back then), and past 0.4 of the lease, so that a slow call can't outlive the lease.
    """
    if now > claimed.lease_until - 0.6 * LEASE:
        return False
    with store.writing() as session:
        until = outbox.paused_until(session, now=now)
        if until is None:
            return outbox.begin(session, claimed, now=now)
        outbox.unsent(session, claimed, now=now, retry_at=until, detail="paused", counts=False)
        return False


def mark_sent(
    store: Store, *, claimed: ClaimedMessage, channel: str, ts: str, now: datetime
) -> bool:
    """This will note that Slack has accepted it."""
    with store.writing() as session:
        return outbox.sent(session, claimed, now=now, channel=channel, ts=ts)


def mark_paused(
    store: Store, *, claimed: ClaimedMessage, until: datetime, reason: str, now: datetime
) -> None:
    """This will put it back, not as an attempt, and hold all sending until then."""
    with store.writing() as session:
        outbox.unsent(session, claimed, now=now, retry_at=until, detail=reason, counts=False)
        outbox.pause(session, until=until, reason=reason)


def mark_unsent(store: Store, *, claimed: ClaimedMessage, reason: str, now: datetime) -> None:
    """This will put back what surely was not sent: again after a wait that doubles each time.

    After the last attempt it is given up, and the coordinators are told.
    """
    if claimed.attempts + 1 >= MOST_ATTEMPTS:
        mark_dead(store, claimed=claimed, reason=reason, now=now)
        return
    wait = min(timedelta(seconds=2) * 2**claimed.attempts, _LONGEST_WAIT)
    with store.writing() as session:
        outbox.unsent(session, claimed, now=now, retry_at=now + wait, detail=reason, counts=True)


def mark_unknown(store: Store, *, claimed: ClaimedMessage, reason: str, now: datetime) -> None:
    """This will note that nobody can tell yet whether Slack has accepted it."""
    with store.writing() as session:
        outbox.unknown(session, claimed, now=now, detail=reason)


def mark_dead(store: Store, *, claimed: ClaimedMessage, reason: str, now: datetime) -> None:
    """This will give up a message that can never arrive, and have the coordinators told once."""
    with store.writing() as session:
        if not outbox.dead(session, claimed, now=now, detail=reason):
            return
        _tell_coordinators(session, claimed.message, reason=reason, now=now)


def _tell_coordinators(
    session: Session, message: PlannedMessage, *, reason: str, now: datetime
) -> None:
    if message.kind is MessageKind.UNDELIVERED:
        return
    interview = _about(session, message)
    person = people.get(session, message.person_id)
    if interview is None or person is None:
        return
    coordinators = people.coordinators(session)
    news = of_undelivered(
        interview, person=person, reason=reason, coordinators=coordinators, now=now
    )
    outbox.plan(session, news, now=now)


def _about(session: Session, message: PlannedMessage) -> Interview | None:
    """The interview that a message is about; of several, the first."""
    if message.interview_id is not None:
        return interviews.get(session, message.interview_id)
    return next(iter(_still_theirs(session, message)), None)


def _still_theirs(session: Session, message: PlannedMessage) -> tuple[Interview, ...]:
    """Of the interviews of a round, those that their person still has, earliest first."""
    ids = dict(message.facts).get(INTERVIEWS, "").split()
    found = [interviews.get(session, int(interview_id)) for interview_id in ids]
    theirs = [each for each in found if each is not None and _has(each, message.person_id)]
    return tuple(sorted(theirs, key=lambda interview: (interview.start, interview.id)))


def _has(interview: Interview, person_id: int) -> bool:
    return interview.state is InterviewState.BOOKED and person_id in {
        person.id for person in interview.people
    }


def _is_followed(session: Session, message: PlannedMessage) -> bool:
    """A reminder that lapses before the interview begins does so because the next one is due."""
    if message.interview_id is None or message.expires_at is None:
        return False
    interview = interviews.get(session, message.interview_id)
    return interview is not None and message.expires_at < interview.start
