"""What a coordinator comes home to, and which interviews are found by what is asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from time_builders import at, window
from town import Town, town_at

from scheduling.model import Channel, Interview, entry_key
from scheduling.model.interviews import InterviewFilter, Need
from scheduling.results import Arranged
from scheduling.store import availability
from scheduling.timespan import HOUR
from scheduling.usecases.availability import remove_availability
from scheduling.usecases.delivery import claim_due, mark_dead
from scheduling.usecases.home import home_of
from scheduling.usecases.interviews import (
    decline_interview,
    interviews_asked_for,
    keep_interview,
    stand_ins_for,
    upcoming_interviews,
)

NOW = at("2026-11-09 08:00")
NINE = at("2026-11-10 09:00")
DAYS = tuple(window(f"2026-11-{day} 00:00-24:00") for day in range(10, 28))


def peopled(town: Town) -> Town:
    town.coordinator("Cora")
    for name in ("Ana", "Ben"):
        town.candidate(name, *DAYS)
    for name in ("Ines", "Ivo"):
        town.interviewer(name, *DAYS)
    return town


def arranged(town: Town) -> Arranged:
    found = home_of(town.store, actor=town.context("Cora").actor, now=town.now).arranged
    assert found is not None
    return found


def ids(*interviews: Interview) -> list[int]:
    return [interview.id for interview in interviews]


@contextmanager
def counted() -> Iterator[list[str]]:
    """Every statement that any database is asked meanwhile."""
    seen: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)


def in_trouble(town: Town) -> tuple[Interview, Interview, Interview]:
    """Three interviews: Ines can't make the first, Ben never got the second, Ivo the third."""
    declined = town.books("Ana", "Ines", start=NINE)
    untold = town.books("Ben", "Ines", start=NINE + HOUR)
    outside = town.books("Ana", "Ivo", start=NINE + 24 * HOUR)
    decline_interview(town.store, town.context("Ines"), interview_id=declined.id)
    gone = town.people["Ben"].id
    for claimed in claim_due(town.store, channel=Channel.SLACK, owner="me", limit=50, now=NOW):
        if claimed.message.person_id == gone:
            mark_dead(town.store, claimed=claimed, reason="account_inactive", now=NOW)
    town.now += timedelta(minutes=1)
    ivo = town.people["Ivo"].id
    with town.store.reading() as session:
        given = availability.of(session, [ivo])[ivo]
    key = next(entry_key(each) for each in given.windows if each.day.day == 11)
    remove_availability(town.store, town.context("Ivo"), person_id=None, key=key)
    return declined, untold, outside


def test_what_waits_comes_first_and_the_week_is_there_whole() -> None:
    with town_at(NOW) as town:
        declined, untold, outside = in_trouble(peopled(town))
        fine = town.books("Ben", "Ines", start=NINE + 48 * HOUR)
        later = town.books("Ben", "Ivo", start=NINE + 9 * 24 * HOUR)

        home = arranged(town)

        assert ids(*home.waiting) == ids(declined, untold, outside)
        assert ids(*home.coming) == ids(declined, untold, outside, fine)
        assert (home.waiting_total, home.coming_total, home.total) == (3, 4, 5)
        assert later.id not in ids(*home.coming)


def test_home_asks_as_much_of_the_database_however_many_interviews_there_are() -> None:
    with town_at(NOW) as town:
        in_trouble(peopled(town))
        actor = town.context("Cora").actor
        with counted() as few:
            home_of(town.store, actor=actor, now=town.now)
        for day in range(2, 14):
            for hour in (9, 11, 13):
                start = NINE + timedelta(days=day, hours=hour - 9)
                each = town.books("Ben", "Ines", "Ivo", start=start)
                decline_interview(town.store, town.context("Ivo"), interview_id=each.id)

        with counted() as many:
            state = home_of(town.store, actor=actor, now=town.now)

        assert state.arranged is not None
        assert state.arranged.waiting_total == 39
        assert len(many) == len(few) <= 40


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (InterviewFilter(need=Need.OPEN_SEAT), [0]),
        (InterviewFilter(need=Need.UNTOLD), [1]),
        (InterviewFilter(need=Need.OUTSIDE), [2]),
        (InterviewFilter(need=Need.ANYTHING), [0, 1, 2]),
        (InterviewFilter(end=NINE + HOUR), [0]),
        (InterviewFilter(start=NINE + HOUR), [1, 2]),
    ],
)
def test_only_those_wanted_are_listed_and_counted(
    wanted: InterviewFilter, found: list[int]
) -> None:
    with town_at(NOW) as town:
        three = in_trouble(peopled(town))

        page = upcoming_interviews(
            town.store, town.context("Cora"), skip=0, limit=10, wanted=wanted
        )

        assert ids(*page.interviews) == ids(*(three[each] for each in found))
        assert page.total == len(found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ana", [0, 2]),
        ("Ana with Ines", [0]),
        ("tomorrow", [0, 1]),
        ("Ben tomorrow", [1]),
        ("open", [0]),
        ("Ana outside hours", [2]),
        ("waiting Ana tomorrow", [0]),
        ("next week", []),
    ],
)
def test_what_is_typed_chooses_people_days_and_what_they_wait_for(
    text: str, found: list[int]
) -> None:
    with town_at(NOW) as town:
        three = in_trouble(peopled(town))

        page = interviews_asked_for(
            town.store, town.context("Cora"), text=text, profiles={}, limit=10
        )

        assert ids(*page.interviews) == ids(*(three[each] for each in found))


def test_who_arranges_nothing_sees_their_own_alone_whatever_they_ask_for() -> None:
    with town_at(NOW) as town:
        declined, untold, _ = in_trouble(peopled(town))
        wanted = InterviewFilter(need=Need.OUTSIDE)

        page = upcoming_interviews(
            town.store, town.context("Ines"), skip=0, limit=10, wanted=wanted
        )

        assert ids(*page.interviews) == ids(declined, untold)
        assert home_of(town.store, actor=town.context("Ines").actor, now=NOW).arranged is None


def test_whoever_keeps_an_interview_takes_it_off_the_list_of_what_waits() -> None:
    with town_at(NOW) as town:
        _, _, outside = in_trouble(peopled(town))

        kept = keep_interview(town.store, town.context("Ivo"), interview_id=outside.id)
        again = keep_interview(town.store, town.context("Ivo"), interview_id=outside.id)

        assert kept.interview.in_conflict == frozenset()
        assert again.interview == replace(kept.interview)
        assert outside.id not in ids(*arranged(town).waiting)


def test_who_could_take_the_seat_is_found_for_coordinators() -> None:
    with town_at(NOW) as town:
        declined, _, _ = in_trouble(peopled(town))

        found = stand_ins_for(town.store, town.context("Cora"), interview_id=declined.id)

        assert [person.name for person in found.people] == ["Ivo"]
