"""What one channel does holds up no other: pauses, pace, order and leases are each channel's."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from store_builders import NOW, TEN, booked, candidate, interviewer, message

from scheduling.model import USUAL, Channel, ClaimedMessage, Content, Person, SendingPause
from scheduling.store import Session
from scheduling.store.messages import outbox
from scheduling.store.messages.delivery import claiming, lost, marking, pause, unknown
from scheduling.store.messages.delivery.redirecting import redirect
from scheduling.store.schema.tables import message as table
from scheduling.timespan import HOUR

pytestmark = pytest.mark.both_databases

SLACK, EMAIL = Channel
SECOND = timedelta(seconds=1)


@pytest.fixture
def ines(session: Session) -> Person:
    return interviewer(session, "Ines")


def planned(session: Session, ines: Person, channel: Channel, keys: Sequence[str]) -> None:
    due = [NOW + n * SECOND for n in range(len(keys))]
    messages = [message(ines, key, due_at=at) for key, at in zip(keys, due, strict=True)]
    outbox.plan(session, [replace(one, channel=channel) for one in messages], now=NOW)


def claim(session: Session, channel: Channel) -> tuple[ClaimedMessage, ...]:
    now = NOW + timedelta(minutes=1)
    return claiming.claim(session, channel=channel, owner="worker", now=now, limit=9)


def keys(claimed: tuple[ClaimedMessage, ...]) -> list[str]:
    return [one.message.dedupe_key for one in claimed]


def is_sent(session: Session, claimed: ClaimedMessage) -> None:
    now = NOW + timedelta(minutes=1)
    marking.begin(session, claimed, now=now)
    marking.sent(session, claimed, now=now, conversation="here", receipt="1")


@pytest.mark.parametrize(("paused", "other"), [(SLACK, EMAIL), (EMAIL, SLACK)])
def test_a_pause_is_the_channels_own(
    session: Session, ines: Person, paused: Channel, other: Channel
) -> None:
    planned(session, ines, SLACK, ["a"])
    planned(session, ines, EMAIL, ["a"])

    pause.begin(session, channel=paused, until=NOW + HOUR, reason="refused")

    assert pause.all_standing(session, now=NOW) == (
        SendingPause(channel=paused, until=NOW + HOUR, reason="refused"),
    )
    assert not claiming.is_due(session, channel=paused, now=NOW)
    assert claim(session, paused) == ()
    assert keys(claim(session, other)) == ["a"]


def test_channels_pause_side_by_side(session: Session) -> None:
    pause.begin(session, channel=SLACK, until=NOW + HOUR, reason="429")
    pause.begin(session, channel=EMAIL, until=NOW + 2 * HOUR, reason="535")

    standing = pause.all_standing(session, now=NOW)
    later = pause.all_standing(session, now=NOW + HOUR)

    assert [(one.channel, one.reason) for one in standing] == [(EMAIL, "535"), (SLACK, "429")]
    assert [one.channel for one in later] == [EMAIL]


def test_what_somebody_holds_of_one_channel_holds_up_no_other(
    session: Session, ines: Person
) -> None:
    planned(session, ines, SLACK, ["a", "b"])
    planned(session, ines, EMAIL, ["c"])
    claim(session, SLACK)

    assert claim(session, SLACK) == ()
    assert keys(claim(session, EMAIL)) == ["c"]


def test_each_channel_keeps_an_order_of_its_own(session: Session, ines: Person) -> None:
    planned(session, ines, EMAIL, ["a"])
    planned(session, ines, SLACK, ["b", "c"])

    first = claim(session, SLACK)

    assert keys(first) == ["b"]


def test_a_burst_by_one_channel_is_none_by_another(session: Session, ines: Person) -> None:
    many = [f"{n}" for n in range(USUAL.burst + 1)]
    planned(session, ines, SLACK, many)
    planned(session, ines, EMAIL, many)
    for _ in range(USUAL.burst):
        is_sent(session, claim(session, SLACK)[0])

    assert claim(session, SLACK) == ()
    assert keys(claim(session, EMAIL)) == ["0"]


def test_each_channel_looks_for_its_own_and_holds_off_its_own(
    session: Session, ines: Person
) -> None:
    later = NOW + timedelta(minutes=1)
    for channel in Channel:
        planned(session, ines, channel, ["a"])
        (claimed,) = claim(session, channel)
        marking.begin(session, claimed, now=later)
        marking.unknown(session, claimed, now=later, detail="timeout")

    unknown.hold_off(session, channel=EMAIL, until=later + HOUR)

    assert not unknown.is_due(session, channel=EMAIL, now=later)
    found = unknown.claim(session, channel=SLACK, owner="us", now=later, limit=9)
    assert [one.message.channel for one in found] == [SLACK]


def test_where_it_went_is_forgotten_once_it_is_to_be_sent_again(
    session: Session, ines: Person
) -> None:
    later = NOW + timedelta(minutes=1)
    planned(session, ines, SLACK, ["a"])
    (claimed,) = claim(session, SLACK)
    marking.begin(session, claimed, now=later)
    marking.unknown(session, claimed, now=later, detail="timeout")
    (found,) = unknown.claim(session, channel=SLACK, owner="us", now=later, limit=9)
    unknown.look_again(session, found, at=later, has_looked=True, conversation="DOLD")
    (found,) = unknown.claim(session, channel=SLACK, owner="us", now=later, limit=9)
    assert found.conversation == "DOLD"

    marking.unsent(session, found, now=later, retry_at=later, detail="not there", counts=True)

    (again,) = claim(session, SLACK)
    assert again.conversation is None


# -- what was kept for sending again ---------------------------------------------------------


def content_of(session: Session) -> Content | None:
    of_email = sa.select(table.c.content).where(table.c.channel == EMAIL.value)
    kept: Content | None = session.scalar(of_email)
    return kept


@pytest.mark.parametrize("ending", ["cancelled", "expired", "withdrawn and not sent", "redirected"])
def test_what_is_over_keeps_no_words_for_sending_it_again(session: Session, ending: str) -> None:
    ines = interviewer(session, "Ines")
    interview = booked(session, candidate=candidate(session), interviewers=(ines,))
    written = replace(message(ines, interview=interview), channel=EMAIL)
    outbox.plan(session, [written], now=NOW)
    (claimed,) = claim(session, EMAIL)
    marking.begin(session, claimed, now=NOW, content={"subject": "Booked"})
    kinds = frozenset({written.kind})
    assert content_of(session) == {"subject": "Booked"}

    if ending == "withdrawn and not sent":
        outbox.cancel(session, interview_id=interview.id, kinds=kinds, now=NOW)
    marking.unsent(session, claimed, now=NOW, retry_at=NOW, detail="broken off", counts=True)
    match ending:
        case "cancelled":
            outbox.cancel(session, interview_id=interview.id, kinds=kinds, now=NOW)
        case "expired":
            lost.expire(session, now=TEN + HOUR)
        case "redirected":
            (again,) = claim(session, EMAIL)
            redirect(session, again, to=SLACK, now=NOW)

    assert content_of(session) is None
