"""What websockets and envelopes can be made to meet: refused, half-open, ended, twice, again."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk import WebClient
from toy_app import MANIFEST, running
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from sandbox.events.faults import RETRIED, TWICE, SocketFault
from sandbox.testing.driver import Sandbox

SOON = 0.15
IMPATIENCE = 0.3


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox.running(manifest=MANIFEST) as slack:
        yield slack


def address(slack: Sandbox) -> str:
    client = WebClient(base_url=slack.api_url)
    return str(client.apps_connections_open(app_token=slack.app_token)["url"])


@contextmanager
def socket(slack: Sandbox) -> Iterator[ClientConnection]:
    """A websocket of the app that nothing answers on; it ends without waiting for the other end."""
    with connect(address(slack), close_timeout=0, ping_interval=None) as one:
        yield one


def next_on(one: ClientConnection) -> Any:
    return json.loads(one.recv(timeout=60))


def notes(heard: list[dict[str, Any]]) -> Callable[[AsyncApp], None]:
    """Listeners that note what they get: the words of a command, and the headers of an event."""

    def listeners(app: AsyncApp) -> None:
        @app.command("/toy")
        async def toy(ack: Any, command: Any) -> None:
            heard.append({"text": command["text"], "trigger": command["trigger_id"]})
            await ack("heard")

        @app.event("app_home_opened")
        async def opened(ack: Any, req: Any, body: Any) -> None:
            heard.append({"id": body["event_id"], "headers": req.headers})
            await ack()

    return listeners


def test_a_refused_websocket_is_let_in_once_the_door_is_open(slack: Sandbox) -> None:
    slack.control.door(SocketFault.REFUSED)

    with pytest.raises(InvalidStatus, match="503"), socket(slack):
        pass
    slack.control.door(SocketFault.OPEN)

    with socket(slack) as one:
        assert next_on(one)["type"] == "hello"


def test_a_websocket_that_is_half_open_from_the_start_says_nothing_and_stays(
    slack: Sandbox,
) -> None:
    slack.control.door(SocketFault.HALF_OPEN)

    with socket(slack) as one:
        slack.waits_until(lambda: slack.control.connections() == 1)
        pong = one.ping().wait(SOON)
        with pytest.raises(TimeoutError):
            one.recv(timeout=SOON)
        staying = slack.control.connections()

    assert (pong, staying) == (False, 1)
    slack.waits_until(lambda: slack.control.connections() == 0)


def test_a_websocket_that_becomes_half_open_brings_and_takes_nothing_more(slack: Sandbox) -> None:
    with socket(slack) as one:
        next_on(one)
        before = one.ping().wait(5)
        slack.control.half_open()

        after = one.ping().wait(SOON)
        slack.control.ack_within(IMPATIENCE)
        slack.person("Ines").types("/toy lost")
        slack.person("Ines").sees_toast("operation_timeout")
        with pytest.raises(TimeoutError):
            one.recv(timeout=0)

    assert (before, after) == (True, False)


def test_a_workspace_closes_although_a_websocket_is_half_open() -> None:
    with Sandbox.running(manifest=MANIFEST) as slack, socket(slack) as one:
        next_on(one)
        slack.control.half_open()

    with pytest.raises(ConnectionClosed):
        one.recv(timeout=60)


def test_a_warning_comes_before_the_end_and_the_end_without_a_word(slack: Sandbox) -> None:
    with socket(slack) as one:
        next_on(one)
        slack.control.warn()
        warning = next_on(one)
        slack.control.drop()

        with pytest.raises(ConnectionClosed):
            one.recv(timeout=60)

    assert warning == {"type": "disconnect", "reason": "warning"}


def test_an_envelope_may_come_down_two_websockets_at_once(slack: Sandbox) -> None:
    slack.control.meets("slash_commands", TWICE, times=1)

    with socket(slack) as one, socket(slack) as other:
        next_on(one), next_on(other)
        slack.control.ack_within(IMPATIENCE)
        slack.person("Ines").types("/toy twice")
        envelopes = [next_on(one), next_on(other)]

    assert envelopes[0] == envelopes[1]
    assert envelopes[0]["payload"]["text"] == "twice"


def test_an_envelope_that_comes_twice_is_answered_once(slack: Sandbox) -> None:
    heard: list[dict[str, Any]] = []
    slack.control.meets("slash_commands", TWICE, times=1)

    with running(slack, notes(heard)):
        slack.person("Ines").types("/toy twice")
        slack.person("Ines").sees("heard")
        slack.waits_until(lambda: len(heard) == 2)
        slack.person("Ines").types("/toy once")

        answers = slack.person("Ines").messages_from_app

    assert [one["text"] for one in heard] == ["twice", "twice", "once"]
    assert heard[0] == heard[1]
    assert answers == ["heard", "heard"]


def test_an_event_that_was_taken_may_be_retried_all_the_same(slack: Sandbox) -> None:
    heard: list[dict[str, Any]] = []
    slack.control.meets("events_api", RETRIED, times=1)

    with running(slack, notes(heard)):
        slack.person("Ines").opens_home()
        slack.waits_until(lambda: len(heard) == 2)

    assert heard[0]["id"] == heard[1]["id"]
    numbers = [one["headers"]["x-slack-retry-num"] for one in heard]
    assert numbers == [["0"], ["1"]]
