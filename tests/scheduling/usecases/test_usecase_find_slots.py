"""The cases of the slots, from the store to the answer."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from itertools import permutations

import pytest
from time_builders import at, off, starts, takers, wall_hours, weekly, window
from town import Town, town_at

from scheduling.errors import (
    HasPassed,
    NobodyNamed,
    NobodyWithId,
    NotOnTheHour,
    OutsideAvailability,
    SlotTaken,
    TooSoon,
    WrongRole,
)
from scheduling.model import AskedHours, Entry
from scheduling.slots import Match, WhyNone
from scheduling.usecases.find_slots import find_slots

LONG_BEFORE = at("2018-01-01 00:00")


def hours(found: object) -> list[str]:
    """The starts of the slots, without their day."""
    return [start.split()[1] for start in starts(found)]


@pytest.mark.parametrize(
    ("carl", "ines", "expected"),
    [
        pytest.param(
            ["2024-05-02 10:00-14:00"],
            ["2024-05-02 09:00-12:00", "2024-05-02 13:00-14:00"],
            ["10:00", "11:00", "13:00"],
            id="two windows on one day",
        ),
        pytest.param(
            ["2024-05-02 09:30-11:15"], ["2024-05-02 09:15-12:00"], ["10:00"], id="off the hour"
        ),
        pytest.param(
            ["2024-05-02 10:00-10:30"], ["2024-05-02 10:00-11:00"], [], id="one is too short"
        ),
        pytest.param(
            ["2024-05-02 10:00-11:30"], ["2024-05-02 10:30-12:00"], [], id="too short together"
        ),
        pytest.param(
            ["2024-05-02 09:00-09:30", "2024-05-02 09:30-10:30"],
            ["2024-05-02 00:00-24:00"],
            ["09:00"],
            id="joined before it is rounded",
        ),
        pytest.param(
            ["2024-05-02 09:00-10:00"], ["2024-05-02 10:00-11:00"], [], id="touching is not meeting"
        ),
    ],
)
def test_a_candidate_and_an_interviewer_meet(
    carl: list[str], ines: list[str], expected: list[str]
) -> None:
    for order in permutations(ines):
        with town_at(LONG_BEFORE) as town:
            town.candidate("Carl", *map(window, carl))
            town.interviewer("Ines", *map(window, order))

            answer = town.slots("Carl", "Ines", first="2024-05-02")

            assert hours(answer.found) == expected
            assert (answer.why_none is None) == bool(expected)


def test_none_is_said_with_its_reason() -> None:
    with town_at(LONG_BEFORE) as town:
        town.candidate("Carl", window("2024-05-02 10:00-11:30"))
        town.interviewer("Ines", window("2024-05-02 10:30-12:00"))

        answer = town.slots("Carl", "Ines", first="2024-05-02")

        assert answer.why_none is not None
        assert answer.why_none.why is WhyNone.NO_WHOLE_HOUR


def test_three_people_meet_and_what_is_booked_is_gone() -> None:
    with town_at(at("2019-08-07 00:00")) as town:
        town.interviewer("john", window("2019-08-08 08:00-41:00"))
        town.interviewer("mary", window("2019-08-08 11:00-47:00"))
        town.candidate("emmanuel", window("2019-08-09 12:00-47:00"))
        named = ("john", "mary", "emmanuel")

        before = town.slots(*named, first="2019-08-07", days=7)
        town.books("emmanuel", "john", "mary", start=at("2019-08-09 12:00"))
        after = town.slots(*named, first="2019-08-07", days=7)
        with pytest.raises(SlotTaken) as again:
            town.books("emmanuel", "john", "mary", start=at("2019-08-09 12:00"))

        friday = [f"08-09 {hour}:00" for hour in (12, 13, 14, 15, 16)]
        assert starts(before.found) == friday
        assert starts(after.found) == friday[1:]
        assert set(again.value.taken) == set(named)
        assert again.value.next_free == tuple(at(f"2019-08-09 {h}:00") for h in (13, 14, 15))


WEEK: Mapping[str, list[Entry]] = {
    "Ines": [weekly(f"{day} 09:00-16:00") for day in ("Mon", "Tue", "Wed", "Thu", "Fri")],
    "Ingrid": [
        weekly("Mon 12:00-18:00"),
        weekly("Wed 12:00-18:00"),
        weekly("Tue 09:00-12:00"),
        weekly("Thu 09:00-12:00"),
    ],
    "Carl": [
        *(weekly(f"{day} 09:00-10:00") for day in ("Mon", "Tue", "Wed", "Thu", "Fri")),
        weekly("Wed 10:00-12:00"),
    ],
}


@contextmanager
def week() -> Iterator[Town]:
    """The town of the week of Monday, 9 November 2026."""
    with town_at(at("2026-11-08 00:00")) as town:
        town.interviewer("Ines", *WEEK["Ines"])
        town.interviewer("Ingrid", *WEEK["Ingrid"])
        town.candidate("Carl", *WEEK["Carl"])
        yield town


SEVEN = [
    "11-09 09:00",
    "11-10 09:00",
    "11-11 09:00",
    "11-11 10:00",
    "11-11 11:00",
    "11-12 09:00",
    "11-13 09:00",
]


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        (("Carl", "Ines", "Ingrid"), ["11-10 09:00", "11-12 09:00"]),
        (("Ingrid", "Carl", "Ines"), ["11-10 09:00", "11-12 09:00"]),
        (("Carl", "Ines"), SEVEN),
        (("Carl",), SEVEN),
    ],
)
def test_a_week(named: tuple[str, ...], expected: list[str]) -> None:
    with week() as town:
        answer = town.slots(*named, first="2026-11-09", days=7)

        assert starts(answer.found) == expected


def test_a_week_for_a_candidate_alone_says_who_can_take_each() -> None:
    with week() as town:
        answer = town.slots("Carl", first="2026-11-09", days=7)

        both = ["Ines", "Ingrid"]
        expected = {start: ["Ines"] for start in SEVEN}
        assert takers(answer.found) == expected | {"11-10 09:00": both, "11-12 09:00": both}


@pytest.mark.parametrize(
    ("named", "count"), [(("Ines", "Ingrid"), 14), (("Ines",), 35), (("Ingrid",), 18)]
)
def test_a_week_of_interviewers(named: tuple[str, ...], count: int) -> None:
    with week() as town:
        assert town.slots(*named, first="2026-11-09", days=7).found.count == count


def test_each_hour_names_those_who_can() -> None:
    with town_at(LONG_BEFORE) as town:
        town.candidate("Carl", window("2018-09-09 09:00-12:00"))
        town.interviewer("I1", window("2018-09-09 09:00-10:00"))
        town.interviewer("I2", window("2018-09-09 09:00-11:00"))
        town.interviewer("I3", window("2018-09-09 10:00-12:00"))

        answer = town.slots("Carl", first="2018-09-09")

        assert takers(answer.found) == {
            "09-09 09:00": ["I1", "I2"],
            "09-09 10:00": ["I2", "I3"],
            "09-09 11:00": ["I3"],
        }


# -- zones -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "first"), [("2026-03-06", 18), ("2026-03-08", 17), ("2026-03-09", 17)]
)
def test_hours_in_new_york_keep_their_wall_time_over_the_change(day: str, first: int) -> None:
    with town_at(at("2026-03-01 00:00")) as town:
        town.interviewer("Ivo", window(f"{day} 13:00-18:00"), time_zone="America/New_York")

        answer = town.slots("Ivo", first=day)

        assert hours(answer.found) == [f"{first + hour}:00" for hour in range(5)]


def test_auckland_meets_los_angeles() -> None:
    with town_at(at("2026-11-01 00:00")) as town:
        town.candidate("Carl", window("2026-11-05 09:00-12:00"), time_zone="Pacific/Auckland")
        town.interviewer("Ivo", window("2026-11-04 12:00-14:00"), time_zone="America/Los_Angeles")

        answer = town.slots("Carl", "Ivo", first="2026-11-04")

        assert starts(answer.found) == ["11-04 20:00", "11-04 21:00"]


@pytest.mark.parametrize(
    ("workspace", "expected"),
    [("Europe/London", ["09:00", "10:00", "11:00"]), ("Asia/Kolkata", ["09:30", "10:30"])],
)
def test_the_hour_is_the_workspaces(workspace: str, expected: list[str]) -> None:
    with town_at(at("2026-11-01 00:00"), time_zone=workspace) as town:
        town.candidate("Carl", window("2026-11-10 14:00-18:00"), time_zone="Asia/Kolkata")
        town.interviewer("Ines", window("2026-11-10 09:00-12:00"), time_zone="Europe/London")

        answer = town.slots("Carl", "Ines", first="2026-11-10")

        assert hours(answer.found) == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-10 07:59", ["09:00", "10:00"]),
        ("2026-11-10 08:00", ["09:00", "10:00"]),
        ("2026-11-10 08:01", ["10:00"]),
        ("2026-11-10 09:30", []),
        ("2026-11-11 09:00", []),
    ],
)
def test_the_past_and_what_is_too_near_are_never_offered(now: str, expected: list[str]) -> None:
    with town_at(at(now)) as town:
        town.interviewer("Ines", window("2026-11-10 09:00-11:00"))

        answer = town.slots("Ines", first="2026-11-10")

        assert hours(answer.found) == expected


# -- anybody at all --------------------------------------------------------------------------


def test_who_is_free_is_shown_hour_by_hour_where_nobody_is_named() -> None:
    with town_at(at("2024-05-01 08:00")) as town:
        town.interviewer("Ines", window("2024-05-02 10:00-12:00"))
        town.interviewer("Ivo", window("2024-05-02 11:00-13:00"))
        town.candidate("Carl", window("2024-05-02 10:00-18:00"))
        town.books("Carl", "Ivo", start=at("2024-05-02 12:00"))

        answer = town.slots(first="2024-05-02", match=Match.ANY)

        assert [
            (f"{slot.start:%H:%M}", [person.name for person in slot.interviewers])
            for slot in answer.found.page(limit=9)
        ] == [("10:00", ["Ines"]), ("11:00", ["Ines", "Ivo"])]


def test_why_nobody_is_free_is_said_and_when_somebody_is() -> None:
    with town_at(at("2024-05-01 08:00")) as town:
        nobody = town.slots(first="2024-05-02", match=Match.ANY)
        town.interviewer("Ines", window("2024-05-03 10:00-12:00"))
        later = town.slots(first="2024-05-02", match=Match.ANY)

    assert nobody.why_none is not None
    assert (nobody.why_none.why, nobody.why_none.change) == (WhyNone.NO_INTERVIEWERS, None)
    assert later.why_none is not None
    assert later.why_none.change is not None
    assert later.why_none.change.first == at("2024-05-03 10:00")


def test_whoever_would_be_free_but_for_an_interview_is_named() -> None:
    with town_at(at("2024-05-01 08:00")) as town:
        town.interviewer("Ines", window("2024-05-02 10:00-11:00"))
        town.candidate("Carl", window("2024-05-02 10:00-18:00"))
        town.books("Carl", "Ines", start=at("2024-05-02 10:00"))

        why = town.slots(first="2024-05-02", match=Match.ANY).why_none

    assert why is not None
    assert (why.why, [person.name for person in why.people]) == (WhyNone.TAKEN, ["Ines"])


# -- who can't be asked for ------------------------------------------------------------------


def test_nobody_named_is_refused() -> None:
    with town_at(LONG_BEFORE) as town, pytest.raises(NobodyNamed):
        town.slots(first="2024-05-02")


def test_a_coordinator_without_hours_is_refused_by_name() -> None:
    with town_at(LONG_BEFORE) as town:
        town.coordinator("Cora")

        with pytest.raises(WrongRole) as refused:
            town.slots("Cora", first="2024-05-02")

        assert refused.value.name == "Cora"


def test_somebody_who_is_not_there_any_more_is_refused() -> None:
    with town_at(LONG_BEFORE) as town:
        town.interviewer("Ines", window("2024-05-02 10:00-11:00"))
        asked = town.slots("Ines", first="2024-05-02").asked
        nobody = replace(asked, interviewer_ids=(999,))

        with pytest.raises(NobodyWithId):
            find_slots(town.store, asked=nobody, context=town.context())


# -- booking, from the store -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "refusal"),
    [
        ("2026-11-10 12:30", NotOnTheHour),
        ("2026-11-08 12:00", HasPassed),
        ("2026-11-09 08:59", NotOnTheHour),
        ("2026-11-09 09:00", TooSoon),
        ("2026-11-10 15:00", OutsideAvailability),
    ],
)
def test_a_booking_is_refused_for_its_own_reason_and_nothing_changes(
    start: str, refusal: type[Exception]
) -> None:
    with town_at(at("2026-11-09 08:30")) as town:
        town.candidate("Carl", window("2026-11-10 09:00-13:00"))
        town.interviewer("Ines", window("2026-11-10 09:00-13:00"))
        before = _everything(town)

        with pytest.raises(refusal):
            town.books("Carl", "Ines", start=at(start))

        assert _everything(town) == before


def _everything(town: Town) -> list[str]:
    return starts(town.slots("Carl", "Ines", first="2026-11-10").found)


def test_only_the_hours_asked_about_are_slots_and_what_would_help_keeps_to_them() -> None:
    with town_at(at("2026-11-09 00:00")) as town:
        town.candidate("Carl", window("2026-11-10 09:00-18:00"), window("2026-11-12 08:00-10:00"))
        town.interviewer("Ines", window("2026-11-10 13:00-18:00"), window("2026-11-12 08:00-11:00"))
        whole = town.slots("Carl", "Ines", first="2026-11-10")
        mornings = AskedHours(time_zone="Europe/Berlin", hours=(wall_hours("09:00-12:00"),))

        some = replace(mornings, hours=(wall_hours("14:00-16:00"),))
        found = find_slots(
            town.store, asked=replace(whole.asked, within=some), context=town.context()
        )
        none = find_slots(
            town.store, asked=replace(whole.asked, within=mornings), context=town.context()
        )

    assert hours(whole.found) == ["13:00", "14:00", "15:00", "16:00", "17:00"]
    assert hours(found.found) == ["13:00", "14:00"]
    assert none.why_none is not None
    assert (none.why_none.why, none.why_none.people[0].name) == (WhyNone.NO_HOURS, "Ines")
    assert none.why_none.change is not None
    assert none.why_none.change.first == at("2026-11-12 08:00")


@pytest.mark.parametrize(
    ("hours", "why"),
    [
        ((window("2026-11-11 09:00-12:00"),), WhyNone.NO_HOURS),
        ((weekly("Tue 09:00-12:00"), off("2026-11-10 00:00-24:00")), WhyNone.OFF),
    ],
)
def test_who_is_off_is_told_from_who_has_given_nothing(
    hours: tuple[Entry, ...], why: WhyNone
) -> None:
    with town_at(at("2026-11-09 08:00")) as town:
        town.candidate("Carl", window("2026-11-10 09:00-12:00"))
        town.interviewer("Ines", *hours)

        answer = town.slots("Carl", "Ines", first="2026-11-10")

    assert answer.why_none is not None
    assert (answer.why_none.why, answer.why_none.people[0].name) == (why, "Ines")


def test_who_has_given_nothing_is_named_before_who_is_off() -> None:
    with town_at(at("2026-11-09 08:00")) as town:
        town.candidate("Carl")
        town.interviewer("Ines", weekly("Tue 09:00-12:00"), off("2026-11-10 00:00-24:00"))

        answer = town.slots("Carl", "Ines", first="2026-11-10")

    assert answer.why_none is not None
    assert (answer.why_none.why, len(answer.why_none.people)) == (WhyNone.NO_HOURS, 1)
