"""Calendars are read when they are connected, when somebody asks, and in rounds."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from databases import new_database
from places import (
    ADDRESS,
    DAY,
    ELEVEN,
    KEYS,
    MINUTE,
    NINE,
    NOW,
    TEN,
    Place,
    busy,
    place_in,
)
from time_builders import window

from bot.calendars.keeping.accounts import SealedAccounts
from bot.calendars.sources.source import CalendarAccount
from bot.process.signing.secret_keys import keys_in
from scheduling.availability.calendars import BusyKind
from scheduling.errors import (
    AddressNotUnderstood,
    CalendarFailing,
    CalendarFault,
    CalendarGone,
    CalendarKeyLost,
    CalendarNotConnected,
    NoKeysForCalendars,
    NotAllowed,
    OutsideAvailability,
    TooManyCalendars,
)
from scheduling.model import Interview, MessageKind
from scheduling.model.calendars import AllDayEvents, CountedEvents, SourceKind
from scheduling.model.notice_kinds import ChangedHours
from scheduling.model.notices import Conflict
from scheduling.results import CalendarChange
from scheduling.slots import WhyNone
from scheduling.store import Store, interviews, people
from scheduling.store.people import departures, last_changes
from scheduling.store.schema import tables
from scheduling.timespan import HOUR, hour_from
from scheduling.usecases.audit import acting_in_slack
from scheduling.usecases.availability.calendars import (
    choose_counted,
    disconnect_calendar,
)
from scheduling.usecases.interviews import (
    AllowedHours,
    cancel_interview,
    decline_interview,
    keep_interview,
    move_interview,
)

pytestmark = pytest.mark.both_databases


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    url = new_database(tmp_path)
    with closing(Store.open(url)) as store:
        yield place_in(store, url=url)


# -- connecting ----------------------------------------------------------------------------------


def test_a_calendar_is_read_at_once_and_counts_at_once(place: Place) -> None:
    change = place.connect("Ines", busy(TEN), busy(NINE - DAY, kind=BusyKind.FREE_ALL_DAY))

    assert (change.is_new, change.events) == (True, 2)
    assert change.shown.busy == (hour_from(TEN),)
    assert change.shown.calendar.free_all_day == 1
    assert change.shown.calendar.host == "calendar.example.com"
    assert place.starts("Ines") == [9, 11]


def test_one_that_can_t_be_read_is_not_connected(place: Place) -> None:
    place.diaries.fails(ADDRESS, CalendarGone(host="calendar.example.com"))

    account = CalendarAccount(address=ADDRESS)
    with pytest.raises(CalendarGone):
        asyncio.run(place.keeper().connect(place.context("Ines"), account, person_id=None))

    assert place.shown("Ines") == ()


def test_the_same_address_again_is_the_same_calendar_with_what_was_chosen(place: Place) -> None:
    first = place.connect("Ines", busy(TEN))
    every = CountedEvents(all_day=AllDayEvents.ALL)
    id = first.shown.calendar.id
    choose_counted(place.town.store, place.context("Ines"), calendar_id=id, counted=every)

    again = place.connect("Ines", busy(NINE))

    assert not again.is_new
    assert again.shown.calendar.id == id
    assert again.shown.calendar.counted == every
    assert place.starts("Ines") == [10, 11]


def test_the_same_address_is_the_same_calendar_however_it_is_typed(place: Place) -> None:
    place.connect("Ines", busy(TEN))

    again = place.connect("Ines", busy(NINE), address=ADDRESS.replace("https://", "webcal://"))

    assert not again.is_new
    assert place.starts("Ines") == [10, 11]


def test_a_new_password_for_the_same_user_is_taken_over(place: Place) -> None:
    place.diaries.by_address[ADDRESS] = []

    def connect(password: str) -> CalendarChange:
        account = CalendarAccount(address=ADDRESS, username="ines", password=password)
        return asyncio.run(place.keeper().connect(place.context("Ines"), account, person_id=None))

    assert connect("first").is_new
    assert not connect("second").is_new
    kept = row_of(place)
    opened = SealedAccounts.with_keys(keys_in(KEYS)).opened(kept.id, kept.account)
    assert opened.password == "second"


def test_two_people_may_have_the_same_calendar(place: Place) -> None:
    place.connect("Ines", busy(TEN))

    assert place.connect("Ivo", busy(TEN)).is_new


def test_nobody_connects_a_calendar_for_somebody_else_but_coordinators(place: Place) -> None:
    ines = place.town.people["Ines"].id
    place.diaries.by_address[ADDRESS] = []
    account = CalendarAccount(address=ADDRESS)

    with pytest.raises(NotAllowed):
        asyncio.run(place.keeper().connect(place.context("Ivo"), account, person_id=ines))
    asyncio.run(place.keeper().connect(place.context(), account, person_id=ines))

    assert len(place.shown("Ines")) == 1
    assert [address for address, _, _ in place.diaries.read_for] == [ADDRESS]


@pytest.mark.parametrize("address", ["", "calendar", "https://", "https://[::1", "private/basic"])
def test_what_names_no_server_is_no_address(place: Place, address: str) -> None:
    with pytest.raises(AddressNotUnderstood):
        asyncio.run(
            place.keeper().connect(
                place.context("Ines"), CalendarAccount(address=address), person_id=None
            )
        )

    assert place.diaries.read_for == []


def test_without_keys_none_is_connected_or_read(place: Place) -> None:
    place.keys = None

    with pytest.raises(NoKeysForCalendars):
        place.connect("Ines", busy(TEN))

    assert place.diaries.read_for == []


def test_ten_are_enough(place: Place) -> None:
    for number in range(10):
        place.connect("Ines", address=f"{ADDRESS}?{number}")

    with pytest.raises(TooManyCalendars):
        place.connect("Ines", address=f"{ADDRESS}?10")

    assert len(place.shown("Ines")) == 10


def test_nothing_in_the_database_shows_an_address_or_a_password(place: Place) -> None:
    place.diaries.by_address[ADDRESS] = []
    account = CalendarAccount(address=ADDRESS, username="ines", password="horse-battery")
    asyncio.run(place.keeper().connect(place.context("Ines"), account, person_id=None))
    place.round(DAY)

    with place.town.store.reading() as session:
        rows = [
            str(tuple(row)).encode()
            for table in tables.metadata.sorted_tables
            for row in session.execute(sa.select(table))
        ]

    whole = b"\n".join(rows)
    assert b"calendar.example.com" in whole
    for secret in (b"private-8f3a5c", b"horse-battery", b"basic.ics"):
        assert secret not in whole


# -- parting -------------------------------------------------------------------------------------


def test_a_calendar_that_is_disconnected_takes_nothing_any_more(place: Place) -> None:
    id = place.connect("Ines", busy(TEN)).shown.calendar.id

    disconnect_calendar(place.town.store, place.context("Ines"), calendar_id=id)

    assert place.starts("Ines") == [9, 10, 11]
    assert place.shown("Ines") == ()
    with pytest.raises(CalendarNotConnected):
        disconnect_calendar(place.town.store, place.context("Ines"), calendar_id=id)


def test_nobody_parts_somebody_else_from_their_calendar(place: Place) -> None:
    id = place.connect("Ines", busy(TEN)).shown.calendar.id

    with pytest.raises(NotAllowed):
        disconnect_calendar(place.town.store, place.context("Ivo"), calendar_id=id)
    with pytest.raises(NotAllowed):
        asyncio.run(place.keeper().refresh(place.context("Ivo"), calendar_id=id))

    assert len(place.shown("Ines")) == 1


def test_one_disconnected_while_it_is_read_stays_so(place: Place) -> None:
    id = place.connect("Ines").shown.calendar.id
    place.diaries.by_address[ADDRESS] = [busy(TEN)]

    async def read_and_part() -> None:
        place.diaries.gate, place.diaries.begun = asyncio.Event(), asyncio.Event()
        place.clock.now += HOUR
        reading = asyncio.create_task(place.keeper().read_due())
        await place.diaries.begun.wait()
        disconnect_calendar(place.town.store, place.context("Ines"), calendar_id=id)
        place.diaries.gate.set()
        await reading

    asyncio.run(read_and_part())

    assert place.shown("Ines") == ()
    assert place.starts("Ines") == [9, 10, 11]


# -- rounds --------------------------------------------------------------------------------------


def test_what_is_new_in_a_calendar_counts_after_the_next_round(place: Place) -> None:
    place.connect("Ines", busy(TEN))
    place.diaries.by_address[ADDRESS] = [busy(NINE)]

    place.round(11 * MINUTE)

    assert place.starts("Ines") == [10, 11]
    assert place.calendar("Ines").read_at == NOW + 11 * MINUTE


def test_a_round_reads_only_what_is_due(place: Place) -> None:
    place.connect("Ines")
    before = len(place.diaries.read_for)

    place.round()
    assert len(place.diaries.read_for) == before

    for _ in range(60):
        place.round(MINUTE)
    assert 5 <= len(place.diaries.read_for) - before <= 7


def test_what_has_not_changed_is_noted_as_read(place: Place) -> None:
    place.connect("Ines", busy(TEN))
    place.round(11 * MINUTE)

    place.round(11 * MINUTE)

    _, _, mark = place.diaries.read_for[-1]
    assert mark is not None
    assert place.calendar("Ines").read_at == NOW + 22 * MINUTE
    assert place.starts("Ines") == [9, 11]


def test_two_bots_read_each_calendar_once(place: Place) -> None:
    for number in range(30):
        place.connect("Ines" if number % 3 else "Ivo", address=f"{ADDRESS}?{number % 10}")
    place.diaries.read_for.clear()

    async def both() -> None:
        with closing(Store.open_beside(place.url)) as other:
            await asyncio.gather(place.keeper().read_due(), place.keeper(other).read_due())

    place.clock.now += 11 * MINUTE
    asyncio.run(both())

    with place.town.store.reading() as session:
        count = session.scalar(sa.select(sa.func.count()).select_from(tables.calendar))
    assert len(place.diaries.read_for) == count


def test_a_host_is_asked_four_times_at_once_at_most(place: Place) -> None:
    for number in range(10):
        place.connect("Ines", address=f"{ADDRESS}?{number}")
        place.connect("Ivo", address=f"{ADDRESS}?{number}")
    place.diaries.most_under_way = 0

    place.round(11 * MINUTE)

    assert place.diaries.most_under_way == 4


def test_one_that_fails_stops_no_other(place: Place) -> None:
    place.connect("Ines")
    place.connect("Ivo", address=f"{ADDRESS}?ivo")
    place.diaries.by_address = {
        ADDRESS: ZeroDivisionError(ADDRESS),
        f"{ADDRESS}?ivo": [busy(TEN)],
    }

    place.round(11 * MINUTE)

    assert place.calendar("Ines").failure == CalendarFault.FAILING
    assert place.starts("Ivo") == [9, 11]


def test_calendars_of_those_who_have_left_are_left_alone(place: Place) -> None:
    place.connect("Ines")
    place.diaries.read_for.clear()
    with place.town.store.writing() as session:
        departures.note(session, place.town.people["Ines"].id, now=NOW)

    place.round(DAY)

    assert place.diaries.read_for == []


def test_in_another_time_zone_a_calendar_is_read_anew_at_once(place: Place) -> None:
    place.connect("Ines", busy(TEN))
    moved = replace(place.town.people["Ines"], time_zone="Asia/Kolkata")
    with place.town.store.writing() as session:
        people.save(session, moved)

    place.round(timedelta(seconds=1))

    _, reader, _ = place.diaries.read_for[-1]
    assert reader.zone == place.calendar("Ines").zone == "Asia/Kolkata"


def test_the_window_moves_on_a_week_at_a_time_and_always_covers_16_weeks(place: Place) -> None:
    place.connect("Ines")
    place.diaries.read_for.clear()

    seen = []
    for _ in range(21):
        place.round(DAY)
        window = place.diaries.read_for[-1][1].window
        assert window.start <= place.clock.now - DAY
        assert window.end >= place.clock.now + timedelta(weeks=16)
        seen.append(window)

    assert len(set(seen)) in (3, 4)


# -- silence -------------------------------------------------------------------------------------


def test_a_calendar_that_can_t_be_read_stays_in_force_and_is_tried_later_each_time(
    place: Place,
) -> None:
    place.connect("Ines", busy(TEN))
    place.diaries.fails(ADDRESS, CalendarGone(host="calendar.example.com"))
    place.diaries.read_for.clear()

    for _ in range(24 * 6):
        place.round(10 * MINUTE)

    calendar = place.calendar("Ines")
    assert calendar.failure == CalendarFault.GONE
    assert calendar.read_at == NOW
    assert calendar.failing_since is not None
    assert 6 <= len(place.diaries.read_for) <= 12
    assert place.starts("Ines") == [9, 11]


def test_after_a_fortnight_of_silence_the_hours_alone_hold(place: Place) -> None:
    place.connect("Ines", busy(TEN), busy(TEN + 14 * DAY))
    place.town.candidate("Dora", window("2026-11-24 09:00-12:00"))
    place.diaries.fails(ADDRESS, CalendarFailing(host="calendar.example.com"))

    def starts() -> list[int]:
        found = place.town.slots("Dora", "Ines", first="2026-11-24").found
        return [slot.start.hour for slot in found.page(limit=9)]

    for _ in range(13):
        place.round(DAY)
    before = starts()
    for _ in range(2):
        place.round(DAY)
    after = starts()

    assert (before, after) == ([9, 11], [9, 10, 11])
    assert place.shown("Ines")[0].busy is None


def test_one_that_is_read_again_is_well_and_counts_again_also_after_long(place: Place) -> None:
    place.connect("Ines", busy(TEN + 28 * DAY))
    place.town.candidate("Dora", window("2026-12-08 09:00-12:00"))
    events = place.diaries.by_address[ADDRESS]
    place.diaries.fails(ADDRESS, CalendarGone(host="calendar.example.com"))
    for _ in range(16):
        place.round(DAY)
    place.diaries.by_address[ADDRESS] = events

    place.round(DAY)

    found = place.town.slots("Dora", "Ines", first="2026-12-08").found
    assert [slot.start.hour for slot in found.page(limit=9)] == [9, 11]
    assert place.calendar("Ines").failing_since is None


def test_a_calendar_whose_key_is_gone_is_the_one_that_is_connected_anew(place: Place) -> None:
    old = place.connect("Ines", busy(TEN)).shown.calendar
    every = CountedEvents(all_day=AllDayEvents.ALL)
    choose_counted(place.town.store, place.context("Ines"), calendar_id=old.id, counted=every)
    place.keys = f"2:{'n' * 40}"
    place.round(11 * MINUTE)

    change = place.connect("Ines", busy(NINE), address=f"{ADDRESS}?anew")

    assert not change.is_new
    assert (place.calendar("Ines").id, place.calendar("Ines").counted) == (old.id, every)
    assert place.starts("Ines") == [10, 11]
    place.diaries.by_address[f"{ADDRESS}?anew"] = [busy(ELEVEN)]
    place.round(11 * MINUTE)
    assert place.starts("Ines") == [9, 10]


def test_one_whose_key_is_gone_gives_way_to_none_of_another_host(place: Place) -> None:
    place.connect("Ines", busy(TEN))
    place.keys = f"2:{'n' * 40}"

    other = place.connect("Ines", busy(NINE), address="https://another.example.com/ines.ics")
    another = place.connect("Ines", busy(NINE), address="https://another.example.com/more.ics")

    assert other.is_new
    assert another.is_new
    assert place.starts("Ines") == [11]


def test_the_same_address_may_be_read_in_another_way_by_now(place: Place) -> None:
    place.diaries.by_address[ADDRESS] = [busy(TEN)]
    account = CalendarAccount(address=ADDRESS, username="ines", password="word")
    keeper = place.keeper()
    connecting = keeper.connect(place.context("Ines"), account, person_id=None)
    assert asyncio.run(connecting).shown.calendar.source is SourceKind.ADDRESS
    with place.town.store.writing() as session:
        session.execute(sa.update(tables.calendar).values(source=SourceKind.CALDAV.value))

    again = asyncio.run(keeper.connect(place.context("Ines"), account, person_id=None))

    assert (again.is_new, again.shown.calendar.source) == (False, SourceKind.ADDRESS)


def test_a_key_that_is_gone_is_said_and_frees_nobody(place: Place) -> None:
    place.connect("Ines", busy(TEN))
    place.keys = f"2:{'n' * 40}"

    place.round(11 * MINUTE)

    assert place.calendar("Ines").failure == CalendarFault.KEY_LOST
    assert place.starts("Ines") == [9, 11]
    with pytest.raises(CalendarKeyLost):
        asyncio.run(
            place.keeper().refresh(place.context("Ines"), calendar_id=place.calendar("Ines").id)
        )


def test_where_all_keys_are_gone_whoever_runs_the_bot_is_told_and_nobody_else(
    place: Place,
) -> None:
    place.connect("Ines", busy(TEN))
    place.keys = None
    keeper = place.keeper()
    assert keeper.troubles() == []

    for _ in range(8):
        place.clock.now += DAY
        asyncio.run(keeper.read_due())

    (trouble,) = keeper.troubles()
    assert "SECRET_KEYS" in trouble
    assert place.calendar("Ines").failure == CalendarFault.NO_KEYS
    assert said_of_silence(place) == []
    place.keys = KEYS
    place.round(HOUR)
    assert place.calendar("Ines").failure == ""


# -- our own interviews --------------------------------------------------------------------------


def test_our_own_interview_does_not_count_wherever_it_stands(place: Place) -> None:
    interview = place.town.books("Carl", "Ines", start=TEN)
    place.connect("Ines", busy(TEN, uid=uid_of(interview)), busy(ELEVEN, uid=uid_of(interview)))

    assert place.shown("Ines")[0].busy == ()


def test_one_that_was_cancelled_is_still_ours(place: Place) -> None:
    interview = place.town.books("Carl", "Ines", start=TEN)
    cancel_interview(place.town.store, place.town.context(), interview_id=interview.id)

    place.connect("Ines", busy(TEN, uid=uid_of(interview)))

    assert place.starts("Ines") == [9, 10, 11]


def test_an_old_name_of_an_interview_is_ours_at_its_own_hour_alone(place: Place) -> None:
    interview = place.town.books("Carl", "Ines", start=TEN)
    with place.town.store.writing() as session:
        session.execute(sa.update(tables.interview).values(uid=None))
    old = f"interview-{interview.id}@on-the-hour"

    change = place.connect("Ines", busy(TEN, uid=old), busy(ELEVEN, uid=old))

    assert change.shown.busy == (hour_from(ELEVEN),)


def test_an_old_name_is_ours_at_the_hour_that_it_was_moved_from_as_well(place: Place) -> None:
    interview = place.town.books("Carl", "Ines", start=TEN)
    moves(place, interview, ELEVEN)
    with place.town.store.writing() as session:
        session.execute(sa.update(tables.interview).values(uid=None))
    old = f"interview-{interview.id}@on-the-hour"

    change = place.connect("Ines", busy(TEN, uid=old), busy(ELEVEN, uid=old), busy(NINE, uid=old))

    assert change.shown.busy == (hour_from(NINE),)


def test_without_names_our_interviews_are_known_by_the_hours_that_they_have_or_had_lately(
    place: Place,
) -> None:
    moved, cancelled = (place.town.books("Carl", "Ines", start=at) for at in (NINE, TEN))
    moves(place, moved, ELEVEN)
    cancel_interview(place.town.store, place.context(), interview_id=cancelled.id)

    place.connect("Ines")

    _, reader, _ = place.diaries.read_for[-1]
    assert reader.our_hours == tuple(map(hour_from, (NINE, TEN, ELEVEN)))


def test_two_days_after_a_change_an_hour_that_is_ours_no_more_counts_again(place: Place) -> None:
    moved, cancelled = (place.town.books("Carl", "Ines", start=at) for at in (NINE, TEN))
    with acting_in_slack(place.context().actor, now=NOW):
        moves(place, moved, ELEVEN)
        cancel_interview(place.town.store, place.context(), interview_id=cancelled.id)
    place.connect("Ines")

    place.round(2 * DAY)
    assert hour_from(NINE) in place.diaries.read_for[-1][1].our_hours

    place.round(HOUR)
    assert place.diaries.read_for[-1][1].our_hours == (hour_from(ELEVEN),)


def test_the_hours_of_others_are_not_ours(place: Place) -> None:
    place.town.books("Carl", "Ivo", start=TEN)

    place.connect("Ines")

    _, reader, _ = place.diaries.read_for[-1]
    assert reader.our_hours == ()


def moves(place: Place, interview: Interview, start: datetime) -> None:
    move_interview(
        place.town.store,
        place.context(),
        interview_id=interview.id,
        start=start,
        allowed=AllowedHours.ANY,
    )


def test_somebody_else_s_interview_is_not_ours(place: Place) -> None:
    interview = place.town.books("Carl", "Ivo", start=TEN)

    change = place.connect("Ines", busy(TEN, uid=uid_of(interview)))

    assert change.shown.busy == (hour_from(TEN),)


def uid_of(interview: Interview) -> str:
    assert interview.uid is not None
    return interview.uid


# -- choosing ------------------------------------------------------------------------------------


def test_one_press_counts_the_all_day_events_that_were_left_out(place: Place) -> None:
    change = place.connect("Ines", busy(NINE, NINE + DAY, kind=BusyKind.FREE_ALL_DAY))
    assert place.starts("Ines") == [9, 10, 11]

    every = CountedEvents(all_day=AllDayEvents.ALL)
    chosen = choose_counted(
        place.town.store,
        place.context("Ines"),
        calendar_id=change.shown.calendar.id,
        counted=every,
    )

    assert chosen.shown.calendar.counted == every
    why = place.town.slots("Carl", "Ines", first="2026-11-10").why_none
    assert why is not None
    assert why.why is WhyNone.BUSY


def row_of(place: Place) -> sa.Row:
    with place.town.store.reading() as session:
        return session.execute(sa.select(tables.calendar)).one()


def test_reading_writes_nothing_that_others_have_to_read_anew(place: Place) -> None:
    place.connect("Ines", busy(TEN))
    place.round(11 * MINUTE)
    with place.town.store.reading() as session:
        before = last_changes.mark(session)

    place.round(11 * MINUTE)

    with place.town.store.reading() as session:
        assert last_changes.since(session, before) == frozenset()


# -- over a booked interview ---------------------------------------------------------------------


def told_of(place: Place, interview: Interview, name: str) -> list[Conflict]:
    """What somebody is told of something new in a calendar."""
    whose = place.town.people[name].id
    return [
        message.notice
        for message, _ in place.town.messages(interview)
        if message.person_id == whose and isinstance(message.notice, Conflict)
    ]


def in_conflict(place: Place, interview: Interview) -> frozenset[int]:
    with place.town.store.reading() as session:
        found = interviews.get(session, interview.id)
    assert found is not None
    return found.in_conflict


def test_what_appears_over_an_interview_is_asked_about_once(place: Place) -> None:
    cora = place.town.coordinator("Cora")
    ines = place.town.people["Ines"]
    interview = place.town.books("Carl", "Ines", start=TEN)
    place.connect("Ines")
    assert told_of(place, interview, "Ines") == []

    place.diaries.by_address[ADDRESS] = [busy(TEN + HOUR / 2)]
    place.round(11 * MINUTE)
    place.diaries.by_address[ADDRESS] = [busy(TEN + HOUR / 4)]
    place.round(11 * MINUTE)
    place.round(DAY)

    assert [each.changed for each in told_of(place, interview, "Ines")] == [ChangedHours.CALENDAR]
    assert len(told_of(place, interview, "Cora")) == 1
    assert in_conflict(place, interview) == {ines.id}
    assert cora.is_coordinator


def test_who_keeps_the_interview_is_not_asked_again(place: Place) -> None:
    interview = place.town.books("Carl", "Ines", start=TEN)
    place.connect("Ines", busy(TEN))
    assert len(told_of(place, interview, "Ines")) == 1

    keep_interview(place.town.store, place.context("Ines"), interview_id=interview.id)
    place.diaries.by_address[ADDRESS] = [busy(TEN), busy(TEN - DAY)]
    place.round(11 * MINUTE)

    assert in_conflict(place, interview) == frozenset()
    assert len(told_of(place, interview, "Ines")) == 1


def test_what_is_gone_again_is_in_nobody_s_way_any_more(place: Place) -> None:
    interview = place.town.books("Carl", "Ines", start=TEN)
    place.connect("Ines", busy(TEN))

    place.diaries.by_address[ADDRESS] = []
    place.round(11 * MINUTE)

    assert in_conflict(place, interview) == frozenset()


def test_a_calendar_that_is_disconnected_is_in_the_way_no_more(place: Place) -> None:
    interview = place.town.books("Carl", "Ines", start=TEN)
    id = place.connect("Ines", busy(TEN)).shown.calendar.id

    disconnect_calendar(place.town.store, place.context("Ines"), calendar_id=id)

    assert in_conflict(place, interview) == frozenset()


def test_an_hour_outside_the_hours_given_stays_in_conflict_when_a_calendar_frees_it(
    place: Place,
) -> None:
    evening = TEN + 8 * HOUR
    place.town.candidate("Dora", window("2026-11-10 17:00-20:00"))
    interview = place.town.books("Dora", "Ines", start=evening, allowed=AllowedHours.ANY)
    place.connect("Ines", busy(evening))

    place.diaries.by_address[ADDRESS] = []
    place.round(11 * MINUTE)

    assert in_conflict(place, interview) == {place.town.people["Ines"].id}


def test_whoever_has_declined_already_is_not_asked(place: Place) -> None:
    interview = place.town.books("Carl", "Ines", start=TEN)
    decline_interview(place.town.store, place.context("Ines"), interview_id=interview.id)

    place.connect("Ines", busy(TEN))

    assert told_of(place, interview, "Ines") == []


def test_something_that_comes_between_a_look_and_a_booking_is_told_of_first(place: Place) -> None:
    place.connect("Ines")
    assert place.starts("Ines") == [9, 10, 11]

    place.diaries.by_address[ADDRESS] = [busy(TEN)]
    place.round(11 * MINUTE)

    with pytest.raises(OutsideAvailability) as refused:
        place.town.books("Carl", "Ines", start=TEN)
    assert refused.value.busy == ("Ines",)


# -- what is said of silence ---------------------------------------------------------------------


def said_of_silence(place: Place) -> list[tuple[int, str]]:
    with place.town.store.reading() as session:
        table = tables.message
        rows = session.execute(
            sa.select(table.c.facts, table.c.person_id)
            .where(table.c.kind == MessageKind.CALENDAR_SILENT.value)
            .order_by(table.c.id)
        ).all()
    names = {person.id: name for name, person in place.town.people.items()}
    return [(dict(row.facts)["days"], names[row.person_id]) for row in rows]


def test_the_owner_is_told_after_one_three_seven_and_fourteen_days(place: Place) -> None:
    place.connect("Ines", busy(TEN))
    place.diaries.fails(ADDRESS, CalendarGone(host="calendar.example.com"))

    for _ in range(4 * 20):
        place.round(6 * HOUR)

    assert said_of_silence(place) == [(1, "Ines"), (3, "Ines"), (7, "Ines"), (14, "Ines")]


def test_after_a_bot_that_was_off_for_long_only_the_last_of_these_is_said(place: Place) -> None:
    place.connect("Ines", busy(TEN))
    place.diaries.fails(ADDRESS, CalendarGone(host="calendar.example.com"))
    place.round(HOUR)

    place.round(8 * DAY)

    assert said_of_silence(place) == [(7, "Ines")]


def test_one_that_is_read_again_begins_anew(place: Place) -> None:
    place.connect("Ines", busy(TEN))
    events = place.diaries.by_address[ADDRESS]
    for _ in range(2):
        place.diaries.fails(ADDRESS, CalendarGone(host="calendar.example.com"))
        for _ in range(6):
            place.round(6 * HOUR)
        place.diaries.by_address[ADDRESS] = events
        place.round(7 * HOUR)

    assert said_of_silence(place) == [(1, "Ines"), (1, "Ines")]
