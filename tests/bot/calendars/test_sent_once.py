"""What is good once is sent once, however a connection ends."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import pytest
from hosts import HOST, fetching

from bot.calendars.fetching.fetcher import Fetcher, Request
from bot.calendars.tokens.tokens import token_request
from scheduling.errors import CalendarUnreachable

_ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


@dataclass(kw_only=True)
class Wire:
    """A server that answers the first questions on each connection, and hangs up at the next."""

    answers: int
    port: int = 0
    # How many questions came on each connection.
    questions: list[int] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        mine = len(self.questions)
        self.questions.append(0)
        while head := await _head(reader):
            length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
            await reader.readexactly(length)
            self.questions[mine] += 1
            if self.questions[mine] > self.answers:
                break
            writer.write(_ANSWER)
        writer.close()

    def request(self, fetcher: Fetcher, *, is_once: bool) -> Request:
        url = f"http://{HOST}:{self.port}/token"
        return replace(token_request(url, {"a": "b"}, private=fetcher.private), is_once=is_once)


async def _head(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return b""


def beside(wire: Wire, test: Callable[[Fetcher], Awaitable[None]]) -> None:
    @asynccontextmanager
    async def listening() -> AsyncIterator[None]:
        server = await asyncio.start_server(wire.serve, "127.0.0.1", 0)
        wire.port = server.sockets[0].getsockname()[1]
        try:
            yield
        finally:
            server.close()

    async def run() -> None:
        async with listening(), fetching(HOST) as fetcher:
            await test(fetcher)

    asyncio.run(run())


@pytest.mark.parametrize(("is_once", "questions"), [(True, [1]), (False, [1, 1])])
def test_a_code_is_not_sent_again_to_who_has_hung_up_without_an_answer(
    is_once: bool, questions: list[int]
) -> None:
    wire = Wire(answers=0)

    async def test(fetcher: Fetcher) -> None:
        with pytest.raises(CalendarUnreachable):
            await fetcher.fetch(wire.request(fetcher, is_once=is_once), lambda _: None)

    beside(wire, test)

    assert wire.questions == questions


def test_a_code_goes_by_a_connection_of_its_own_and_meets_none_that_is_closed() -> None:
    wire = Wire(answers=1)

    async def test(fetcher: Fetcher) -> None:
        for is_once in (False, True):
            answer = await fetcher.fetch(wire.request(fetcher, is_once=is_once), lambda _: None)
            assert answer.status == 200

    beside(wire, test)

    assert wire.questions == [1, 1]
