"""Hours read from the store for a span are those that everything ever said would give."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from databases import new_store
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import free_minutes
from time_strategies import availabilities, days, horizons, zones

from scheduling.availability import free_hours
from scheduling.availability.calendars import BusyBits, BusyBlock, BusyKind, kinds_counted
from scheduling.model import (
    Availability,
    AvailabilityWindow,
    Person,
    Role,
    TimeOff,
    WallHours,
    Weekday,
    WeeklyHours,
)
from scheduling.model.calendars import AllDayEvents, CountedEvents, SourceKind
from scheduling.steps.hours import read_hours
from scheduling.store import Session, Store, availability, people
from scheduling.store.availability import calendars
from scheduling.timespan import Horizon, Span

NOW = datetime(2026, 11, 9, 8, tzinfo=UTC)
TUESDAY = date(2026, 11, 10)
ALL_DAY = WallHours(start=0, end=1440)
MINUTE = timedelta(minutes=1)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    opened = new_store()
    yield opened
    opened.close()


@settings(max_examples=examples(40))
@given(st.data())
def test_what_lies_on_other_days_is_not_missed(store: Store, data: st.DataObject) -> None:
    time_zone = data.draw(zones)
    day = data.draw(days(time_zone))
    said, horizon = data.draw(availabilities(day)), data.draw(horizons(day))

    with store.writing() as session:
        person = saved(session, said, time_zone=time_zone)
        hours = read_hours(session, people=[person], span=horizon.span)

    whole = free_hours(said, time_zone=time_zone, horizon=horizon)
    assert hours.free == hours.offered == {person.id: whole}


@settings(max_examples=examples(40))
@given(st.data())
def test_whoever_has_calendars_is_free_when_they_say_so_and_no_calendar_takes_a_minute(
    store: Store, data: st.DataObject
) -> None:
    time_zone = data.draw(zones)
    day = data.draw(days(time_zone))
    said, horizon = data.draw(availabilities(day)), data.draw(horizons(day))
    midnight = datetime.combine(day, datetime.min.time(), tzinfo=UTC)
    theirs = [data.draw(st.lists(blocks_near(midnight), max_size=4)) for _ in range(2)]
    counted = data.draw(st.builds(CountedEvents, all_day=st.sampled_from(AllDayEvents)))

    with store.writing() as session:
        person = saved(session, said, time_zone=time_zone)
        for blocks in theirs:
            connect(session, person, blocks, counted=counted, around=midnight)
        hours = read_hours(session, people=[person], span=horizon.span)

    counts = {*kinds_counted(counted)}
    busy = [block.span for blocks in theirs for block in blocks if block.kind in counts]
    start = horizon.span.start
    minutes = free_minutes(said, time_zone=time_zone, start=start, minutes=15 * horizon.length)
    for place in range(horizon.length):
        quarter = [start + (15 * place + n) * MINUTE for n in range(15)]
        free = all(minutes[15 * place : 15 * place + 15]) and not any(
            each.overlaps(Span(start=minute, end=minute + MINUTE))
            for minute in quarter
            for each in busy
        )
        assert bool(hours.free[person.id] >> place & 1) == free


@st.composite
def blocks_near(draw: st.DrawFn, midnight: datetime) -> BusyBlock:
    start = midnight + draw(st.integers(-1500, 3000)) * MINUTE
    length = draw(st.one_of(st.integers(1, 90), st.integers(1, 3000)))
    span = Span(start=start, end=start + length * MINUTE)
    return BusyBlock(span=span, kind=draw(st.sampled_from(BusyKind)))


def connect(
    session: Session,
    person: Person,
    blocks: list[BusyBlock],
    *,
    counted: CountedEvents,
    around: datetime,
) -> None:
    calendar = calendars.add(
        session,
        person_id=person.id,
        source=SourceKind.ADDRESS,
        host="calendar.example.com",
        sealing=lambda _: b"sealed",
        counted=counted,
        now=NOW,
    )
    window = Span(start=around - timedelta(days=9), end=around + timedelta(days=9))
    calendars.keep_busy(session, calendar, BusyBits.of(blocks, window=window).packed())


@pytest.mark.parametrize("time_zone", ["Pacific/Kiritimati", "Etc/GMT+12"])
def test_a_day_is_found_in_the_zones_farthest_from_utc(store: Store, time_zone: str) -> None:
    windows = tuple(
        AvailabilityWindow(day=TUESDAY + timedelta(days=n), hours=ALL_DAY) for n in range(-3, 4)
    )
    noon = datetime(2026, 11, 10, 12, tzinfo=UTC)

    with store.writing() as session:
        person = saved(session, Availability(person_id=0, windows=windows), time_zone=time_zone)
        one_day = Span(start=noon - timedelta(hours=12), end=noon + timedelta(hours=12))
        hours = read_hours(session, people=[person], span=one_day)

    assert hours.free == {person.id: hours.horizon.everything}


def test_a_window_and_time_off_that_began_days_before_still_count(store: Store) -> None:
    every_day = tuple(WeeklyHours(weekday=weekday, hours=ALL_DAY) for weekday in Weekday)
    ten_days = WallHours(start=0, end=10 * 1440)
    week_ago = TUESDAY - timedelta(days=7)
    away = Availability(
        person_id=0, weekly=every_day, time_off=(TimeOff(day=week_ago, hours=ten_days),)
    )
    here = Availability(person_id=0, windows=(AvailabilityWindow(day=week_ago, hours=ten_days),))

    with store.writing() as session:
        who = [saved(session, said, time_zone="Europe/Berlin") for said in (away, here)]
        hours = read_hours(session, people=who, span=Span(start=NOW, end=NOW + timedelta(days=1)))

    assert hours.free == {who[0].id: 0, who[1].id: hours.horizon.everything}


def test_only_the_days_that_matter_are_read(store: Store) -> None:
    windows = tuple(
        AvailabilityWindow(day=TUESDAY + timedelta(days=n), hours=ALL_DAY) for n in range(-9, 9)
    )

    with store.writing() as session:
        person = saved(session, Availability(person_id=0, windows=windows), time_zone="UTC")
        span = Horizon.covering(Span(start=NOW, end=NOW + timedelta(days=1))).span
        found = availability.around(session, [person.id], span=span)[person.id]

    assert [window.day.day for window in found.windows] == [8, 9, 10, 11]


def saved(session: Session, said: Availability, *, time_zone: str) -> Person:
    person = people.add(session, name="Ines", role=Role.INTERVIEWER, time_zone=time_zone, now=NOW)
    availability.save(session, replace(said, person_id=person.id), expected_version=0)
    return person
