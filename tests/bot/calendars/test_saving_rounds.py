"""What a round notes of calendars that are as they were: together, and nothing that is not so."""

import asyncio
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from databases import new_database
from places import ADDRESS, MINUTE, NOW, TEN, Place, busy, place_in

from bot.calendars.sources.source import Unchanged
from scheduling.errors import CalendarFailing
from scheduling.store import Store, people
from scheduling.store.schema import tables
from scheduling.usecases.availability import reading

pytestmark = pytest.mark.both_databases

LEASE = timedelta(minutes=5)
OTHER, THIRD = f"{ADDRESS}?2", f"{ADDRESS}?3"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    url = new_database(tmp_path)
    with closing(Store.open(url)) as store:
        place = place_in(store, url=url)
        for address in (ADDRESS, OTHER, THIRD):
            place.connect("Ines", busy(TEN), address=address)
        # From the first round on, each is read anew only at its own moment of the ten minutes.
        place.round(11 * MINUTE)
        place.diaries.read_for.clear()
        yield place


def rows(place: Place) -> list[sa.Row]:
    with place.town.store.reading() as session:
        return list(session.execute(sa.select(tables.calendar).order_by(tables.calendar.c.id)))


def taken(place: Place, after: timedelta = 11 * MINUTE) -> tuple[reading.ReadingTurn, ...]:
    place.clock.now += after
    return reading.take_due(place.town.store, now=place.clock.now, limit=9)


def noted_unchanged(place: Place, *turns: reading.ReadingTurn) -> None:
    keeper = place.keeper()
    outcomes = [(turn, Unchanged(mark=None)) for turn in turns]
    asyncio.run(keeper.turns.save(outcomes))


def test_all_that_are_as_they_were_are_noted_and_each_is_due_at_its_own_moment(
    place: Place,
) -> None:
    before = rows(place)

    place.round(11 * MINUTE)

    after = rows(place)
    assert [row.read_at for row in after] == [place.clock.now] * 3
    assert {row.leased_until for row in after} == {None}
    assert all(place.clock.now < row.due_at <= place.clock.now + 10 * MINUTE for row in after)
    assert len({row.due_at for row in after}) == 3
    # What they are asked with the next time holds on: it is not even sealed anew.
    assert [row.remembered for row in after] == [row.remembered for row in before]


def test_a_bot_that_dies_before_it_has_noted_them_costs_the_lease_and_no_more(place: Place) -> None:
    async def die() -> None:
        place.diaries.gate, place.diaries.begun = asyncio.Event(), asyncio.Event()
        dying = asyncio.create_task(place.keeper().read_due())
        await place.diaries.begun.wait()
        dying.cancel()
        with suppress(asyncio.CancelledError):
            await dying
        place.diaries.gate = None

    before = rows(place)
    place.clock.now += 11 * MINUTE
    asyncio.run(die())
    died_at = place.clock.now
    assert {row.leased_until for row in rows(place)} == {died_at + LEASE}
    place.diaries.read_for.clear()

    place.round(LEASE - MINUTE)
    assert place.diaries.read_for == []
    # They are told to have been read when they were, and none of them to have failed.
    assert [row.read_at for row in rows(place)] == [row.read_at for row in before]
    assert {(row.failures, row.failing_since) for row in rows(place)} == {(0, None)}
    assert place.starts("Ines") == [9, 11]

    place.round(MINUTE)
    assert len(place.diaries.read_for) == 3
    assert [row.read_at for row in rows(place)] == [died_at + LEASE] * 3


def test_of_one_that_another_has_read_since_nothing_is_noted_and_of_the_others_all_the_same(
    place: Place,
) -> None:
    turns = taken(place)
    second = turns[1].calendar.id
    by_another = reading.take_these(place.town.store, [second], now=place.clock.now)
    noted_unchanged(place, *by_another)
    read_by_another = place.clock.now
    place.clock.now += MINUTE

    noted_unchanged(place, *turns)

    was_read = {row.id: row.read_at for row in rows(place)}
    assert was_read.pop(second) == read_by_another
    assert set(was_read.values()) == {place.clock.now}


def test_of_one_whose_owner_has_moved_meanwhile_nothing_is_noted(place: Place) -> None:
    before = rows(place)
    turns = taken(place)
    with place.town.store.writing() as session:
        people.save(session, replace(place.town.people["Ines"], time_zone="Asia/Kolkata"))

    noted_unchanged(place, *turns)

    assert [row.read_at for row in rows(place)] == [row.read_at for row in before]


def test_one_that_is_gone_stops_none_of_the_others(place: Place) -> None:
    turns = taken(place)
    with place.town.store.writing() as session:
        first = turns[0].calendar.id
        session.execute(sa.delete(tables.calendar).where(tables.calendar.c.id == first))

    noted_unchanged(place, *turns)

    assert [row.read_at for row in rows(place)] == [place.clock.now] * 2


def test_one_that_is_well_again_is_shown_so_to_its_owner_and_the_others_show_nothing(
    place: Place,
) -> None:
    place.diaries.fails(OTHER, CalendarFailing(host="calendar.example.com"))
    place.round(11 * MINUTE)
    assert [row.failures for row in rows(place)] == [0, 1, 0]
    place.diaries.by_address[OTHER] = [busy(TEN)]
    told: list[frozenset[int]] = []
    place.town.store.when_written(told.append)

    place.round(25 * MINUTE)

    assert {(row.failures, row.failure, row.failing_since) for row in rows(place)} == {
        (0, "", None)
    }
    assert told == [{place.town.people["Ines"].id}]


def test_no_calendar_at_all_is_nothing_to_note(place: Place) -> None:
    before = rows(place)

    reading.save_unchanged(place.town.store, [], now=NOW, interval=10 * MINUTE)

    assert rows(place) == before
