"""What is measured: one calendar against the libraries alone, and all of a company in rounds."""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from time import perf_counter, process_time

import icalendar
import psutil
import recurring_ical_events

from bench.calendars.made import FIRST_DAY, made_calendar
from bot.calendars.events.cut import Cut
from bot.calendars.events.reading import read_calendar
from bot.calendars.fetching.addresses import PrivateHosts
from bot.calendars.fetching.fetcher import Fetcher
from bot.calendars.ics import IcsSource
from bot.calendars.source import CalendarAccount, Found, Unchanged
from bot.calendars.workers.pool import CalendarReaders
from scheduling.availability.calendars import Reader
from scheduling.timespan import Span, as_instant

_TIMES = 7
_AT_ONCE = 4
"""As of one host in the rounds of the bot."""
_PIECE = 65_536


def twelve_weeks() -> Reader:
    """Return somebody who asks for twelve weeks from the day that the calendars begin."""
    first = as_instant(FIRST_DAY.astimezone())
    return Reader(zone="Europe/Berlin", window=Span(start=first, end=first + timedelta(weeks=12)))


@dataclass(frozen=True, slots=True, kw_only=True)
class One:
    """Seconds of the processor that one calendar takes, the least of several times."""

    cut: float
    read: float
    libraries: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One look at all calendars: seconds on the wall, and of the processor for the bot."""

    what: str
    wall: float
    cpu: float
    found: int
    unchanged: int
    memory: int


def one_calendar() -> One:
    """Measure a calendar of 500 events, 100 of them repeated."""
    text, reader = made_calendar(1), twelve_weeks()
    left = _cut(text, reader).close()
    return One(
        cut=_least(lambda: _cut(text, reader).close().digest),
        read=_least(lambda: read_calendar(left, reader)),
        libraries=_least(lambda: _by_the_libraries(text, reader)),
    )


async def rounds(calendars: int) -> list[Round]:
    """Measure a first look at so many calendars, and looks at which nothing has changed."""
    with _host() as port:
        private = PrivateHosts(names=[f"127.0.0.1:{port}"])
        source = IcsSource(fetcher=Fetcher(private=private), readers=CalendarReaders())
        try:
            looks = _Looks(source=source, port=port, calendars=calendars)
            return [
                await looks.round("all read, workers started", "stamped"),
                await looks.round("nothing changed, stamped anew", "stamped"),
                await looks.round("all read again", "kept"),
                await looks.round("nothing changed, 304", "kept"),
            ]
        finally:
            await source.close()


async def memory_over(rounds: int, *, calendars: int) -> list[int]:
    """Return the memory, workers included, after each look at calendars that always change."""
    with _host() as port:
        private = PrivateHosts(names=[f"127.0.0.1:{port}"])
        source = IcsSource(fetcher=Fetcher(private=private), readers=CalendarReaders())
        try:
            looks = _Looks(source=source, port=port, calendars=calendars)
            return [(await looks.round("", "changing")).memory for _ in range(rounds)]
        finally:
            await source.close()


class _Looks:
    def __init__(self, *, source: IcsSource, port: int, calendars: int) -> None:
        self._source, self._port, self._calendars = source, port, calendars
        self._marks: dict[tuple[str, int], str] = {}
        self._reader = twelve_weeks()

    async def round(self, what: str, path: str) -> Round:
        turns = asyncio.Semaphore(_AT_ONCE)
        wall, cpu = perf_counter(), _cpu()
        outcomes = await asyncio.gather(
            *(self._look(path, number, turns) for number in range(self._calendars))
        )
        return Round(
            what=what,
            wall=perf_counter() - wall,
            cpu=_cpu() - cpu,
            found=sum(isinstance(one, Found) for one in outcomes),
            unchanged=sum(isinstance(one, Unchanged) for one in outcomes),
            memory=sum(one.memory_info().rss for one in _processes()),
        )

    async def _look(self, path: str, number: int, turns: asyncio.Semaphore) -> Found | Unchanged:
        account = CalendarAccount(address=f"http://127.0.0.1:{self._port}/{path}/{number}")
        async with turns:
            mark = self._marks.get((path, number))
            outcome = await self._source.read(account, self._reader, mark)
        self._marks[path, number] = outcome.mark
        return outcome


@contextmanager
def _host() -> Iterator[int]:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-m", "bench.calendars.host", str(port)])
    try:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                if process.poll() is not None:
                    raise
        yield port
    finally:
        process.kill()
        process.wait()


def _processes() -> list[psutil.Process]:
    """Return the bot's process and its workers, without the host."""
    own = psutil.Process(os.getpid())
    return [own, *(one for one in own.children() if "bench.calendars.host" not in one.cmdline())]


def _cpu() -> float:
    times = [one.cpu_times() for one in _processes()]
    return float(sum(one.user + one.system for one in times))


def _cut(text: bytes, reader: Reader) -> Cut:
    cut = Cut(reader)
    for start in range(0, len(text), _PIECE):
        cut.feed(text[start : start + _PIECE])
    return cut


def _by_the_libraries(text: bytes, reader: Reader) -> object:
    icalendar.use_zoneinfo()  # type: ignore[no-untyped-call]
    whole = icalendar.Calendar.from_ical(text)
    return recurring_ical_events.of(whole).between(reader.window.start, reader.window.end)


def _least(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(_TIMES):
        began = process_time()
        work()
        taken.append(process_time() - began)
    return min(taken)
