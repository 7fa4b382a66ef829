"""Messages are planned once, however often they are planned, and by whichever channel they go."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from store_builders import NOW, TEN, booked, candidate, interviewer, message

from scheduling.messages.reminders import planned_reminders
from scheduling.model import (
    Channel,
    ClaimedMessage,
    Interview,
    MessageKind,
    MessageState,
    Person,
    PlannedMessage,
)
from scheduling.store import Session
from scheduling.store.messages import outbox
from scheduling.store.messages.delivery import claiming, lost, marking
from scheduling.store.messages.delivery.redirecting import redirect
from scheduling.timespan import HOUR

pytestmark = pytest.mark.both_databases

SLACK, EMAIL = Channel
S = MessageState
DAY = timedelta(days=1)
REMINDERS = frozenset({MessageKind.REMINDER})


@pytest.fixture
def ines(session: Session) -> Person:
    return interviewer(session, "Ines", slack_user_id="UINES")


@pytest.fixture
def interview(session: Session, ines: Person) -> Interview:
    return booked(session, candidate=candidate(session), interviewers=(ines,))


def claim(
    session: Session, *, channel: Channel = SLACK, now: datetime = NOW
) -> tuple[ClaimedMessage, ...]:
    return claiming.claim(session, channel=channel, owner="worker", now=now, limit=9)


def sending(session: Session) -> ClaimedMessage:
    (claimed,) = claim(session)
    assert marking.begin(session, claimed, now=NOW)
    return claimed


def is_sent(session: Session, interview: Interview) -> None:
    marking.sent(session, sending(session), now=NOW, conversation="D1", receipt="1.1")


def is_unknown(session: Session, interview: Interview) -> None:
    marking.unknown(session, sending(session), now=NOW, detail="timeout")


def is_dead(session: Session, interview: Interview) -> None:
    marking.dead(session, sending(session), now=NOW, detail="channel_not_found")


def is_cancelled(session: Session, interview: Interview) -> None:
    outbox.cancel(session, interview_id=interview.id, kinds=REMINDERS, now=NOW)


def is_expired(session: Session, interview: Interview) -> None:
    lost.expire(session, now=TEN + HOUR)


def states(session: Session, interview: Interview) -> list[MessageState]:
    return [state for _, state in outbox.of_interview(session, interview.id)]


# -- once --------------------------------------------------------------------------------------


@pytest.mark.parametrize("ended", [is_cancelled, is_expired])
def test_what_was_cancelled_or_late_is_planned_anew(
    session: Session, ines: Person, interview: Interview, ended: Callable[..., None]
) -> None:
    first = message(ines, interview=interview)
    outbox.plan(session, [first], now=NOW)
    ended(session, interview)
    again = replace(first, revision=3, expires_at=TEN + 2 * HOUR)

    planned = outbox.plan(session, [again], now=NOW + HOUR)

    assert planned == 1
    assert outbox.of_interview(session, interview.id) == ((again, S.PENDING),)
    (claimed,) = claim(session, now=NOW + HOUR)
    assert (claimed.attempts, claimed.since) == (0, NOW + HOUR)


@pytest.mark.parametrize("done", [is_sent, is_unknown, is_dead, sending, lambda s, i: claim(s)])
def test_of_what_is_sent_on_its_way_or_undeliverable_there_is_never_a_second(
    session: Session, ines: Person, interview: Interview, done: Callable[..., object]
) -> None:
    first = message(ines, interview=interview)
    outbox.plan(session, [first], now=NOW)
    done(session) if done is sending else done(session, interview)
    before = states(session, interview)

    planned = outbox.plan(session, [replace(first, revision=2)], now=NOW)

    assert planned == 0
    assert states(session, interview) == before
    assert claim(session) == ()


def test_what_was_called_back_on_the_wire_is_wanted_again_once_it_is_planned_again(
    session: Session, ines: Person, interview: Interview
) -> None:
    first = message(ines, interview=interview)
    outbox.plan(session, [first], now=NOW)
    claimed = sending(session)
    is_cancelled(session, interview)

    planned = outbox.plan(session, [first], now=NOW)

    assert planned == 0
    marking.unsent(session, claimed, now=NOW, retry_at=NOW, detail="503", counts=True)
    assert states(session, interview) == [S.PENDING]


def test_a_worker_who_held_it_before_it_was_planned_anew_has_lost_it(
    session: Session, ines: Person, interview: Interview
) -> None:
    first = message(ines, interview=interview)
    outbox.plan(session, [first], now=NOW)
    (slow,) = claim(session)
    is_cancelled(session, interview)

    outbox.plan(session, [first], now=NOW)

    assert not marking.begin(session, slow, now=NOW)


# -- rows of the version before ----------------------------------------------------------------


def today(interview: Interview, *, leads: tuple[timedelta, ...] = (HOUR,)) -> list[PlannedMessage]:
    return list(planned_reminders(interview, leads=leads, now=NOW))


def of_then(interview: Interview, *, revision: int = 1) -> list[PlannedMessage]:
    """The same reminders as the version before wrote them."""
    return [
        replace(one, dedupe_key=f"reminder:{interview.id}:{revision}:{one.person_id}:60")
        for one in today(interview)
    ]


@pytest.mark.parametrize("done", [is_sent, is_unknown, is_dead, None])
def test_a_reminder_of_the_version_before_is_not_planned_a_second_time(
    session: Session, interview: Interview, done: Callable[..., None] | None
) -> None:
    outbox.plan(session, of_then(interview), now=NOW)
    before = outbox.of_interview(session, interview.id)

    planned = outbox.plan(session, today(replace(interview, revision=4)), now=NOW)

    assert planned == 0
    assert outbox.of_interview(session, interview.id) == before


def test_a_cancelled_reminder_of_the_version_before_is_planned_anew_in_its_place(
    session: Session, interview: Interview
) -> None:
    outbox.plan(session, of_then(interview), now=NOW)
    is_cancelled(session, interview)

    planned = outbox.plan(session, today(interview), now=NOW)

    assert planned == 1
    assert states(session, interview) == [S.PENDING]


def test_of_two_of_the_version_before_the_one_that_waits_stands_for_both(
    session: Session, interview: Interview
) -> None:
    (waits,), (off,) = of_then(interview, revision=3), of_then(interview, revision=1)
    outbox.plan(session, [off], now=NOW)
    is_cancelled(session, interview)
    outbox.plan(session, [waits], now=NOW)

    planned = outbox.plan(session, today(interview), now=NOW)

    assert planned == 0
    assert sorted(states(session, interview)) == [S.CANCELLED, S.PENDING]


def test_an_older_reminder_for_another_start_stands_for_nothing(
    session: Session, interview: Interview
) -> None:
    outbox.plan(session, of_then(interview), now=NOW)

    moved = replace(interview, start=interview.start + HOUR)
    planned = outbox.plan(session, today(moved, leads=(2 * HOUR, HOUR)), now=NOW)

    assert planned == 2


# -- by another channel ------------------------------------------------------------------------


def test_a_message_can_go_once_by_each_channel(
    session: Session, ines: Person, interview: Interview
) -> None:
    first = message(ines, interview=interview)
    both = [first, replace(first, channel=EMAIL)]

    planned = outbox.plan(session, both, now=NOW)
    again = outbox.plan(session, both, now=NOW)

    assert (planned, again) == (2, 0)
    assert [one.message for one in claim(session)] == [first]
    assert [one.message for one in claim(session, channel=EMAIL)] == [both[1]]


def test_what_is_redirected_goes_by_the_other_channel_and_back_again(
    session: Session, ines: Person, interview: Interview
) -> None:
    first = message(ines, interview=interview)
    outbox.plan(session, [first], now=NOW)

    for here, there in ((SLACK, EMAIL), (EMAIL, SLACK), (SLACK, EMAIL)):
        (claimed,) = claim(session, channel=here)
        assert redirect(session, claimed, to=there, now=NOW)
        assert claim(session, channel=here) == ()

    (claimed,) = claim(session, channel=EMAIL)
    assert claimed.message == replace(first, channel=EMAIL)


def test_what_the_other_channel_has_sent_already_is_not_sent_again(
    session: Session, ines: Person, interview: Interview
) -> None:
    first = message(ines, interview=interview)
    outbox.plan(session, [replace(first, channel=EMAIL)], now=NOW)
    (claimed,) = claim(session, channel=EMAIL)
    marking.begin(session, claimed, now=NOW)
    marking.sent(session, claimed, now=NOW, conversation="ines@example.com", receipt="<1@x>")
    outbox.plan(session, [first], now=NOW)
    (claimed,) = claim(session)

    redirect(session, claimed, to=EMAIL, now=NOW)

    assert sorted(states(session, interview)) == [S.CANCELLED, S.SENT]


def test_who_has_lost_a_message_can_not_redirect_it(
    session: Session, ines: Person, interview: Interview
) -> None:
    outbox.plan(session, [message(ines, interview=interview)], now=NOW)
    (slow,) = claim(session)
    lost.reclaim(session, now=NOW + HOUR)
    claim(session, now=NOW + HOUR)

    assert not redirect(session, slow, to=EMAIL, now=NOW + HOUR)

    assert claim(session, channel=EMAIL, now=NOW + HOUR) == ()
