"""Getting messages on their way: paused, put back, undeliverable, taken back, let lapse."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from time_builders import at, window
from town import Town, town_at

from scheduling.messages.reasons import UNWRITTEN
from scheduling.model import (
    USUAL,
    Actor,
    Channel,
    ClaimedMessage,
    Interview,
    MessageKind,
    MessageState,
    PlannedMessage,
)
from scheduling.model.notices import Cancelled, NotReached, Unreadable
from scheduling.model.request import Who
from scheduling.results import MessageContext
from scheduling.store import people
from scheduling.store.messages import outbox
from scheduling.usecases import delivery
from scheduling.usecases.interviews import AllowedHours, cancel_interview, move_interview
from scheduling.wording.saying.marked import plain
from scheduling.wording.saying.notices.sentences import notice_words
from scheduling.wording.saying.reader import Reader

pytestmark = pytest.mark.both_databases

NOW = at("2026-11-09 08:00")
NINE = at("2026-11-10 09:00")
TUESDAY = window("2026-11-10 09:00-12:00")
SECOND = timedelta(seconds=1)
_WAITS = (2, 4, 8, 16, 32, 64, 128)
LOOKS = [n * SECOND for n in sorted({wait - early for wait in _WAITS for early in (0, 1)} | {3600})]
"""A second before each of the waits there may be and at it, and at last an hour later."""


def read(town: Town, one: ClaimedMessage) -> MessageContext:
    """A message with the names of the panel, as where candidates may see them."""
    return delivery.message_context(town.store, claimed=one, sees_panel=True)


def booked(town: Town) -> Interview:
    """Carl meets Ines; Cora hears of what goes wrong."""
    town.coordinator("Cora")
    town.candidate("Carl", TUESDAY)
    town.interviewer("Ines", TUESDAY)
    return town.books("Carl", "Ines", start=NINE)


def claimed(town: Town, *, limit: int = 20) -> tuple[ClaimedMessage, ...]:
    return delivery.claim_due(
        town.store, channel=Channel.SLACK, owner="us", limit=limit, now=town.now
    )


def begun(town: Town) -> ClaimedMessage:
    """One message, about to be sent."""
    (one,) = claimed(town, limit=1)
    assert delivery.begin(town.store, claimed=one, now=town.now)
    return one


def claimed_again(town: Town, one: ClaimedMessage) -> ClaimedMessage | None:
    """The message, at the first of the LOOKS from now on at which it may be sent again."""
    tried = town.now
    for later in LOOKS:
        town.now = tried + later
        if again := [each for each in claimed(town) if each.id == one.id]:
            return again[0]
    return None


def all_are_sent(town: Town) -> None:
    """Nothing that is due is left to send."""
    while batch := claimed(town):
        for one in batch:
            delivery.begin(town.store, claimed=one, now=town.now)
            delivery.mark_sent(
                town.store, claimed=one, conversation="D1", receipt="1.1", now=town.now
            )


def states(town: Town, interview: Interview, kind: MessageKind) -> Counter[str]:
    return Counter(
        state.value for message, state in town.messages(interview) if message.kind is kind
    )


def told_cora(town: Town, interview: Interview) -> list[str]:
    """Of whom Cora is told that they could not be reached."""
    names = {person.id: person.name for person in town.people.values()}
    return [
        names[message.notice.who.person_id or 0]
        for message, _ in town.messages(interview)
        if isinstance(message.notice, NotReached)
    ]


def test_while_nothing_is_due_nobody_waits_for_who_writes(tmp_path: Path) -> None:
    with town_at(NOW, folder=tmp_path) as town, ThreadPoolExecutor(1) as another:
        with town.store.writing():
            nothing = another.submit(claimed, town).result(timeout=60)
            another.submit(delivery.tidy, town.store, now=town.now).result(timeout=60)

        assert nothing == ()


def test_what_is_due_is_claimed_once() -> None:
    with town_at(NOW) as town:
        booked(town)

        first, second = claimed(town), claimed(town)

        assert len(first) == 2
        assert second == ()


def test_a_pause_holds_what_is_claimed_already_and_goes_by() -> None:
    with town_at(NOW) as town:
        interview = booked(town)
        one, other = claimed(town)
        assert delivery.begin(town.store, claimed=one, now=NOW)

        delivery.mark_paused(
            town.store, claimed=one, until=NOW + 30 * SECOND, reason="ratelimited", now=NOW
        )

        assert not delivery.begin(town.store, claimed=other, now=NOW + SECOND)
        assert states(town, interview, MessageKind.BOOKED) == Counter(pending=2)
        town.now = NOW + 29 * SECOND
        assert claimed(town) == ()
        town.now = NOW + 30 * SECOND
        assert [each.attempts for each in claimed(town)] == [0, 0]


def test_being_asked_to_wait_is_no_attempt_however_often() -> None:
    with town_at(NOW) as town:
        booked(town)

        for _ in range(3 * USUAL.most_attempts):
            one = begun(town)
            town.now += 30 * SECOND
            delivery.mark_paused(
                town.store, claimed=one, until=town.now, reason="ratelimited", now=town.now
            )

        assert begun(town).attempts == 0


def test_what_cannot_be_written_is_tried_again_after_ever_longer_waits_and_then_given_up() -> None:
    with town_at(NOW) as town:
        town.coordinator("Cora")
        town.candidate("Carl", TUESDAY)
        town.interviewer("Ines", TUESDAY)
        interview = town.books("Carl", "Ines", start=NINE)
        all_are_sent(town)
        waits, town.now = [], NINE - timedelta(hours=24)
        one = begun(town)
        while True:
            tried = town.now
            delivery.mark_unsent(town.store, claimed=one, reason=UNWRITTEN, now=town.now)
            again = claimed_again(town, one)
            if again is None:
                break
            waits.append((town.now - tried).total_seconds())
            one = again
            delivery.begin(town.store, claimed=one, now=town.now)

        assert waits == [2, 4, 8, 16, 32, 64, 128]
        assert states(town, interview, MessageKind.REMINDER)["dead"] == 1
        assert len(told_cora(town, interview)) == 1


def test_that_slack_is_out_of_reach_is_no_fault_of_a_message_until_a_day_has_passed() -> None:
    with town_at(NOW) as town:
        interview = booked(town)
        one = begun(town)
        outcomes = []
        for hours in (1, 23, 24):
            town.now = NOW + timedelta(hours=hours)
            many = replace(one, attempts=50)
            delivery.mark_unsent(
                town.store, claimed=many, reason="ClientConnectorError", now=town.now
            )
            outcomes.append(states(town, interview, MessageKind.BOOKED)["dead"])
            if again := [c for c in claimed_later(town) if c.id == one.id]:
                one = again[0]

        assert outcomes == [0, 0, 1]


def claimed_later(town: Town) -> tuple[ClaimedMessage, ...]:
    """What is due once the longest wait is over."""
    town.now += USUAL.longest_retry
    return claimed(town)


def test_a_worker_that_ends_gives_back_what_it_has_not_begun() -> None:
    with town_at(NOW) as town:
        booked(town)
        one, other = claimed(town)
        delivery.begin(town.store, claimed=other, now=NOW)

        for each in (one, other):
            delivery.give_back(town.store, claimed=each, now=NOW)

        again = claimed(town)
        assert [each.id for each in again] == [one.id, other.id]
        assert [each.attempts for each in again] == [0, 0]


def test_the_most_that_is_claimed_is_what_was_asked_for_however_many_ask_at_once(
    tmp_path: Path,
) -> None:
    with town_at(NOW, folder=tmp_path) as town, ThreadPoolExecutor(4) as workers:
        booked(town)

        batches = list(workers.map(lambda n: claimed(town, limit=1), range(8)))

        assert sorted(len(batch) for batch in batches) == [0] * 6 + [1, 1]
        assert len({one.id for batch in batches for one in batch}) == 2


def test_who_cannot_be_reached_is_told_of_once_however_many_messages_fail() -> None:
    with town_at(NOW) as town:
        interview = booked(town)

        for now in (NOW, NINE - timedelta(hours=24), NINE - timedelta(hours=1)):
            town.now = now
            for one in claimed(town):
                if one.message.kind is not MessageKind.UNDELIVERED:
                    delivery.mark_dead(town.store, claimed=one, reason="user_not_found", now=now)

        assert sorted(told_cora(town, interview)) == ["Carl", "Ines"]


def test_a_failed_word_to_the_coordinator_makes_no_further_one() -> None:
    with town_at(NOW) as town:
        interview = booked(town)
        for one in claimed(town):
            delivery.mark_dead(town.store, claimed=one, reason="user_not_found", now=NOW)
        words = 0

        while batch := claimed(town):
            words += len(batch)
            for one in batch:
                delivery.mark_dead(town.store, claimed=one, reason="user_not_found", now=NOW)

        assert words == 2
        assert states(town, interview, MessageKind.UNDELIVERED) == Counter(dead=2)


@pytest.mark.parametrize(
    ("seconds", "may_begin"), [(0, True), (24, True), (25, False), (61, False)]
)
def test_past_two_fifths_of_the_lease_no_call_is_made(seconds: int, may_begin: bool) -> None:
    with town_at(NOW) as town:
        booked(town)
        one, *_ = claimed(town)

        begins = delivery.begin(town.store, claimed=one, now=NOW + seconds * SECOND)

        assert begins == may_begin


def test_of_a_lost_worker_what_was_claimed_is_pending_and_what_was_begun_is_unknown() -> None:
    with town_at(NOW) as town:
        interview = booked(town)
        one, _ = claimed(town)
        delivery.begin(town.store, claimed=one, now=NOW)

        delivery.tidy(town.store, now=NOW + USUAL.lease)

        assert states(town, interview, MessageKind.BOOKED) == Counter(pending=1, unknown=1)


def test_a_worker_who_comes_back_too_late_writes_nothing() -> None:
    with town_at(NOW) as town:
        interview = booked(town)
        late, _ = claimed(town)
        town.now = NOW + USUAL.lease
        delivery.tidy(town.store, now=town.now)
        claimed(town)

        assert not delivery.begin(town.store, claimed=late, now=NOW)
        delivery.mark_dead(town.store, claimed=late, reason="late", now=town.now)

        assert states(town, interview, MessageKind.BOOKED) == Counter(claimed=2)
        assert told_cora(town, interview) == []


def test_a_reply_that_was_lost_leaves_the_message_unknown_and_not_sent_again() -> None:
    with town_at(NOW) as town:
        interview = booked(town)
        one = begun(town)

        delivery.mark_unknown(town.store, claimed=one, reason="timeout", now=NOW)
        town.now = NOW + timedelta(hours=1)
        delivery.tidy(town.store, now=town.now)

        assert one.id not in {each.id for each in claimed(town)}
        assert states(town, interview, MessageKind.BOOKED)["unknown"] == 1


def test_an_earlier_reminder_that_lapses_alarms_nobody_as_a_later_one_follows() -> None:
    with town_at(NOW) as town:
        interview = booked(town)

        delivery.tidy(town.store, now=NINE - timedelta(minutes=30))

        assert states(town, interview, MessageKind.REMINDER) == Counter(expired=2, pending=2)
        assert told_cora(town, interview) == []


def test_a_last_reminder_that_lapses_is_told_to_the_coordinator() -> None:
    with town_at(NOW) as town:
        interview = booked(town)

        delivery.tidy(town.store, now=NINE)

        assert states(town, interview, MessageKind.REMINDER) == Counter(expired=4)
        assert sorted(told_cora(town, interview)) == ["Carl", "Ines"]


def test_withdrawn_while_it_was_being_sent_it_is_not_sent_again_when_it_was_not() -> None:
    with town_at(NOW) as town:
        interview = booked(town)
        one = begun(town)
        move_interview(
            town.store,
            context=town.context("Cora"),
            interview_id=interview.id,
            start=NINE + timedelta(hours=1),
            allowed=AllowedHours.OFFERED,
        )

        delivery.mark_unsent(town.store, claimed=one, reason="refused", now=NOW)

        assert states(town, interview, MessageKind.BOOKED) == Counter(cancelled=2)


def test_a_letter_has_all_that_its_words_need() -> None:
    with town_at(NOW) as town:
        interview = booked(town)
        cancel_interview(town.store, context=town.context("Cora"), interview_id=interview.id)
        letters = [read(town, one) for one in claimed(town)]

        assert {letter.recipient.name for letter in letters} == {"Carl", "Ines"}
        assert {letter.claimed.message.kind for letter in letters} == {MessageKind.CANCELLED}
        assert all(
            letter.interview is not None
            and replace(letter.interview, state=interview.state, revision=1, invite_sequence=0)
            == interview
            for letter in letters
        )
        assert states(town, interview, MessageKind.CANCELLED) == Counter(
            {MessageState.CLAIMED.value: 2}
        )


# -- of whom a message speaks ----------------------------------------------------------------


def test_whoever_is_called_like_the_reader_is_another_person() -> None:
    with town_at(NOW) as town:
        interview = booked(town)
        with town.store.writing() as session:
            namesake = people.add(
                session, name="Ines", role=None, time_zone="UTC", slack_user_id="UX", now=NOW
            )
        actor = Actor(name="Ines", time_zone="UTC", person=namesake, is_coordinator=True)
        town.now += SECOND
        move_interview(
            town.store,
            replace(town.context("Cora"), actor=actor, now=town.now),
            interview_id=interview.id,
            start=NINE + timedelta(hours=1),
            allowed=AllowedHours.OFFERED,
        )

        letters = [read(town, one) for one in claimed(town)]

        (to_ines,) = (each for each in letters if each.recipient.name == "Ines")
        reader = Reader.of(to_ines.recipient, channel=Channel.SLACK)
        words = plain(notice_words(to_ines.news, reader=reader, now=town.now))
        assert words.startswith("Ines (UX) has moved your interview with Carl.")


def test_a_row_of_the_version_before_comes_with_everybody_of_the_name_in_it() -> None:
    with town_at(NOW) as town:
        interview = booked(town)
        kept = [["by", "Cora"], ["start", NINE.isoformat()]]
        old = PlannedMessage(
            person_id=town.people["Cora"].id,
            notice=Unreadable(kind=MessageKind.CANCELLED, kept=kept),
            dedupe_key="old",
            due_at=NOW,
            interview_id=interview.id,
        )
        with town.store.writing() as session:
            outbox.plan(session, [old], now=NOW)

        letters = [read(town, one) for one in claimed(town)]

        (to_cora,) = (each for each in letters if each.recipient.name == "Cora")
        assert to_cora.claimed.message.notice == Cancelled(by=Who(called="Cora"), start=NINE)
        assert to_cora.people == {town.people["Cora"].id: town.people["Cora"]}
