"""What is said about availability: joined, cut and removed, with nothing lost or gained."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import free_minutes
from time_builders import at, instead, off, saying, weekly, window
from time_strategies import availabilities, days, horizons, recurring, time_off, windows, zones
from time_strategies import weekly as some_weekly

from scheduling.availability import (
    HoursChange,
    change_between,
    free_hours,
    hours_left_out,
    with_time_off,
    with_weekly,
    with_weekly_instead,
    with_windows,
    without,
    without_hours,
)
from scheduling.availability.recurring import united
from scheduling.errors import AvailabilityGone
from scheduling.model import Availability, AvailabilityWindow, Entry, TimeOff, WeeklyHours


def after_saying(before: Availability, said: list[Entry]) -> HoursChange:
    """What one kind of entry does."""
    match said[0]:
        case WeeklyHours():
            return with_weekly(before, [e for e in said if isinstance(e, WeeklyHours)])
        case AvailabilityWindow():
            return with_windows(before, [e for e in said if isinstance(e, AvailabilityWindow)])
        case TimeOff():
            return with_time_off(before, [e for e in said if isinstance(e, TimeOff)])


TODAY = date(2026, 11, 9)
W9 = window("2026-11-10 09:00-12:00", id=7)
M9 = weekly("Mon 09:00-12:00", id=7)
XMAS = off("2026-12-24 00:00-72:00", id=7)

CASES: dict[str, tuple[list[Entry], list[Entry], list[Entry], bool]] = {
    # what stood, what is said, what stands then, joined
    "first window": (
        [],
        [window("2026-11-10 09:00-12:00")],
        [window("2026-11-10 09:00-12:00")],
        False,
    ),
    "apart": (
        [W9],
        [window("2026-11-10 13:00-14:00")],
        [W9, window("2026-11-10 13:00-14:00")],
        False,
    ),
    "a minute apart": (
        [W9],
        [window("2026-11-10 12:01-14:00")],
        [W9, window("2026-11-10 12:01-14:00")],
        False,
    ),
    "touching": (
        [W9],
        [window("2026-11-10 12:00-14:00")],
        [window("2026-11-10 09:00-14:00")],
        True,
    ),
    "overlapping": (
        [W9],
        [window("2026-11-10 08:30-10:00")],
        [window("2026-11-10 08:30-12:00")],
        True,
    ),
    "within": ([W9], [window("2026-11-10 10:00-11:00")], [W9], True),
    "the same again": ([W9], [window("2026-11-10 09:00-12:00")], [W9], True),
    "around": ([W9], [window("2026-11-10 08:00-13:00")], [window("2026-11-10 08:00-13:00")], True),
    "between two": (
        [W9, window("2026-11-10 14:00-15:00", id=8)],
        [window("2026-11-10 12:00-14:00")],
        [window("2026-11-10 09:00-15:00")],
        True,
    ),
    "over midnight": (
        [window("2026-11-10 22:00-24:00", id=8)],
        [window("2026-11-11 00:00-02:00")],
        [window("2026-11-10 22:00-26:00")],
        True,
    ),
    "among themselves": (
        [],
        [window("2026-11-10 10:00-12:00"), window("2026-11-10 09:00-11:00")],
        [window("2026-11-10 09:00-12:00")],
        True,
    ),
    "windows on a day off": (
        [off("2026-11-10 00:00-24:00", id=8)],
        [window("2026-11-10 09:00-12:00")],
        [window("2026-11-10 09:00-12:00"), off("2026-11-10 00:00-24:00", id=8)],
        False,
    ),
    "weekly apart": ([M9], [weekly("Tue 09:00-12:00")], [M9, weekly("Tue 09:00-12:00")], False),
    "weekly touching": ([M9], [weekly("Mon 12:00-13:00")], [weekly("Mon 09:00-13:00")], True),
    "weekly over midnight": (
        [weekly("Mon 20:00-24:00", id=8)],
        [weekly("Tue 00:00-03:00")],
        [weekly("Mon 20:00-27:00")],
        True,
    ),
    "weekly over the weekend": (
        [weekly("Sun 20:00-24:00", id=8)],
        [weekly("Mon 00:00-03:00")],
        [weekly("Sun 20:00-27:00")],
        True,
    ),
    "weekly from Sunday into Monday": (
        [M9],
        [weekly("Sun 20:00-34:00")],
        [weekly("Sun 20:00-36:00")],
        True,
    ),
    "weekly inside a long Sunday": (
        [weekly("Sun 20:00-36:00", id=8)],
        [weekly("Mon 01:00-02:00")],
        [weekly("Sun 20:00-36:00", id=8)],
        True,
    ),
    "every hour of the week": (
        [weekly("Mon 00:00-24:00", id=8)],
        [weekly(f"{day} 00:00-24:00") for day in ("Tue", "Wed", "Thu", "Fri", "Sat", "Sun")],
        [
            weekly("Mon 00:00-24:00", id=8),
            *(weekly(f"{day} 00:00-24:00") for day in ("Tue", "Wed", "Thu", "Fri", "Sat", "Sun")),
        ],
        False,
    ),
    "six days on end": (
        [weekly("Mon 00:00-119:59", id=8)],
        [weekly("Fri 23:59-48:00")],
        [weekly(f"{day} 00:00-24:00") for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat")],
        True,
    ),
    "nearly six days on end": (
        [weekly("Mon 00:00-119:59", id=8)],
        [weekly("Fri 23:59-47:59")],
        [weekly("Mon 00:00-143:59")],
        True,
    ),
    "nearly every hour of the week": (
        [weekly("Wed 12:00-96:00", id=8)],
        [weekly("Sat 22:00-80:00")],
        [
            weekly("Mon 00:00-24:00"),
            weekly("Tue 00:00-08:00"),
            weekly("Wed 12:00-24:00"),
            *(weekly(f"{day} 00:00-24:00") for day in ("Thu", "Fri", "Sat", "Sun")),
        ],
        True,
    ),
    "time off, touching": (
        [XMAS],
        [off("2026-12-27 00:00-24:00")],
        [off("2026-12-24 00:00-96:00")],
        True,
    ),
    "time off removes a window": (
        [W9],
        [off("2026-11-10 00:00-24:00")],
        [off("2026-11-10 00:00-24:00")],
        False,
    ),
    "time off cuts a window in two": (
        [W9],
        [off("2026-11-10 10:00-11:00")],
        [
            window("2026-11-10 09:00-10:00"),
            window("2026-11-10 11:00-12:00"),
            off("2026-11-10 10:00-11:00"),
        ],
        False,
    ),
    "time off cuts off the start": (
        [W9],
        [off("2026-11-10 09:00-10:00")],
        [window("2026-11-10 10:00-12:00"), off("2026-11-10 09:00-10:00")],
        False,
    ),
    "time off cuts off the end": (
        [W9],
        [off("2026-11-10 11:00-12:00")],
        [window("2026-11-10 09:00-11:00"), off("2026-11-10 11:00-12:00")],
        False,
    ),
    "time off cuts off a night's end": (
        [window("2026-11-10 22:00-30:00", id=8)],
        [off("2026-11-11 00:00-04:00")],
        [
            window("2026-11-10 22:00-24:00"),
            window("2026-11-11 04:00-06:00"),
            off("2026-11-11 00:00-04:00"),
        ],
        False,
    ),
    "time off touches a window": (
        [W9],
        [off("2026-11-10 12:00-24:00")],
        [W9, off("2026-11-10 12:00-24:00")],
        False,
    ),
    "time off leaves alone a window that overrode what stood": (
        [window("2026-12-25 09:00-12:00", id=8), XMAS],
        [off("2026-12-27 00:00-24:00")],
        [window("2026-12-25 09:00-12:00", id=8), off("2026-12-24 00:00-96:00")],
        True,
    ),
    "the same hours with an end end nothing": (
        [weekly("Mon 09:00-12:00")],
        [weekly("Mon 09:00-12:00 ..2026-12-20")],
        [weekly("Mon 09:00-12:00")],
        True,
    ),
    "every other week takes nothing from every week": (
        [weekly("Mon 09:00-12:00")],
        [weekly("Mon 09:00-12:00 2026-11-09.. /2")],
        [weekly("Mon 09:00-12:00")],
        True,
    ),
    "the same hours with a start are there already": (
        [weekly("Mon 09:00-12:00", id=7)],
        [weekly("Mon 09:00-12:00 2027-01-05..")],
        [weekly("Mon 09:00-12:00", id=7)],
        True,
    ),
    "a start within those with an end makes one": (
        [weekly("Mon 09:00-12:00 ..2026-12-20")],
        [weekly("Mon 09:00-12:00 2026-12-07..")],
        [weekly("Mon 09:00-12:00")],
        True,
    ),
    "a start right after the end makes one": (
        [weekly("Mon 09:00-12:00 2026-11-09..2026-12-20")],
        [weekly("Mon 09:00-12:00 2026-12-21..2027-02-01")],
        [weekly("Mon 09:00-12:00 2026-11-09..2027-02-01")],
        True,
    ),
    "other weeks stand beside each other": (
        [weekly("Mon 09:00-12:00 2026-11-09.. /2")],
        [weekly("Mon 09:00-12:00 2026-11-16.. /2")],
        [
            weekly("Mon 09:00-12:00 2026-11-09.. /2"),
            weekly("Mon 09:00-12:00 2026-11-16.. /2"),
        ],
        False,
    ),
    "every week holds those of some weeks": (
        [weekly("Mon 09:00-12:00 2026-11-09..2026-12-20 /2")],
        [weekly("Mon 09:00-12:00")],
        [weekly("Mon 09:00-12:00")],
        True,
    ),
    "a part of longer hours with an end is there already": (
        [weekly("Mon 09:00-17:00")],
        [weekly("Mon 09:00-12:00 ..2026-12-20")],
        [weekly("Mon 09:00-17:00")],
        True,
    ),
    "the same hours after the others have ended": (
        [weekly("Mon 09:00-12:00 ..2026-12-20")],
        [weekly("Mon 09:00-12:00 2027-01-05..")],
        [weekly("Mon 09:00-12:00 ..2026-12-20"), weekly("Mon 09:00-12:00 2027-01-05..")],
        False,
    ),
    "other hours with an end leave those without": (
        [weekly("Mon 09:00-12:00")],
        [weekly("Mon 11:00-14:00 ..2026-12-20")],
        [weekly("Mon 09:00-12:00"), weekly("Mon 11:00-14:00 ..2026-12-20")],
        False,
    ),
    "hours with the same end join": (
        [weekly("Mon 09:00-12:00 ..2026-12-20")],
        [weekly("Mon 12:00-14:00 ..2026-12-20")],
        [weekly("Mon 09:00-14:00 ..2026-12-20")],
        True,
    ),
    "hours with an end do not join over midnight": (
        [weekly("Mon 20:00-24:00 ..2026-12-21")],
        [weekly("Tue 00:00-02:00 ..2026-12-21")],
        [weekly("Mon 20:00-24:00 ..2026-12-21"), weekly("Tue 00:00-02:00 ..2026-12-21")],
        False,
    ),
    "others instead take the place of windows of their day": (
        [W9, window("2026-11-09 22:00-26:00")],
        [instead("2026-11-10 14:00-16:00")],
        [window("2026-11-09 22:00-24:00"), instead("2026-11-10 14:00-16:00")],
        False,
    ),
    "others instead are added to": (
        [instead("2026-11-10 14:00-16:00")],
        [window("2026-11-10 16:00-17:00")],
        [instead("2026-11-10 14:00-16:00"), window("2026-11-10 16:00-17:00")],
        False,
    ),
    "time off on what is instead brings no weekly hours back": (
        [instead("2026-11-10 14:00-16:00")],
        [off("2026-11-10 13:00-16:00")],
        [off("2026-11-10 00:00-24:00")],
        True,
    ),
    "time off on a part of what is instead": (
        [instead("2026-11-10 14:00-16:00")],
        [off("2026-11-10 13:00-15:00")],
        [instead("2026-11-10 15:00-16:00"), off("2026-11-10 13:00-15:00")],
        False,
    ),
    "time off leaves weekly hours": (
        [M9],
        [off("2026-11-09 00:00-24:00")],
        [M9, off("2026-11-09 00:00-24:00")],
        False,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_said_joins_or_cuts_what_stood(name: str) -> None:
    stood, said, expected, joined = CASES[name]

    change = after_saying(saying(*stood), said)

    assert change.before == saying(*stood)
    assert change.after == saying(*expected)
    assert set(change.added) == set(expected) - set(stood)
    assert set(change.removed) == set(stood) - set(expected)
    assert change.joined is joined


@pytest.mark.parametrize("name", CASES)
def test_the_order_of_what_is_said_changes_nothing(name: str) -> None:
    stood, said, _, _ = CASES[name]
    shuffled = Random(2).sample(said, len(said))

    change = after_saying(saying(*stood), shuffled)

    assert change == after_saying(saying(*stood), said)


def test_of_two_that_say_the_same_the_older_id_stays() -> None:
    twice = saying(replace(W9, id=9), W9)

    change = with_windows(twice, [])

    assert change.after.windows == (W9,)
    assert change.removed == (replace(W9, id=9),)


def test_the_version_and_the_person_stay_as_they_are() -> None:
    before = Availability(person_id=42, version=3)

    change = with_windows(before, [W9])

    assert (change.after.person_id, change.after.version) == (42, 3)


@pytest.mark.parametrize("entry", [W9, M9, XMAS])
def test_an_entry_that_is_removed_is_gone(entry: Entry) -> None:
    others = [
        window("2026-11-11 09:00-12:00"),
        weekly("Tue 09:00-12:00"),
        off("2027-01-01 00:00-24:00"),
    ]

    change = without(saying(*others, entry), entry)

    assert change.after == saying(*others)
    assert (change.added, change.removed) == ((), (entry,))


def test_an_entry_is_removed_by_what_it_says_whatever_its_id() -> None:
    change = without(saying(W9), replace(W9, id=0))

    assert change.after == saying()


@pytest.mark.parametrize("entry", [W9, M9, XMAS])
def test_an_entry_that_is_gone_already_is_refused(entry: Entry) -> None:
    other = saying(window("2026-11-10 09:00-12:01"), weekly("Mon 09:00-12:01"))

    with pytest.raises(AvailabilityGone):
        without(other, entry)


TAKEN: dict[str, tuple[list[Entry], list[Entry], list[Entry]]] = {
    # what stood, what is taken, what is left
    "a weekday": ([M9, weekly("Tue 09:00-12:00")], [weekly("Tue 00:00-24:00")], [M9]),
    "some hours of it": (
        [weekly("Tue 09:00-17:00")],
        [weekly("Tue 12:00-13:00")],
        [weekly("Tue 09:00-12:00"), weekly("Tue 13:00-17:00")],
    ),
    "all that begins on a day goes with it": (
        [weekly("Mon 22:00-26:00"), weekly("Tue 22:00-26:00")],
        [weekly("Tue 00:00-24:00")],
        [weekly("Mon 22:00-26:00")],
    ),
    "hours with an end as well": (
        [weekly("Tue 09:00-12:00 ..2026-12-20")],
        [weekly("Tue 09:00-10:00")],
        [weekly("Tue 10:00-12:00 ..2026-12-20")],
    ),
    "only those with that end": (
        [weekly("Tue 09:00-12:00"), weekly("Tue 14:00-16:00 ..2026-12-20")],
        [weekly("Tue 00:00-24:00 ..2026-12-20")],
        [weekly("Tue 09:00-12:00")],
    ),
    "until a day, after which they hold again": (
        [weekly("Tue 09:00-12:00")],
        [weekly("Tue 00:00-24:00 ..2026-12-20")],
        [weekly("Tue 09:00-12:00 2026-12-22..")],
    ),
    "for some weeks": (
        [weekly("Tue 09:00-12:00 2026-11-03.. /2")],
        [weekly("Tue 00:00-24:00 2026-12-01..2026-12-14")],
        [
            weekly("Tue 09:00-12:00 2026-11-03..2026-11-30 /2"),
            weekly("Tue 09:00-12:00 2026-12-15.. /2"),
        ],
    ),
    "some hours until a day": (
        [weekly("Tue 09:00-12:00")],
        [weekly("Tue 09:00-10:00 ..2026-12-20")],
        [weekly("Tue 10:00-12:00 ..2026-12-20"), weekly("Tue 09:00-12:00 2026-12-22..")],
    ),
    "every other week of every week": (
        [weekly("Tue 09:00-12:00")],
        [weekly("Tue 00:00-24:00 2026-12-01.. /2")],
        [
            weekly("Tue 09:00-12:00 ..2026-11-30"),
            weekly("Tue 09:00-12:00 2026-12-08.. /2"),
        ],
    ),
    "an hour after midnight of each, on the day after its last": (
        [weekly("Tue 22:00-26:00 2026-11-03..2026-12-01")],
        [weekly("Tue 23:00-24:00")],
        [
            weekly("Tue 22:00-23:00 2026-11-03..2026-12-01"),
            weekly("Wed 00:00-02:00 2026-11-04..2026-12-02"),
        ],
    ),
    "a date": ([W9, M9], [window("2026-11-10 00:00-24:00")], [M9]),
    "some hours of a date": (
        [W9],
        [window("2026-11-10 09:00-10:00")],
        [window("2026-11-10 10:00-12:00")],
    ),
    "a date leaves the weekly hours of its weekday": (
        [weekly("Tue 09:00-12:00")],
        [window("2026-11-10 00:00-24:00")],
        [weekly("Tue 09:00-12:00")],
    ),
    "what was instead": (
        [weekly("Tue 09:00-12:00"), instead("2026-11-10 14:00-16:00")],
        [window("2026-11-10 00:00-24:00")],
        [weekly("Tue 09:00-12:00")],
    ),
    "a day of time off": (
        [XMAS],
        [off("2026-12-25 00:00-24:00")],
        [off("2026-12-24 00:00-24:00"), off("2026-12-26 00:00-24:00")],
    ),
}


@pytest.mark.parametrize("name", TAKEN)
def test_hours_are_taken_out_of_what_stands(name: str) -> None:
    stood, taken, left = TAKEN[name]

    change = without_hours(saying(*stood), saying(*taken))

    assert change.after == saying(*left)
    assert bool(change.removed) is (set(stood) != set(left))


def test_the_change_between_two_is_what_only_one_of_them_holds() -> None:
    change = change_between(saying(W9, M9), saying(M9, XMAS))

    assert (change.added, change.removed, change.joined) == ((XMAS,), (W9,), False)


GIVEN_INSTEAD: dict[str, tuple[list[Entry], str, list[Entry]]] = {
    # what stood, what is given instead of it, what stands then
    "an end": (
        [weekly("Tue 09:00-12:00")],
        "Tue 09:00-12:00 ..2026-12-20",
        [weekly("Tue 09:00-12:00 ..2026-12-20")],
    ),
    "every other week": (
        [weekly("Tue 09:00-12:00")],
        "Tue 09:00-12:00 2026-12-01.. /2",
        [weekly("Tue 09:00-12:00 ..2026-11-30"), weekly("Tue 09:00-12:00 2026-12-01.. /2")],
    ),
    "the other weeks": (
        [weekly("Tue 09:00-12:00 2026-11-10.. /2")],
        "Tue 09:00-12:00 2026-12-01.. /2",
        [
            weekly("Tue 09:00-12:00 2026-11-10..2026-11-30 /2"),
            weekly("Tue 09:00-12:00 2026-12-01.. /2"),
        ],
    ),
    "a part for a time, and all of it again": (
        [weekly("Tue 09:00-17:00")],
        "Tue 09:00-12:00 ..2026-12-20",
        [weekly("Tue 09:00-12:00 ..2026-12-20"), weekly("Tue 09:00-17:00 2026-12-22..")],
    ),
    "an earlier end": (
        [weekly("Tue 09:00-12:00 ..2027-01-31"), weekly("Wed 09:00-12:00")],
        "Tue 09:00-12:00 ..2026-12-20",
        [weekly("Tue 09:00-12:00 ..2026-12-20"), weekly("Wed 09:00-12:00")],
    ),
}


@pytest.mark.parametrize("name", GIVEN_INSTEAD)
def test_hours_given_instead_take_the_place_of_those_they_leave_days_out_of(name: str) -> None:
    stood, given_now, left = GIVEN_INSTEAD[name]

    change = with_weekly_instead(saying(*stood), [weekly(given_now)], today=TODAY)

    assert hours_left_out(saying(*stood), [weekly(given_now)], today=TODAY) == (stood[0],)
    assert change.after == saying(*left)


@pytest.mark.parametrize(
    ("stood", "given_now"),
    [
        ("Tue 09:00-12:00 ..2026-12-20", "Tue 09:00-12:00 ..2027-01-31"),  # later
        ("Tue 09:00-12:00", "Tue 09:00-12:00 2027-01-05.."),  # from then on as well
        ("Tue 09:00-12:00 2027-01-05..", "Tue 09:00-12:00 ..2026-12-20"),  # before it
        ("Tue 09:00-12:00 ..2026-11-01", "Tue 09:00-12:00 2026-12-01.. /2"),  # long over
        ("Tue 09:00-12:00", "Tue 09:00-13:00 ..2026-12-20"),  # an hour more
        ("Tue 09:00-12:00", "Wed 09:00-12:00 ..2026-12-20"),
        ("Mon 00:00-72:00", "Mon 09:00-12:00 ..2026-12-20"),  # days and nights
    ],
)
def test_hours_that_leave_out_nothing_ahead_are_instead_of_nothing(
    stood: str, given_now: str
) -> None:
    assert hours_left_out(saying(weekly(stood)), [weekly(given_now)], today=TODAY) == ()


@pytest.mark.parametrize(
    "none", ["Mon 09:00-12:00 2026-12-01..2026-12-02 /2", "Mon 09:00-12:00 2026-12-08..2026-12-08"]
)
@pytest.mark.parametrize(
    "some", ["Mon 09:00-12:00 2026-12-01.. /2", "Mon 00:00-72:00 ..2027-03-01"]
)
def test_hours_that_hold_on_no_day_leave_others_as_they_are(none: str, some: str) -> None:
    assert united([weekly(none)], [weekly(some)])[-1:] == [weekly(some)]
    assert united([weekly(some)], [weekly(none)])[:1] == [weekly(some)]


@given(st.data())
@settings(max_examples=120, deadline=None)
def test_hours_that_are_added_are_the_union_of_the_time(data: st.DataObject) -> None:
    time_zone = data.draw(zones)
    day = data.draw(days(time_zone))
    over = data.draw(horizons(day, most=700))
    before = data.draw(availabilities(day))
    some = data.draw(st.sampled_from((windows(day), some_weekly() | recurring(day))))
    said: list[Entry] = data.draw(st.lists(some, min_size=1, max_size=3))

    change = after_saying(before, said)

    as_it_was_said = saying(*before.entries, *said)
    free = free_hours(change.after, time_zone=time_zone, horizon=over)
    assert free == free_hours(as_it_was_said, time_zone=time_zone, horizon=over)
    assert after_saying(change.after, said).after == change.after
    assert all(entry.hours.end < 8640 for entry in change.after.weekly if entry in change.added)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_hours_taken_for_some_weeks_are_taken_from_these_alone(data: st.DataObject) -> None:
    day = data.draw(days("UTC"))
    over = data.draw(horizons(day, most=700))
    stood = data.draw(recurring(day) | some_weekly())
    away = replace(data.draw(recurring(day)), weekday=stood.weekday, hours=stood.hours)
    if away.recurrence.weeks > 1 and stood.recurrence.weeks > 1:
        away = replace(away, recurrence=replace(away.recurrence, weeks=1))

    left = without_hours(saying(stood), saying(away)).after

    was, gone, stays = (
        free_hours(each, time_zone="UTC", horizon=over)
        for each in (saying(stood), saying(away), left)
    )
    if stood.hours.end <= 1440:  # else neighbouring weeks may hold the same minutes
        assert stays == was & ~gone


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_time_off_takes_away_exactly_its_own_minutes(data: st.DataObject) -> None:
    time_zone = data.draw(zones)
    day = data.draw(days(time_zone))
    before = data.draw(availabilities(day))
    away = data.draw(time_off(day))

    after = with_time_off(before, [away]).after

    def minutes(availability: Availability) -> list[bool]:
        start = at(f"{day} 00:00")
        return free_minutes(availability, time_zone=time_zone, start=start, minutes=1500)

    gone = minutes(saying(AvailabilityWindow(day=away.day, hours=away.hours)))
    left = [was and not off for was, off in zip(minutes(before), gone, strict=True)]
    assert minutes(after) == left
    assert with_time_off(after, [away]).after == after
