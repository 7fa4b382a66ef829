"""Which stored entry holds hours that were given."""

from datetime import date

import pytest

from scheduling.availability import holder_of, with_weekly, with_windows
from scheduling.model import (
    Availability,
    AvailabilityWindow,
    Entry,
    WallHours,
    Weekday,
    WeeklyHours,
)

MONDAY = date(2026, 11, 9)
NINE_TO_TWELVE, EVENING = WallHours(start=540, end=720), WallHours(start=1320, end=1560)
STANDS = Availability(
    person_id=1,
    windows=(
        AvailabilityWindow(day=MONDAY, hours=NINE_TO_TWELVE, id=1),
        AvailabilityWindow(day=MONDAY, hours=EVENING, id=2),
    ),
    weekly=(
        WeeklyHours(weekday=Weekday.TUESDAY, hours=NINE_TO_TWELVE, id=3),
        WeeklyHours(weekday=Weekday.SUNDAY, hours=EVENING, id=4),
    ),
)


@pytest.mark.parametrize(
    ("entry", "held_by"),
    [
        (AvailabilityWindow(day=MONDAY, hours=WallHours(start=600, end=660)), 1),
        (AvailabilityWindow(day=date(2026, 11, 10), hours=WallHours(start=0, end=60)), 2),
        (AvailabilityWindow(day=MONDAY, hours=WallHours(start=660, end=780)), None),
        (WeeklyHours(weekday=Weekday.TUESDAY, hours=WallHours(start=540, end=720)), 3),
        (WeeklyHours(weekday=Weekday.MONDAY, hours=WallHours(start=30, end=120)), 4),
        (WeeklyHours(weekday=Weekday.WEDNESDAY, hours=NINE_TO_TWELVE), None),
    ],
)
def test_hours_are_found_in_the_entry_that_holds_them(entry: Entry, held_by: int | None) -> None:
    holder = holder_of(entry, within=STANDS)

    assert (holder and holder.id) == held_by


def test_hours_just_added_are_always_held() -> None:
    touching = AvailabilityWindow(day=MONDAY, hours=WallHours(start=720, end=800))
    weekly = WeeklyHours(weekday=Weekday.MONDAY, hours=WallHours(start=120, end=180))

    after = with_weekly(with_windows(STANDS, [touching]).after, [weekly]).after

    assert holder_of(touching, within=after) is not None
    assert holder_of(weekly, within=after) is not None
