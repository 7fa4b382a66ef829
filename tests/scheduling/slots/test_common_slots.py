"""The slots that people have in common, and who can take each."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import free_quarters, whole_hours
from time_builders import at, candidate, free, horizon, interviewer, starts, takers, weekly, window
from time_strategies import ZONES, availabilities, days, horizons, zones

from scheduling.availability import free_hours
from scheduling.errors import NobodyNamed, SamePersonTwice, SchedulingError, WrongRole
from scheduling.model import Entry, Person
from scheduling.slots import FoundSlots, Match, Slot, SlotQuestion, common_slots
from scheduling.timespan import Horizon, hour_from

CARL = candidate("Carl", 1)
INES = interviewer("Ines", 2)
INGRID = interviewer("Ingrid", 3)
IVO = interviewer("Ivo", 4)

Hours = dict[Person, list[Entry]]


def question(*named: Person, match: Match = Match.ALL, pool: Iterable[Person] = ()) -> SlotQuestion:
    candidates = [person for person in named if person.role == "candidate"]
    return SlotQuestion(
        candidate=candidates[0] if candidates else None,
        interviewers=tuple(person for person in named if person.role == "interviewer"),
        pool=tuple(pool),
        match=match,
    )


def ask(
    asked: SlotQuestion,
    hours: Hours,
    over: Horizon,
    *,
    workspace_zone: str = "UTC",
    not_before: datetime | None = None,
    until: datetime | None = None,
    taken: dict[Person, list[range]] | None = None,
) -> FoundSlots:
    """The answer, which is the same in whatever order people and windows are given."""
    busy = taken or {}

    def answer(asked: SlotQuestion, hours: Hours) -> FoundSlots:
        return common_slots(
            asked,
            free={p.id: free(p, over, *hours[p], taken=busy.get(p, ())) for p in hours},
            horizon=over,
            workspace_zone=workspace_zone,
            not_before=not_before or over.span.start,
            until=until,
        )

    chance = Random(3)
    shuffled = replace(
        asked,
        interviewers=tuple(chance.sample(asked.interviewers, len(asked.interviewers))),
        pool=tuple(chance.sample(asked.pool, len(asked.pool))),
    )
    mixed = {p: chance.sample(hours[p], len(hours[p])) for p in reversed(hours)}
    found, again = answer(asked, hours), answer(shuffled, mixed)
    assert found.page(limit=10_000) == again.page(limit=10_000)
    assert (found.hours, found.takers) == (again.hours, again.takers)
    return found


ONE_DAY: dict[str, tuple[list[str], list[str], list[str]]] = {
    # the candidate's windows, the interviewer's, the hours in common
    "two windows on one day": (["10:00-14:00"], ["09:00-12:00", "13:00-14:00"], ["10", "11", "13"]),
    "off the hour": (["09:30-11:15"], ["09:15-12:00"], ["10"]),
    "half an hour": (["10:00-10:30"], ["10:00-11:00"], []),
    "an hour, but not on the hour": (["10:00-11:30"], ["10:30-12:00"], []),
    "touching": (["09:00-10:00"], ["10:00-11:00"], []),
    "the same": (["09:00-10:00"], ["09:00-10:00"], ["09"]),
    "one minute short": (["09:00-10:00"], ["09:00-09:59"], []),
    "one minute late": (["09:01-10:59"], ["09:00-11:00"], []),
    "joined by the minute": (["09:00-09:17", "09:17-10:00"], ["09:00-10:00"], ["09"]),
    "a minute between": (["09:00-09:17", "09:18-11:00"], ["09:00-11:00"], ["10"]),
    "up to midnight": (["22:00-24:00"], ["22:30-26:00"], ["23"]),
    "nobody at all": ([], [], []),
    "one of them only": (["09:00-10:00"], [], []),
}


@pytest.mark.parametrize("name", ONE_DAY)
def test_two_people_meet_at_full_hours_that_both_have(name: str) -> None:
    his, hers, expected = ONE_DAY[name]
    hours: Hours = {
        CARL: [window(f"2024-05-02 {words}") for words in his],
        INES: [window(f"2024-05-02 {words}") for words in hers],
    }

    found = ask(question(CARL, INES), hours, horizon("2024-05-02"))

    assert starts(found) == [f"05-02 {hour}:00" for hour in expected]
    assert found.count == len(expected)


def test_one_persons_windows_join_before_they_are_rounded() -> None:
    hours: Hours = {INES: [window("2026-11-10 09:00-09:30"), window("2026-11-10 09:30-10:30")]}

    found = ask(question(INES), hours, horizon("2026-11-10"))

    assert starts(found) == ["11-10 09:00"]


JOHN = interviewer("john", 11)
MARY = interviewer("mary", 12)
EMMANUEL = candidate("emmanuel", 13)
THREE: Hours = {
    JOHN: [window("2019-08-08 08:00-41:00")],
    MARY: [window("2019-08-08 11:00-47:00")],
    EMMANUEL: [window("2019-08-09 12:00-47:00")],
}


def test_three_people_meet_when_all_of_them_are_free() -> None:
    found = ask(question(JOHN, MARY, EMMANUEL), THREE, horizon("2019-08-07", days=5))

    assert starts(found) == [f"08-09 {hour}:00" for hour in (12, 13, 14, 15, 16)]


def test_an_hour_that_is_booked_is_in_nobodys_answer() -> None:
    booked = [hour_from(at("2019-08-09 12:00")).ticks]
    taken = {JOHN: booked, MARY: booked, EMMANUEL: booked}

    for asked in (question(JOHN, MARY, EMMANUEL), question(JOHN, EMMANUEL), question(MARY)):
        found = ask(asked, THREE, horizon("2019-08-09"), taken=taken)

        assert "08-09 12:00" not in starts(found)
        assert "08-09 13:00" in starts(found)


A_WEEK: Hours = {
    INES: [weekly(f"{day} 09:00-16:00") for day in ("Mon", "Tue", "Wed", "Thu", "Fri")],
    INGRID: [
        weekly("Mon 12:00-18:00"),
        weekly("Wed 12:00-18:00"),
        weekly("Tue 09:00-12:00"),
        weekly("Thu 09:00-12:00"),
    ],
    CARL: [
        *(weekly(f"{day} 09:00-10:00") for day in ("Mon", "Tue", "Wed", "Thu", "Fri")),
        weekly("Wed 10:00-12:00"),
    ],
}
MON_TO_SUN = horizon("2026-11-09", days=7)


def test_a_week_of_three() -> None:
    def hours_of(*named: Person) -> list[str]:
        return starts(ask(question(*named, pool=[INGRID, INES]), A_WEEK, MON_TO_SUN))

    seven = [
        *("11-09 09:00", "11-10 09:00", "11-11 09:00", "11-11 10:00", "11-11 11:00"),
        *("11-12 09:00", "11-13 09:00"),
    ]
    assert hours_of(CARL, INES, INGRID) == ["11-10 09:00", "11-12 09:00"]
    assert hours_of(CARL, INES) == seven
    assert hours_of(CARL) == seven
    assert len(hours_of(INES, INGRID)) == 14
    assert len(hours_of(INES)) == 35
    assert len(hours_of(INGRID)) == 18


def test_a_candidate_alone_is_told_who_can_take_each_hour() -> None:
    found = ask(question(CARL, pool=[INGRID, INES]), A_WEEK, MON_TO_SUN)

    assert takers(found) == {
        "11-09 09:00": ["Ines"],
        "11-10 09:00": ["Ines", "Ingrid"],
        "11-11 09:00": ["Ines"],
        "11-11 10:00": ["Ines"],
        "11-11 11:00": ["Ines"],
        "11-12 09:00": ["Ines", "Ingrid"],
        "11-13 09:00": ["Ines"],
    }


def test_a_candidate_alone_meets_nobody_where_there_is_no_interviewer() -> None:
    found = ask(question(CARL), A_WEEK, MON_TO_SUN)

    assert (found.count, found.page(limit=5), dict(found.takers)) == (0, (), {})


I1, I2, I3 = (interviewer(f"I{n}", 20 + n) for n in (1, 2, 3))
PER_HOUR: Hours = {
    CARL: [window("2018-09-09 09:00-12:00")],
    I1: [window("2018-09-09 09:00-10:00")],
    I2: [window("2018-09-09 09:00-11:00")],
    I3: [window("2018-09-09 10:00-12:00")],
}


def test_each_hour_names_those_who_are_free_then() -> None:
    expected = {
        "09-09 09:00": ["I1", "I2"],
        "09-09 10:00": ["I2", "I3"],
        "09-09 11:00": ["I3"],
    }

    alone = ask(question(CARL, pool=[I3, I1, I2]), PER_HOUR, horizon("2018-09-09"))
    any_of = ask(question(CARL, I1, I2, I3, match=Match.ANY), PER_HOUR, horizon("2018-09-09"))
    two_of = ask(question(CARL, I1, I3, match=Match.ANY), PER_HOUR, horizon("2018-09-09"))
    both = ask(question(CARL, I1, I2, pool=[I3]), PER_HOUR, horizon("2018-09-09"))

    assert takers(alone) == expected
    assert takers(any_of) == expected
    assert takers(two_of) == {
        "09-09 09:00": ["I1"],
        "09-09 10:00": ["I3"],
        "09-09 11:00": ["I3"],
    }
    assert takers(both) == {"09-09 09:00": ["I1", "I2"]}


def test_any_of_some_interviewers_needs_no_candidate() -> None:
    found = ask(question(I1, I3, match=Match.ANY), PER_HOUR, horizon("2018-09-09"))

    assert takers(found) == {
        "09-09 09:00": ["I1"],
        "09-09 10:00": ["I3"],
        "09-09 11:00": ["I3"],
    }


def test_people_of_one_name_are_told_apart_by_their_id() -> None:
    twins = [interviewer("Jo", 31), interviewer("Jo", 30), interviewer("ann", 32)]
    hours: Hours = {twin: [window("2026-11-10 09:00-10:00")] for twin in twins}

    found = ask(question(*twins), hours, horizon("2026-11-10"))

    assert [person.id for person in found.page(limit=1)[0].interviewers] == [32, 30, 31]


# -- refusals --------------------------------------------------------------------------------

COORDINATOR = replace(IVO, role=None, name="Cora", is_coordinator=True)

REFUSED = [
    (None, (), NobodyNamed, "Name a candidate, an interviewer, or both."),
    (INES, (), WrongRole,
     "Ines is registered as an interviewer, and a candidate is needed here."),
    (None, (INES, CARL), WrongRole,
     "Carl is registered as a candidate, and an interviewer is needed here."),
    (CARL, (COORDINATOR,), WrongRole,
     "Cora is registered as a coordinator, and an interviewer is needed here."),
    (None, (INES, IVO, INES), SamePersonTwice, "Ines is named twice. Name everyone once."),
    (CARL, (CARL,), SamePersonTwice, "Carl is named twice. Name everyone once."),
]  # fmt: skip


@pytest.mark.parametrize(("who", "interviewers", "error", "sentence"), REFUSED)
def test_a_question_that_makes_no_sense_is_refused(
    who: Person | None,
    interviewers: tuple[Person, ...],
    error: type[SchedulingError],
    sentence: str,
) -> None:
    with pytest.raises(error) as refused:
        SlotQuestion(candidate=who, interviewers=interviewers)

    assert refused.value.sentence(zone=ZoneInfo("UTC")) == sentence


# -- the time asked for ----------------------------------------------------------------------

ALL_DAY: Hours = {INES: [window("2026-11-10 00:00-24:00")]}


@pytest.mark.parametrize(("not_before", "until", "first", "last"), [
    ("2026-11-10 09:00", "2026-11-10 12:00", "09:00", "11:00"),
    ("2026-11-10 09:01", "2026-11-10 11:59", "10:00", "10:00"),
    ("2026-11-10 08:59", "2026-11-10 12:01", "09:00", "11:00"),
    ("2026-11-09 00:00", "2026-11-12 00:00", "00:00", "23:00"),
    ("2026-11-10 22:00", None, "22:00", "23:00"),
])  # fmt: skip
def test_only_hours_within_the_time_asked_for_count(
    not_before: str, until: str | None, first: str, last: str
) -> None:
    found = ask(
        question(INES),
        ALL_DAY,
        horizon("2026-11-10"),
        not_before=at(not_before),
        until=at(until) if until else None,
    )

    assert (starts(found)[0], starts(found)[-1]) == (f"11-10 {first}", f"11-10 {last}")


@pytest.mark.parametrize(("not_before", "until"), [
    ("2026-11-10 09:00", "2026-11-10 09:59"),
    ("2026-11-10 12:00", "2026-11-10 09:00"),
    ("2026-11-12 00:00", None),
    ("2026-11-01 00:00", "2026-11-02 00:00"),
])  # fmt: skip
def test_a_time_without_a_whole_hour_has_no_slot(not_before: str, until: str | None) -> None:
    found = ask(
        question(INES),
        ALL_DAY,
        horizon("2026-11-10"),
        not_before=at(not_before),
        until=at(until) if until else None,
    )

    assert found.count == 0


def test_the_end_of_the_time_asked_for_is_an_instant_in_whatever_zone() -> None:
    # An hour before 2:30 EST in the fold is 1:30 EST, not 1:30 EDT an hour earlier.
    until = datetime(2026, 11, 1, 2, 30, tzinfo=ZoneInfo("America/New_York"))
    hours: Hours = {INES: [window("2026-11-01 00:00-24:00")]}

    found = ask(question(INES), hours, horizon("2026-11-01"), until=until)

    assert starts(found)[-1] == "11-01 06:00"


# -- pages -----------------------------------------------------------------------------------


def test_pages_follow_each_other_without_gap_or_repeat() -> None:
    found = ask(question(INES), A_WEEK, MON_TO_SUN)

    pages = [found.page(skip=skip, limit=10) for skip in range(0, 50, 10)]

    assert [len(page) for page in pages] == [10, 10, 10, 5, 0]
    assert tuple(slot for page in pages for slot in page) == found.page(limit=100)


def test_a_slot_is_found_by_its_start_and_by_nothing_else() -> None:
    found = ask(question(CARL, pool=[INES, INGRID]), A_WEEK, MON_TO_SUN)
    tuesday = at("2026-11-10 09:00")

    assert found.slot_at(tuesday) == Slot(start=tuesday, interviewers=(INES, INGRID))
    assert found.slot_at(tuesday.astimezone(ZoneInfo("Asia/Kolkata"))) == found.slot_at(tuesday)
    assert found.slot_at(tuesday + timedelta(minutes=5)) is None
    assert found.slot_at(tuesday + timedelta(minutes=15)) is None
    assert found.slot_at(tuesday + timedelta(hours=1)) is None
    assert found.slot_at(at("2031-01-01 09:00")) is None


def test_slots_are_told_in_utc() -> None:
    found = ask(question(INES), A_WEEK, MON_TO_SUN)
    kolkata = datetime(2026, 11, 10, 14, 30, tzinfo=timezone(timedelta(hours=5, minutes=30)))

    slot = found.slot_at(kolkata)

    assert slot is not None
    assert (slot.start, slot.start.utcoffset()) == (kolkata, timedelta(0))


@pytest.mark.parametrize(("fold", "expected"), [(0, "2026-11-01 05:00"), (1, "2026-11-01 06:00")])
def test_a_slot_in_the_hour_that_comes_twice_is_found_by_either(fold: int, expected: str) -> None:
    hours: Hours = {INES: [window("2026-11-01 00:00-24:00")]}
    found = ask(question(INES), hours, horizon("2026-11-01"))
    one_oclock = datetime(2026, 11, 1, 1, tzinfo=ZoneInfo("America/New_York"), fold=fold)

    slot = found.slot_at(one_oclock)

    assert slot == Slot(start=at(expected), interviewers=(INES,))


# -- time zones ------------------------------------------------------------------------------


def test_an_afternoon_in_new_york_moves_with_its_clock() -> None:
    ny = interviewer("Nell", 40, "America/New_York")
    hours: Hours = {ny: [window(f"2026-03-{day} 13:00-18:00") for day in ("06", "08", "09")]}

    found = ask(question(ny), hours, horizon("2026-03-06", days=5))

    assert starts(found) == [
        *(f"03-06 {hour}:00" for hour in range(18, 23)),
        *(f"03-08 {hour}:00" for hour in range(17, 22)),
        *(f"03-09 {hour}:00" for hour in range(17, 22)),
    ]


def test_auckland_meets_los_angeles_on_another_day() -> None:
    nz = candidate("Ana", 41, "Pacific/Auckland")
    la = interviewer("Lou", 42, "America/Los_Angeles")
    hours: Hours = {nz: [window("2026-11-05 09:00-12:00")], la: [window("2026-11-04 12:00-14:00")]}

    found = ask(question(nz, la), hours, horizon("2026-11-03", days=4))

    assert starts(found) == ["11-04 20:00", "11-04 21:00"]
    shown = [
        f"{s.start.astimezone(p.zone):%a %H:%M}" for p in (nz, la) for s in found.page(limit=9)
    ]
    assert shown == ["Thu 09:00", "Thu 10:00", "Wed 12:00", "Wed 13:00"]


@pytest.mark.parametrize(("workspace_zone", "expected"), [
    ("Europe/London", ["09:00", "10:00", "11:00"]),
    ("Asia/Kolkata", ["09:30", "10:30"]),
    ("Asia/Kathmandu", ["09:15", "10:15"]),
    ("UTC", ["09:00", "10:00", "11:00"]),
])  # fmt: skip
def test_on_the_hour_is_what_the_workspaces_clock_says(
    workspace_zone: str, expected: list[str]
) -> None:
    kavi = candidate("Kavi", 43, "Asia/Kolkata")
    lena = interviewer("Lena", 44, "Europe/London")
    hours: Hours = {
        kavi: [window("2026-11-10 14:00-18:00")],
        lena: [window("2026-11-10 09:00-12:00")],
    }

    found = ask(question(kavi, lena), hours, horizon("2026-11-10"), workspace_zone=workspace_zone)

    assert starts(found) == [f"11-10 {clock}" for clock in expected]


def test_weekly_hours_of_two_zones_drift_apart_for_the_weeks_between_their_changes() -> None:
    ny = interviewer("Nell", 40, "America/New_York")
    uk = candidate("Una", 45, "Europe/London")
    hours: Hours = {ny: [weekly("Mon 09:00-11:00")], uk: [weekly("Mon 13:00-15:00")]}

    found = ask(question(uk, ny), hours, horizon("2026-03-01", days=35))

    # London is five hours ahead, but four from 8 to 29 March.
    assert starts(found) == [
        "03-02 14:00",
        *("03-09 13:00", "03-09 14:00", "03-16 13:00", "03-16 14:00"),
        *("03-23 13:00", "03-23 14:00"),
        "03-30 13:00",
    ]


# -- against the clock of every minute, and against itself -----------------------------------


@st.composite
def cases(draw: st.DrawFn) -> tuple[Horizon, str, list[Person], dict[int, int], list[list[bool]]]:
    """Two to four people in zones of their own, their ticks, and the same from the oracle."""
    first_zone = draw(zones)
    day = draw(days(first_zone))
    over = draw(horizons(day, most=160))
    workspace_zone = draw(st.one_of(st.just(first_zone), zones))
    bits, slow, people = {}, [], []
    for id in range(draw(st.integers(2, 4))):
        time_zone = first_zone if draw(st.booleans()) else draw(zones)
        build = interviewer if id else candidate
        said = draw(availabilities(day))
        people.append(build(f"P{id}", id, time_zone))
        bits[id] = free_hours(said, time_zone=time_zone, horizon=over)
        slow.append(
            free_quarters(said, time_zone=time_zone, start=over.span.start, quarters=over.length)
        )
    return over, workspace_zone, people, bits, slow


@given(cases())
@settings(max_examples=60, deadline=None)
def test_slots_agree_with_the_clock_of_every_minute(
    case: tuple[Horizon, str, list[Person], dict[int, int], list[list[bool]]],
) -> None:
    over, workspace_zone, (carl, *others), bits, slow = case

    def found(asked: SlotQuestion) -> list[datetime]:
        answer = common_slots(
            asked,
            free=bits,
            horizon=over,
            workspace_zone=workspace_zone,
            not_before=over.span.start,
        )
        return [slot.start for slot in answer.page(limit=1000)]

    def hours(quarters: list[bool]) -> list[datetime]:
        return whole_hours(quarters, start=over.span.start, workspace_zone=workspace_zone)

    def all_of(*people: list[bool]) -> list[bool]:
        return [all(quarter) for quarter in zip(*people, strict=True)]

    any_of = sorted({hour for other in slow[1:] for hour in hours(all_of(slow[0], other))})
    assert found(question(carl, *others)) == hours(all_of(*slow))
    assert found(question(*others)) == hours(all_of(*slow[1:]))
    assert found(question(carl, *others, match=Match.ANY)) == any_of
    assert found(question(carl, pool=others)) == any_of


@st.composite
def ticks_of_people(draw: st.DrawFn) -> tuple[Horizon, list[Person], dict[int, int]]:
    over = Horizon(first_tick=draw(st.integers(1_900_000, 2_000_000)), length=400)
    runs = st.lists(st.tuples(st.integers(0, 400), st.integers(1, 40)), max_size=12)
    people = [candidate("P0", 0), *(interviewer(f"P{id}", id) for id in (1, 2, 3))]
    bits = {}
    for person in people:
        own = [range(over.first_tick + a, over.first_tick + a + b) for a, b in draw(runs)]
        bits[person.id] = over.bits(own)
    return over, people, bits


def hours_of(asked: SlotQuestion, over: Horizon, bits: dict[int, int], zone: str = "UTC") -> int:
    return common_slots(
        asked, free=bits, horizon=over, workspace_zone=zone, not_before=over.span.start
    ).hours


@given(ticks_of_people(), st.integers(0, 399), st.integers(1, 30), st.integers(0, 3))
@settings(max_examples=80, deadline=None)
def test_something_else_to_do_never_adds_a_slot(
    case: tuple[Horizon, list[Person], dict[int, int]], tick: int, length: int, whose: int
) -> None:
    over, people, bits = case
    first = over.first_tick + tick
    busier = bits | {whose: bits[whose] & ~over.bits([range(first, first + length)])}

    for match in Match:
        before = hours_of(question(*people, match=match), over, bits)
        after = hours_of(question(*people, match=match), over, busier)

        assert after & ~before == 0


@given(ticks_of_people())
@settings(max_examples=80, deadline=None)
def test_one_more_to_meet_never_adds_a_slot_and_one_more_to_choose_never_takes_one(
    case: tuple[Horizon, list[Person], dict[int, int]],
) -> None:
    over, (carl, *others), bits = case
    fewer = others[:-1]

    all_more, all_fewer = (hours_of(question(carl, *who), over, bits) for who in (others, fewer))
    any_more, any_fewer = (
        hours_of(question(carl, *who, match=Match.ANY), over, bits) for who in (others, fewer)
    )
    pool_more, pool_fewer = (
        hours_of(question(carl, pool=who), over, bits) for who in (others, fewer)
    )

    assert all_more & ~all_fewer == 0
    assert any_fewer & ~any_more == 0
    assert all_more & ~any_more == 0
    assert (pool_more, pool_fewer) == (any_more, any_fewer)


@given(ticks_of_people(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_other_names_and_another_order_change_no_hour(
    case: tuple[Horizon, list[Person], dict[int, int]], chance: Random
) -> None:
    over, people, bits = case
    mixed = [replace(p, name=f"{chance.random()}") for p in chance.sample(people, len(people))]

    for match in Match:
        before = hours_of(question(*people, match=match), over, bits)

        assert hours_of(question(*mixed, match=match), over, bits) == before


@given(ticks_of_people(), st.sampled_from(ZONES))
@settings(max_examples=40, deadline=None)
def test_everybody_who_takes_a_slot_is_free_all_through_it(
    case: tuple[Horizon, list[Person], dict[int, int]], workspace_zone: str
) -> None:
    over, (carl, *others), bits = case
    found = common_slots(
        question(carl, pool=others),
        free=bits,
        horizon=over,
        workspace_zone=workspace_zone,
        not_before=over.span.start,
    )

    for slot in found.page(limit=1000):
        hour = over.bits([hour_from(slot.start).ticks])
        free_then = [other for other in others if bits[other.id] & hour == hour]

        assert hour.bit_count() == 4
        assert bits[carl.id] & hour == hour
        assert list(slot.interviewers) == free_then
        assert found.slot_at(slot.start) == slot
