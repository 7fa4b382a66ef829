"""What stands in somebody's calendar is respected wherever their hours are asked for."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from time_builders import off, weekly, window
from town import Town, town_at

from scheduling.availability.calendars import BusyKind
from scheduling.errors import NotAllowed, OutsideAvailability
from scheduling.model.calendars import AllDayEvents, CountedEvents
from scheduling.slots import Match, WhyNone
from scheduling.timespan import HOUR
from scheduling.usecases.interviews import AllowedHours, book_interview, move_interview

NOW = datetime(2026, 11, 9, 8, tzinfo=UTC)
NINE, TEN, ELEVEN, NOON = (datetime(2026, 11, 10, hour, tzinfo=UTC) for hour in (9, 10, 11, 12))

pytestmark = pytest.mark.both_databases


@pytest.fixture
def town() -> Iterator[Town]:
    with town_at(NOW) as town:
        town.candidate("Carl", window("2026-11-10 09:00-12:00"))
        town.interviewer("Ines", weekly("Tue 09:00-17:00"))
        town.interviewer("Ivo", weekly("Tue 09:00-17:00"))
        yield town


def starts(town: Town, *names: str, match: Match = Match.ALL) -> list[datetime]:
    found = town.slots("Carl", *names, first="2026-11-10", match=match).found
    return [slot.start for slot in found.page(limit=99)]


def test_no_slot_touches_what_stands_in_a_calendar(town: Town) -> None:
    town.connects("Ines", (NINE + HOUR / 2, TEN + HOUR / 4))

    assert starts(town, "Ines") == [ELEVEN]
    assert starts(town, "Ivo") == [NINE, TEN, ELEVEN]
    assert starts(town) == [NINE, TEN, ELEVEN]


def test_each_of_several_calendars_counts(town: Town) -> None:
    town.connects("Ines", (NINE, TEN))
    town.connects("Ines", (ELEVEN, NOON))

    assert starts(town, "Ines") == [TEN]


@pytest.mark.parametrize(
    ("kind", "counted", "is_free"),
    [
        (BusyKind.TENTATIVE, CountedEvents(), False),
        (BusyKind.TENTATIVE, CountedEvents(tentative=False), True),
        (BusyKind.ALL_DAY, CountedEvents(), False),
        (BusyKind.ALL_DAY, CountedEvents(all_day=AllDayEvents.NONE), True),
        (BusyKind.FREE_ALL_DAY, CountedEvents(), True),
        (BusyKind.FREE_ALL_DAY, CountedEvents(all_day=AllDayEvents.ALL), False),
    ],
)
def test_what_may_count_counts_as_its_owner_has_chosen(
    town: Town, kind: BusyKind, counted: CountedEvents, is_free: bool
) -> None:
    town.connects("Ines", (NINE, NOON), kind=kind, counted=counted)

    assert bool(starts(town, "Ines")) == is_free


def test_where_a_calendar_leaves_no_slot_it_is_named(town: Town) -> None:
    town.connects("Ines", (NINE, NOON))

    alone = town.slots("Carl", "Ines", first="2026-11-10").why_none
    together = town.slots("Carl", "Ines", "Ivo", first="2026-11-10").why_none

    for why in (alone, together):
        assert why is not None
        assert (why.why, [person.name for person in why.people]) == (WhyNone.BUSY, ["Ines"])


def test_a_calendar_that_takes_a_whole_day_is_said_to_do_so_rather_than_that_there_are_no_hours(
    town: Town,
) -> None:
    town.connects("Ines", (NOW, NOW + timedelta(days=3)))
    town.connects("Ivo", (NOW, NOW + timedelta(days=3)))

    named = town.slots("Carl", "Ines", first="2026-11-10").why_none
    either = town.slots("Carl", "Ines", "Ivo", first="2026-11-10", match=Match.ANY).why_none

    assert named is not None
    assert either is not None
    assert (named.why, len(named.people)) == (WhyNone.BUSY, 1)
    assert (either.why, len(either.people)) == (WhyNone.BUSY, 2)


def test_time_off_is_the_reason_where_somebody_is_off_whatever_their_calendar_says(
    town: Town,
) -> None:
    town.interviewer("Isla", weekly("Tue 09:00-17:00"), off("2026-11-10 00:00-24:00"))
    town.connects("Isla", (NINE, NOON))

    why = town.slots("Carl", "Isla", first="2026-11-10").why_none

    assert why is not None
    assert why.why is WhyNone.OFF


def test_whoever_books_over_a_calendar_is_told_first(town: Town) -> None:
    town.connects("Ines", (TEN, ELEVEN))

    with pytest.raises(OutsideAvailability) as refused:
        town.books("Carl", "Ines", "Ivo", start=TEN)

    assert (refused.value.people, refused.value.busy) == ((), ("Ines",))
    assert refused.value.sentence(zone=UTC) == (
        "Ines is busy on Tue 10 Nov, 10:00 AM UTC, by their calendar. Nothing was booked."
    )
    booked = town.books("Carl", "Ines", "Ivo", start=TEN, allowed=AllowedHours.ANY)
    assert booked.outside_availability


def test_whoever_has_been_told_of_one_calendar_has_not_been_told_of_another(town: Town) -> None:
    town.connects("Ines", (TEN, ELEVEN))
    ines, ivo = (town.people[name].id for name in ("Ines", "Ivo"))
    booking = partial(
        book_interview,
        town.store,
        town.context(),
        candidate_id=town.people["Carl"].id,
        interviewer_ids=(ines, ivo),
        start=TEN,
        allowed=AllowedHours.UNLESS_BUSY,
    )

    with pytest.raises(OutsideAvailability) as first:
        booking()
    town.connects("Ivo", (TEN, ELEVEN))
    with pytest.raises(OutsideAvailability) as second:
        booking(told_busy=first.value.busy_ids)
    booked = booking(told_busy=second.value.busy_ids)

    assert (first.value.busy, second.value.busy) == (("Ines",), ("Ines", "Ivo"))
    assert [person.name for person in booked.busy] == ["Ines", "Ivo"]


def test_hours_that_nobody_gave_are_no_candidate_s_to_take(town: Town) -> None:
    interview = town.books("Carl", "Ines", start=NINE)

    for allowed in (AllowedHours.UNLESS_BUSY, AllowedHours.ANY):
        with pytest.raises(NotAllowed):
            move_interview(
                town.store,
                town.context("Carl"),
                interview_id=interview.id,
                start=NINE + 9 * HOUR,
                allowed=allowed,
            )


def test_moving_onto_something_in_a_calendar_is_refused_as_well(town: Town) -> None:
    interview = town.books("Carl", "Ines", start=NINE)
    town.connects("Ines", (TEN, ELEVEN))

    with pytest.raises(OutsideAvailability) as refused:
        move_interview(
            town.store,
            town.context(),
            interview_id=interview.id,
            start=TEN,
            allowed=AllowedHours.OFFERED,
        )

    assert refused.value.busy == ("Ines",)
    assert refused.value.undone == "moved"


def test_an_hour_outside_what_was_given_is_no_fault_of_the_calendar_alone(town: Town) -> None:
    town.candidate("Dora", window("2026-11-10 17:00-20:00"))
    evening = NINE + 9 * HOUR
    town.connects("Ines", (evening, evening + HOUR))

    with pytest.raises(OutsideAvailability) as refused:
        town.books("Dora", "Ines", start=evening)

    assert (refused.value.people, refused.value.busy) == (("Ines",), ("Ines",))
