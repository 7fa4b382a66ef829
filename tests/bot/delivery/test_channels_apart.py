"""Two channels on one database: what holds one up does not hold the other."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from campaign.crashes import NOW, TEN
from campaign.letters import Letterbox, LetterChannel, Mishap
from databases import new_database

from bot.delivery.channel import SendResult
from bot.delivery.worker import Delivery
from bot.rounds import rounds_of
from sandbox.state.clock import ManualClock
from scheduling.model import Channel, Content, PlannedMessage, Role
from scheduling.model.notices import Reminder
from scheduling.results import MessageContext
from scheduling.store import Store, interviews, people
from scheduling.store.messages import outbox

PATIENCE = 60.0


@dataclass(frozen=True, kw_only=True)
class Slow(LetterChannel):
    """A channel whose calls last until they are let go."""

    go_on: asyncio.Event

    async def send(self, context: MessageContext, *, content: Content) -> SendResult:
        await self.go_on.wait()
        return await super().send(context, content=content)


@dataclass(frozen=True, kw_only=True)
class Watched(LetterChannel):
    """A channel that says when it has sent something."""

    sent: asyncio.Event

    async def send(self, context: MessageContext, *, content: Content) -> SendResult:
        self.sent.set()
        return await super().send(context, content=content)


@pytest.fixture(name="store")
def _store(tmp_path: Path) -> Iterator[Store]:
    """Two people in an interview, the one to be told by Slack and the other by e-mail, now."""
    store = Store.open(new_database(tmp_path))
    store.migrate()
    with store.writing() as session:
        carl, ines = (
            people.add(
                session,
                name=name,
                role=role,
                time_zone="UTC",
                email=f"{name}@example.org",
                now=NOW,
            )
            for name, role in (("Carl", Role.CANDIDATE), ("Ines", Role.INTERVIEWER))
        )
        interview = interviews.book(
            session,
            candidate=carl,
            interviewers=(ines,),
            start=TEN,
            outside_availability=True,
            booked_by="Carla",
            now=NOW,
        )
        planned = [
            PlannedMessage(
                person_id=person.id,
                notice=Reminder(),
                dedupe_key=f"first:{person.id}",
                due_at=NOW,
                interview_id=interview.id,
                channel=channel,
            )
            for person, channel in ((carl, Channel.EMAIL), (ines, Channel.SLACK))
        ]
        outbox.plan(session, planned, now=NOW)
    yield store
    store.close()


def delivery_by(channel: LetterChannel, *, store: Store, clock: ManualClock) -> Delivery:
    return Delivery(
        store=store, channel=channel, clock=clock.now, reach=lambda person: channel.channel
    )


@pytest.mark.both_databases
@pytest.mark.parametrize("held", list(Channel))
def test_a_channel_that_asks_to_wait_holds_no_other(store: Store, held: Channel) -> None:
    clock = ManualClock(NOW)
    boxes = {channel: Letterbox() for channel in Channel}
    boxes[held].meets(Mishap.LIMITED)
    deliveries = [
        delivery_by(LetterChannel(box=box, channel=channel), store=store, clock=clock)
        for channel, box in boxes.items()
    ]
    deliveries.sort(key=lambda delivery: delivery.channel.channel is not held)

    for delivery in deliveries:
        asyncio.run(delivery.send_due())
    at_first = {channel: [call.is_taken for call in box.calls] for channel, box in boxes.items()}
    clock.forward(seconds=2)
    for delivery in deliveries:
        asyncio.run(delivery.send_due())

    other = Channel.EMAIL if held is Channel.SLACK else Channel.SLACK
    assert at_first == {held: [False], other: [True]}
    assert [call.is_taken for call in boxes[held].calls] == [False, True]
    assert len(boxes[other].calls) == 1


def test_a_channel_that_is_slow_lets_the_rounds_of_another_go_on(store: Store) -> None:
    clock, slow, quick = ManualClock(NOW), Letterbox(), Letterbox()

    async def live() -> tuple[int, int]:
        go_on, sent = asyncio.Event(), asyncio.Event()
        deliveries = [
            delivery_by(Slow(box=slow, go_on=go_on), store=store, clock=clock),
            delivery_by(
                Watched(box=quick, channel=Channel.SLACK, sent=sent), store=store, clock=clock
            ),
        ]
        rounds = rounds_of(deliveries, store=store)
        rounds.start()
        await asyncio.wait_for(sent.wait(), timeout=PATIENCE)
        while_slow = len(slow.calls)
        sent.clear()
        _plan_another(store, clock)
        await asyncio.wait_for(sent.wait(), timeout=PATIENCE)
        go_on.set()
        await rounds.stop()
        return while_slow, len(slow.calls)

    while_slow, afterwards = asyncio.run(live())

    assert (while_slow, afterwards) == (0, 1)
    assert len(quick.calls) == 2


def _plan_another(store: Store, clock: ManualClock) -> None:
    clock.forward(seconds=10)
    with store.writing() as session:
        message = PlannedMessage(
            person_id=2,
            notice=Reminder(),
            dedupe_key="another",
            due_at=NOW + timedelta(seconds=10),
            interview_id=1,
            channel=Channel.SLACK,
        )
        outbox.plan(session, [message], now=clock.now())
