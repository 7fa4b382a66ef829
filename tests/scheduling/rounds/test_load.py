"""How many interviews somebody counts as having had."""

from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest

from scheduling.model import WHOLE_DAY, Person, Role, TimeOff, WallHours
from scheduling.rounds.load import Record, away_of, counted_loads
from scheduling.timespan import Span

NOW = datetime(2026, 11, 9, 8, tzinfo=UTC)
FOUR_WEEKS = Span(start=NOW - timedelta(weeks=4), end=NOW)
DAY = timedelta(days=1)
INES = Person(id=1, name="Ines", role=Role.INTERVIEWER, time_zone="Europe/Berlin")
LONG_AGO = NOW - timedelta(days=400)


def days_ago(*days: float) -> tuple[datetime, ...]:
    return tuple(sorted(NOW - timedelta(days=each) for each in days))


def away(first: float, last: float) -> Span:
    """From so many days ago to so many days ago."""
    return Span(start=NOW - timedelta(days=first), end=NOW - timedelta(days=last))


def test_those_who_were_always_there_count_as_having_had_what_they_had() -> None:
    records = (
        Record(person_id=1, interviews=days_ago(20, 10, 1)),
        Record(person_id=2),
    )

    assert counted_loads(records) == {1: 3, 2: 0}


def test_a_newcomer_counts_as_having_had_what_the_others_had_on_average_before() -> None:
    records = (
        Record(person_id=1, interviews=days_ago(20, 15, 10, 1)),
        Record(person_id=2, interviews=days_ago(20, 10)),
        Record(person_id=3, interviews=days_ago(1), away=(away(28, 5),)),
    )

    loads = counted_loads(records)

    assert loads == {1: 4, 2: 2, 3: 1 + round((3 + 2) / 2 + 0.1)}


def test_somebody_back_from_leave_counts_the_same_way_for_that_time_alone() -> None:
    records = (
        Record(person_id=1, interviews=days_ago(25, 12, 11, 2)),
        Record(person_id=2, interviews=days_ago(25, 2), away=(away(14, 7),)),
    )

    assert counted_loads(records) == {1: 4, 2: 2 + 2}


def test_others_who_were_away_then_too_hardly_lower_the_average() -> None:
    records = (
        Record(person_id=1, interviews=days_ago(12, 11, 10, 9)),
        Record(person_id=2, away=(away(28, 7),)),
        Record(person_id=3, away=(away(28, 5),)),
    )

    loads = counted_loads(records)

    assert loads == {1: 4, 2: 4, 3: 4}


def test_where_everybody_is_new_everybody_counts_as_having_had_none() -> None:
    records = tuple(Record(person_id=id, away=(away(28, 0.5),)) for id in (1, 2, 3))

    assert counted_loads(records) == {1: 0, 2: 0, 3: 0}


def test_the_order_of_people_changes_nothing() -> None:
    records = (
        Record(person_id=1, interviews=days_ago(20, 3)),
        Record(person_id=2, interviews=days_ago(19, 2, 1), away=(away(15, 8),)),
        Record(person_id=3, away=(away(28, 2),)),
    )

    answers = [sorted(counted_loads(shuffled).items()) for shuffled in permutations(records)]

    assert len({tuple(answer) for answer in answers}) == 1


def test_what_was_cancelled_is_given_back() -> None:
    before = (Record(person_id=1, interviews=days_ago(3, 1)), Record(person_id=2))
    after = (Record(person_id=1, interviews=days_ago(3)), Record(person_id=2))

    assert counted_loads(before)[1] - counted_loads(after)[1] == 1


@pytest.mark.parametrize(
    ("registered", "time_off", "expected"),
    [
        (LONG_AGO, (), ()),
        (NOW - 5 * DAY, (), (away(28, 5),)),
        (NOW + DAY, (), (away(28, 0),)),
        # A day off in Berlin begins at 23:00 UTC the day before; two in a row are one stretch.
        (
            LONG_AGO,
            (
                TimeOff(day=date(2026, 11, 3), hours=WHOLE_DAY),
                TimeOff(day=date(2026, 11, 4), hours=WHOLE_DAY),
            ),
            (
                Span(
                    start=datetime(2026, 11, 2, 23, tzinfo=UTC),
                    end=datetime(2026, 11, 4, 23, tzinfo=UTC),
                ),
            ),
        ),
        # An afternoon off is no leave, and leave that is still ahead is not yet counted.
        (LONG_AGO, (TimeOff(day=date(2026, 11, 3), hours=WallHours(start=720, end=1440)),), ()),
        (LONG_AGO, (TimeOff(day=date(2026, 11, 12), hours=WHOLE_DAY),), ()),
        # The night in which the clocks go back has a day of 25 hours.
        (
            LONG_AGO,
            (TimeOff(day=date(2026, 10, 25), hours=WHOLE_DAY),),
            (
                Span(
                    start=datetime(2026, 10, 24, 22, tzinfo=UTC),
                    end=datetime(2026, 10, 25, 23, tzinfo=UTC),
                ),
            ),
        ),
    ],
)
def test_away_is_who_was_not_registered_or_had_whole_days_off(
    registered: datetime, time_off: tuple[TimeOff, ...], expected: tuple[Span, ...]
) -> None:
    found = away_of(INES, registered_at=registered, time_off=time_off, span=FOUR_WEEKS)

    assert found == expected
