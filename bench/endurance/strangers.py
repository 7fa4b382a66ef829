"""Bad company over HTTP: who sends slowly, guesses at tokens, sends junk, or floods.

All of them fill fewer connections than the server takes; who fills all of them is hung up on, and
so is whoever comes then (docs/operating.md).
"""

import asyncio
import random
import secrets
import threading
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field

_MEGABYTE = 1024 * 1024
_READ_SECONDS = 60.0
_AGAIN_SECONDS = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """How many of each sort there are, and how many seconds pass between two requests of one."""

    slow_heads: int = 100
    slow_bodies: int = 60
    silent: int = 40
    guessers: int = 4
    junk: int = 4
    floods: int = 4
    pace: float = 0.05


@dataclass(kw_only=True)
class Strangers:
    """Bad company for the server at a port, until it is told to end, on a thread of its own.

    `met` counts what became of each sort: the status of the answers, or "hung up".
    """

    port: int
    company: Company = Company()
    seed: int = 1
    met: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)
        self._loop = asyncio.new_event_loop()
        self._told_to_end = asyncio.Event()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._live(),))

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def finish(self) -> None:
        """End, and let go of all connections."""
        self._loop.call_soon_threadsafe(self._told_to_end.set)
        self._thread.join()
        self._loop.close()

    async def _live(self) -> None:
        company = self.company
        sorts: list[tuple[int, str, Callable[[], Awaitable[str]]]] = [
            (company.slow_heads, "slow head", self._sends_a_head_slowly),
            (company.slow_bodies, "slow body", self._sends_a_body_slowly),
            (company.silent, "silent", self._says_nothing),
            (company.guessers, "wrong token", self._guesses),
            (company.junk, "junk", self._sends_junk),
            (company.floods, "flood", self._floods),
        ]
        tasks = [
            asyncio.ensure_future(self._again_and_again(sort, act))
            for number, sort, act in sorts
            for _ in range(number)
        ]
        await self._told_to_end.wait()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _again_and_again(self, sort: str, act: Callable[[], Awaitable[str]]) -> None:
        while True:
            try:
                self.met[f"{sort}: {await act()}"] += 1
                await asyncio.sleep(self.company.pace)
            except OSError:
                self.met[f"{sort}: nobody there"] += 1
                await asyncio.sleep(_AGAIN_SECONDS)

    async def _sends_a_head_slowly(self) -> str:
        head = b"GET /api/get_users/ HTTP/1.1\r\nHost: here\r\nX-Filler: " + b"x" * 10_000
        return await self._spoken(head, piece=1, every=1.0)

    async def _sends_a_body_slowly(self) -> str:
        head = _head("POST", "/api/book_interview/", length=_MEGABYTE)
        return await self._spoken(head + b"x" * _MEGABYTE, piece=8 * 1024, every=1.0)

    async def _says_nothing(self) -> str:
        return await self._spoken(b"", piece=1, every=1.0)

    async def _guesses(self) -> str:
        token = secrets.token_urlsafe(self._chance.choice([8, 32, 2_000]))
        address = ".".join(str(self._chance.randrange(1, 255)) for _ in range(4))
        more = f"Authorization: Bearer {token}\r\nX-Forwarded-For: {address}\r\n"
        return await self._spoken(_head("GET", "/api/get_users/", more=more))

    async def _sends_junk(self) -> str:
        chance = self._chance
        deep = b"[" * 50_000
        return await self._spoken(
            chance.choice(
                [
                    chance.randbytes(2_000) + b"\r\n\r\n",
                    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
                    _head("POST", "/slack/events", length=len(deep)) + deep,
                    _head("POST", "/api/book_interview/", length=5 * _MEGABYTE) + b"x" * _MEGABYTE,
                    _head("GET", f"/{secrets.token_hex(3_000)}"),
                    _head("BREW", "/api/get_users/"),
                    b"GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                ]
            )
        )

    async def _floods(self) -> str:
        paths = ("/readyz", "/healthz", f"/calendar/{secrets.token_urlsafe(32)}.ics", "/metrics")
        return await self._spoken(_head("GET", self._chance.choice(paths)))

    async def _spoken(self, text: bytes, *, piece: int = 0, every: float = 0.0) -> str:
        """Say something, all at once or by pieces, and tell what it was answered."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        saying = asyncio.ensure_future(_said(writer, text, piece=piece or len(text), every=every))
        try:
            async with asyncio.timeout(_READ_SECONDS):
                line = await reader.readline()
        except (OSError, ValueError):
            return "hung up"
        finally:
            saying.cancel()
            writer.transport.abort()
        words = line.split()
        return words[1].decode(errors="replace") if len(words) > 1 else "hung up"


async def _said(writer: asyncio.StreamWriter, text: bytes, *, piece: int, every: float) -> None:
    with suppress(OSError):
        for begin in range(0, len(text), max(1, piece)):
            writer.write(text[begin : begin + piece])
            await writer.drain()
            await asyncio.sleep(every)


def _head(method: str, path: str, *, length: int = 0, more: str = "") -> bytes:
    told = f"{method} {path} HTTP/1.1\r\nHost: here\r\nConnection: close\r\n{more}"
    told += f"Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
    return told.encode()
