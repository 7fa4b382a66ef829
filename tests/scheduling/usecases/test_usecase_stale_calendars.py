"""Answers say whose calendar was not read lately, of those on whose hours they rest."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from time_builders import weekly, window
from town import Town, town_at

from scheduling.errors import OutsideAvailability
from scheduling.model import Rules
from scheduling.results import InterviewChange, StaleCalendar
from scheduling.store.schema.tables import calendar
from scheduling.timespan import HOUR
from scheduling.usecases.home import home_of
from scheduling.usecases.interviews import (
    AllowedHours,
    book_interview,
    move_interview,
    replace_interviewer,
)

NOW = datetime(2026, 11, 9, 8, tzinfo=UTC)
NINE, TEN = (datetime(2026, 11, 10, hour, tzinfo=UTC) for hour in (9, 10))
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)

pytestmark = pytest.mark.both_databases


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with town_at(NOW, folder=tmp_path) as town:
        town.candidate("Carl", window("2026-11-10 09:00-12:00"))
        for name in ("Ines", "Ivo"):
            town.interviewer(name, weekly("Tue 09:00-17:00"))
        yield town


def stale(town: Town, *names: str) -> list[tuple[str, bool]]:
    return said(town.slots(*names, first="2026-11-10").stale)


def said(several: tuple[StaleCalendar, ...]) -> list[tuple[str, bool]]:
    return [(each.person.name, each.holds) for each in several]


def test_one_that_has_missed_three_rounds_is_named(town: Town) -> None:
    town.connects("Ines", (TEN, TEN + 60 * MINUTE))

    town.now += 30 * MINUTE
    assert stale(town, "Carl", "Ines") == []

    town.now += MINUTE
    assert stale(town, "Carl", "Ines") == [("Ines", True)]


def test_how_long_a_round_is_the_settings_say(town: Town) -> None:
    town.connects("Ines", (TEN, TEN + 60 * MINUTE))
    town.rules = Rules(calendar_interval=timedelta(hours=6))

    town.now += timedelta(hours=17)

    assert stale(town, "Carl", "Ines") == []


def test_those_who_are_not_asked_for_are_not_named(town: Town) -> None:
    town.connects("Ines", (TEN, TEN + 60 * MINUTE))
    town.now += 40 * MINUTE

    assert stale(town, "Carl", "Ivo") == []


def test_of_whoever_could_come_those_are_named_who_could(town: Town) -> None:
    town.connects("Ines", (TEN, TEN + 60 * MINUTE))
    town.connects("Ivo", (NINE, NINE + 3 * 60 * MINUTE))
    town.now += 40 * MINUTE

    assert stale(town, "Carl") == [("Ines", True)]


def test_of_two_calendars_the_one_that_was_read_longest_ago_is_told_of(town: Town) -> None:
    town.connects("Ines", (TEN, TEN + 60 * MINUTE))
    town.now += 40 * MINUTE
    town.connects("Ines", (TEN, TEN + 60 * MINUTE))

    (only,) = town.slots("Carl", "Ines", first="2026-11-10").stale

    assert only.read_at == NOW


FAR = datetime(2027, 4, 6, 10, tzinfo=UTC)  # a Tuesday, 21 weeks ahead


def far(town: Town, *names: str) -> list[tuple[str, datetime | None, bool]]:
    """Of whom an answer about a day in 21 weeks says up to when they are known."""
    found = town.slots(*names, first="2027-04-06")
    assert found.found.count
    return [(each.person.name, each.known_until, each.was_read) for each in found.stale]


@pytest.mark.parametrize("names", [("Cleo", "Ines"), ("Cleo",)])
def test_beyond_what_calendars_are_read_for_nobody_is_free_without_a_word(
    town: Town, names: tuple[str, ...]
) -> None:
    town.candidate("Cleo", weekly("Tue 09:00-12:00"))
    town.connects("Ines", (NOW, NOW + 60 * MINUTE))

    ((name, known_until, was_read),) = far(town, *names)

    assert (name, was_read) == ("Ines", True)
    assert known_until is not None
    assert NOW + timedelta(weeks=16) <= known_until < FAR

    town.now += 40 * MINUTE
    assert far(town, *names) == [("Ines", known_until, False)]


def test_as_far_ahead_as_calendars_are_read_nothing_is_said(town: Town) -> None:
    town.candidate("Cleo", weekly("Tue 09:00-12:00"))
    town.connects("Ines", (NOW, NOW + 60 * MINUTE))

    for first in ("2026-11-10", "2027-03-02"):
        assert town.slots("Cleo", "Ines", first=first).stale == ()
    # Nor of an answer without slots.
    assert town.slots("Cleo", "Ines", first="2027-04-07").stale == ()


def test_what_is_booked_and_moved_beyond_that_says_it_as_well(town: Town) -> None:
    town.candidate("Cleo", weekly("Tue 09:00-12:00"))
    town.connects("Ines", (NOW, NOW + 60 * MINUTE))

    booked = book_interview(
        town.store,
        town.context(),
        candidate_id=town.people["Cleo"].id,
        interviewer_ids=(town.people["Ines"].id,),
        start=FAR,
        allowed=AllowedHours.OFFERED,
    )
    moved = move_interview(
        town.store,
        town.context(),
        interview_id=booked.interview.id,
        start=FAR - HOUR,
        allowed=AllowedHours.OFFERED,
    )

    for change in (booked, moved):
        (only,) = change.stale
        assert only.known_until is not None
        assert only.was_read


def test_coordinators_see_whose_calendar_has_been_silent_for_a_day(town: Town) -> None:
    town.connects("Ines", (TEN, TEN + 60 * MINUTE))
    fails_since(town, NOW)
    cora = town.coordinator("Cora")
    actor = town.context(cora.name).actor

    def silent(after: timedelta) -> list[tuple[str, bool]]:
        arranged = home_of(town.store, actor=actor, now=NOW + after).arranged
        assert arranged is not None
        return said(arranged.silent)

    assert silent(DAY - MINUTE) == []
    assert silent(DAY) == [("Ines", True)]


def fails_since(town: Town, since: datetime) -> None:
    with town.store.writing() as session:
        session.execute(sa.update(calendar).values(failing_since=since, failure="gone"))


def test_a_candidate_who_sees_no_panel_reads_neither_who_is_busy_nor_who_is_silent(
    town: Town,
) -> None:
    interview = town.books("Carl", "Ines", start=TEN)
    town.connects("Ines", (NINE, TEN))
    town.now += 40 * MINUTE

    def moves(start: datetime) -> InterviewChange:
        return move_interview(
            town.store,
            town.context("Carl"),
            interview_id=interview.id,
            start=start,
            allowed=AllowedHours.OFFERED,
        )

    with pytest.raises(OutsideAvailability) as refused:
        moves(NINE)
    assert refused.value.busy == ("somebody in it",)
    assert moves(TEN + 60 * MINUTE).stale == ()


def test_a_coordinator_who_moves_it_reads_both(town: Town) -> None:
    interview = town.books("Carl", "Ines", start=TEN)
    town.connects("Ines", (NINE, TEN))
    town.now += 40 * MINUTE

    moved = move_interview(
        town.store,
        town.context(),
        interview_id=interview.id,
        start=NINE,
        allowed=AllowedHours.ANY,
    )

    assert [person.name for person in moved.busy] == ["Ines"]
    assert said(moved.stale) == [("Ines", True)]


def test_a_new_face_who_is_busy_is_refused_and_nothing_was_changed(town: Town) -> None:
    interview = town.books("Carl", "Ines", start=TEN)
    town.connects("Ivo", (TEN, TEN + 60 * MINUTE))

    with pytest.raises(OutsideAvailability) as refused:
        replace_interviewer(
            town.store,
            town.context(),
            interview_id=interview.id,
            leaving_id=town.people["Ines"].id,
            coming_id=town.people["Ivo"].id,
        )

    assert refused.value.sentence(zone=UTC).split() == (
        [
            "Ivo",
            "is",
            "busy",
            "on",
            "Tue",
            "10",
            "Nov,",
            "10:00",
            "AM",
            "UTC,",
            "by",
            "their",
            "calendar.",
            "Nothing",
            "was",
            "changed.",
        ]
    )
