"""Delivering: what can't be written or sent holds nobody else up, and is not lost."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from bot_settings import settings
from databases import new_store

from bot.delivery.slack import SlackChannel
from bot.delivery.worker import Delivery, Point
from bot.slack.client import messenger
from sandbox.events.faults import rate_limit, slow
from sandbox.runtime.running import listening_socket
from sandbox.state.clock import ManualClock
from sandbox.testing.driver import Sandbox
from scheduling.model import DeliveryPolicy, Interview, MessageKind, Person, PlannedMessage, Role
from scheduling.store import Store, people
from scheduling.store import interviews as stored
from scheduling.store.messages import outbox
from scheduling.store.messages.kept_notices import from_json
from scheduling.store.people import departures
from scheduling.usecases.delivery.status import delivery_status_of

MANIFEST = Path(__file__).parents[3] / "manifest.json"
NOW = datetime(2026, 11, 9, 8, tzinfo=UTC)
TEN = datetime(2026, 11, 10, 10, tzinfo=UTC)


@pytest.fixture(name="slack")
def _workspace() -> Iterator[Sandbox]:
    with Sandbox.running(manifest=MANIFEST, clock=ManualClock(NOW)) as slack:
        yield slack


@pytest.fixture(name="store")
def _store() -> Iterator[Store]:
    store = new_store()
    yield store
    store.close()


def booked(store: Store, slack: Sandbox) -> tuple[Interview, Person, Person]:
    """An interview, its interviewer Ines and Carla, who hears of what goes wrong."""
    with store.writing() as session:
        ines, carla = (
            people.add(
                session,
                name=name,
                role=role,
                time_zone="UTC",
                is_coordinator=role is None,
                slack_user_id=slack.person(name).id,
                now=NOW,
            )
            for name, role in (("Ines", Role.INTERVIEWER), ("Carla", None))
        )
        carl = people.add(session, name="Carl", role=Role.CANDIDATE, time_zone="UTC", now=NOW)
        interview = stored.book(
            session,
            candidate=carl,
            interviewers=(ines,),
            start=TEN,
            outside_availability=False,
            booked_by="Carla",
            now=NOW,
        )
    return interview, ines, carla


def planned(
    store: Store, interview: Interview, person: Person, kind: MessageKind, **facts: str
) -> None:
    """One more message, due now."""
    facts = {"by": "Carla", "start": interview.start.isoformat(), **facts}
    with store.writing() as session:
        count = len(outbox.of_interview(session, interview.id))
        message = PlannedMessage(
            person_id=person.id,
            notice=from_json(kind, [[name, fact] for name, fact in facts.items()]),
            dedupe_key=f"message {count}",
            due_at=NOW,
            interview_id=interview.id,
        )
        outbox.plan(session, [message], now=NOW)


def delivery(
    store: Store, slack: Sandbox, *, api_url: str | None = None, **chosen_parts: Any
) -> Delivery:
    chosen = settings(slack_api_url=api_url or slack.api_url, slack_bot_token=slack.bot_token)
    return Delivery(
        store=store,
        channel=SlackChannel(client=messenger(chosen)),
        clock=slack.clock.now,
        **chosen_parts,
    )


def states(store: Store, interview: Interview) -> Counter[str]:
    with store.reading() as session:
        return Counter(state.value for _, state in outbox.of_interview(session, interview.id))


def test_to_one_person_messages_come_in_the_order_in_which_they_were_planned(
    store: Store, slack: Sandbox
) -> None:
    interview, ines, carla = booked(store, slack)
    for number in range(6):
        planned(store, interview, ines, MessageKind.BOOKED, by=f"Somebody {number}")
        planned(store, interview, carla, MessageKind.BOOKED, by=f"Somebody {number}")

    asyncio.run(delivery(store, slack).send_due())
    at_once = len(slack.person("Ines").messages_from_app)
    slack.clock.forward(seconds=6)
    asyncio.run(delivery(store, slack).send_due())

    assert at_once == 5  # Slack takes no more at once in one conversation
    for name in ("Ines", "Carla"):
        texts = slack.person(name).messages_from_app
        assert [text.split(" has")[0][-1] for text in texts] == list("012345")


def test_what_cannot_be_written_holds_nothing_up_and_is_given_up_in_the_end(
    store: Store, slack: Sandbox
) -> None:
    interview, ines, _ = booked(store, slack)
    planned(store, interview, ines, MessageKind.MOVED)  # from where, nobody knows
    planned(store, interview, ines, MessageKind.BOOKED)
    at_work = delivery(store, slack)

    asyncio.run(at_work.send_due())
    at_first = states(store, interview)
    for _ in range(8):
        slack.clock.forward(minutes=10)
        asyncio.run(at_work.send_due())

    assert at_first == Counter(pending=1, sent=1)
    assert states(store, interview) == Counter(dead=1, sent=2)
    slack.person("Carla").sees("I could not reach Ines about their interview with Carl")
    slack.person("Carla").sees("something broke on our side. Please tell them yourself.")


def test_while_slack_is_out_of_reach_messages_wait_and_nothing_is_unknown(
    store: Store, slack: Sandbox
) -> None:
    interview, ines, _ = booked(store, slack)
    planned(store, interview, ines, MessageKind.BOOKED)
    with listening_socket(port=0) as free:
        nowhere = f"http://127.0.0.1:{free.getsockname()[1]}/api/"
        asyncio.run(delivery(store, slack, api_url=nowhere).send_due())
    in_between = states(store, interview)
    slack.clock.forward(seconds=3)
    asyncio.run(delivery(store, slack).send_due())

    assert in_between == Counter(pending=1)
    assert len(slack.person("Ines").messages_from_app) == 1


def test_messages_go_out_while_slack_tells_of_nobody_who_they_are(
    store: Store, slack: Sandbox
) -> None:
    interview, ines, carla = booked(store, slack)
    for person in (ines, carla):
        planned(store, interview, person, MessageKind.BOOKED)
    slack.control.meets("users.info", rate_limit(600))

    asyncio.run(delivery(store, slack).send_due())

    assert states(store, interview) == Counter(sent=2)
    assert slack.calls("users.info") == []


@pytest.mark.parametrize("is_confirmed", [True, False])
def test_whoever_is_said_to_have_left_is_not_written_to(
    store: Store, slack: Sandbox, is_confirmed: bool
) -> None:
    interview, ines, _ = booked(store, slack)
    planned(store, interview, ines, MessageKind.BOOKED)
    with store.writing() as session:
        if is_confirmed:
            departures.note(session, ines.id, now=NOW)
        else:
            departures.hold(session, ines.id)

    asyncio.run(delivery(store, slack).send_due())

    assert slack.person("Ines").messages_from_app == []
    slack.person("Carla").sees("their Slack account is deactivated")


def test_told_to_end_it_takes_nothing_more_in_hand(store: Store, slack: Sandbox) -> None:
    interview, ines, _ = booked(store, slack)
    planned(store, interview, ines, MessageKind.BOOKED)
    at_work = delivery(store, slack)

    at_work.end()
    asyncio.run(at_work.send_due())

    assert states(store, interview) == Counter(pending=1)


def test_a_message_can_be_found_again_by_its_own_id_and_unfurls_nothing(
    store: Store, slack: Sandbox
) -> None:
    interview, ines, _ = booked(store, slack)
    planned(store, interview, ines, MessageKind.BOOKED)

    asyncio.run(delivery(store, slack).send_due())

    (call,) = slack.calls("chat.postMessage")
    metadata = call["request"]["metadata"]
    assert "on_the_hour_message" in str(metadata)
    assert not call["request"]["unfurl_links"]


def test_told_to_end_it_ends_what_is_begun_and_gives_the_rest_back(
    store: Store, slack: Sandbox
) -> None:
    interview, ines, carla = booked(store, slack)
    planned(store, interview, ines, MessageKind.BOOKED)
    planned(store, interview, carla, MessageKind.BOOKED)

    def ending(point: Point) -> None:
        if point is Point.BEGUN:
            at_work.end()

    at_work = delivery(store, slack, at=ending)

    asyncio.run(at_work.send_due())

    assert states(store, interview) in (Counter(sent=1, pending=1), Counter(sent=2))
    asyncio.run(delivery(store, slack).send_due())
    assert [len(slack.person(name).messages_from_app) for name in ("Ines", "Carla")] == [1, 1]


def test_what_is_claimed_when_it_is_told_to_end_is_given_back_at_once(
    store: Store, slack: Sandbox
) -> None:
    interview, ines, carla = booked(store, slack)
    planned(store, interview, ines, MessageKind.BOOKED)
    planned(store, interview, carla, MessageKind.BOOKED)
    at_work = delivery(store, slack, at=lambda point: at_work.end())

    asyncio.run(at_work.send_due())

    assert states(store, interview) == Counter(pending=2)
    assert slack.calls("chat.postMessage") == []


def test_what_it_was_about_to_look_for_when_it_is_told_to_end_another_looks_for_at_once(
    store: Store, slack: Sandbox
) -> None:
    interview, ines, _ = booked(store, slack)
    planned(store, interview, ines, MessageKind.BOOKED)
    slack.loses_reply_to("chat.postMessage")
    ends = delivery(store, slack, at=lambda point: ends.end() if point is Point.LOOKING else None)
    asyncio.run(ends.send_due())
    slack.clock.forward(seconds=5)

    asyncio.run(ends.look())
    looks = len(slack.calls("conversations.history"))
    asyncio.run(delivery(store, slack).look())

    assert looks == 0
    assert states(store, interview) == Counter(sent=1)


def test_a_call_that_takes_too_long_is_broken_off_in_time_for_the_lease(
    store: Store, slack: Sandbox
) -> None:
    interview, ines, _ = booked(store, slack)
    planned(store, interview, ines, MessageKind.BOOKED)
    hasty = DeliveryPolicy(lease=timedelta(seconds=1), looks=(timedelta(seconds=1),))
    slack.control.meets("chat.postMessage", slow(3), times=1)

    asyncio.run(delivery(store, slack, policy=hasty).send_due())

    assert states(store, interview) == Counter(unknown=1)
    slack.clock.forward(seconds=1)
    asyncio.run(delivery(store, slack, policy=hasty).look())
    assert states(store, interview) == Counter(sent=1)


def test_what_slack_will_never_take_dies_alone_and_is_told_in_words(
    store: Store, slack: Sandbox
) -> None:
    interview, ines, _ = booked(store, slack)
    planned(store, interview, ines, MessageKind.BOOKED)
    planned(store, interview, ines, MessageKind.BOOKED)
    planned(store, interview, ines, MessageKind.BOOKED)
    slack.refuses("chat.postMessage", "invalid_blocks", times=2, to=slack.person("Ines"))

    asyncio.run(delivery(store, slack).send_due())

    assert len(slack.person("Ines").messages_from_app) == 1
    (word,) = slack.person("Carla").messages_from_app
    assert "I could not reach Ines about their interview with Carl" in word
    assert "something broke on our side. Please tell them yourself." in word
    assert "invalid_blocks" not in word


def test_a_revoked_token_pauses_all_and_says_so_until_it_works_again(
    store: Store, slack: Sandbox
) -> None:
    interview, ines, carla = booked(store, slack)
    planned(store, interview, ines, MessageKind.BOOKED)
    planned(store, interview, carla, MessageKind.BOOKED)
    at_work = delivery(store, slack)
    slack.control.revoke_token()

    asyncio.run(at_work.send_due())
    broken = delivery_status_of(store, now=slack.clock.now())
    tried = len(slack.calls("chat.postMessage"))
    asyncio.run(at_work.send_due())
    slack.control.restore_token()
    slack.clock.forward(minutes=1)
    asyncio.run(at_work.send_due())

    assert [pause.reason for pause in broken.pauses] == ["token_revoked"]
    assert tried <= 2
    assert len(slack.calls("chat.postMessage")) == tried + 2
    assert states(store, interview) == Counter(sent=2)
    assert delivery_status_of(store, now=slack.clock.now()).pauses == ()


def test_a_token_that_is_revoked_while_one_looks_pauses_all_as_well(
    store: Store, slack: Sandbox
) -> None:
    interview, ines, _ = booked(store, slack)
    planned(store, interview, ines, MessageKind.BOOKED)
    at_work = delivery(store, slack)
    slack.loses_reply_to("chat.postMessage")
    asyncio.run(at_work.send_due())
    slack.control.revoke_token()
    slack.clock.forward(seconds=5)

    asyncio.run(at_work.look())
    broken = delivery_status_of(store, now=slack.clock.now())
    slack.control.restore_token()
    slack.clock.forward(minutes=1)
    asyncio.run(at_work.look())

    assert [pause.reason for pause in broken.pauses] == ["token_revoked"]
    assert states(store, interview) == Counter(sent=1)
    assert len(slack.person("Ines").messages_from_app) == 1


def test_two_replicas_at_work_at_once_tell_everybody_once(store: Store, slack: Sandbox) -> None:
    interview, ines, carla = booked(store, slack)
    for _ in range(4):
        planned(store, interview, ines, MessageKind.BOOKED)
        planned(store, interview, carla, MessageKind.BOOKED)

    async def both() -> None:
        replicas = [delivery(store, slack) for _ in range(2)]
        await asyncio.gather(*(replica.send_due() for replica in replicas))
        await asyncio.gather(*(replica.send_due() for replica in replicas))

    asyncio.run(both())

    assert states(store, interview) == Counter(sent=8)
    assert [len(slack.person(name).messages_from_app) for name in ("Ines", "Carla")] == [4, 4]
