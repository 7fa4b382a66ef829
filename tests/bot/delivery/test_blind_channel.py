"""By a channel that cannot look: once more and the same, or held, or said to be uncertain."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from campaign.crashes import NOW, TEN, Trial, ours, trial_of
from campaign.letters import Mishap
from databases import new_database

from bot.delivery.worker import Delivery
from scheduling.model import Channel, MessageKind, MessageState
from scheduling.store import Session, people
from scheduling.store.messages import outbox
from scheduling.store.messages.delivery import claiming
from scheduling.store.schema.tables import message as table

pytestmark = pytest.mark.both_databases

LAST_CHANCE = TEN - timedelta(minutes=5)


@pytest.fixture(name="trial")
def _two_people(tmp_path: Path) -> Iterator[Trial]:
    """Two people in one interview who are to be reminded now, and a coordinator in Slack."""
    with trial_of(2, url=new_database(tmp_path), by=Channel.EMAIL) as trial:
        with trial.store.writing() as session:
            people.add(
                session,
                name="Carla",
                role=None,
                time_zone="UTC",
                is_coordinator=True,
                slack_user_id="U0CARLA",
                now=NOW,
            )
        yield trial


def worker(trial: Trial) -> Delivery:
    return ours(trial, at=lambda point: None)


def make_rounds(trial: Trial, delivery: Delivery, *, number: int = 1) -> None:
    """The rounds that a process makes, with ten seconds before each."""
    for _ in range(number):
        trial.clock.forward(seconds=10)
        asyncio.run(delivery.tidy())
        asyncio.run(delivery.look())
        asyncio.run(delivery.send_due())


def reminders(session: Session) -> list[tuple[str, datetime | None]]:
    rows = session.execute(
        sa.select(table.c.state, table.c.retry_at)
        .where(table.c.kind == MessageKind.REMINDER.value)
        .order_by(table.c.id)
    )
    return [(row.state, row.retry_at) for row in rows]


def states(trial: Trial) -> list[str]:
    with trial.store.reading() as session:
        return [state for state, _ in reminders(session)]


def words_to_coordinators(trial: Trial) -> int:
    with trial.store.reading() as session:
        about = outbox.of_interview(session, 1)
    return sum(message.kind is MessageKind.UNDELIVERED for message, _ in about)


def is_old_copy(trial: Trial) -> None:
    """All that was sent is forgotten again."""
    with trial.store.writing() as session:
        session.execute(sa.update(table).values(state="pending", epoch=0, receipt=None))


def test_what_broke_off_is_sent_once_more_in_the_same_words_and_under_the_same_id(
    trial: Trial,
) -> None:
    trial.box.meets(Mishap.BROKEN_OFF_AFTER)
    delivery = worker(trial)

    make_rounds(trial, delivery, number=4)

    first = trial.box.calls[0]
    copies = [call for call in trial.box.calls if call.uid == first.uid]
    assert len(copies) == 2
    assert {(call.to, call.words) for call in copies} == {(first.to, first.words)}
    assert states(trial) == [MessageState.SENT, MessageState.SENT]


def test_what_breaks_off_a_second_time_is_given_up_and_the_coordinators_are_told(
    trial: Trial,
) -> None:
    trial.box.befalls = lambda to, n: Mishap.BROKEN_OFF_AFTER if "0" in to else None
    delivery = worker(trial)

    make_rounds(trial, delivery, number=30)

    assert len(trial.box.calls) == 3
    assert sorted(states(trial)) == [MessageState.DEAD, MessageState.SENT]
    assert words_to_coordinators(trial) == 1


def test_that_nobody_answered_in_between_is_none_of_the_two_times(trial: Trial) -> None:
    story = [Mishap.REFUSED, Mishap.BROKEN_OFF_BEFORE, Mishap.LIMITED, Mishap.REFUSED]
    trial.box.befalls = lambda to, n: story[n] if "0" in to and n < len(story) else None
    delivery = worker(trial)

    make_rounds(trial, delivery, number=10)

    assert states(trial) == [MessageState.SENT, MessageState.SENT]
    assert words_to_coordinators(trial) == 0
    assert len({call.words for call in trial.box.calls if "0" in call.to}) == 1


def test_what_is_called_back_while_it_is_in_doubt_is_not_sent_once_more(trial: Trial) -> None:
    trial.box.befalls = lambda to, n: Mishap.BROKEN_OFF_BEFORE
    delivery = worker(trial)
    make_rounds(trial, delivery)
    with trial.store.writing() as session:
        kinds = frozenset({MessageKind.REMINDER})
        outbox.cancel(session, interview_id=1, kinds=kinds, now=trial.clock.now())

    make_rounds(trial, delivery, number=4)

    assert len(trial.box.calls) == 2
    assert states(trial) == [MessageState.CANCELLED, MessageState.CANCELLED]


def test_after_an_old_backup_what_is_overdue_waits_for_its_last_chance(trial: Trial) -> None:
    make_rounds(trial, worker(trial))
    is_old_copy(trial)
    trial.clock.forward(hours=3)
    delivery = worker(trial)

    asyncio.run(delivery.start())
    make_rounds(trial, delivery, number=3)

    assert len(trial.box.calls) == 2
    with trial.store.reading() as session:
        assert reminders(session) == [(MessageState.PENDING, LAST_CHANCE)] * 2
    assert words_to_coordinators(trial) == 2  # one about each

    trial.clock.forward(seconds=(LAST_CHANCE - trial.clock.now()).total_seconds())
    make_rounds(trial, delivery)
    copies = Counter(call.uid for call in trial.box.calls)
    assert sorted(copies.values()) == [2, 2]
    assert states(trial) == [MessageState.SENT, MessageState.SENT]


def test_a_start_on_a_database_that_was_at_work_a_moment_ago_holds_nothing(trial: Trial) -> None:
    trial.clock.forward(hours=3)
    with trial.store.writing() as session:
        # Somebody else takes one in hand, and is lost: the database lives.
        by, now = Channel.EMAIL, trial.clock.now()
        claiming.claim(session, channel=by, owner="another", now=now, limit=1)
    trial.clock.forward(minutes=2)
    delivery = worker(trial)

    asyncio.run(delivery.start())
    make_rounds(trial, delivery)

    assert states(trial) == [MessageState.SENT, MessageState.SENT]
    assert words_to_coordinators(trial) == 0


def test_what_could_not_be_sent_for_hours_is_sent_after_a_start_since_it_was_tried(
    trial: Trial,
) -> None:
    trial.box.befalls = lambda to, n: Mishap.REFUSED
    make_rounds(trial, worker(trial))
    trial.clock.forward(hours=3)
    trial.box.befalls = lambda to, n: None
    delivery = worker(trial)

    asyncio.run(delivery.start())
    make_rounds(trial, delivery)

    assert states(trial) == [MessageState.SENT, MessageState.SENT]
