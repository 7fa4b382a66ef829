"""Hours worked out ahead are those that computing them anew would give, whatever has changed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from databases import new_store
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from time_builders import off, weekly, window
from time_strategies import availabilities, days, horizons, zones

from scheduling.availability import free_hours
from scheduling.availability.tzdata import tzdata_version
from scheduling.model import Actor, Availability, Person, RequestContext, Role, Rules
from scheduling.steps.hours import kept_horizon, read_hours, refresh_cache
from scheduling.store import Session, Store, availability, availability_cache, interviews, people
from scheduling.store.schema import tables
from scheduling.timespan import HOUR, TICKS_PER_DAY, Horizon, Span, tick_at
from scheduling.usecases import availability as giving
from scheduling.usecases.register import change_candidate, register_self
from scheduling.usecases.upkeep import refresh_availability_cache as rounds
from scheduling.wording.reading import ParsedAvailability

NOW = datetime(2026, 11, 10, 8, tzinfo=UTC)
WEEK = timedelta(weeks=1)
NINE_TO_FIVE = tuple(weekly(f"{day} 09:00-17:00") for day in ("Mon", "Tue", "Wed", "Thu", "Fri"))
INES = Actor(name="Ines", time_zone="Europe/Berlin", slack_user_id="UINES", is_coordinator=True)


@pytest.fixture(scope="module")
def shared() -> Iterator[Store]:
    """A store that many examples fill."""
    opened = new_store()
    yield opened
    opened.close()


@pytest.fixture
def store() -> Iterator[Store]:
    opened = new_store()
    yield opened
    opened.close()


@given(st.data())
@settings(max_examples=examples(60))
def test_whatever_is_said_in_whatever_zone_the_kept_hours_are_the_computed_ones(
    shared: Store, data: st.DataObject
) -> None:
    first, second = data.draw(zones), data.draw(zones)
    day = data.draw(days(first))
    said = data.draw(st.lists(availabilities(day), min_size=1, max_size=3))
    now = midnight(day) + data.draw(st.integers(-9 * 24, 24)) * HOUR
    asked = data.draw(horizons(day))

    with shared.writing() as session:
        person = added(session, time_zone=first)
        for version, each in enumerate(said):
            save(session, person, each, version=version)
            if data.draw(st.booleans()):
                refresh_cache(session, [person], now=now)
        if data.draw(st.booleans()):
            person = replace(person, time_zone=second)
            people.save(session, person)
        hours = read_hours(session, people=[person], span=asked.span)

    whole = free_hours(said[-1], time_zone=person.time_zone, horizon=asked)
    assert hours.free == hours.offered == {person.id: whole}


@given(st.data())
@settings(max_examples=examples(60))
def test_what_was_kept_is_taken_and_is_right(shared: Store, data: st.DataObject) -> None:
    time_zone = data.draw(zones)
    day = data.draw(days(time_zone))
    said, asked = data.draw(availabilities(day)), data.draw(horizons(day))

    with shared.writing() as session:
        person = added(session, time_zone=time_zone)
        save(session, person, said)
        refresh_cache(session, [person], now=asked.span.start)
        kept = kept_of(session, person, over=asked)

    assert kept == free_hours(said, time_zone=time_zone, horizon=asked)


@given(st.timedeltas(timedelta(days=-600), timedelta(days=600)))
def test_the_weeks_ahead_begin_on_a_monday_and_hold_today_everywhere(away: timedelta) -> None:
    now = NOW + away

    span = kept_horizon(now).span

    assert (span.start.weekday(), span.start.hour, span.start.minute) == (0, 0, 0)
    assert timedelta(days=1) <= now - span.start < timedelta(days=8)
    assert span.end - now > 14 * WEEK


def test_they_move_on_once_a_week() -> None:
    hours = [datetime(2026, 11, 2, tzinfo=UTC) + n * HOUR for n in range(15 * 24)]

    firsts = [kept_horizon(now).first_tick for now in hours]

    assert sorted(set(firsts)) == [firsts[0] + n * 7 * TICKS_PER_DAY for n in range(3)]


def test_a_question_beyond_them_is_computed(store: Store) -> None:
    far = Horizon(first_tick=kept_horizon(NOW).first_tick + kept_horizon(NOW).length - 4, length=8)
    early = Horizon(first_tick=kept_horizon(NOW).first_tick - 4, length=8)

    with store.writing() as session:
        person = added(session)
        save(session, person, Availability(person_id=0, weekly=ALWAYS))
        refresh_cache(session, [person], now=NOW)
        kept = [kept_of(session, person, over=over) for over in (early, far)]
        read = [
            read_hours(session, people=[person], span=over.span).free[person.id]
            for over in (early, far)
        ]

    assert kept == [None, None]
    assert read == [early.everything, far.everything]


def test_interviews_are_taken_off_what_was_kept(store: Store) -> None:
    ten = datetime(2026, 11, 11, 10, tzinfo=UTC)
    with store.writing() as session:
        ines, carl = added(session), added(session, role=Role.CANDIDATE)
        save(session, ines, Availability(person_id=0, weekly=ALWAYS))
        refresh_cache(session, [ines], now=NOW)
        before = kept_of(session, ines, over=whole_week())
        interviews.book(
            session,
            candidate=carl,
            interviewers=[ines],
            start=ten,
            outside_availability=False,
            booked_by="Cora",
            now=NOW,
        )
        hours = read_hours(session, people=[ines], span=whole_week().span)

        assert kept_of(session, ines, over=whole_week()) == before == hours.offered[ines.id]
    ticks = whole_week().bits([Span(start=ten, end=ten + HOUR).ticks])
    assert hours.offered[ines.id] & ~hours.free[ines.id] == ticks


# -- each change keeps them in its own transaction -------------------------------------------


def give(store: Store, person: Person) -> None:
    said = ParsedAvailability(
        windows=(window("2026-11-12 09:00-12:00"),), time_off=(off("2026-11-13 0:00-24:00"),)
    )
    giving.give_availability(store, context=context(), person_id=person.id, said=said)


def remove(store: Store, person: Person) -> None:
    with store.reading() as session:
        entry = availability.of(session, [person.id])[person.id].weekly[0]
    key = f"WeeklyHours-{entry.id}"
    giving.remove_availability(store, context=context(), person_id=person.id, key=key)


def undo(store: Store, person: Person) -> None:
    said = ParsedAvailability(windows=(window("2026-11-12 18:00-20:00"),))
    given = giving.give_availability(store, context=context(), person_id=person.id, said=said)
    giving.undo_availability(store, context=context(), token=given.undo or "")


def move_away(store: Store, person: Person) -> None:
    register_self(store, context=context(), role=person.role, time_zone="Asia/Kolkata")


@pytest.mark.parametrize("change", [give, remove, undo, move_away])
def test_a_change_keeps_the_new_hours(
    store: Store, change: Callable[[Store, Person], None]
) -> None:
    with store.writing() as session:
        person = added(session, slack_user_id="UINES")
        save(session, person, Availability(person_id=0, weekly=NINE_TO_FIVE))
        refresh_cache(session, [person], now=NOW)
        before = kept_of(session, person, over=whole_week())

    change(store, person)

    with store.reading() as session:
        person = people.by_ids(session, [person.id])[person.id]
        after = kept_of(session, person, over=whole_week())
        said = availability.of(session, [person.id])[person.id]
    assert after == free_hours(said, time_zone=person.time_zone, horizon=whole_week())
    assert change is undo or after != before


def test_a_candidates_new_time_zone_keeps_the_new_hours(store: Store) -> None:
    with store.writing() as session:
        carl = added(session, role=Role.CANDIDATE)
        save(session, carl, Availability(person_id=0, weekly=NINE_TO_FIVE))

    moved = change_candidate(
        store,
        context=context(),
        person_id=carl.id,
        name="Carl",
        email=None,
        time_zone="America/New_York",
    )

    with store.reading() as session:
        kept = kept_of(session, moved.person, over=whole_week())
        said = availability.of(session, [carl.id])[carl.id]
    assert kept == free_hours(said, time_zone="America/New_York", horizon=whole_week())


# -- and a round keeps up with all that is nobody's change -------------------------------------


def test_the_round_keeps_the_hours_of_whoever_lacks_them_and_then_rests(store: Store) -> None:
    with store.writing() as session:
        everyone = [added(session) for _ in range(120)]
        for person in everyone:
            save(session, person, Availability(person_id=0, weekly=NINE_TO_FIVE))

    counts = [rounds.refresh_cache(store, now=NOW) for _ in range(2)]

    assert counts == [120, 0]
    with store.reading() as session:
        assert all(kept_of(session, person, over=whole_week()) for person in everyone)


def test_a_new_week_moves_everybody_on_and_what_is_old_serves_until_then(store: Store) -> None:
    with store.writing() as session:
        person = added(session)
        save(session, person, Availability(person_id=0, weekly=NINE_TO_FIVE))
    rounds.refresh_cache(store, now=NOW)
    later = NOW + WEEK
    with store.reading() as session:
        served = kept_of(session, person, over=Horizon(first_tick=tick_at(later), length=400))

    count = rounds.refresh_cache(store, now=later)

    with store.reading() as session:
        end = kept_horizon(later).first_tick + kept_horizon(later).length
        last = Horizon(first_tick=end - 672, length=672)
        assert kept_of(session, person, over=last)
        assert kept_of(session, person, over=whole_week()) is None
    assert (served is not None, count) == (True, 1)


@pytest.mark.parametrize(
    "outdated",
    [{"tzdata_version": "2019.1"}, {"rules_version": 7}, {"time_zone": "Europe/Lisbon"}],
)
def test_a_row_of_other_making_is_never_taken_and_made_anew(
    store: Store, outdated: dict[str, object]
) -> None:
    with store.writing() as session:
        person = added(session)
        said = save(session, person, Availability(person_id=0, weekly=NINE_TO_FIVE))
        refresh_cache(session, [person], now=NOW)
        session.execute(sa.update(tables.compiled).values(**outdated))
        kept = kept_of(session, person, over=whole_week())
        hours = read_hours(session, people=[person], span=whole_week().span)

    count = rounds.refresh_cache(store, now=NOW)

    computed = free_hours(said, time_zone=person.time_zone, horizon=whole_week())
    assert (kept, hours.free[person.id], count) == (None, computed, 1)
    with store.reading() as session:
        assert kept_of(session, person, over=whole_week()) == computed


ALWAYS = tuple(
    weekly(f"{day} 00:00-24:00") for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
)


def added(
    session: Session,
    *,
    time_zone: str = "Europe/Berlin",
    role: Role = Role.INTERVIEWER,
    slack_user_id: str | None = None,
) -> Person:
    return people.add(
        session,
        name="Ines",
        role=role,
        time_zone=time_zone,
        slack_user_id=slack_user_id,
        now=NOW,
    )


def save(session: Session, person: Person, said: Availability, *, version: int = 0) -> Availability:
    theirs = replace(said, person_id=person.id)
    return availability.save(session, theirs, expected_version=version)


def kept_of(session: Session, person: Person, *, over: Horizon) -> int | None:
    kept = availability_cache.read(session, [person], horizon=over, tzdata_version=tzdata_version())
    return kept.get(person.id)


def whole_week() -> Horizon:
    return Horizon(first_tick=kept_horizon(NOW).first_tick, length=7 * TICKS_PER_DAY)


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def context() -> RequestContext:
    return RequestContext(actor=INES, now=NOW, rules=Rules())
