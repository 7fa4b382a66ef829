"""Keeping the outbox in order: what lost workers hold, what is too late, and what is long due."""

from datetime import datetime

from scheduling.messages.reasons import HELD, TOO_LATE
from scheduling.model import USUAL, Channel, DeliveryPolicy, PlannedMessage
from scheduling.steps.undelivered import last_chance, tell_coordinators
from scheduling.store import Session, Store, interviews
from scheduling.store.messages.delivery import lost, overdue


def tidy(store: Store, *, now: datetime) -> None:
    """Take back what lost workers hold, and let lapse what is too late to send.

    The coordinators are told of a reminder that never came, unless a later one will.
    """
    with store.reading() as session:
        # Only read, mostly: it is asked every few seconds, and a turn at writing makes others
        # wait.
        if not lost.is_untidy(session, now=now):
            return
    with store.writing() as session:
        lost.reclaim(session, now=now)
        for message in lost.expire(session, now=now):
            if not _is_followed(session, message):
                tell_coordinators(session, message, reason=TOO_LATE, now=now)


def hold_overdue(
    store: Store, *, channel: Channel, now: datetime, policy: DeliveryPolicy = USUAL
) -> int:
    """Hold what may have come long ago, for a channel that cannot look; returns how many.

    To be asked before anything else is done after a start. When the database shows no sign of
    life since `policy.overdue`, it may be an old copy: what has been due for so long, and nobody
    has tried to send, waits for the last chance before it is too late, and the coordinators are
    asked to see to it.
    """
    long_ago = now - policy.overdue
    with store.writing() as session:
        doubtful = overdue.untried(session, channel=channel, due_by=long_ago)
        if not doubtful or (overdue.last_change(session) or now) > long_ago:
            return 0
        held = 0
        for message_id, message in doubtful:
            until = last_chance(session, message, now=now, policy=policy)
            if now < until:
                overdue.put_off(session, message_id, until=until, detail=HELD, now=now)
                tell_coordinators(session, message, reason=HELD, now=now)
                held += 1
        return held


def _is_followed(session: Session, message: PlannedMessage) -> bool:
    """A reminder that lapses before the interview begins does so because the next one is due."""
    if message.interview_id is None or message.expires_at is None:
        return False
    interview = interviews.get(session, message.interview_id)
    return interview is not None and message.expires_at < interview.start
