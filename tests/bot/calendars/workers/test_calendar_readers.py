"""Workers that read calendars: killed when they take too long, replaced, and gone at the end."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest
from calendar_builders import busy, calendar, cut, event, read, reader
from odd_events import EVENTS

from bot.calendars.workers.pool import COMMAND, CalendarReaders
from bot.calendars.workers.wire import packed, question
from scheduling.availability.calendars import CalendarReading
from scheduling.errors import CalendarTooMuchWork

NINE = calendar(event("DTSTART:20261201T090000Z", "DTEND:20261201T100000Z"))
DIES = (sys.executable, "-c", "import sys; sys.stdin.buffer.read(4)")
HANGS = (sys.executable, "-c", "while True: pass")
SAYS_ANYTHING = (sys.executable, "-c", "print('x' * 100, flush=True); input()")


def processes_below(parent: int) -> set[int]:
    """The processes that this one has started and that have not ended."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return {int(one) for one in children}


async def asked(readers: CalendarReaders, text: bytes) -> CalendarReading:
    return await readers.read(cut(text, reader()), reader())


def test_a_worker_answers_what_would_be_found_here() -> None:
    async def answers() -> list[CalendarReading]:
        readers = CalendarReaders()
        try:
            return [await asked(readers, odd.text) for odd in some]
        finally:
            await readers.close()

    some = [odd for odd in EVENTS.values() if not odd.skipped and len(odd.text) < 5_000]

    assert asyncio.run(answers()) == [read(odd.text) for odd in some]
    assert len(some) > 30


@pytest.mark.parametrize("command", [DIES, HANGS, SAYS_ANYTHING])
def test_a_worker_that_fails_is_replaced_and_the_calendar_told_of(command: tuple[str, ...]) -> None:
    async def tried() -> set[int]:
        readers = CalendarReaders(seconds=0.5, command=command)
        for _ in range(3):
            with pytest.raises(CalendarTooMuchWork):
                await asked(readers, NINE)
        try:
            return processes_below(os_id)
        finally:
            await readers.close()

    os_id = os.getpid()
    before = processes_below(os_id)

    assert asyncio.run(tried()) == before


def test_a_reading_that_nobody_waits_for_any_more_leaves_no_answer_behind() -> None:
    async def tried() -> str:
        readers = CalendarReaders(workers=1)
        trap = calendar(event("DTSTART:19700101T000000Z", "RRULE:FREQ=SECONDLY"))
        first = asyncio.create_task(asked(readers, trap))
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(first, timeout=0.05)
        try:
            return busy(await asked(readers, NINE))
        finally:
            await readers.close()

    assert asyncio.run(tried()) == "01 09:00-10:00"


def test_a_worker_killed_by_somebody_else_is_replaced() -> None:
    async def tried() -> str:
        readers = CalendarReaders(workers=1)
        await asked(readers, NINE)
        for one in processes_below(os.getpid()) - before:
            os.kill(one, 9)
        try:
            return busy(await asked(readers, NINE))
        finally:
            await readers.close()

    before = processes_below(os.getpid())

    assert asyncio.run(tried()) == "01 09:00-10:00"


def test_no_more_workers_are_started_than_there_may_be() -> None:
    async def tried() -> int:
        readers = CalendarReaders(workers=2)
        await asyncio.gather(*(asked(readers, NINE) for _ in range(10)))
        try:
            return len(processes_below(os.getpid()) - before)
        finally:
            await readers.close()

    before = processes_below(os.getpid())

    assert 1 <= asyncio.run(tried()) <= 2


def test_a_worker_takes_no_more_memory_than_it_may() -> None:
    code = "import bot.calendars.workers.worker as w\nw.MEMORY = 200_000_000\nw.main()"
    hungry = code.replace("w.main()", "w.read_calendar = lambda *_: bytearray(10**9)\nw.main()")

    async def tried() -> None:
        readers = CalendarReaders(command=(sys.executable, "-c", hungry))
        try:
            with pytest.raises(CalendarTooMuchWork):
                await asked(readers, NINE)
        finally:
            await readers.close()

    asyncio.run(tried())


def test_a_worker_ends_with_the_bot() -> None:
    async def tried() -> int | None:
        worker = await asyncio.create_subprocess_exec(
            *COMMAND, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
        )
        assert worker.stdin is not None
        worker.stdin.close()
        return await asyncio.wait_for(worker.wait(), timeout=60)

    assert asyncio.run(tried()) == 0


def test_a_worker_that_is_at_work_when_the_bot_is_killed_ends_without_a_word() -> None:
    theirs, ours = os.pipe()
    with subprocess.Popen(
        COMMAND, stdin=subprocess.PIPE, stdout=ours, stderr=subprocess.PIPE
    ) as worker:
        os.close(theirs)
        os.close(ours)

        _, said = worker.communicate(packed(question(cut(NINE, reader()), reader())), timeout=60)

    assert (worker.returncode, said) == (0, b"")


def test_a_worker_loads_nothing_of_slack_and_no_database() -> None:
    code = (
        "import sys, bot.calendars.workers.worker\n"
        "print(*{one.split('.')[0] for one in sys.modules})"
    )

    async def loaded() -> set[str]:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", code, stdout=asyncio.subprocess.PIPE
        )
        said, _ = await process.communicate()
        return set(said.decode().split())

    modules = asyncio.run(loaded())

    assert "icalendar" in modules
    assert not modules & {"slack_bolt", "slack_sdk", "sqlalchemy", "aiohttp", "numpy", "pydantic"}
