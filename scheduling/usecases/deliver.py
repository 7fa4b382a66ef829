"""Getting planned messages, reminders and notices alike, to the people they are for.

The road is: claim a batch, begin (committed before the channel is called), call, mark. A worker
that has lost a message, because its lease ran out, finds that out at the next step and leaves
the message alone. What became of a call that nobody knows the end of, `reconcile` finds out.
"""

from datetime import datetime

from scheduling.messages.reach import UNREACHED, Reach, channel_for, channel_of
from scheduling.messages.reasons import HELD, TOO_LATE, UNWRITTEN
from scheduling.model import (
    USUAL,
    Channel,
    ClaimedMessage,
    Content,
    DeliveryPolicy,
    Interview,
    MessageKind,
    Person,
    PlannedMessage,
)
from scheduling.model.api_access import CandidateLink
from scheduling.results import MessageContext
from scheduling.steps import hours
from scheduling.steps.news import people_in
from scheduling.steps.undelivered import (
    about,
    last_chance,
    mark_undeliverable,
    still_theirs,
    tell_coordinators,
)
from scheduling.store import Session, Store, interviews, people, rounds
from scheduling.store.databases import clock
from scheduling.store.messages import outbox, overdue, pause
from scheduling.store.messages.redirecting import redirect
from scheduling.store.people import candidate_links

MOST_ATTEMPTS = 8
_WITH_STAND_INS = frozenset({MessageKind.CANNOT_MAKE_IT, MessageKind.CONFLICT})
"""Messages that ask somebody to find somebody else."""


def now_of(store: Store) -> datetime | None:
    """Return what the database's own clock says; None where it goes by ours."""
    with store.reading() as session:
        return clock.now_of(session)


def tidy(store: Store, *, now: datetime) -> None:
    """Take back what lost workers hold, and let lapse what is too late to send.

    The coordinators are told of a reminder that never came, unless a later one will.
    """
    with store.reading() as session:
        # Only read, mostly: it is asked every few seconds, and a turn at writing makes others
        # wait.
        if not outbox.is_untidy(session, now=now):
            return
    with store.writing() as session:
        outbox.reclaim(session, now=now)
        for message in outbox.expire(session, now=now):
            if not _is_followed(session, message):
                tell_coordinators(session, message, reason=TOO_LATE, now=now)


def next_due(store: Store, *, now: datetime) -> datetime | None:
    """Return when the next message of those still to come is due, if there is any."""
    with store.reading() as session:
        return outbox.next_due(session, now=now)


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
        if not outbox.is_due(session, channel=channel, now=now, policy=policy):
            return ()
    while True:
        with store.stepping() as session:
            claimed = outbox.claim(
                session, channel=channel, owner=owner, now=now, limit=limit, policy=policy
            )
            ways = _ways(session, claimed, reach=reach)
        _put_where_they_belong(store, ways, now=now)
        reached = tuple(each for each, way in ways if way is each.message.channel)
        if reached or not claimed:
            return reached


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


def message_context(
    store: Store, *, claimed: ClaimedMessage, sees_panel: bool = False
) -> MessageContext:
    """Return a message with all that its words need.

    Its candidate is named nobody of the panel, unless `sees_panel`, and never reads its note.
    """
    message = claimed.message
    with store.reading() as session:
        recipient = people.get(session, message.person_id)
        assert recipient is not None  # the database keeps whoever has messages
        several = still_theirs(session, message)
        interview = about(session, message)
        round_id = None if interview is None else rounds.of_interview(session, interview.id)
        stand_ins: tuple[Person, ...] = ()
        if message.kind in _WITH_STAND_INS and interview is not None:
            stand_ins = hours.stand_ins(session, interview)
        spoken_of = people_in(session, message.notice)
        page = _page_of(session, claimed, interview)
    context = MessageContext(
        claimed=claimed,
        recipient=recipient,
        interview=interview,
        stand_ins=stand_ins,
        interviews=several,
        round_id=round_id,
        people=spoken_of,
        page=page,
    )
    return context.as_shown(sees_panel=sees_panel)


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
            return outbox.begin(session, claimed, now=now, content=content)
        again = standing.until
        outbox.unsent(session, claimed, now=now, retry_at=again, detail="paused", counts=False)
        return False


def is_in_time(claimed: ClaimedMessage, *, now: datetime, policy: DeliveryPolicy = USUAL) -> bool:
    """Tell whether a call made now ends before somebody else may take over."""
    return now <= claimed.lease_until - policy.call_before_end


def give_back(store: Store, *, claimed: ClaimedMessage, now: datetime) -> None:
    """Put back what is held and no call was made for; somebody else may have it."""
    with store.stepping() as session:
        outbox.unsent(session, claimed, now=now, retry_at=now, detail="given back", counts=False)


def mark_sent(
    store: Store, *, claimed: ClaimedMessage, conversation: str, receipt: str, now: datetime
) -> bool:
    """Note that its channel has accepted it."""
    with store.stepping() as session:
        return outbox.sent(session, claimed, now=now, conversation=conversation, receipt=receipt)


def mark_paused(
    store: Store, *, claimed: ClaimedMessage, until: datetime, reason: str, now: datetime
) -> None:
    """Put it back, not as an attempt, and hold all that its channel sends until then."""
    channel = claimed.message.channel
    with store.writing() as session:
        outbox.unsent(session, claimed, now=now, retry_at=until, detail=reason, counts=False)
        pause.begin(session, channel=channel, until=until, reason=reason)


def pause_slack(store: Store, *, reason: str, until: datetime) -> None:
    """Hold all that Slack would be sent until then; what is due stays due."""
    with store.writing() as session:
        pause.begin(session, channel=Channel.SLACK, until=until, reason=reason)


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
    if attempts >= MOST_ATTEMPTS and (
        reason == UNWRITTEN or is_old(claimed.message, now=now, policy=policy)
    ):
        mark_dead(store, claimed=claimed, reason=reason, now=now)
        return
    again = now + policy.retry_after(attempts)
    with store.stepping() as session:
        outbox.unsent(session, claimed, now=now, retry_at=again, detail=reason, counts=True)


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
        outbox.unknown(session, claimed, now=now, detail=reason, look_at=look_at)


def mark_dead(store: Store, *, claimed: ClaimedMessage, reason: str, now: datetime) -> None:
    """Note that a message can never arrive, and have the coordinators told once."""
    with store.writing() as session:
        mark_undeliverable(session, claimed, reason=reason, now=now)


def is_old(message: PlannedMessage, *, now: datetime, policy: DeliveryPolicy) -> bool:
    """Tell whether a message has been due for so long that nobody waits for it."""
    return now - message.due_at >= policy.undeliverable_after


def _page_of(
    session: Session, claimed: ClaimedMessage, interview: Interview | None
) -> CandidateLink | None:
    """The link that stands in a mail to an interview's candidate, whatever it was made for."""
    message = claimed.message
    if message.channel is not Channel.EMAIL or interview is None:
        return None
    if interview.candidate.id != message.person_id:
        return None
    good = candidate_links.open_of(session, message.person_id, now=claimed.since)
    return next(iter(good), None)


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


def _is_followed(session: Session, message: PlannedMessage) -> bool:
    """A reminder that lapses before the interview begins does so because the next one is due."""
    if message.interview_id is None or message.expires_at is None:
        return False
    interview = interviews.get(session, message.interview_id)
    return interview is not None and message.expires_at < interview.start
