"""Noting what became of the call that was made for a message.

What nobody knows of it, `reconcile` finds out.
"""

from datetime import datetime

from scheduling.messages.reasons import UNWRITTEN
from scheduling.model import USUAL, Channel, ClaimedMessage, DeliveryPolicy
from scheduling.steps.undelivered import mark_undeliverable
from scheduling.store import Store
from scheduling.store.messages.delivery import marking, pause


def mark_sent(
    store: Store, *, claimed: ClaimedMessage, conversation: str, receipt: str, now: datetime
) -> bool:
    """Note that its channel has it, be it from its answer or from looking there.

    False when another worker has found that out already.
    """
    with store.stepping() as session:
        return marking.sent(session, claimed, now=now, conversation=conversation, receipt=receipt)


def mark_unsent(
    store: Store,
    *,
    claimed: ClaimedMessage,
    reason: str,
    now: datetime,
    policy: DeliveryPolicy = USUAL,
) -> None:
    """Put back what surely was not sent: again after a wait that doubles each time.

    What could not even be written is undeliverable after the last attempt, and the coordinators
    are told. That a channel is out of reach is not the message's fault: only age ends that.
    """
    attempts = claimed.attempts + 1
    cannot_be_written = reason == UNWRITTEN and attempts >= policy.most_attempts
    if cannot_be_written or policy.gives_up(claimed.message, attempts=attempts, now=now):
        mark_dead(store, claimed=claimed, reason=reason, now=now)
        return
    again = now + policy.retry_after(attempts)
    with store.stepping() as session:
        marking.unsent(session, claimed, now=now, retry_at=again, detail=reason, counts=True)


def mark_unknown(
    store: Store,
    *,
    claimed: ClaimedMessage,
    reason: str,
    now: datetime,
    policy: DeliveryPolicy = USUAL,
) -> None:
    """Note that nobody can tell yet whether its channel has accepted it."""
    with store.stepping() as session:
        look_at = now + policy.looks[0]
        marking.unknown(session, claimed, now=now, detail=reason, look_at=look_at)


def mark_dead(store: Store, *, claimed: ClaimedMessage, reason: str, now: datetime) -> None:
    """Note that a message can never arrive, and have the coordinators told once."""
    with store.writing() as session:
        mark_undeliverable(session, claimed, reason=reason, now=now)


def mark_paused(
    store: Store, *, claimed: ClaimedMessage, until: datetime, reason: str, now: datetime
) -> None:
    """Put it back, not as an attempt, and hold all that its channel sends until then."""
    channel = claimed.message.channel
    with store.writing() as session:
        marking.unsent(session, claimed, now=now, retry_at=until, detail=reason, counts=False)
        pause.begin(session, channel=channel, until=until, reason=reason)


def pause_slack(store: Store, *, reason: str, until: datetime) -> None:
    """Hold all that Slack would be sent until then; what is due stays due."""
    with store.writing() as session:
        pause.begin(session, channel=Channel.SLACK, until=until, reason=reason)
