"""Whoever lets the server wait, or comes in too great a number, is hung up on."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest
from starlette.types import Receive, Scope, Send

from bot.web.bounded import BoundedProtocol, Bounds
from bot.web.door.limits import MOST_BYTES, BodyLimit
from bot.web.listening import listening
from bot.web.server import serving

HALF_A_HEAD = b"POST /a HTTP/1.1\r\nHost: a\r\n"
HALF_A_BODY = HALF_A_HEAD + b"Content-Length: 9\r\n\r\nhalf"


async def _ok(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"ok"})


@contextlib.asynccontextmanager
async def served(bounds: Bounds) -> AsyncIterator[int]:
    class Bounded(BoundedProtocol):
        pass

    Bounded.bounds = bounds
    listener = listening(host="127.0.0.1", port=0)
    async with serving(BodyLimit(_ok), listeners=[listener], protocol=Bounded):
        yield listener.getsockname()[1]


async def answer_to(sent: bytes, port: int) -> bytes:
    """What comes back until the server hangs up; nothing where it hangs up at once."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(sent)
        return await asyncio.wait_for(reader.read(), timeout=60)
    except ConnectionError:
        return b""
    finally:
        writer.close()


@pytest.mark.parametrize("sent", [b"", HALF_A_HEAD, HALF_A_BODY], ids=["nothing", "head", "body"])
def test_half_a_request_is_not_waited_for(sent: bytes) -> None:
    async def asked() -> bytes:
        async with served(Bounds(head=0.1, body=0.1)) as port:
            return await answer_to(sent, port)

    assert asyncio.run(asked()) == b""


def test_many_half_requests_are_all_closed_and_the_next_whole_one_is_answered() -> None:
    whole = b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"

    async def asked() -> tuple[list[bytes], bytes]:
        async with served(Bounds(connections=50, head=0.3, body=0.3)) as port:
            half = await asyncio.gather(*(answer_to(HALF_A_HEAD, port) for _ in range(200)))
            return half, await answer_to(whole, port)

    half, answered = asyncio.run(asked())

    assert set(half) == {b""}
    assert answered.startswith(b"HTTP/1.1 200")


def test_all_bodies_together_hold_only_so_much() -> None:
    answers: list[int] = []
    limit = BodyLimit(_ok, most_at_once=2 * MOST_BYTES)
    all_sent, refused = asyncio.Event(), asyncio.Event()

    async def sends(length: int) -> None:
        pieces = [b"x" * (length - 1), b"x"]

        async def receive() -> dict[str, object]:
            if len(pieces) == 1:
                await all_sent.wait()
            return {"type": "http.request", "body": pieces.pop(0), "more_body": bool(pieces)}

        async def send(message: dict[str, object]) -> None:
            if message["type"] == "http.response.start":
                answers.append(int(str(message["status"])))
                if answers.count(503) == 298:
                    refused.set()

        scope = {"type": "http", "headers": []}
        await limit(scope, receive, send)  # type: ignore[arg-type]

    async def everybody() -> None:
        large = [asyncio.create_task(sends(MOST_BYTES)) for _ in range(300)]
        await refused.wait()
        small = asyncio.create_task(sends(1000))
        all_sent.set()
        await asyncio.gather(*large, small)

    asyncio.run(everybody())

    assert sorted(answers) == [200] * 3 + [503] * 298
    assert limit._held == 0
