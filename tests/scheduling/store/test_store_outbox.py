"""Messages on their way."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from store_builders import NOW, TEN, booked, candidate, interviewer, message

from scheduling.model import (
    Channel,
    ClaimedMessage,
    DeliveryPolicy,
    Interview,
    MessageKind,
    MessageState,
    Person,
    PlannedMessage,
    SendingPause,
)
from scheduling.model.notices import Booked, Moved
from scheduling.model.request import Who
from scheduling.store import Session, Store
from scheduling.store.messages import outbox
from scheduling.store.messages.delivery import claiming, lost, marking, pause
from scheduling.store.messages.delivery import unknown as unknowns
from scheduling.timespan import HOUR

pytestmark = pytest.mark.both_databases

LEASE = timedelta(minutes=2)
POLICY = DeliveryPolicy(lease=LEASE)
SECOND = timedelta(seconds=1)
REMINDERS = frozenset({MessageKind.REMINDER})
S = MessageState
SLACK, EMAIL = Channel


@pytest.fixture
def ines(session: Session) -> Person:
    return interviewer(session, "Ines")


@pytest.fixture
def interview(session: Session, ines: Person) -> Interview:
    return booked(session, candidate=candidate(session), interviewers=(ines,))


@pytest.fixture
def people(session: Session) -> list[Person]:
    """Twelve, each of whom gets a message of their own."""
    return [interviewer(session, f"Ines {number}") for number in range(12)]


def claim(
    session: Session, *, channel: Channel = SLACK, now: datetime = NOW, limit: int = 9
) -> tuple[ClaimedMessage, ...]:
    return claiming.claim(
        session, channel=channel, owner="worker", now=now, limit=limit, policy=POLICY
    )


def keys(claimed: tuple[ClaimedMessage, ...]) -> list[str]:
    return [one.message.dedupe_key for one in claimed]


# -- planning --------------------------------------------------------------------------------


def test_a_planned_message_comes_back_as_it_was(
    session: Session, ines: Person, interview: Interview
) -> None:
    planned = message(
        ines,
        interview=interview,
        notice=Moved(by=Who(name="Cora <!channel> “é”"), start=TEN, was=TEN - HOUR),
    )

    outbox.plan(session, [planned], now=NOW)

    assert outbox.of_interview(session, interview.id) == ((planned, S.PENDING),)
    (claimed,) = claim(session)
    assert claimed.message == planned
    assert (claimed.epoch, claimed.attempts, claimed.lease_until) == (1, 0, NOW + LEASE)


def test_the_same_message_is_planned_once_for_ever(session: Session, ines: Person) -> None:
    first = message(ines, "a")
    outbox.plan(session, [first], now=NOW)
    (claimed,) = claim(session)
    marking.begin(session, claimed, now=NOW)
    marking.sent(session, claimed, now=NOW, conversation="D1", receipt="1.1")

    planned = outbox.plan(session, [first, message(ines, "b"), message(ines, "b")], now=NOW)

    assert planned == 1
    assert keys(claim(session)) == ["b"]


def test_to_plan_nothing_is_nothing(session: Session) -> None:
    assert outbox.plan(session, [], now=NOW) == 0


def test_every_message_has_an_opaque_id_of_its_own(session: Session, ines: Person) -> None:
    outbox.plan(session, [message(ines, f"{n}") for n in range(9)], now=NOW)

    uids = set(session.connection().exec_driver_sql("SELECT uid FROM message").scalars())

    assert len(uids) == 9
    assert all(len(uid) >= 16 for uid in uids)


def test_messages_of_an_interview_come_in_the_order_they_are_due(
    session: Session, ines: Person, interview: Interview
) -> None:
    late = message(ines, "late", interview=interview, due_at=NOW + HOUR)
    soon = message(ines, "soon", interview=interview)
    outbox.plan(session, [late, soon, message(ines, "of nothing")], now=NOW)

    found = outbox.of_interview(session, interview.id)

    assert found == ((soon, S.PENDING), (late, S.PENDING))


# -- claiming --------------------------------------------------------------------------------


def delivered(session: Session, *, now: datetime) -> tuple[ClaimedMessage, ...]:
    """All that can be claimed and sent, in that order, by one worker, with time in between."""
    found: list[ClaimedMessage] = []
    while batch := claim(session, now=now):
        for claimed in batch:
            marking.begin(session, claimed, now=now)
            marking.sent(session, claimed, now=now - HOUR, conversation="D1", receipt="1.1")
        found += batch
    return tuple(found)


def planned_for_each(
    session: Session, people: list[Person], dues: dict[str, datetime], **facts: datetime | None
) -> None:
    """A message for each key, to another person each."""
    messages = [
        message(person, key, due_at=due, **facts)
        for person, (key, due) in zip(people, dues.items(), strict=False)
    ]
    outbox.plan(session, messages, now=NOW)


def test_what_is_due_is_claimed_longest_due_first_and_by_one_worker_only(
    session: Session, people: list[Person]
) -> None:
    dues = {"c": NOW, "a": NOW - HOUR, "later": NOW + SECOND, "b": NOW - SECOND}
    planned_for_each(session, people, dues)

    first, second, third = (claim(session, limit=2) for _ in range(3))

    assert (keys(first), keys(second), keys(third)) == (["a", "b"], ["c"], [])


def test_a_batch_comes_longest_due_first_in_whatever_order_it_was_planned(
    session: Session, people: list[Person]
) -> None:
    dues = {"c": NOW, "a": NOW - HOUR, "d": NOW, "b": NOW - SECOND}
    planned_for_each(session, people, dues)

    batch = claim(session)

    assert keys(batch) == ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    ("expires_at", "is_claimed"), [(None, True), (NOW + SECOND, True), (NOW, False)]
)
def test_what_has_expired_is_not_claimed(
    session: Session, ines: Person, expires_at: datetime | None, is_claimed: bool
) -> None:
    outbox.plan(session, [message(ines, due_at=NOW - HOUR, expires_at=expires_at)], now=NOW)

    assert len(claim(session)) == int(is_claimed)


def test_what_was_not_sent_is_claimed_again_when_its_time_has_come(
    session: Session, ines: Person
) -> None:
    outbox.plan(session, [message(ines)], now=NOW)
    (claimed,) = claim(session)
    marking.begin(session, claimed, now=NOW)

    again = NOW + HOUR
    marking.unsent(session, claimed, now=NOW, retry_at=again, detail="refused", counts=True)

    assert claim(session, now=again - SECOND) == ()
    (later,) = claim(session, now=again)
    assert (later.id, later.uid, later.epoch) == (claimed.id, claimed.uid, 2)


@pytest.mark.parametrize(("counts", "attempts"), [(True, 2), (False, 0)])
def test_only_what_counts_as_an_attempt_is_counted(
    session: Session, ines: Person, counts: bool, attempts: int
) -> None:
    outbox.plan(session, [message(ines)], now=NOW)

    for _ in range(2):
        (claimed,) = claim(session)
        marking.begin(session, claimed, now=NOW)
        marking.unsent(session, claimed, now=NOW, retry_at=NOW, detail="", counts=counts)

    assert claim(session)[0].attempts == attempts


def on_slack(*, until: datetime, reason: str) -> SendingPause:
    return SendingPause(channel=SLACK, until=until, reason=reason)


def test_nothing_is_claimed_while_sending_is_paused(session: Session, ines: Person) -> None:
    outbox.plan(session, [message(ines)], now=NOW)
    until = NOW + timedelta(seconds=30)

    pause.begin(session, channel=SLACK, until=until, reason="429")

    assert pause.all_standing(session, now=NOW) == (on_slack(until=until, reason="429"),)
    assert claim(session, now=until - SECOND) == ()
    assert pause.standing(session, channel=SLACK, now=until) is None
    assert len(claim(session, now=until)) == 1


# -- to one person ---------------------------------------------------------------------------


def test_to_one_person_one_message_at_a_time_goes_out_the_first_due_first(
    session: Session, ines: Person
) -> None:
    dues = {"c": NOW, "a": NOW - HOUR, "b": NOW - SECOND}
    outbox.plan(session, [message(ines, key, due_at=due) for key, due in dues.items()], now=NOW)

    (first,) = claim(session)
    meanwhile = claim(session)
    marking.begin(session, first, now=NOW)
    while_sending = claim(session)
    marking.sent(session, first, now=NOW, conversation="D1", receipt="1.1")

    assert (meanwhile, while_sending) == ((), ())
    assert [first.message.dedupe_key, *keys(claim(session))] == ["a", "b"]


def test_what_must_wait_holds_up_no_other_message_to_the_same_person(
    session: Session, ines: Person
) -> None:
    outbox.plan(session, [message(ines, "a"), message(ines, "b")], now=NOW)
    (first,) = claim(session)
    marking.unsent(session, first, now=NOW, retry_at=NOW + HOUR, detail="", counts=True)

    assert keys(claim(session)) == ["b"]


def test_nobody_gets_more_at_once_than_slack_takes_for_one_conversation(
    session: Session, ines: Person
) -> None:
    outbox.plan(session, [message(ines, f"{n:02}") for n in range(12)], now=NOW)
    got: list[list[str]] = []
    for seconds in (0, 4, 5, 9, 10):
        now, these = NOW + seconds * SECOND, []
        while batch := claim(session, now=now):
            (claimed,) = batch
            marking.begin(session, claimed, now=now)
            marking.sent(session, claimed, now=now, conversation="D1", receipt="1.1")
            these.append(claimed.message.dedupe_key)
        got.append(these)

    everything = [f"{n:02}" for n in range(12)]
    assert got == [everything[:5], [], everything[5:10], [], everything[10:]]


def test_a_crowd_that_one_person_holds_up_holds_up_nobody_else(
    session: Session, people: list[Person]
) -> None:
    ines, ivo, *_ = people
    for_ines = [message(ines, f"{n}", due_at=NOW - HOUR) for n in range(30)]
    outbox.plan(session, [*for_ines, message(ivo, "for Ivo")], now=NOW)

    assert keys(claim(session)) == ["0", "for Ivo"]


def test_a_shorter_pause_does_not_cut_a_longer_one(session: Session) -> None:
    pause.begin(session, channel=SLACK, until=NOW + HOUR, reason="the token was revoked")
    pause.begin(session, channel=SLACK, until=NOW + SECOND, reason="429")
    longer = on_slack(until=NOW + HOUR, reason="the token was revoked")
    assert pause.standing(session, channel=SLACK, now=NOW) == longer

    pause.begin(session, channel=SLACK, until=NOW + 2 * HOUR, reason="429")
    longest = on_slack(until=NOW + 2 * HOUR, reason="429")
    assert pause.standing(session, channel=SLACK, now=NOW) == longest
    assert pause.standing(session, channel=SLACK, now=NOW + 2 * HOUR) is None


# -- every step from every state -------------------------------------------------------------


def pending(session: Session, person: Person, interview: Interview) -> ClaimedMessage:
    """Claimed once and given back, so that there is an epoch to act under."""
    claimed = being_claimed(session, person, interview)
    assert marking.unsent(session, claimed, now=NOW, retry_at=NOW, detail="", counts=False)
    return claimed


def being_claimed(session: Session, person: Person, interview: Interview) -> ClaimedMessage:
    outbox.plan(session, [message(person, interview=interview)], now=NOW)
    (claimed,) = claim(session)
    return claimed


def sending(session: Session, person: Person, interview: Interview) -> ClaimedMessage:
    claimed = being_claimed(session, person, interview)
    assert marking.begin(session, claimed, now=NOW)
    return claimed


def sent(session: Session, person: Person, interview: Interview) -> ClaimedMessage:
    claimed = sending(session, person, interview)
    assert marking.sent(session, claimed, now=NOW, conversation="D1", receipt="1.1")
    return claimed


def unknown(session: Session, person: Person, interview: Interview) -> ClaimedMessage:
    claimed = sending(session, person, interview)
    assert marking.unknown(session, claimed, now=NOW, detail="timeout")
    return claimed


def cancelled(session: Session, person: Person, interview: Interview) -> ClaimedMessage:
    claimed = being_claimed(session, person, interview)
    assert outbox.cancel(session, interview_id=interview.id, kinds=REMINDERS, now=NOW) == 1
    return replace(claimed, epoch=claimed.epoch + 1)


def expired(session: Session, person: Person, interview: Interview) -> ClaimedMessage:
    claimed = pending(session, person, interview)
    assert len(lost.expire(session, now=TEN + HOUR)) == 1
    return claimed


def dead(session: Session, person: Person, interview: Interview) -> ClaimedMessage:
    claimed = sending(session, person, interview)
    assert marking.dead(session, claimed, now=NOW, detail="user_not_found")
    return claimed


IN_STATE = {
    S.PENDING: pending,
    S.CLAIMED: being_claimed,
    S.SENDING: sending,
    S.SENT: sent,
    S.UNKNOWN: unknown,
    S.CANCELLED: cancelled,
    S.EXPIRED: expired,
    S.DEAD: dead,
}

Step = Callable[[Session, ClaimedMessage], bool]

WORKER_STEPS: dict[str, Step] = {
    "begin": lambda s, c: marking.begin(s, c, now=NOW),
    "sent": lambda s, c: marking.sent(s, c, now=NOW, conversation="D2", receipt="2.2"),
    "unsent": lambda s, c: marking.unsent(
        s, c, now=NOW, retry_at=NOW + HOUR, detail="step", counts=True
    ),
    "unknown": lambda s, c: marking.unknown(s, c, now=NOW, detail="step"),
    "dead": lambda s, c: marking.dead(s, c, now=NOW, detail="step"),
}
ROUND_STEPS: dict[str, Step] = {
    "claim": lambda s, c: bool(claim(s)),
    "cancel": lambda s, c: bool(
        outbox.cancel(s, interview_id=c.message.interview_id or 0, kinds=REMINDERS, now=NOW)
    ),
    "reclaim": lambda s, c: lost.reclaim(s, now=NOW + LEASE) != (0, 0),
    "expire": lambda s, c: bool(lost.expire(s, now=TEN + HOUR)),
}
STEPS = WORKER_STEPS | ROUND_STEPS

LEGAL = {
    (S.PENDING, "claim"): S.CLAIMED,
    (S.PENDING, "cancel"): S.CANCELLED,
    (S.PENDING, "expire"): S.EXPIRED,
    (S.CLAIMED, "begin"): S.SENDING,
    (S.CLAIMED, "unsent"): S.PENDING,
    (S.CLAIMED, "dead"): S.DEAD,
    (S.CLAIMED, "cancel"): S.CANCELLED,
    (S.CLAIMED, "reclaim"): S.PENDING,
    (S.SENDING, "sent"): S.SENT,
    (S.SENDING, "unsent"): S.PENDING,
    (S.SENDING, "unknown"): S.UNKNOWN,
    (S.SENDING, "dead"): S.DEAD,
    (S.SENDING, "reclaim"): S.UNKNOWN,
    (S.UNKNOWN, "sent"): S.SENT,
    (S.UNKNOWN, "unsent"): S.PENDING,
    (S.UNKNOWN, "dead"): S.DEAD,
}


def row(session: Session) -> dict[str, object]:
    found = session.connection().exec_driver_sql("SELECT * FROM message").one()
    return dict(found._mapping)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", MessageState)
def test_a_step_leads_where_it_may_and_else_changes_nothing(
    session: Session, ines: Person, interview: Interview, state: MessageState, step: str
) -> None:
    claimed = IN_STATE[state](session, ines, interview)
    before = row(session)

    done = STEPS[step](session, claimed)

    after = row(session)
    assert done is ((state, step) in LEGAL)
    assert after["state"] == LEGAL.get((state, step), state)
    if not done and (state, step) not in {(S.SENDING, "cancel"), (S.UNKNOWN, "cancel")}:
        assert after == before


@pytest.mark.parametrize("step", WORKER_STEPS)
@pytest.mark.parametrize("state", MessageState)
def test_a_worker_with_an_old_epoch_changes_nothing(
    session: Session, ines: Person, interview: Interview, state: MessageState, step: str
) -> None:
    claimed = IN_STATE[state](session, ines, interview)
    before = row(session)

    done = WORKER_STEPS[step](session, replace(claimed, epoch=claimed.epoch - 1))

    assert done is False
    assert row(session) == before


def test_a_worker_whose_message_was_claimed_by_another_has_lost_it(
    session: Session, ines: Person, interview: Interview
) -> None:
    slow = being_claimed(session, ines, interview)
    later = NOW + LEASE
    lost.reclaim(session, now=later)
    (quick,) = claiming.claim(
        session, channel=SLACK, owner="another", now=later, limit=9, policy=POLICY
    )

    assert not marking.begin(session, slow, now=later)
    assert marking.begin(session, quick, now=later)
    assert not marking.sent(session, slow, now=later, conversation="D1", receipt="1.1")
    assert marking.sent(session, quick, now=later, conversation="D1", receipt="1.1")


def test_a_cancelled_message_is_lost_to_the_worker_who_holds_it(
    session: Session, ines: Person, interview: Interview
) -> None:
    claimed = being_claimed(session, ines, interview)

    outbox.cancel(session, interview_id=interview.id, kinds=REMINDERS, now=NOW)

    assert not marking.begin(session, claimed, now=NOW)
    left = row(session)
    assert (left["owner"], left["epoch"]) == (None, claimed.epoch + 1)


def test_only_the_kinds_named_of_that_interview_are_cancelled(
    session: Session, ines: Person, interview: Interview
) -> None:
    other = booked(session, candidate=candidate(session), interviewers=(ines,), start=TEN + HOUR)
    told = Booked(by=Who.of(ines), start=TEN)
    outbox.plan(
        session,
        [
            message(ines, "reminder", interview=interview),
            message(ines, "another", interview=interview, due_at=NOW + HOUR),
            message(ines, "notice", interview=interview, notice=told),
            message(ines, "of another interview", interview=other),
        ],
        now=NOW,
    )

    cancelled = outbox.cancel(session, interview_id=interview.id, kinds=REMINDERS, now=NOW)

    assert cancelled == 2
    later = NOW + HOUR
    assert keys(delivered(session, now=later)) == ["notice", "of another interview"]


def test_what_was_cancelled_while_it_was_being_sent_is_not_tried_again(
    session: Session, ines: Person, interview: Interview
) -> None:
    claimed = sending(session, ines, interview)
    outbox.cancel(session, interview_id=interview.id, kinds=REMINDERS, now=NOW)

    known = marking.unsent(session, claimed, now=NOW, retry_at=NOW, detail="429", counts=False)

    assert known
    assert row(session)["state"] == S.CANCELLED


def test_what_was_cancelled_while_it_was_being_sent_may_turn_out_to_be_sent(
    session: Session, ines: Person, interview: Interview
) -> None:
    claimed = unknown(session, ines, interview)
    outbox.cancel(session, interview_id=interview.id, kinds=REMINDERS, now=NOW)

    assert marking.sent(session, claimed, now=NOW, conversation="D1", receipt="1.1")

    assert row(session)["state"] == S.SENT


def test_the_place_of_a_sent_message_is_kept(
    session: Session, ines: Person, interview: Interview
) -> None:
    sent(session, ines, interview)

    kept = row(session)

    assert (kept["conversation"], kept["receipt"], kept["owner"]) == ("D1", "1.1", None)


@pytest.mark.parametrize(
    ("when", "may_begin"),
    [(NOW + LEASE - SECOND, True), (NOW + LEASE, False)],
    ids=["in time", "too late"],
)
def test_nobody_begins_once_their_lease_has_run_out(
    session: Session, ines: Person, interview: Interview, when: datetime, may_begin: bool
) -> None:
    claimed = being_claimed(session, ines, interview)

    assert marking.begin(session, claimed, now=when) is may_begin


def test_nobody_begins_what_has_expired_since_it_was_claimed(
    session: Session, ines: Person
) -> None:
    outbox.plan(session, [message(ines, expires_at=NOW + SECOND)], now=NOW)
    (claimed,) = claim(session)

    assert not marking.begin(session, claimed, now=NOW + SECOND)


def test_reaping_leaves_whoever_is_within_their_lease(
    session: Session, ines: Person, interview: Interview
) -> None:
    being_claimed(session, ines, interview)

    assert lost.reclaim(session, now=NOW + LEASE - SECOND) == (0, 0)
    assert lost.reclaim(session, now=NOW + LEASE) == (1, 0)


def test_what_was_reaped_while_being_sent_is_offered_for_a_look(
    session: Session, ines: Person, interview: Interview
) -> None:
    claimed = sending(session, ines, interview)

    reclaimed = lost.reclaim(session, now=NOW + LEASE)

    assert reclaimed == (0, 1)
    (found,) = unknowns.claim(session, channel=SLACK, owner="w", now=NOW + LEASE, limit=9)
    assert (found.id, found.uid, found.epoch) == (claimed.id, claimed.uid, claimed.epoch + 1)
    assert found.message == claimed.message


def test_what_expires_is_told_once_first_due_first(session: Session, ines: Person) -> None:
    second = message(ines, "second", due_at=NOW, expires_at=TEN)
    first = message(ines, "first", due_at=NOW - HOUR, expires_at=TEN)
    for_ever = message(ines, "for ever", due_at=NOW, expires_at=None)
    outbox.plan(session, [second, first, for_ever], now=NOW)

    told: list[tuple[PlannedMessage, ...]] = [
        lost.expire(session, now=TEN - SECOND),
        lost.expire(session, now=TEN),
        lost.expire(session, now=TEN),
    ]

    assert told == [(), (first, second), ()]


def test_workers_who_claim_at_once_never_hold_the_same_message(file_store: Store) -> None:
    with file_store.writing() as session:
        who = [interviewer(session, f"Ines {n}") for n in range(40)]
        planned_for_each(session, who, {f"{n}": NOW for n in range(40)})

    def work(owner: str) -> list[int]:
        held: list[int] = []
        while True:
            with file_store.writing() as session:
                batch = claiming.claim(session, channel=SLACK, owner=owner, now=NOW, limit=3)
            if not batch:
                return held
            held += [claimed.id for claimed in batch]

    with ThreadPoolExecutor(max_workers=4) as threads:
        held = [number for batch in threads.map(work, "abcd") for number in batch]

    assert len(held) == len(set(held)) == 40
