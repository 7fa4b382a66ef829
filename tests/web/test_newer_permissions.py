"""A permission that is replaced when it is used is kept at once: the older one may be none then."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from web.in_process import Api, Crash, crashing
from web.sign_in_world import BEN, BUSY, GOOGLE, MICROSOFT, World, world_of

from bot.calendars.sources.source import Found
from scheduling.errors import CalendarNotRead, CalendarSignInEnded
from scheduling.store.schema import tables
from scheduling.timespan import HOUR
from scheduling.usecases.availability.reading import ReadingTurn, take_due


@pytest.fixture(name="world", params=[GOOGLE, MICROSOFT], ids=["google", "microsoft"])
def _world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """One in which each token comes with a newer permission, which ends the older one.

    Each round is one of a bot that has just started, and has nothing in memory.
    """
    with world_of(request.param, tmp_path) as world:
        world.provider.sign_ins.rotates = world.provider.sign_ins.ends_older = True
        yield world


at_microsoft = pytest.mark.parametrize("world", [MICROSOFT], indirect=True, ids=["microsoft"])


def is_read(world: World, api: Api) -> bool:
    (shown,) = world.shown(api)
    return (shown.calendar.failure, shown.calendar.read_at) == ("", world.now)


@pytest.mark.both_databases
def test_a_reading_that_fails_once_it_has_come_leaves_the_newer_one(world: World) -> None:
    with world.bot() as api:
        world.signs_in(api)
        world.provider.meets = [(503, "", {})]
        world.round(api, 2 * HOUR)
        assert not is_read(world, api)

        world.round(api, 2 * HOUR)

        assert is_read(world, api)


@pytest.mark.both_databases
def test_a_bot_that_is_stopped_between_the_two_leaves_the_newer_one(world: World) -> None:
    with world.bot() as api:
        world.signs_in(api)
        (turn,) = due(world, api)
        # It is kept before anything is asked by it, and nothing is heard of the bot after that.
        with crashing("after", 1), pytest.raises(Crash):
            asyncio.run(world.keeper(api.store).turns.read(turn))

        world.round(api, 2 * HOUR)

        assert is_read(world, api)


@pytest.mark.both_databases
def test_one_that_can_not_be_kept_at_the_moment_is_kept_with_what_was_read(world: World) -> None:
    with world.bot() as api:
        world.signs_in(api)
        (turn,) = due(world, api)
        turns = world.keeper(api.store).turns
        with writing_fails():
            found = asyncio.run(turns.read(turn))
        assert isinstance(found, Found)
        asyncio.run(turns.save([(turn, found)]))

        world.round(api, 2 * HOUR)

        assert is_read(world, api)


@pytest.mark.both_databases
def test_two_bots_that_use_it_at_once_both_read_and_the_newer_one_stays(world: World) -> None:
    with world.bot() as api:
        world.signs_in(api)
        (turn,) = due(world, api)
        first, second = (world.keeper(api.store).turns for _ in range(2))

        outcomes = [asyncio.run(each.read(turn)) for each in (first, second)]

        assert all(isinstance(each, Found) for each in outcomes), outcomes
        for each in outcomes[::-1]:
            asyncio.run(first.save([(turn, each)]))
        world.round(api, 2 * HOUR)
        assert is_read(world, api)


@pytest.mark.both_databases
def test_the_slower_of_two_does_not_put_its_own_in_the_place_of_the_other(world: World) -> None:
    world.provider.sign_ins.ends_older = False
    with world.bot() as api:
        world.signs_in(api)
        (turn,) = due(world, api)
        first, second = (world.keeper(api.store).turns for _ in range(2))
        asyncio.run(first.read(turn))
        kept = account(api)

        found = asyncio.run(second.read(turn))
        assert isinstance(found, Found)
        asyncio.run(second.save([(turn, found)]))

        assert account(api) == kept


@at_microsoft
def test_one_that_is_about_to_be_kept_is_waited_for_before_anybody_is_called_silent(
    world: World,
) -> None:
    with world.bot() as api:
        world.signs_in(api)
        (turn,) = due(world, api)
        first, second = (world.keeper(api.store).turns for _ in range(2))
        older = account(api)
        asyncio.run(first.read(turn))
        newer, waited = account(api), []
        keeps(api, older)

        async def meanwhile(seconds: float) -> None:
            waited.append(seconds)
            keeps(api, newer)

        second.pause = meanwhile
        found = asyncio.run(second.read(turn))

        assert isinstance(found, Found)
        assert len(waited) == 1


def test_what_has_really_ended_is_said_to_have_after_one_more_look(world: World) -> None:
    with world.bot() as api:
        world.signs_in(api)
        (turn,) = due(world, api)
        world.provider.sign_ins.grants = {}
        turns, waited = world.keeper(api.store).turns, []

        async def meanwhile(seconds: float) -> None:
            waited.append(seconds)

        turns.pause = meanwhile
        found = asyncio.run(turns.read(turn))

        assert isinstance(found, CalendarSignInEnded)
        assert len(waited) == 1


def test_what_waits_for_a_word_keeps_the_newer_one_when_its_first_reading_fails(
    world: World,
) -> None:
    world.provider.sign_ins.account = BEN
    world.provider.calendars = {BEN: [(BUSY.start, BUSY.end)]}
    with world.bot() as api:
        world.signs_in(api)
        (waiting,) = world.waiting(api)
        world.provider.meets = [(503, "", {})]
        with pytest.raises(CalendarNotRead):
            world.says_yes(api, waiting)

        assert world.says_yes(api, waiting).shown.busy == (BUSY,)


@contextmanager
def writing_fails() -> Iterator[None]:
    """The database can't be written to."""

    def fails(*_: object) -> None:
        raise sa.exc.OperationalError("COMMIT", {}, Exception("disk full"))

    sa.event.listen(sa.Engine, "commit", fails)
    try:
        yield
    finally:
        sa.event.remove(sa.Engine, "commit", fails)


def due(world: World, api: Api) -> tuple[ReadingTurn, ...]:
    world.now += 2 * HOUR
    return tuple(take_due(api.store, now=world.now, limit=10, but_at=frozenset()))


def account(api: Api) -> bytes:
    with api.store.reading() as session:
        return session.scalars(sa.select(tables.calendar.c.account)).one()


def keeps(api: Api, account: bytes) -> None:
    with api.store.writing() as session:
        session.execute(sa.update(tables.calendar).values(account=account))
