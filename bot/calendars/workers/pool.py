"""Two workers that read calendars, started when first needed, and replaced when they fail.

The bot's own process never computes what a stranger's calendar asks for. A worker that does not
answer in time is killed by the bot's clock, whatever it is doing, and so is one whose answer nobody
waits for any more.
"""

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE, Process
from contextlib import suppress
from pathlib import Path

from bot.calendars.events.cut import CutCalendar
from bot.calendars.workers.wire import (
    HEADER,
    LARGEST_ANSWER,
    Frame,
    answered,
    packed,
    question,
)
from scheduling.availability.calendars import CalendarReading, Reader
from scheduling.errors import CalendarTooMuchWork

WORKERS = 2
SECONDS = 30.0
"""For one calendar, on the wall: a worker gives up by itself after 3 s on the processor, and may
have to share that with all else that the machine does.
"""

COMMAND = (sys.executable, "-m", "bot.calendars.workers.worker")


class CalendarReaders:
    """Workers, as one thing to ask."""

    def __init__(
        self,
        *,
        workers: int = WORKERS,
        seconds: float = SECONDS,
        command: tuple[str, ...] = COMMAND,
    ) -> None:
        """`command` starts a worker."""
        self._free = asyncio.Semaphore(workers)
        self._seconds = seconds
        self._command = command
        self._idle: list[Process] = []

    async def read(self, cut: CutCalendar, reader: Reader) -> CalendarReading:
        """Return when the owner is busy. Raises CalendarTooMuchWork."""
        asked = question(cut, reader)
        async with self._free:
            frame = None
            if self._idle:
                # It may have ended while nobody needed it, which is no fault of this calendar.
                frame = await self._answer_of(self._idle.pop(), asked)
            if frame is None:
                frame = await self._answer_of(await self._started(), asked)
        if frame is None:
            raise CalendarTooMuchWork
        return answered(frame, digest=cut.digest)

    async def close(self) -> None:
        """End all workers; the next question starts new ones."""
        idle, self._idle = self._idle, []
        for worker in idle:
            await _end(worker)

    async def _answer_of(self, worker: Process, asked: Frame) -> Frame | None:
        """Return the answer of a worker; None when it has died. Raises CalendarTooMuchWork."""
        try:
            async with asyncio.timeout(self._seconds):
                frame = await _answer_of(worker, asked)
        except TimeoutError:
            await _end(worker)
            raise CalendarTooMuchWork from None
        except (OSError, EOFError, ValueError):
            await _end(worker)
            return None
        except BaseException:
            await _end(worker)
            raise
        self._idle.append(worker)
        return frame

    async def _started(self) -> Process:
        # Where `bot` itself lies, wherever this process was started.
        where = str(Path(__file__).parents[3])
        path = os.pathsep.join(filter(None, [where, os.environ.get("PYTHONPATH")]))
        # Nothing of what the bot knows is in its surroundings.
        surroundings = {"PYTHONPATH": path, "PATH": os.environ.get("PATH", "")}
        return await asyncio.create_subprocess_exec(
            *self._command, stdin=PIPE, stdout=PIPE, env=surroundings
        )


async def _answer_of(worker: Process, asked: Frame) -> Frame:
    assert worker.stdin is not None
    assert worker.stdout is not None
    worker.stdin.write(packed(asked))
    await worker.stdin.drain()
    length = HEADER.unpack(await worker.stdout.readexactly(HEADER.size))[0]
    if length > LARGEST_ANSWER:
        raise ValueError("an answer that is no answer")
    frame: Frame = json.loads(await worker.stdout.readexactly(length))
    return frame


async def _end(worker: Process) -> None:
    with suppress(ProcessLookupError):
        worker.kill()
    await worker.wait()
    # Its pipes are closed by the loop only once somebody has let them.
    if worker.stdin is not None:
        worker.stdin.close()
        with suppress(OSError):
            await worker.stdin.wait_closed()
