"""Claiming messages that are due, and beginning to send them.

The road is: claim a batch, begin (committed before the channel is called), call, mark. A worker
that has lost a message, because its lease ran out, finds that out at the next step and leaves
the message alone.
"""

from datetime import datetime

from scheduling.messages.reach import UNREACHED, Reach, channel_for, channel_of
from scheduling.model import USUAL, Channel, ClaimedMessage, Content, DeliveryPolicy
from scheduling.steps.undelivered import mark_undeliverable
from scheduling.store import Session, Store, people
from scheduling.store.messages.delivery import claiming, marking, pause
from scheduling.store.messages.delivery.redirecting import redirect


def claim_due(
    store: Store,
    *,
    channel: Channel,
    owner: str,
    limit: int,
    now: datetime,
    policy: DeliveryPolicy = USUAL,
    reach: Reach = channel_of,
) -> tuple[ClaimedMessage, ...]:
    """Claim messages that a channel has due, oldest first; none while it is paused.

    Those whose person another channel reaches by now go to that one; where none does, they are
    undeliverable, and the coordinators are told.

    As long as nothing is due it only reads, so that an idle bot writes nothing.
    """
    with store.reading() as session:
        if not claiming.is_due(session, channel=channel, now=now, policy=policy):
            return ()
    while True:
        with store.stepping() as session:
            claimed = claiming.claim(
                session, channel=channel, owner=owner, now=now, limit=limit, policy=policy
            )
            ways = _ways(session, claimed, reach=reach)
        _put_where_they_belong(store, ways, now=now)
        reached = tuple(each for each, way in ways if way is each.message.channel)
        if reached or not claimed:
            return reached


def begin(
    store: Store,
    *,
    claimed: ClaimedMessage,
    now: datetime,
    policy: DeliveryPolicy = USUAL,
    content: Content | None = None,
) -> bool:
    """Commit that the call is about to be made; False when it must not be.

    The `content` is kept for a second call, should nobody know what came of this one.

    That is when the message is lost, when its channel has been paused since it was claimed, and
    when a slow call could outlive the lease. What is not lost is put back then.
    """
    if not is_in_time(claimed, now=now, policy=policy):
        give_back(store, claimed=claimed, now=now)
        return False
    with store.stepping() as session:
        standing = pause.standing(session, channel=claimed.message.channel, now=now)
        if standing is None:
            return marking.begin(session, claimed, now=now, content=content)
        again = standing.until
        marking.unsent(session, claimed, now=now, retry_at=again, detail="paused", counts=False)
        return False


def is_in_time(claimed: ClaimedMessage, *, now: datetime, policy: DeliveryPolicy = USUAL) -> bool:
    """Tell whether a call made now ends before somebody else may take over."""
    return now <= claimed.lease_until - policy.call_before_end


def give_back(store: Store, *, claimed: ClaimedMessage, now: datetime) -> None:
    """Put back what is held and no call was made for; somebody else may have it."""
    with store.stepping() as session:
        marking.unsent(session, claimed, now=now, retry_at=now, detail="given back", counts=False)


def _ways(
    session: Session, claimed: tuple[ClaimedMessage, ...], *, reach: Reach
) -> list[tuple[ClaimedMessage, Channel | None]]:
    """By which channel the person of each message is reached now, if by any."""
    recipients = people.by_ids(session, [each.message.person_id for each in claimed])
    return [
        (
            each,
            channel_for(each.message.kind, recipients[each.message.person_id], reach=reach),
        )
        for each in claimed
    ]


def _put_where_they_belong(
    store: Store, ways: list[tuple[ClaimedMessage, Channel | None]], *, now: datetime
) -> None:
    """What does not go by the channel that it was claimed for, another has, or the coordinators."""
    strays = [(each, way) for each, way in ways if way is not each.message.channel]
    if not strays:
        return
    with store.writing() as session:
        for each, way in strays:
            if way is None:
                mark_undeliverable(session, each, reason=UNREACHED, now=now)
            else:
                redirect(session, each, to=way, now=now)
