"""Turns at a server: four at once, who waits first, and none where nobody answers."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field

import pytest

from bot.calendars.fetching.host_turns import AT_ONCE, HostTurns, TurnNotCome
from scheduling.errors import (
    CalendarBusy,
    CalendarGone,
    CalendarNotRead,
    CalendarTooSlow,
    CalendarUnreachable,
)

HOST = "calendars.example"


@dataclass
class Readings:
    """What was read, in order; each takes until it is let go."""

    turns: HostTurns = field(default_factory=HostTurns)
    begun: list[str] = field(default_factory=list)
    gates: dict[str, asyncio.Event] = field(default_factory=dict)

    def reading(self, name: str) -> Callable[[], Awaitable[str]]:
        async def read() -> str:
            self.begun.append(name)
            await self.gates.setdefault(name, asyncio.Event()).wait()
            return name

        return read

    def in_round(self, name: str) -> asyncio.Task[str]:
        return asyncio.create_task(self.turns.in_round(HOST, self.reading(name), seconds=60.0))

    def asked_for(self, name: str) -> asyncio.Task[str]:
        return asyncio.create_task(self.turns.asked_for(HOST, self.reading(name)))

    async def let_go(self, *names: str) -> None:
        for name in names:
            self.gates.setdefault(name, asyncio.Event()).set()
        await settled()


async def settled() -> None:
    """Have all that can go on go on."""
    for _ in range(20):
        await asyncio.sleep(0)


async def failing(turns: HostTurns, error: CalendarNotRead, *, host: str = HOST) -> None:
    async def read() -> None:
        raise error

    with pytest.raises(type(error)):
        await turns.asked_for(host, read)


async def is_asked(turns: HostTurns, *, host: str = HOST) -> bool:
    """Whether a round asks a server."""
    asked: list[bool] = []

    async def read() -> None:
        asked.append(True)

    with suppress(CalendarNotRead):
        await turns.in_round(host, read, seconds=60.0)
    return bool(asked)


def run(test: Callable[[], Awaitable[None]]) -> None:
    async def timed() -> None:
        async with asyncio.timeout(60):
            await test()

    asyncio.run(timed())


def test_four_are_read_at_once_and_the_others_in_order() -> None:
    async def test() -> None:
        readings = Readings()
        tasks = [readings.in_round(name) for name in "abcdef"]
        await settled()
        assert readings.begun == list("abcd")

        await readings.let_go("c")
        assert readings.begun == list("abcde")

        await readings.let_go(*"abdef")
        assert await asyncio.gather(*tasks) == list("abcdef")

    run(test)


def test_whoever_waits_for_an_answer_comes_before_all_of_a_round() -> None:
    async def test() -> None:
        readings = Readings()
        tasks = [readings.in_round(name) for name in "abcdef"]
        await settled()
        tasks.append(readings.asked_for("Ines"))
        await settled()

        await readings.let_go("a")
        assert readings.begun == [*"abcd", "Ines"]

        await readings.let_go("Ines", *"bcdef")
        await asyncio.gather(*tasks)

    run(test)


def test_who_goes_away_keeps_no_place() -> None:
    async def test() -> None:
        readings = Readings()
        tasks = [readings.in_round(name) for name in "abcdefg"]
        await settled()
        # One that waits, one that is read, and one that gets its place in the same moment.
        for gone in (4, 0):
            tasks[gone].cancel()
        await settled()
        readings.gates["b"].set()
        tasks[6].cancel()
        await settled()

        assert readings.begun == list("abcdf")
        await readings.let_go(*"cdf")
        again = [readings.in_round(name) for name in "hijkl"]
        await settled()
        assert readings.begun == list("abcdfhijk")
        await readings.let_go(*"hijkl")
        await asyncio.gather(*again)

    run(test)


def test_a_turn_that_does_not_come_in_time_is_left_to_a_next_round() -> None:
    async def test() -> None:
        readings = Readings()
        tasks = [readings.in_round(name) for name in "abcd"]
        await settled()

        with pytest.raises(TurnNotCome):
            await readings.turns.in_round(HOST, readings.reading("late"), seconds=0.0)

        await readings.let_go(*"abcd")
        await asyncio.gather(*tasks)
        assert "late" not in readings.begun
        assert await is_asked(readings.turns)

    run(test)


def test_a_server_that_is_silent_is_not_asked_by_rounds_but_by_whoever_waits() -> None:
    async def test() -> None:
        turns = HostTurns()
        for _ in range(AT_ONCE):
            assert await is_asked(turns)
            await failing(turns, CalendarTooSlow(host=HOST))
        # Each question that was answered has begun the count anew.
        for _ in range(AT_ONCE - 1):
            await failing(turns, CalendarUnreachable(host=HOST))

        with pytest.raises(CalendarUnreachable):
            await turns.in_round(HOST, Readings().reading("a"), seconds=60.0)
        assert await is_asked(turns, host="another.example")
        assert await turns.asked_for(HOST, Readings(gates={"a": _opened()}).reading("a")) == "a"
        assert await is_asked(turns)

    run(test)


def test_a_server_that_says_anything_is_not_silent() -> None:
    async def test() -> None:
        turns = HostTurns()
        for _ in range(AT_ONCE):
            await failing(turns, CalendarTooSlow(host=HOST))
        await failing(turns, CalendarGone(host=HOST))

        assert await is_asked(turns)

    run(test)


def test_a_server_that_asks_for_peace_has_it_for_all_calendars_of_a_round() -> None:
    async def test() -> None:
        turns = HostTurns()
        for _ in range(AT_ONCE):
            await failing(turns, CalendarBusy(host=HOST, seconds=300))

        with pytest.raises(CalendarBusy) as raised:
            await turns.in_round(HOST, Readings().reading("a"), seconds=60.0)
        assert (raised.value.host, raised.value.seconds) == (HOST, 300)

    run(test)


def test_a_silent_server_is_tried_again_after_a_while() -> None:
    async def test() -> None:
        turns = HostTurns(seconds_alone=0.0)
        for _ in range(AT_ONCE):
            await failing(turns, CalendarTooSlow(host=HOST))

        assert await is_asked(turns)

    run(test)


def test_of_servers_that_were_silent_a_while_ago_nothing_is_kept() -> None:
    async def test() -> None:
        turns = HostTurns(seconds_alone=-1.0)
        for number in range(100):
            host = f"{number}.example"
            await failing(turns, CalendarUnreachable(host=host), host=host)
        assert len(turns._silences) == 1

    run(test)


def _opened() -> asyncio.Event:
    event = asyncio.Event()
    event.set()
    return event
