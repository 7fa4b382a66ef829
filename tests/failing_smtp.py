"""A mail server that answers as it is told, breaks off, or says nothing; and notes what it took."""

import asyncio
import ssl
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum

from sandbox.runtime.loop_thread import LoopThread


class Stage(StrEnum):
    """Where it may do something else than usual."""

    GREETING = "greeting"
    EHLO = "EHLO"
    AUTH = "AUTH"
    MAIL = "MAIL"
    RCPT = "RCPT"
    DATA = "DATA"
    DOT = "."
    QUIT = "QUIT"


HANGS_UP = "hangs up"
SAYS_NOTHING = "says nothing"
TAKES_AND_HANGS_UP = "takes it and hangs up"

_USUAL = {
    Stage.GREETING: "220 ready",
    Stage.EHLO: "250 hello",
    Stage.AUTH: "235 come in",
    Stage.MAIL: "250 go on",
    Stage.RCPT: "250 go on",
    Stage.DATA: "354 go on",
    Stage.DOT: "250 taken",
    Stage.QUIT: "221 bye",
}


@dataclass(kw_only=True)
class FailingServer:
    """The server; `does` holds, by stage, what it does the next times, then it is as usual."""

    port: int = 0
    does: dict[Stage, deque[str]] = field(default_factory=dict)
    # What it does otherwise: None, what is usual.
    storms: Callable[[Stage], str | None] = lambda stage: None
    taken: list[bytes] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    connections: int = 0
    # Once somebody has said goodbye.
    was_left: threading.Event = field(default_factory=threading.Event)

    def meets(self, stage: Stage, *answers: str) -> None:
        """Have it do these at a stage, one after the other."""
        self.does.setdefault(stage, deque()).extend(answers)

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection."""
        self.connections += 1
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                await self._converse(reader, writer)
        finally:
            writer.transport.abort()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._answer(writer, Stage.GREETING)
        while line := (await reader.readline()).decode().strip():
            self.commands.append(line)
            stage = Stage(line.split()[0].upper())
            if stage is Stage.QUIT:
                self.was_left.set()
            await self._answer(writer, stage)
            if stage is Stage.DATA:
                await self._take(reader, writer)

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        mail = await reader.readuntil(b"\r\n.\r\n")
        answer = self._next(Stage.DOT)
        if answer.startswith("2") or answer == TAKES_AND_HANGS_UP:
            self.taken.append(mail.removesuffix(b".\r\n"))
        await self._say(writer, answer)

    async def _answer(self, writer: asyncio.StreamWriter, stage: Stage) -> None:
        answer = self._next(stage)
        await self._say(writer, answer)
        if stage is Stage.DATA and not answer.startswith("354"):
            raise ConnectionError  # nobody sends a mail after that

    async def _say(self, writer: asyncio.StreamWriter, answer: str) -> None:
        if answer == SAYS_NOTHING:
            await asyncio.sleep(3600)
        if answer in (HANGS_UP, TAKES_AND_HANGS_UP):
            raise ConnectionError
        writer.write(f"{answer}\r\n".encode())
        await writer.drain()

    def _next(self, stage: Stage) -> str:
        waiting = self.does.get(stage)
        return waiting.popleft() if waiting else self.storms(stage) or _USUAL[stage]


@contextmanager
def failing_server(
    does: Mapping[Stage, str] | None = None, *, tls: ssl.SSLContext | None = None
) -> Iterator[FailingServer]:
    """Such a server for as long as the block lasts, doing this at first."""
    loop, failing = LoopThread(name="failing mail server"), FailingServer()
    for stage, answer in (does or {}).items():
        failing.meets(stage, answer)

    async def start() -> asyncio.Server:
        return await asyncio.start_server(failing.talk, "127.0.0.1", 0, ssl=tls)

    server = loop.run(start())
    failing.port = server.sockets[0].getsockname()[1]
    try:
        yield failing
    finally:
        loop.ask(server.close)
        loop.stop()
