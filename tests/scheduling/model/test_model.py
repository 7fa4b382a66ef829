"""The nouns: what they refuse, how they are ordered, and what they know of themselves."""

from dataclasses import FrozenInstanceError, replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from time_builders import at, candidate, interviewer, off, saying, weekly, window

from scheduling.model import (
    MINUTES_PER_DAY,
    WHOLE_DAY,
    Actor,
    Availability,
    Interview,
    InterviewState,
    Person,
    Rules,
    WallHours,
    Weekday,
    entry_key,
)
from scheduling.timespan import hour_from

TEN = at("2026-11-10 10:00")
INES = interviewer("Ines", 2, "Europe/Berlin")
INTERVIEW = Interview(id=7, candidate=candidate("Carl", 1), interviewers=(INES,), start=TEN)


@pytest.mark.parametrize(
    ("start", "end"),
    [(0, 1), (0, MINUTES_PER_DAY), (MINUTES_PER_DAY - 1, MINUTES_PER_DAY), (1380, 1620)],
)
def test_a_stretch_begins_within_its_day_and_may_end_on_another(start: int, end: int) -> None:
    stretch = WallHours(start=start, end=end)

    assert (stretch.start, stretch.end) == (start, end)


@pytest.mark.parametrize(
    ("start", "end", "why"),
    [
        (-1, 60, "starts within its day"),
        (MINUTES_PER_DAY, MINUTES_PER_DAY + 60, "starts within its day"),
        (600, 600, "ends after it starts"),
        (600, 540, "ends after it starts"),
    ],
)
def test_an_impossible_stretch_is_refused(start: int, end: int, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        WallHours(start=start, end=end)


def test_a_whole_day_lasts_from_midnight_to_midnight() -> None:
    assert timedelta(minutes=WHOLE_DAY.end - WHOLE_DAY.start) == timedelta(days=1)


def test_weekdays_are_numbered_as_dates_number_them() -> None:
    monday = date(2026, 11, 9)

    days = [Weekday((monday + timedelta(days=n)).weekday()) for n in range(7)]

    assert days == list(Weekday)
    assert days[0] is Weekday.MONDAY


def test_entries_are_ordered_by_day_then_by_the_clock() -> None:
    ordered = [
        window("2026-11-10 09:00-10:00"),
        window("2026-11-10 09:00-12:00"),
        window("2026-11-10 13:00-14:00"),
        window("2026-11-11 08:00-09:00"),
    ]

    backwards = ordered[::-1]

    assert sorted(backwards) == ordered


def test_everything_that_was_said_is_listed_by_kind() -> None:
    said = (
        weekly("Mon 09:00-16:00"),
        window("2026-11-10 09:00-12:00"),
        off("2026-12-24 00:00-48:00"),
    )

    assert saying(*reversed(said)).entries == said


@pytest.mark.parametrize(
    ("said", "is_empty"),
    [
        (saying(), True),
        (saying(off("2026-12-24 00:00-48:00")), True),
        (saying(window("2026-11-10 09:00-12:00")), False),
        (saying(weekly("Mon 09:00-16:00")), False),
    ],
)
def test_only_hours_count_as_having_given_some(said: Availability, is_empty: bool) -> None:
    assert said.is_empty is is_empty


def test_entries_of_one_person_have_different_keys_even_with_the_same_id() -> None:
    entries = (
        weekly("Mon 09:00-16:00", id=7),
        window("2026-11-10 09:00-12:00", id=7),
        off("2026-12-24 00:00-48:00", id=7),
        weekly("Mon 09:00-16:00", id=8),
    )

    keys = [entry_key(entry) for entry in entries]

    assert keys == ["WeeklyHours-7", "AvailabilityWindow-7", "TimeOff-7", "WeeklyHours-8"]


def test_an_interview_takes_an_hour_from_its_start() -> None:
    assert INTERVIEW.span == hour_from(TEN)


def test_an_interview_is_kept_in_utc() -> None:
    elsewhere = replace(INTERVIEW, start=TEN.astimezone(ZoneInfo("Asia/Kolkata")))

    assert elsewhere == INTERVIEW
    assert elsewhere.start.utcoffset() == timedelta(0)


def test_an_interview_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        replace(INTERVIEW, start=TEN.replace(tzinfo=None))


def test_an_interview_concerns_its_candidate_and_its_interviewers() -> None:
    assert [person.name for person in INTERVIEW.people] == ["Carl", "Ines"]


def test_an_interview_is_booked_at_first() -> None:
    assert INTERVIEW.state is InterviewState.BOOKED
    assert (INTERVIEW.revision, INTERVIEW.declined) == (1, frozenset())


def test_people_rules_and_readers_know_their_zone() -> None:
    berlin = ZoneInfo("Europe/Berlin")

    assert INES.zone == berlin
    assert Rules(time_zone="Europe/Berlin").zone == berlin
    assert Actor(name="Ines", time_zone="Europe/Berlin").zone == berlin


@pytest.mark.parametrize(
    "value",
    [INES, INTERVIEW, Rules(), Actor(name="Ines", time_zone="UTC"), WHOLE_DAY, saying()],
    ids=lambda value: type(value).__name__,
)
def test_values_can_not_be_changed(value: Person | Interview | Rules) -> None:
    first = next(iter(value.__dataclass_fields__))

    with pytest.raises(FrozenInstanceError):
        setattr(value, first, None)
