"""A round over calendars of which a server answers slowly, or not: it keeps no other waiting."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from databases import new_database
from places import MINUTE, NINE, Place, busy, place_in

from bot.calendars.keeping.due_round import DueRound
from bot.calendars.keeping.turns import Outcome, Turns
from bot.calendars.sources.source import CalendarAccount, Found, Unchanged
from scheduling.availability.calendars import CalendarReading, Reader
from scheduling.errors import CalendarFault, CalendarTooSlow
from scheduling.model.calendars import SourceKind
from scheduling.store import Store
from scheduling.store.schema.tables import calendar
from scheduling.usecases.availability.reading import ReadingTurn

pytestmark = pytest.mark.both_databases

_AT_ONCE = 16
SLOW, QUICK = "slow.example", "quick.example"


@dataclass(kw_only=True)
class Servers:
    """One that answers at once, and one that answers when it is let go, or not."""

    gate: asyncio.Event = field(default_factory=asyncio.Event)
    is_silent: bool = False
    has_changed: bool = True
    read_for: list[str] = field(default_factory=list)
    quick_ones: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(0))

    async def read(
        self, account: CalendarAccount, reader: Reader, previous: str | None
    ) -> Found | Unchanged:
        """Read one, as the protocol says."""
        self.read_for.append(account.address)
        if QUICK in account.address:
            self.quick_ones.release()
            if not self.has_changed:
                return Unchanged(mark="")
            return Found(reading=CalendarReading(blocks=()), mark="")
        await self.gate.wait()
        if self.is_silent:
            raise CalendarTooSlow(host=SLOW)
        return Found(reading=CalendarReading(blocks=()), mark="")

    async def close(self) -> None:
        """Nothing is open."""


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """Eighteen calendars at the slow server, due before the two at the quick one."""
    with closing(Store.open(new_database(tmp_path))) as store:
        place = place_in(store)
        for name in ("Ines", "Ivo"):
            for number in range(9):
                place.connect(name, busy(NINE), address=f"https://{SLOW}/{name}/{number}.ics")
            place.connect(name, address=f"https://{QUICK}/{name}.ics")
        place.clock.now += 30 * MINUTE
        due = {SLOW: place.clock.now - 10 * MINUTE, QUICK: place.clock.now - MINUTE}
        with store.writing() as session:
            for host, at in due.items():
                session.execute(
                    sa.update(calendar).where(calendar.c.host == host).values(due_at=at)
                )
        yield place


def turns_of(place: Place, servers: Servers, *, sort: type[Turns] = Turns, **facts: float) -> Turns:
    keeper = place.keeper()
    return sort(
        store=place.town.store,
        clock=place.clock,
        sources=dict.fromkeys(SourceKind, servers),
        accounts=keeper.accounts,
        interval=keeper.interval,
        **facts,  # type: ignore[arg-type]
    )


def failures(place: Place) -> set[tuple[str, str, bool]]:
    """What is noted: the host, why it was not read, and whether somebody is reading it."""
    with place.town.store.reading() as session:
        rows = session.execute(
            sa.select(calendar.c.host, calendar.c.failure, calendar.c.leased_until.is_not(None))
        )
        return {(host, failure, bool(leased)) for host, failure, leased in rows}


async def until(is_so: Callable[[], bool]) -> None:
    """Have the round go on until something is so."""
    for _ in range(5_000):
        if is_so():
            return
        await asyncio.sleep(0.01)
    pytest.fail("it did not come to it")


def run(test: Callable[[], Awaitable[None]]) -> None:
    async def timed() -> None:
        async with asyncio.timeout(60):
            await test()

    asyncio.run(timed())


def test_a_slow_server_keeps_no_calendar_of_another_from_being_read(place: Place) -> None:
    async def test() -> None:
        servers = Servers()
        turns = turns_of(place, servers)
        reading = asyncio.create_task(DueRound(turns=turns, at_once=_AT_ONCE).read())

        for _ in range(2):
            await servers.quick_ones.acquire()

        servers.gate.set()
        await reading
        assert len(servers.read_for) == len(set(servers.read_for)) == 20

    run(test)
    assert failures(place) == {(SLOW, "", False), (QUICK, "", False)}


def test_a_silent_server_is_asked_four_times_a_round_and_all_of_it_is_noted(place: Place) -> None:
    async def test() -> None:
        servers = Servers(is_silent=True)
        servers.gate.set()

        await DueRound(turns=turns_of(place, servers), at_once=_AT_ONCE).read()

        assert sum(SLOW in each for each in servers.read_for) == 4

    run(test)
    assert failures(place) == {(SLOW, CalendarFault.TOO_SLOW.value, False), (QUICK, "", False)}


def test_what_did_not_come_to_its_turn_is_left_as_it_was_and_is_due_still(place: Place) -> None:
    async def test() -> None:
        servers = Servers()
        turns = turns_of(place, servers, seconds_waited=0.05)
        reading = asyncio.create_task(DueRound(turns=turns, at_once=_AT_ONCE).read())
        # Those that are read are still taken, those that were given back are free.
        await until(lambda: len(failures(place)) == 3)
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)

    run(test)
    assert failures(place) == {(SLOW, "", False), (SLOW, "", True), (QUICK, "", False)}
    place.round(timedelta(minutes=6))
    assert failures(place) == {(SLOW, "", False), (QUICK, "", False)}


def test_what_is_as_it_was_is_noted_while_another_is_waited_for(place: Place) -> None:
    async def test() -> None:
        servers = Servers(has_changed=False)
        turns = turns_of(place, servers)
        round_ = DueRound(turns=turns, at_once=_AT_ONCE, seconds_between=0.05)
        reading = asyncio.create_task(round_.read())
        await until(lambda: bool(servers.read_for) and (QUICK, "", True) not in failures(place))
        assert not reading.done()
        servers.gate.set()
        await reading

    run(test)


class Forgetting(Turns):
    """Turns that can keep nothing of the slow server's calendars."""

    async def save(self, outcomes: Sequence[tuple[ReadingTurn, Outcome]]) -> None:
        if any(turn.calendar.host == SLOW for turn, _ in outcomes):
            raise ZeroDivisionError
        await super().save(outcomes)


@pytest.mark.parametrize("has_changed", [True, False])
def test_one_of_which_nothing_can_be_kept_stops_no_other(place: Place, has_changed: bool) -> None:
    async def test() -> None:
        servers = Servers(has_changed=has_changed)
        servers.gate.set()
        turns = turns_of(place, servers, sort=Forgetting)
        await DueRound(turns=turns, at_once=_AT_ONCE).read()

    run(test)
    with place.town.store.reading() as session:
        read = session.scalars(
            sa.select(calendar.c.host).where(calendar.c.read_at == place.clock.now)
        )
        assert set(read) == {QUICK}
