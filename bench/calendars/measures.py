"""What is measured: one calendar against the libraries alone, and all of a company in rounds."""

import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from time import perf_counter, process_time

import icalendar
import psutil
import recurring_ical_events

from bench.calendars.company import Diarists, diarists
from bench.calendars.made import FIRST_DAY, made_calendar
from bot.calendars.events.cut import Cut
from bot.calendars.events.reading import read_calendar
from scheduling.availability.calendars import Reader
from scheduling.timespan import Span, as_instant

_TIMES = 7
_PIECE = 65_536
_HOST = "bench.calendars.host"


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
    """One look at all calendars: seconds on the wall, and of the processor for the bot and for the
    host.
    """

    what: str
    wall: float
    cpu: float
    host: float
    calendars: int
    found: int
    unchanged: int
    memory: int


def one_calendar(times: int = _TIMES) -> One:
    """Measure a calendar of 500 events, 100 of them repeated."""
    text, reader = made_calendar(1), twelve_weeks()
    left = _cut(text, reader).close()
    return One(
        cut=_least(lambda: _cut(text, reader).close().digest, times),
        read=_least(lambda: read_calendar(left, reader), times),
        libraries=_least(lambda: _by_the_libraries(text, reader), times),
    )


async def rounds(folder: Path, *, people: int) -> list[Round]:
    """Measure a first look at two calendars of each, and looks at which nothing has changed."""
    found = []
    with _host() as port:
        for path, first, then in (
            ("stamped", "all read, workers started", "nothing changed, stamped anew"),
            ("kept", "all read again", "nothing changed, 304"),
            ("dav", "all read, by CalDAV", "nothing changed, sync-token"),
        ):
            with diarists(folder, people=people, port=port, path=path) as company:
                try:
                    found.append(await _round(company, first))
                    found.append(await _round(company, then))
                finally:
                    await company.keeper.close()
    return found


async def memory_over(folder: Path, *, rounds: int, people: int) -> list[int]:
    """Return the memory, workers included, after each look at calendars that always change."""
    with _host() as port, diarists(folder, people=people, port=port, path="changing") as company:
        try:
            return [(await _round(company, "")).memory for _ in range(rounds)]
        finally:
            await company.keeper.close()


async def _round(company: Diarists, what: str) -> Round:
    before = company.counting.found, company.counting.unchanged
    workers, host = _cpu(_workers()), _cpu(_hosts())
    # Last before and first after, for to look for processes takes as long as some calendars.
    wall, own = perf_counter(), process_time()
    await company.look()
    wall, own = perf_counter() - wall, process_time() - own
    return Round(
        what=what,
        wall=wall,
        cpu=own + _cpu(_workers()) - workers,
        host=_cpu(_hosts()) - host,
        calendars=company.calendars,
        found=company.counting.found - before[0],
        unchanged=company.counting.unchanged - before[1],
        memory=sum(one.memory_info().rss for one in (psutil.Process(), *_workers())),
    )


@contextmanager
def _host() -> Iterator[int]:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-m", _HOST, str(port)])
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


def _workers() -> list[psutil.Process]:
    return [one for one in psutil.Process().children() if _HOST not in one.cmdline()]


def _hosts() -> list[psutil.Process]:
    return [one for one in psutil.Process().children() if _HOST in one.cmdline()]


def _cpu(processes: list[psutil.Process]) -> float:
    times = [one.cpu_times() for one in processes]
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


def _least(work: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        began = process_time()
        work()
        taken.append(process_time() - began)
    return min(taken)
