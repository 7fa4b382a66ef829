"""Calendars are read once more before their owners are booked, and that takes 2 s at most."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pytest
from databases import new_database
from diaries import Diaries, Event
from places import ADDRESS, DAY, ELEVEN, MINUTE, NINE, NOW, TEN, Place, busy, place_in

from bot.calendars.keeping.keeper import CalendarKeeper
from scheduling.errors import CalendarBusy, OutsideAvailability
from scheduling.model.notice_kinds import ChangedHours
from scheduling.model.notices import Conflict
from scheduling.results import InterviewChange
from scheduling.store import Store, interviews
from scheduling.timespan import HOUR
from scheduling.usecases.availability import reading
from scheduling.usecases.interviews import AllowedHours, book_interview, move_interview

pytestmark = pytest.mark.both_databases


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    url = new_database(tmp_path)
    with closing(Store.open(url)) as store:
        yield place_in(store, url=url)


def books(
    place: Place,
    *names: str,
    start: datetime = TEN,
    allowed: AllowedHours = AllowedHours.OFFERED,
) -> InterviewChange:
    who = place.town.people
    return book_interview(
        place.town.store,
        place.context(),
        candidate_id=who["Carl"].id,
        interviewer_ids=tuple(who[name].id for name in names),
        start=start,
        allowed=allowed,
    )


def reads_again(place: Place, *names: str, keeper: CalendarKeeper | None = None) -> None:
    ids = [place.town.people[name].id for name in names]
    asyncio.run((keeper or place.keeper()).before_booking.read(ids))


def read_count(place: Place) -> int:
    return len(place.diaries.read_for)


# -- what is read ----------------------------------------------------------------------------------


def test_what_came_into_a_calendar_since_the_last_round_is_found_before_the_booking(
    place: Place,
) -> None:
    place.connect("Ines")
    place.clock.now += 5 * MINUTE
    place.diaries.by_address[ADDRESS] = [busy(TEN)]

    reads_again(place, "Carl", "Ines")

    with pytest.raises(OutsideAvailability) as refused:
        books(place, "Ines")
    assert refused.value.busy == ("Ines",)
    assert "busy on Tue 10 Nov, 10:00 AM UTC, by their calendar" in refused.value.sentence(
        zone=TEN.tzinfo
    )


def test_a_calendar_that_was_read_within_a_minute_is_left_alone(place: Place) -> None:
    place.connect("Ines")
    before = read_count(place)

    place.clock.now += MINUTE
    reads_again(place, "Ines")
    assert read_count(place) == before

    place.clock.now += MINUTE
    reads_again(place, "Ines")
    assert read_count(place) == before + 1


def test_the_calendars_of_others_are_left_alone(place: Place) -> None:
    place.connect("Ines")
    place.connect("Ivo", address=f"{ADDRESS}?ivo")
    place.clock.now += 5 * MINUTE
    before = read_count(place)

    reads_again(place, "Ivo")

    assert [address for address, _, _ in place.diaries.read_for[before:]] == [f"{ADDRESS}?ivo"]


def test_a_server_that_asks_for_peace_is_left_in_peace(place: Place) -> None:
    place.connect("Ines")
    place.diaries.fails(ADDRESS, CalendarBusy(host="calendar.example.com", seconds=7200))
    place.round(11 * MINUTE)
    before = read_count(place)

    place.clock.now += HOUR
    reads_again(place, "Ines")

    assert read_count(place) == before


def test_everybody_in_an_interview_is_read_before_it_is_moved(place: Place) -> None:
    interview = place.town.books("Carl", "Ines", start=TEN)
    place.connect("Ines")
    place.clock.now += 5 * MINUTE
    place.diaries.by_address[ADDRESS] = [busy(ELEVEN)]

    asyncio.run(place.keeper().before_booking.read_for(interview.id))

    with pytest.raises(OutsideAvailability) as refused:
        move_interview(
            place.town.store,
            place.context(),
            interview_id=interview.id,
            start=ELEVEN,
            allowed=AllowedHours.OFFERED,
        )
    assert (refused.value.busy, refused.value.undone) == (("Ines",), "moved")


def test_of_an_interview_that_is_not_there_nothing_is_read(place: Place) -> None:
    place.connect("Ines")
    before = read_count(place)

    asyncio.run(place.keeper().before_booking.read_for(99))

    assert read_count(place) == before


def test_without_keys_nothing_is_read(place: Place) -> None:
    place.connect("Ines")
    place.keys = None
    place.clock.now += 5 * MINUTE
    before = read_count(place)

    reads_again(place, "Ines")

    assert read_count(place) == before


# -- how long that takes ---------------------------------------------------------------------------


def test_nobody_waits_longer_than_allowed_and_what_comes_late_counts_from_then_on(
    place: Place,
) -> None:
    place.connect("Ines")
    place.clock.now += 40 * MINUTE
    place.diaries.by_address[ADDRESS] = [busy(TEN)]

    async def slowly() -> InterviewChange:
        place.diaries.gate = asyncio.Event()
        keeper = place.keeper()
        keeper.before_booking.seconds = 0.0
        await keeper.before_booking.read([place.town.people["Ines"].id])
        booked = await asyncio.to_thread(books, place, "Ines")
        place.diaries.gate.set()
        # Whoever comes next waits for what is under way.
        keeper.before_booking.seconds = 60.0
        await keeper.before_booking.read([place.town.people["Ines"].id])
        return booked

    booked = asyncio.run(slowly())

    (stale,) = booked.stale
    assert (stale.person.name, stale.read_at, stale.holds) == ("Ines", NOW, True)
    assert place.starts("Ines") == [9, 11]
    assert asked_of(place, booked) == [ChangedHours.CALENDAR]


def test_what_was_just_read_carries_no_mark(place: Place) -> None:
    place.connect("Ines")
    place.clock.now += 40 * MINUTE

    reads_again(place, "Ines")

    assert books(place, "Ines").stale == ()


def test_one_that_fails_is_booked_with_the_mark(place: Place) -> None:
    place.connect("Ines")
    place.diaries.by_address[ADDRESS] = ZeroDivisionError(ADDRESS)
    place.clock.now += 40 * MINUTE

    reads_again(place, "Ines")

    assert [each.read_at for each in books(place, "Ines").stale] == [NOW]
    assert place.calendar("Ines").failure == "failing"


def test_after_a_fortnight_of_silence_the_mark_says_that_the_hours_alone_count(
    place: Place,
) -> None:
    place.connect("Ines", busy(TEN))
    place.diaries.by_address[ADDRESS] = ZeroDivisionError(ADDRESS)
    for _ in range(15):
        place.round(DAY)

    (stale,) = books(place, "Ines", start=TEN + 21 * DAY, allowed=AllowedHours.ANY).stale

    assert (stale.person.name, stale.holds) == ("Ines", False)


def test_two_who_book_the_same_people_at_once_read_them_once_and_both_wait(place: Place) -> None:
    place.connect("Ines")
    place.clock.now += 40 * MINUTE
    place.diaries.by_address[ADDRESS] = [busy(TEN)]
    before = read_count(place)

    async def both() -> None:
        keeper, ids = place.keeper(), [place.town.people["Ines"].id]
        keeper.before_booking.seconds = 60.0
        await asyncio.gather(keeper.before_booking.read(ids), keeper.before_booking.read(ids))

    asyncio.run(both())

    assert read_count(place) == before + 1
    assert place.starts("Ines") == [9, 11]


def test_a_round_that_is_under_way_gives_way_to_whoever_books(place: Place) -> None:
    place.connect("Ines")
    place.clock.now += 40 * MINUTE

    async def both() -> None:
        gate = place.diaries.gate = asyncio.Event()
        place.diaries.begun = asyncio.Event()
        keeper = place.keeper()
        keeper.before_booking.seconds = 60.0
        a_round = asyncio.create_task(keeper.read_due())
        await place.diaries.begun.wait()
        # The round has what was there before; whoever books finds what has come since.
        place.diaries.gate = None
        place.diaries.by_address[ADDRESS] = [busy(TEN)]
        await keeper.before_booking.read([place.town.people["Ines"].id])
        place.diaries.by_address[ADDRESS] = []
        gate.set()
        await a_round

    asyncio.run(both())

    assert place.starts("Ines") == [9, 11]


# -- the race with the booking ---------------------------------------------------------------------


@dataclass
class Between:
    """Something that comes into a calendar between the reading and the booking."""

    place: Place

    def comes(self) -> None:
        self.place.diaries.by_address[ADDRESS] = [busy(TEN)]
        (turn,) = reading.take_these(
            self.place.town.store,
            [self.place.calendar("Ines").id],
            now=self.place.clock.now,
        )
        asyncio.run(self._read(turn))

    async def _read(self, turn: reading.ReadingTurn) -> None:
        turns = self.place.keeper().turns
        await turns.save([(turn, await turns.read(turn))])


def test_what_is_read_between_the_look_and_the_booking_is_told_of_and_nothing_is_booked(
    place: Place,
) -> None:
    place.connect("Ines")
    place.clock.now += 5 * MINUTE
    reads_again(place, "Ines")

    Between(place).comes()

    with pytest.raises(OutsideAvailability) as refused:
        books(place, "Ines")
    assert refused.value.busy == ("Ines",)


def test_what_is_read_after_the_booking_is_asked_about_at_once(place: Place) -> None:
    place.connect("Ines")
    place.clock.now += 5 * MINUTE
    reads_again(place, "Ines")

    booked = books(place, "Ines")
    Between(place).comes()

    assert asked_of(place, booked) == [ChangedHours.CALENDAR]
    with place.town.store.reading() as session:
        stands = interviews.get(session, booked.interview.id)
    assert stands is not None
    assert stands.in_conflict == {place.town.people["Ines"].id}


@pytest.mark.parametrize("first", ["the booking", "the calendar"])
def test_of_a_booking_and_something_in_a_calendar_at_once_neither_goes_unsaid(
    place: Place, first: str
) -> None:
    place.connect("Ines")
    place.clock.now += 5 * MINUTE
    place.diaries.by_address[ADDRESS] = [busy(TEN)]
    (turn,) = reading.take_these(place.town.store, [place.calendar("Ines").id], now=place.clock.now)

    def booking() -> InterviewChange | OutsideAvailability:
        try:
            return books(place, "Ines")
        except OutsideAvailability as refusal:
            return refusal

    async def both() -> InterviewChange | OutsideAvailability:
        turns = place.keeper().turns
        outcome = await turns.read(turn)
        begun = [asyncio.to_thread(booking), turns.save([(turn, outcome)])]
        if first == "the calendar":
            begun.reverse()
        done = await asyncio.gather(*begun)
        (booked,) = [each for each in done if each is not None]
        return booked

    for_booking = asyncio.run(both())

    if isinstance(for_booking, OutsideAvailability):
        assert for_booking.busy == ("Ines",)
    else:
        assert asked_of(place, for_booking) == [ChangedHours.CALENDAR]


# -- several bots of one database ------------------------------------------------------------------


@pytest.fixture
def beside(place: Place) -> Iterator[Place]:
    """The same town as another bot of its database sees it, with a way to servers of its own."""
    with closing(Store.open_beside(place.url)) as store:
        diaries = Diaries(by_address=place.diaries.by_address)
        yield replace(place, town=replace(place.town, store=store), diaries=diaries)


def patient(place: Place) -> CalendarKeeper:
    keeper = place.keeper()
    keeper.before_booking.seconds = 60.0
    return keeper


def test_what_one_bot_finds_counts_for_its_booking_while_another_still_reads(
    place: Place, beside: Place
) -> None:
    place.connect("Ines")
    place.clock.now += 5 * MINUTE
    place.diaries.by_address[ADDRESS] = [busy(TEN)]
    ids = [place.town.people["Ines"].id]

    async def while_another_reads() -> OutsideAvailability:
        ours = place.diaries.gate = asyncio.Event()
        theirs = beside.diaries.gate = asyncio.Event()
        place.diaries.begun.clear()
        first = asyncio.create_task(patient(place).before_booking.read(ids))
        await place.diaries.begun.wait()
        second = asyncio.create_task(patient(beside).before_booking.read(ids))
        await beside.diaries.begun.wait()
        ours.set()
        await first
        with pytest.raises(OutsideAvailability) as refused:
            await asyncio.to_thread(books, place, "Ines")
        theirs.set()
        await second
        return refused.value

    assert asyncio.run(while_another_reads()).busy == ("Ines",)
    assert place.calendar("Ines").read_at == place.clock.now
    assert place.starts("Ines") == [9, 11]


@pytest.mark.parametrize("later", ["the same", "nothing", "something else"])
def test_whoever_has_begun_last_has_the_last_word_whatever_came_first(
    place: Place, beside: Place, later: str
) -> None:
    place.connect("Ines")
    place.clock.now += 5 * MINUTE
    found = {"the same": [busy(TEN)], "nothing": [], "something else": [busy(ELEVEN)]}[later]
    store, ids = place.town.store, [place.calendar("Ines").id]

    async def reads(at: Place, turn: reading.ReadingTurn, *events: Event) -> None:
        at.diaries.by_address[ADDRESS] = list(events)
        turns = at.keeper().turns
        await turns.save([(turn, await turns.read(turn))])

    (first,) = reading.take_these(store, ids, now=place.clock.now)
    (second,) = reading.take_these(beside.town.store, ids, now=place.clock.now)
    asyncio.run(reads(place, first, busy(TEN)))
    place.clock.now += MINUTE
    asyncio.run(reads(beside, second, *found))
    # "Nothing" was so before the first: of what has come since, nobody knows until the next round.
    place.round(11 * MINUTE)

    assert place.starts("Ines") == {"the same": [9, 11], "nothing": [9, 10, 11]}.get(later, [9, 10])


def test_what_one_bot_has_read_is_not_silent_because_another_could_not_read_it(
    place: Place, beside: Place
) -> None:
    place.connect("Ines")
    place.clock.now += 5 * MINUTE
    store, ids = place.town.store, [place.calendar("Ines").id]
    (first,) = reading.take_these(store, ids, now=place.clock.now)
    (second,) = reading.take_these(beside.town.store, ids, now=place.clock.now)

    async def both() -> None:
        ours, theirs = place.keeper().turns, beside.keeper().turns
        place.diaries.by_address[ADDRESS] = [busy(TEN)]
        await ours.save([(first, await ours.read(first))])
        place.diaries.by_address[ADDRESS] = ZeroDivisionError(ADDRESS)
        await theirs.save([(second, await theirs.read(second))])

    asyncio.run(both())

    calendar = place.calendar("Ines")
    assert (calendar.failure, calendar.failing_since) == ("", None)
    assert calendar.read_at == place.clock.now
    assert place.starts("Ines") == [9, 11]


def test_what_was_begun_before_what_stands_there_is_dropped(place: Place, beside: Place) -> None:
    place.connect("Ines")
    place.clock.now += 5 * MINUTE
    store, ids = place.town.store, [place.calendar("Ines").id]
    (first,) = reading.take_these(store, ids, now=place.clock.now)
    (second,) = reading.take_these(beside.town.store, ids, now=place.clock.now)

    async def both() -> None:
        ours, theirs = place.keeper().turns, beside.keeper().turns
        place.diaries.by_address[ADDRESS] = [busy(NINE)]
        older = await ours.read(first)
        place.diaries.by_address[ADDRESS] = [busy(TEN)]
        await theirs.save([(second, await theirs.read(second))])
        place.clock.now += MINUTE
        await ours.save([(first, older)])

    asyncio.run(both())

    assert place.starts("Ines") == [9, 11]
    assert place.calendar("Ines").read_at == place.clock.now - MINUTE


def test_however_two_bots_read_and_book_at_once_no_interview_is_put_on_top_in_silence(
    place: Place, beside: Place
) -> None:
    place.connect("Ines")
    ids = [place.town.people["Ines"].id]

    async def reads_and_books(at: Place, start: datetime) -> InterviewChange | OutsideAvailability:
        await patient(at).before_booking.read(ids)
        try:
            return await asyncio.to_thread(books, at, "Ines", start=start)
        except OutsideAvailability as refusal:
            return refusal

    async def both(start: datetime) -> list[InterviewChange | OutsideAvailability]:
        return await asyncio.gather(*(reads_and_books(at, start) for at in (place, beside)))

    for start in (NINE, TEN, ELEVEN):
        place.clock.now += 5 * MINUTE
        place.diaries.by_address[ADDRESS] = [busy(start)]

        answers = asyncio.run(both(start))

        assert [getattr(each, "busy", ()) for each in answers] == [("Ines",), ("Ines",)]


def test_who_books_it_anyway_is_told_who_is_busy(place: Place) -> None:
    place.connect("Ines", busy(TEN))

    booked = books(place, "Ines", allowed=AllowedHours.ANY)

    assert [person.name for person in booked.busy] == ["Ines"]
    assert booked.interview.outside_availability


def asked_of(place: Place, booked: InterviewChange) -> list[ChangedHours]:
    whose = place.town.people["Ines"].id
    return [
        message.notice.changed
        for message, _ in place.town.messages(booked.interview)
        if message.person_id == whose and isinstance(message.notice, Conflict)
    ]
