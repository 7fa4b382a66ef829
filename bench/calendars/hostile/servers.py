"""A server that answers each name in its own way, most of them badly."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from bench.calendars.hostile.network import LOOPBACK

_LONGEST_QUESTION = 1_000_000
_PAUSE = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody wants of the server."""

    method: str
    path: str
    headers: Mapping[str, str]


Behaviour = Callable[[Asked, asyncio.StreamWriter], Awaitable[None]]
"""Writes an answer; then the connection is closed."""


def answer(body: bytes = b"", *, status: str = "200 OK", **headers: str) -> Behaviour:
    """Send a whole answer, and say how long it is unless the headers do."""
    return raw(_head(status, {"Content-Length": str(len(body)), **_named(headers)}) + body)


def raw(data: bytes) -> Behaviour:
    """Send bytes, whatever they are."""

    async def behave(_asked: Asked, out: asyncio.StreamWriter) -> None:
        out.write(data)
        await out.drain()

    return behave


def drip(data: bytes, *, status: str = "200 OK") -> Behaviour:
    """Begin an answer, and send a byte now and then, for ever."""

    async def behave(_asked: Asked, out: asyncio.StreamWriter) -> None:
        out.write(_head(status, {"Content-Length": "1000000"}) if status else b"")
        while True:
            for byte in data:
                out.write(bytes([byte]))
                await out.drain()
                await asyncio.sleep(_PAUSE)

    return behave


def flood(data: bytes, *, head: bytes = b"", **headers: str) -> Behaviour:
    """Send the same again and again, as fast as it is taken."""

    async def behave(_asked: Asked, out: asyncio.StreamWriter) -> None:
        out.write(_head("200 OK", _named(headers)) + head)
        while True:
            out.write(data)
            await out.drain()

    return behave


async def silence(_asked: Asked, _out: asyncio.StreamWriter) -> None:
    """Say nothing, and wait."""
    await asyncio.Event().wait()


def redirect(to: str, *, status: str = "302 Found") -> Behaviour:
    """Send whoever asks somewhere else."""
    return answer(status=status, location=to)


@asynccontextmanager
async def serving(
    behaviours: Mapping[str, Behaviour], *, asked: list[str] | None = None
) -> AsyncIterator[int]:
    """Serve on loopback by the name that is asked for; yield the port.

    Whatever is asked of no such name is noted in `asked`, and closed.
    """

    under_way: set[asyncio.Task[None] | None] = set()

    async def serve(questions: asyncio.StreamReader, out: asyncio.StreamWriter) -> None:
        under_way.add(asyncio.current_task())
        # The last one when the server ends: nobody else waits for it.
        with suppress(
            OSError,
            asyncio.IncompleteReadError,
            asyncio.LimitOverrunError,
            ValueError,
            asyncio.CancelledError,
        ):
            question = await _read(questions)
            host = question.headers.get("host", "").partition(":")[0]
            behave = behaviours.get(host)
            if behave is None and asked is not None:
                asked.append(f"{host}{question.path}")
            if behave is not None:
                await behave(question, out)
        out.close()
        under_way.discard(asyncio.current_task())

    server = await asyncio.start_server(serve, LOOPBACK, 0, limit=_LONGEST_QUESTION)
    try:
        yield int(server.sockets[0].getsockname()[1])
    finally:
        server.close()
        left = [task for task in under_way if task is not None]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)


async def _read(questions: asyncio.StreamReader) -> Asked:
    head = (await questions.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.split("\r\n")
    method, path, _ = first.split(" ", 2)
    named = (line.partition(":") for line in lines if line)
    headers = {name.strip().lower(): value.strip() for name, _, value in named}
    await questions.readexactly(int(headers.get("content-length", "0")))
    return Asked(method=method, path=path, headers=headers)


def _named(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def _head(status: str, headers: Mapping[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers.items())]
    return ("\r\n".join([*lines, "Connection: close"]) + "\r\n\r\n").encode("latin-1", "replace")
