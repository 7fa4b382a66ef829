"""A socket whose other end went without a word is noticed and replaced: real Bolt, real socket."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from journeys.office import ROOT
from slack_bolt.adapter.socket_mode.websockets import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.connection.socket import Line
from sandbox.events.faults import SocketFault
from sandbox.runtime.loop_thread import LoopThread
from sandbox.testing.driver import Sandbox

QUICKLY = 0.1

pytestmark = pytest.mark.failure_case(21)


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox.running(manifest=ROOT / "manifest.json") as slack:
        yield slack


@contextmanager
def line_to(slack: Sandbox) -> Iterator[Callable[[], bool]]:
    """A quick client with a line over it; gives how to ask whether it is connected."""
    loop = LoopThread(name="line")

    async def start() -> tuple[AsyncSocketModeHandler, Line]:
        app = AsyncApp(client=AsyncWebClient(token=slack.bot_token, base_url=slack.api_url))

        @app.command("/availability")
        async def answer(ack: Any) -> None:
            await ack("heard")

        handler = AsyncSocketModeHandler(app, slack.app_token, ping_interval=QUICKLY)
        await handler.connect_async()  # type: ignore[no-untyped-call]
        line = Line(handler.client, every=QUICKLY, longest_silence=0.5)
        line.start()
        return handler, line

    async def stop() -> None:
        await line.stop()
        await handler.close_async()  # type: ignore[no-untyped-call]

    handler, line = loop.run(start())
    try:
        slack.waits_for_app()
        yield lambda: loop.run(line.is_connected())
    finally:
        slack.control.drop()
        loop.run(stop())
        loop.stop()


def test_a_half_open_socket_is_replaced_by_one_that_works(slack: Sandbox) -> None:
    with line_to(slack):
        slack.control.half_open()

        slack.waits_until(lambda: slack.hellos == 2 and slack.connections == 1)
        slack.person("Ines").types("/availability")

        slack.person("Ines").sees("heard")


def test_sockets_that_are_half_open_from_the_start_do_not_count_as_connected(
    slack: Sandbox,
) -> None:
    with line_to(slack) as is_connected:
        at_first = is_connected()
        slack.control.door(SocketFault.HALF_OPEN)
        slack.control.half_open()
        slack.waits_until(lambda: not is_connected())
        slack.waits_until(lambda: len(slack.calls("apps.connections.open")) == 3)
        meanwhile = is_connected()
        slack.control.door(SocketFault.OPEN)

        slack.waits_until(is_connected)

    assert (at_first, meanwhile) == (True, False)


def test_a_socket_that_answers_is_left_alone(slack: Sandbox) -> None:
    with line_to(slack) as is_connected:
        for number in range(10):
            slack.person("Ines").types(f"/availability {number}")
            slack.waits_until(is_connected)

    assert slack.hellos == 1


class _Standstill:
    """A connection whose answer comes while the whole process stands still for a second."""

    def __init__(self) -> None:
        self.pings = 0
        self.answered_twice = asyncio.Event()
        self.transport = self
        self.aborts = 0

    @property
    def current_session(self) -> "_Standstill":
        return self

    def abort(self) -> None:
        self.aborts += 1

    async def ping(self) -> Awaitable[None]:
        loop = asyncio.get_running_loop()
        answer = loop.create_future()
        self.pings += 1
        if self.pings > 1:
            self.answered_twice.set()

        def stand_still() -> None:
            time.sleep(1.0)
            loop.call_soon(answer.set_result, None)

        loop.call_soon(stand_still)
        return answer


def test_a_process_that_itself_stood_still_hangs_up_on_nobody() -> None:
    connection = _Standstill()

    async def ask_twice() -> None:
        line = Line(connection, every=QUICKLY, longest_silence=0.5)  # type: ignore[arg-type]
        line.start()
        await connection.answered_twice.wait()
        await line.stop()

    asyncio.run(ask_twice())

    assert connection.aborts == 0
