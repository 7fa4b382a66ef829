"""What each answer of a channel means for the outbox."""

import logging
from datetime import datetime

from bot.delivery.channel import LookupOutcome, LookupResult, SendOutcome, SendResult
from bot.process.metrics import note_look, note_sent
from scheduling.model import ClaimedMessage, DeliveryPolicy
from scheduling.store import Store
from scheduling.usecases import delivery
from scheduling.usecases.delivery import reconcile

log = logging.getLogger(__name__)


def mark(
    store: Store,
    claimed: ClaimedMessage,
    result: SendResult,
    *,
    now: datetime,
    policy: DeliveryPolicy,
) -> None:
    """Note what became of a message that was to be sent."""
    reason = result.detail
    match result.outcome:
        case SendOutcome.SENT:
            at = {"conversation": result.conversation, "receipt": result.receipt}
            if delivery.mark_sent(store, claimed=claimed, now=now, **at):
                note_sent(claimed.message.kind, late=now - claimed.message.due_at)
        case SendOutcome.LATER:
            until = now + result.retry_after
            delivery.mark_paused(store, claimed=claimed, until=until, reason=reason, now=now)
        case SendOutcome.UNSENT:
            delivery.mark_unsent(store, claimed=claimed, reason=reason, now=now, policy=policy)
        case SendOutcome.UNKNOWN:
            delivery.mark_unknown(store, claimed=claimed, reason=reason, now=now, policy=policy)
        case SendOutcome.NEVER:
            delivery.mark_dead(store, claimed=claimed, reason=reason, now=now)
        case SendOutcome.BROKEN:
            log.error("the channel refuses us (%s): sending by it is paused", reason)
            until = now + policy.broken
            delivery.mark_paused(store, claimed=claimed, until=until, reason=reason, now=now)


def settle(
    store: Store,
    claimed: ClaimedMessage,
    result: LookupResult,
    *,
    now: datetime,
    policy: DeliveryPolicy,
) -> None:
    """Note what came of looking for a message of which nobody knows."""
    again = False
    match result.outcome:
        case LookupOutcome.FOUND:
            at = {"conversation": result.conversation, "receipt": result.receipt}
            if delivery.mark_sent(store, claimed=claimed, now=now, **at):
                note_sent(claimed.message.kind, late=claimed.since - claimed.message.due_at)
        case LookupOutcome.MISSING:
            again = reconcile.note_missing(
                store,
                claimed=claimed,
                conversation=result.conversation,
                now=now,
                policy=policy,
            )
        case LookupOutcome.TROUBLE:
            soon = now + policy.looks[0]
            again = reconcile.note_later(store, claimed=claimed, at=soon, now=now, policy=policy)
        case LookupOutcome.UNREADABLE:
            again = reconcile.note_unreadable(
                store, claimed=claimed, reason=result.detail, now=now, policy=policy
            )
        case LookupOutcome.LIMITED | LookupOutcome.BROKEN:
            is_broken = result.outcome is LookupOutcome.BROKEN
            until = now + (policy.broken if is_broken else result.retry_after)
            reconcile.hold_off(
                store, claimed=claimed, until=until, reason=result.detail, pauses=is_broken
            )
    note_look(result.outcome, sent_again=again)


def settle_unseen(
    store: Store, claimed: ClaimedMessage, *, now: datetime, policy: DeliveryPolicy
) -> None:
    """Have a message sent once more where nobody can look whether it came."""
    again = reconcile.note_unseen(store, claimed=claimed, now=now, policy=policy)
    note_look("unseen", sent_again=again)


def from_lookup(result: LookupResult) -> SendResult | None:
    """Return what looking for a message before sending it means: None, that it is to be sent."""
    match result.outcome:
        case LookupOutcome.FOUND:
            return SendResult(
                outcome=SendOutcome.SENT,
                conversation=result.conversation,
                receipt=result.receipt,
            )
        case LookupOutcome.LIMITED:
            return SendResult(
                outcome=SendOutcome.LATER,
                detail=result.detail,
                retry_after=result.retry_after,
            )
        case LookupOutcome.TROUBLE:
            return SendResult(outcome=SendOutcome.UNSENT, detail=result.detail)
    return None
