"""What became of messages of which nobody knows: found, missing, unreadable, in other hands."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from time_builders import at, window
from town import Town, town_at

from scheduling.model import USUAL, Channel, ClaimedMessage, Interview, MessageKind, MessageState
from scheduling.model.notices import NotReached
from scheduling.usecases import delivery
from scheduling.usecases.delivery import reconcile
from scheduling.usecases.interviews import cancel_interview, upcoming_interviews

pytestmark = pytest.mark.both_databases

NOW = at("2026-11-09 08:00")
NINE = at("2026-11-10 09:00")
TUESDAY = window("2026-11-10 09:00-12:00")
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


def booked(town: Town) -> Interview:
    """Carl meets Ines; Cora hears of what goes wrong."""
    town.coordinator("Cora")
    town.candidate("Carl", TUESDAY)
    town.interviewer("Ines", TUESDAY)
    return town.books("Carl", "Ines", start=NINE)


def claimed(town: Town) -> tuple[ClaimedMessage, ...]:
    return delivery.claim_due(town.store, channel=Channel.SLACK, owner="us", limit=20, now=town.now)


def sought(town: Town, *, owner: str = "us") -> tuple[ClaimedMessage, ...]:
    return reconcile.claim_unknown(
        town.store, channel=Channel.SLACK, owner=owner, limit=20, now=town.now
    )


def in_doubt(town: Town, *, at_most: int = 1) -> list[ClaimedMessage]:
    """Messages whose calls have broken off."""
    doubtful = list(claimed(town)[:at_most])
    for one in doubtful:
        assert delivery.begin(town.store, claimed=one, now=town.now)
        delivery.mark_unknown(town.store, claimed=one, reason="timeout", now=town.now)
    return doubtful


def news_is_told(town: Town) -> None:
    """Everybody has got what is due."""
    while batch := claimed(town):
        for one in batch:
            delivery.begin(town.store, claimed=one, now=town.now)
            delivery.mark_sent(
                town.store, claimed=one, conversation="D1", receipt="1.1", now=town.now
            )


def state_of(town: Town, interview: Interview, one: ClaimedMessage) -> MessageState:
    states = {message.dedupe_key: state for message, state in town.messages(interview)}
    return states[one.message.dedupe_key]


def missed(town: Town, one: ClaimedMessage, *, longest: timedelta = timedelta(hours=1)) -> int:
    """Look for it in vain until it is to be sent again; after how many looks that is."""
    looks, until = 0, town.now + longest
    while town.now < until:
        for found in sought(town):
            looks += 1
            assert found.id == one.id
            again = reconcile.note_missing(
                town.store, claimed=found, conversation="D1", now=town.now
            )
            if again:
                return looks
        town.now += SECOND
    return 0


def test_nothing_is_looked_for_before_the_history_can_have_it() -> None:
    with town_at(NOW) as town:
        booked(town)
        (one,) = in_doubt(town)

        too_early = sought(town)
        town.now += USUAL.looks[0]
        (found,) = sought(town)

        assert too_early == ()
        assert (found.id, found.uid, found.epoch) == (one.id, one.uid, one.epoch + 1)


def test_what_is_found_is_sent_and_stays_so() -> None:
    with town_at(NOW) as town:
        interview = booked(town)
        (one,) = in_doubt(town)
        town.now += USUAL.looks[0]
        (found,) = sought(town)

        assert delivery.mark_sent(
            town.store, claimed=found, conversation="D1", receipt="1.1", now=town.now
        )

        assert state_of(town, interview, one) is MessageState.SENT
        town.now += timedelta(hours=1)
        assert sought(town) == ()


def test_what_is_not_found_is_looked_for_again_and_sent_again_within_two_minutes() -> None:
    with town_at(NOW) as town:
        interview = booked(town)
        (one,) = in_doubt(town)

        looks = missed(town, one)

        assert looks == len(USUAL.looks) == 5
        assert town.now - NOW == timedelta(seconds=100)
        assert state_of(town, interview, one) is MessageState.PENDING
        again = next(each for each in claimed(town) if each.id == one.id)
        assert again.epoch > one.epoch + looks
        assert (again.attempts, again.uid) == (1, one.uid)


def test_who_was_lost_in_the_call_is_followed_within_three_minutes() -> None:
    with town_at(NOW) as town:
        booked(town)
        (one, *_) = claimed(town)
        delivery.begin(town.store, claimed=one, now=NOW)

        town.now = NOW + USUAL.lease
        delivery.tidy(town.store, now=town.now)
        looks = missed(town, one)

        assert looks == len(USUAL.looks)
        assert town.now - NOW < timedelta(minutes=3)


def test_a_worker_who_comes_back_from_the_call_can_say_nothing_about_what_is_sent_anew() -> None:
    with town_at(NOW) as town:
        interview = booked(town)
        (late,) = in_doubt(town)
        missed(town, late)
        again = next(each for each in claimed(town) if each.id == late.id)
        assert delivery.begin(town.store, claimed=again, now=town.now)

        said = delivery.mark_sent(
            town.store, claimed=late, conversation="D1", receipt="1.1", now=town.now
        )
        delivery.mark_dead(town.store, claimed=late, reason="late", now=town.now)

        assert not said
        assert state_of(town, interview, late) is MessageState.SENDING


def test_two_who_look_at_once_never_look_for_the_same(tmp_path: Path) -> None:
    with town_at(NOW, folder=tmp_path) as town, ThreadPoolExecutor(4) as replicas:
        booked(town)
        in_doubt(town, at_most=2)
        town.now += USUAL.looks[0]

        batches = list(replicas.map(lambda n: sought(town, owner=f"{n}"), range(8)))

        found = [one.id for batch in batches for one in batch]
        assert len(found) == len(set(found)) == 2


def test_what_one_who_was_lost_looked_for_another_looks_for() -> None:
    with town_at(NOW) as town:
        booked(town)
        in_doubt(town)
        town.now += USUAL.looks[0]
        (lost,) = sought(town)
        town.now += USUAL.lease

        (found,) = sought(town, owner="another")
        delivery.mark_sent(
            town.store, claimed=found, conversation="D1", receipt="1.1", now=town.now
        )

        assert not reconcile.note_missing(town.store, claimed=lost, conversation="D1", now=town.now)
        assert not delivery.mark_sent(
            town.store, claimed=lost, conversation="D1", receipt="2.2", now=town.now
        )


def test_what_was_withdrawn_and_is_not_there_is_not_sent_again() -> None:
    with town_at(NOW) as town:
        interview = booked(town)
        (one,) = in_doubt(town)
        cancel_interview(town.store, context=town.context("Cora"), interview_id=interview.id)

        missed(town, one)

        assert state_of(town, interview, one) is MessageState.CANCELLED


def test_shortly_before_it_is_too_late_it_is_sent_again_without_waiting_for_all_looks() -> None:
    with town_at(NOW) as town:
        interview = booked(town)
        news_is_told(town)
        town.now = NINE - 20 * SECOND
        (one,) = [each for each in claimed(town) if is_reminder_of(each, "Ines", town)]
        delivery.begin(town.store, claimed=one, now=town.now)
        delivery.mark_unknown(town.store, claimed=one, reason="timeout", now=town.now)

        looks = missed(town, one)

        assert looks == 2
        assert town.now < NINE
        assert state_of(town, interview, one) is MessageState.PENDING


def is_reminder_of(one: ClaimedMessage, name: str, town: Town) -> bool:
    return (
        one.message.kind is MessageKind.REMINDER and one.message.person_id == town.people[name].id
    )


def reminder_in_doubt(town: Town) -> ClaimedMessage:
    """Ines's reminder of an hour before; all else is out of the way."""
    news_is_told(town)
    town.now = NINE - timedelta(hours=1)
    delivery.tidy(town.store, now=town.now)
    (one,) = [each for each in claimed(town) if is_reminder_of(each, "Ines", town)]
    delivery.begin(town.store, claimed=one, now=town.now)
    delivery.mark_unknown(town.store, claimed=one, reason="timeout", now=town.now)
    return one


def unreadable(town: Town, one: ClaimedMessage, *, until: timedelta) -> list[float]:
    """Look into a closed history until it is to be sent again; minutes to the start then."""
    sent, end = [], town.now + until
    while town.now < end:
        for found in sought(town):
            assert found.id == one.id
            again = reconcile.note_unreadable(
                town.store, claimed=found, reason="missing_scope", now=town.now
            )
            if again:
                sent.append((NINE - town.now) / MINUTE)
                return sent
        town.now += 20 * SECOND
    return sent


def test_a_history_that_is_closed_is_waited_for_until_shortly_before_the_start() -> None:
    with town_at(NOW) as town:
        interview = booked(town)
        one = reminder_in_doubt(town)

        sent = unreadable(town, one, until=timedelta(hours=1))

        assert sent == [5]
        assert state_of(town, interview, one) is MessageState.PENDING


def test_after_one_message_more_it_is_given_up_and_said_to_be_uncertain() -> None:
    with town_at(NOW) as town:
        interview = booked(town)
        one = reminder_in_doubt(town)
        unreadable(town, one, until=timedelta(hours=1))
        (again,) = [each for each in claimed(town) if each.id == one.id]
        delivery.begin(town.store, claimed=again, now=town.now)
        delivery.mark_unknown(town.store, claimed=again, reason="timeout", now=town.now)

        sent = unreadable(town, one, until=timedelta(minutes=2))

        assert sent == []
        assert state_of(town, interview, one) is MessageState.DEAD
        reasons = [
            message.notice.reason
            for message, _ in town.messages(interview)
            if isinstance(message.notice, NotReached)
        ]
        assert "uncertain" in reasons


def test_a_history_that_opens_in_the_meantime_settles_it_at_once() -> None:
    with town_at(NOW) as town:
        interview = booked(town)
        one = reminder_in_doubt(town)
        unreadable(town, one, until=timedelta(minutes=10))
        town.now += USUAL.unreadable

        (found,) = sought(town)
        delivery.mark_sent(
            town.store, claimed=found, conversation="D1", receipt="1.1", now=town.now
        )

        assert state_of(town, interview, one) is MessageState.SENT


def test_trouble_of_slack_s_is_no_look_and_nothing_is_sent_for_it() -> None:
    with town_at(NOW) as town:
        interview = booked(town)
        (one,) = in_doubt(town)

        for _ in range(100):
            town.now += 5 * SECOND
            for found in sought(town):
                assert found.looks == 0
                reconcile.note_later(
                    town.store, claimed=found, at=town.now + 5 * SECOND, now=town.now
                )

        assert state_of(town, interview, one) is MessageState.UNKNOWN


@pytest.mark.parametrize("pauses", [False, True])
def test_asked_to_wait_nobody_looks_and_in_a_broken_workspace_nobody_sends(pauses: bool) -> None:
    with town_at(NOW) as town:
        booked(town)
        in_doubt(town, at_most=2)
        town.now += USUAL.looks[0]
        found, *_ = sought(town)
        until = town.now + 30 * SECOND

        reconcile.hold_off(
            town.store, claimed=found, until=until, reason="token_revoked", pauses=pauses
        )

        town.now = until - SECOND
        assert sought(town) == ()
        town.now = until + USUAL.lease
        assert len(sought(town)) == 2


def test_coordinators_see_what_is_in_doubt_and_what_was_given_up_until_it_is_made_good() -> None:
    with town_at(NOW) as town:
        interview = booked(town)
        one, other = claimed(town)
        delivery.mark_dead(town.store, claimed=one, reason="user_not_found", now=NOW)
        delivery.begin(town.store, claimed=other, now=NOW)
        delivery.mark_unknown(town.store, claimed=other, reason="timeout", now=NOW)

        def seen(by: str) -> Counter[tuple[int, str, str]]:
            page = upcoming_interviews(town.store, context=town.context(by), skip=0, limit=5)
            return Counter((u.person_id, u.state.value, u.reason) for u in page.undelivered)

        first, theirs = seen("Cora"), seen("Ines")
        town.now += USUAL.looks[0]
        (found,) = sought(town)
        delivery.mark_sent(
            town.store, claimed=found, conversation="D1", receipt="1.1", now=town.now
        )

        assert interview.id == 1
        assert first == Counter(
            [
                (one.message.person_id, "dead", "user_not_found"),
                (other.message.person_id, "unknown", "timeout"),
            ]
        )
        assert theirs == Counter()
        assert seen("Cora") == Counter([(one.message.person_id, "dead", "user_not_found")])
        town.now = NINE - timedelta(hours=1)
        for each in claimed(town):
            delivery.begin(town.store, claimed=each, now=town.now)
            delivery.mark_sent(
                town.store, claimed=each, conversation="D1", receipt="1.1", now=town.now
            )
        assert seen("Cora") == Counter()
