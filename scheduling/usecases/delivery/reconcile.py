"""Finding out whether their channel has accepted messages of which nobody knows.

Claim some, look for each in the history of its conversation, and note what it is: sent, or to be
looked for again, or to be sent again.
"""

from datetime import datetime

from scheduling.messages.reasons import UNCERTAIN
from scheduling.model import USUAL, Channel, ClaimedMessage, DeliveryPolicy, Person
from scheduling.steps.undelivered import last_chance, mark_undeliverable
from scheduling.store import Session, Store, people
from scheduling.store.messages.delivery import marking, pause, unknown

_NOT_FOUND = "not found in the history"
_UNSEEN = "nobody can look whether it came"


def claim_unknown(
    store: Store,
    *,
    channel: Channel,
    owner: str,
    limit: int,
    now: datetime,
    policy: DeliveryPolicy = USUAL,
) -> tuple[ClaimedMessage, ...]:
    """Claim messages of a channel to look for, oldest first; none while it is paused."""
    with store.reading() as session:
        if not unknown.is_due(session, channel=channel, now=now):
            return ()
    with store.stepping() as session:
        return unknown.claim(
            session, channel=channel, owner=owner, now=now, limit=limit, policy=policy
        )


def give_back(store: Store, *, claimed: ClaimedMessage, now: datetime) -> None:
    """Let go of a message that was not looked for; somebody else may look."""
    with store.stepping() as session:
        unknown.look_again(session, claimed, at=now, has_looked=False)


def recipient_of(store: Store, *, claimed: ClaimedMessage) -> Person:
    """Return whom a message is for."""
    with store.reading() as session:
        recipient = people.get(session, claimed.message.person_id)
    assert recipient is not None  # the database keeps whoever has messages
    return recipient


def note_missing(
    store: Store,
    *,
    claimed: ClaimedMessage,
    conversation: str,
    now: datetime,
    policy: DeliveryPolicy = USUAL,
) -> bool:
    """Have it looked for again, or after the last look sent again; True if so.

    Before the message would be too late, it is sent again sooner. One that was withdrawn in the
    meantime is cancelled rather than sent.
    """
    looks = claimed.looks + 1
    with store.writing() as session:
        if looks < len(policy.looks):
            at = now + policy.looks[looks]
            expires = claimed.message.expires_at
            if expires is None or at < expires:
                unknown.look_again(
                    session, claimed, at=at, has_looked=True, conversation=conversation
                )
                return False
        return _send_again(session, claimed, reason=_NOT_FOUND, now=now, policy=policy)


def note_later(
    store: Store,
    *,
    claimed: ClaimedMessage,
    at: datetime,
    now: datetime,
    policy: DeliveryPolicy = USUAL,
) -> bool:
    """Have it looked for later, since its channel had trouble just now.

    When it would be too late then, it is sent again, which is True: to be told twice is better
    than not to be told.
    """
    expires = claimed.message.expires_at
    with store.writing() as session:
        if expires is None or at < expires:
            unknown.look_again(session, claimed, at=at, has_looked=False)
            return False
        return _send_again(session, claimed, reason=_NOT_FOUND, now=now, policy=policy)


def note_unreadable(
    store: Store,
    *,
    claimed: ClaimedMessage,
    reason: str,
    now: datetime,
    policy: DeliveryPolicy = USUAL,
) -> bool:
    """Have it looked for later, and shortly before it is too late send it once more.

    True if so. Too late is when the message expires, or the interview begins. When even then
    nobody knows, it is undeliverable, and the coordinators are told that it is uncertain.
    """
    with store.writing() as session:
        chance = last_chance(session, claimed.message, now=now, policy=policy)
        if now < chance:
            at = min(now + policy.unreadable, chance)
            unknown.look_again(session, claimed, at=at, detail=reason, has_looked=False)
            return False
        if claimed.attempts > 0 and claimed.since >= chance:
            mark_undeliverable(session, claimed, reason=UNCERTAIN, now=now)
            return False
        return _send_again(session, claimed, reason=reason, now=now, policy=policy)


def note_unseen(
    store: Store, *, claimed: ClaimedMessage, now: datetime, policy: DeliveryPolicy = USUAL
) -> bool:
    """Have it sent once more where nobody can look whether it came; True if so.

    What broke off a second time is undeliverable, and the coordinators are told that it is
    uncertain: the way to that person may lose every answer. That a worker was lost with it in
    hand says nothing about the way, and counts as none of the two.
    """
    with store.writing() as session:
        if claimed.broken_off > 1:
            mark_undeliverable(session, claimed, reason=UNCERTAIN, now=now)
            return False
        return _send_again(session, claimed, reason=_UNSEEN, now=now, policy=policy)


def hold_off(
    store: Store, *, claimed: ClaimedMessage, until: datetime, reason: str, pauses: bool
) -> None:
    """Have nothing of its channel looked for before then; with `pauses`, nothing sent either."""
    channel = claimed.message.channel
    with store.writing() as session:
        unknown.look_again(session, claimed, at=until, has_looked=False)
        if pauses:
            pause.begin(session, channel=channel, until=until, reason=reason)
        else:
            unknown.hold_off(session, channel=channel, until=until)


def _send_again(
    session: Session, claimed: ClaimedMessage, *, reason: str, now: datetime, policy: DeliveryPolicy
) -> bool:
    attempts = claimed.attempts + 1
    if policy.gives_up(claimed.message, attempts=attempts, now=now):
        mark_undeliverable(session, claimed, reason=reason, now=now)
        return False
    # The looks have taken long enough for a first time; then it is the message that fails.
    again = now if attempts == 1 else now + policy.retry_after(attempts)
    return marking.unsent(session, claimed, now=now, retry_at=again, detail=reason, counts=True)
