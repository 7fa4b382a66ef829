"""Calendars that are read for somebody who waits, or whose owner has become somebody else."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from databases import new_database
from places import ADDRESS, MINUTE, NINE, TEN, Place, busy, place_in

from bot.calendars.keeping.keeper import CalendarKeeper
from bot.calendars.sources.source import CalendarAccount
from scheduling.errors import CalendarGone, CalendarNotConnected
from scheduling.model import Person
from scheduling.results import CalendarChange
from scheduling.store import Store, interviews, people
from scheduling.timespan import HOUR, hour_from
from scheduling.usecases.availability.calendars import disconnect_calendar
from scheduling.usecases.interviews import AllowedHours, book_interview
from scheduling.usecases.people.merging import merge_people

pytestmark = pytest.mark.both_databases


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with closing(Store.open(new_database(tmp_path))) as store:
        yield place_in(store)


def refreshing(
    place: Place, keeper: CalendarKeeper, calendar_id: int
) -> asyncio.Task[CalendarChange]:
    return asyncio.create_task(keeper.refresh(place.context("Ines"), calendar_id=calendar_id))


def run(test: Callable[[], Awaitable[None]]) -> None:
    async def timed() -> None:
        async with asyncio.timeout(60):
            await test()

    asyncio.run(timed())


def test_all_who_have_a_calendar_read_at_once_see_what_was_found(place: Place) -> None:
    id = place.connect("Ines", busy(TEN)).shown.calendar.id
    place.diaries.by_address[ADDRESS] = [busy(NINE)]
    place.diaries.read_for.clear()

    async def test() -> None:
        # One thread does one thing after the other, so that it is known when all wait.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(max_workers=1))
        keeper = place.keeper()
        place.diaries.gate, place.diaries.begun = asyncio.Event(), asyncio.Event()
        several = [refreshing(place, keeper, id)]
        await place.diaries.begun.wait()
        several += [refreshing(place, keeper, id) for _ in range(2)]
        await asyncio.sleep(0)
        await asyncio.to_thread(lambda: None)
        # One that goes away keeps nobody from it.
        several.pop(0).cancel()
        place.diaries.gate.set()
        shown = await asyncio.gather(*several)
        assert [each.shown.busy for each in shown] == [(hour_from(NINE),)] * 2

    run(test)
    assert len(place.diaries.read_for) == 1


def test_whoever_books_after_the_clock_was_put_back_has_calendars_read_as_before(
    place: Place,
) -> None:
    place.connect("Ines")
    place.clock.now -= HOUR
    place.diaries.by_address[ADDRESS] = [busy(TEN)]

    asyncio.run(place.keeper().before_booking.read([place.town.people["Ines"].id]))

    assert place.starts("Ines") == [9, 11]


def test_all_who_wait_for_a_calendar_that_fails_are_told(place: Place) -> None:
    id = place.connect("Ines").shown.calendar.id
    place.diaries.fails(ADDRESS, CalendarGone(host="calendar.example.com"))

    async def test() -> None:
        keeper = place.keeper()
        several = [refreshing(place, keeper, id) for _ in range(2)]
        told = await asyncio.gather(*several, return_exceptions=True)
        assert [type(each) for each in told] == [CalendarGone] * 2

    run(test)


def test_one_that_is_disconnected_while_it_is_read_is_gone(place: Place) -> None:
    id = place.connect("Ines").shown.calendar.id

    async def test() -> None:
        place.diaries.gate, place.diaries.begun = asyncio.Event(), asyncio.Event()
        reading = refreshing(place, place.keeper(), id)
        await place.diaries.begun.wait()
        store = place.town.store
        await asyncio.to_thread(disconnect_calendar, store, place.context("Ines"), calendar_id=id)
        place.diaries.gate.set()
        with pytest.raises(CalendarNotConnected):
            await reading

    run(test)
    assert place.shown("Ines") == ()


def test_nothing_is_kept_that_was_read_by_a_clock_that_is_not_theirs_any_more(
    place: Place,
) -> None:
    place.connect("Ines", busy(TEN))
    place.clock.now += 11 * MINUTE

    _meanwhile(place, lambda: _moves(place, "Asia/Kolkata"))

    place.round()
    assert place.calendar("Ines").zone == "Asia/Kolkata"


def test_nothing_is_kept_that_was_read_before_its_owner_was_another_as_well(place: Place) -> None:
    """As whose interviews and whose invitations it was read, they are not alone any more."""
    place.connect("Ines", busy(TEN))
    _outside(place, "Ivo")
    place.clock.now += 11 * MINUTE

    _meanwhile(place, lambda: _merged(place, "Ivo", "Ines"))

    place.diaries.read_for.clear()
    place.round()
    (read,) = place.diaries.read_for
    assert read[1].addresses == {"ivo@example.com"}


def _meanwhile(place: Place, change: Callable[[], object]) -> None:
    """Have something change while calendars are read in a round."""

    async def test() -> None:
        place.diaries.gate, place.diaries.begun = asyncio.Event(), asyncio.Event()
        round = asyncio.create_task(place.keeper().read_due())
        await place.diaries.begun.wait()
        await asyncio.to_thread(change)
        place.diaries.gate.set()
        await round

    run(test)
    place.diaries.gate = None


def _moves(place: Place, zone: str) -> None:
    with place.town.store.writing() as session:
        people.save(session, replace(place.town.people["Ines"], time_zone=zone))


def test_who_has_just_moved_to_another_zone_is_read_again_before_they_are_booked(
    place: Place,
) -> None:
    """However lately they were read: whole days are others there."""
    place.connect("Ines")
    _moves(place, "Asia/Kolkata")

    asyncio.run(place.keeper().before_booking.read([place.town.people["Ines"].id]))

    _, reader, _ = place.diaries.read_for[-1]
    assert reader.zone == place.calendar("Ines").zone == "Asia/Kolkata"


def test_until_it_is_read_by_their_new_clock_a_calendar_was_not_read_lately(place: Place) -> None:
    place.connect("Ines")
    assert _not_read_lately(place) == []
    _moves(place, "Asia/Kolkata")
    assert _not_read_lately(place) == ["Ines"]
    place.diaries.fails(ADDRESS, CalendarGone(host="calendar.example.com"))
    place.round(MINUTE)
    assert _not_read_lately(place) == ["Ines"]

    place.diaries.by_address[ADDRESS] = []
    place.round(11 * MINUTE)

    assert _not_read_lately(place) == []


def test_one_that_is_connected_while_its_owner_moves_is_read_again_at_once(place: Place) -> None:
    async def test() -> None:
        place.diaries.gate, place.diaries.begun = asyncio.Event(), asyncio.Event()
        place.diaries.by_address[ADDRESS] = []
        account, ines = CalendarAccount(address=ADDRESS), place.town.people["Ines"]
        connecting = asyncio.create_task(
            place.keeper().connect(place.context("Ines"), account, person_id=ines.id)
        )
        await place.diaries.begun.wait()
        await asyncio.to_thread(_moves, place, "Asia/Kolkata")
        place.diaries.gate.set()
        await connecting

    run(test)
    assert _not_read_lately(place) == ["Ines"]
    place.diaries.gate = None

    place.round()

    assert _not_read_lately(place) == []
    assert place.calendar("Ines").zone == "Asia/Kolkata"


def _not_read_lately(place: Place) -> list[str]:
    """Of whom a search says so, be they named in it or not."""
    named, open_to_all = (
        [each.person.name for each in place.town.slots("Carl", *names, first="2026-11-10").stale]
        for names in (["Ines"], [])
    )
    assert named == open_to_all
    return named


# -- two who become one ------------------------------------------------------------------------


def test_calendars_of_two_who_are_one_are_read_anew_at_once(place: Place) -> None:
    place.connect("Ivo", busy(TEN))
    _outside(place, "Ivo")
    place.round()
    place.diaries.read_for.clear()

    _merged(place, "Ivo", "Ines")
    place.round()

    (read,) = place.diaries.read_for
    assert read[1].addresses == {"ivo@example.com"}


@pytest.mark.parametrize(("interviews_of", "calendar_of"), [("Ines", "Ivo"), ("Ivo", "Ines")])
def test_who_becomes_busy_by_being_one_with_another_is_asked_whether_they_come(
    place: Place, interviews_of: str, calendar_of: str
) -> None:
    who = place.town.people
    booked = book_interview(
        place.town.store,
        place.context(),
        candidate_id=who["Carl"].id,
        interviewer_ids=(who[interviews_of].id,),
        start=TEN,
        allowed=AllowedHours.OFFERED,
    ).interview
    place.connect(calendar_of, busy(TEN))

    person = _merged(place, "Ivo", "Ines")

    with place.town.store.reading() as session:
        found = interviews.get(session, booked.id)
    assert found is not None
    assert found.in_conflict == {person.id}


def _merged(place: Place, double: str, into: str) -> Person:
    """Make one of two, of whom the first has no account in Slack."""
    _outside(place, double)
    return merge_people(
        place.town.store,
        place.context(),
        double_id=place.town.people[double].id,
        into_id=place.town.people[into].id,
    )


def _outside(place: Place, name: str) -> None:
    outside = replace(
        place.town.people[name], slack_user_id=None, email=f"{name.lower()}@example.com"
    )
    with place.town.store.writing() as session:
        people.save(session, outside)
