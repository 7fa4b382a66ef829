"""A candidate alone, or nobody at all, is answered from the hours that a bot keeps of everybody,
and never otherwise than by going through everybody's own hours, whoever has changed what, and in
which bot.
"""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
import sqlalchemy as sa
from databases import new_database
from effort import examples
from store_builders import connected
from time_builders import off, weekly, window

from scheduling.availability.calendars import BusyKind
from scheduling.errors import SchedulingError
from scheduling.model import Actor, Availability, Person, RequestContext, Role, Rules
from scheduling.model.calendars import AllDayEvents, CountedEvents
from scheduling.results import SlotsAnswer, SlotsAsked
from scheduling.slots import Match
from scheduling.steps.hours import read_hours
from scheduling.steps.questions.everybodys_hours import kept_hours
from scheduling.store import Session, Store, availability, interviews, people
from scheduling.store.availability import calendars
from scheduling.store.interviews import declines
from scheduling.store.people import departures
from scheduling.timespan import HOUR, Span
from scheduling.usecases.find_slots import find_slots
from scheduling.usecases.upkeep.keep_everybodys_hours import keep_everybodys_hours

NOW = datetime(2026, 3, 26, 9, 7, tzinfo=UTC)
"""Three days before clocks are changed in Europe, on a Thursday."""
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe")
NAMES = ("Ines", "ines", "Ivo", "Person 2", "Person 10")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
EVERY_DAY = tuple(weekly(f"{day} 00:00-24:00") for day in DAYS)

pytestmark = pytest.mark.both_databases


@dataclass(frozen=True, kw_only=True)
class Bots:
    """Two bots that keep everybody's hours, one that does not, and a candidate: Carl."""

    first: Store
    second: Store
    without: Store
    carl: Person
    time_zone: str = "Asia/Kolkata"

    def begin(self) -> None:
        """Both read everybody's hours."""
        for store in (self.first, self.second):
            keep_everybodys_hours(store, time_zone=self.time_zone, now=NOW)

    def told(self, store: Store, *, start: datetime, days: int) -> tuple[object, ...]:
        """All that one of them answers about Carl alone, and about nobody at all."""
        return tuple(
            told
            for candidate in (self.carl, None)
            for told in self._told(store, candidate, start=start, days=days)
        )

    def _told(
        self, store: Store, candidate: Person | None, *, start: datetime, days: int
    ) -> tuple[object, ...]:
        answer = self.answer(store, candidate, start=start, days=days)
        pages = [answer.found.page(limit=40, most=most) for most in (None, 1)]
        by_id = [_by_id(answer, most=most) for most in (0, 1, 100)]
        stale = [(each.person, each.read_at, each.holds) for each in answer.stale]
        return answer.found.hours, answer.found.horizon, pages, by_id, answer.why_none, stale

    def answer_for_carl(self, store: Store, *, start: datetime, days: int) -> SlotsAnswer:
        return self.answer(store, self.carl, start=start, days=days)

    def answer(
        self, store: Store, candidate: Person | None, *, start: datetime, days: int
    ) -> SlotsAnswer:
        asked = SlotsAsked(
            candidate_id=candidate.id if candidate else None,
            interviewer_ids=(),
            match=Match.ALL if candidate else Match.ANY,
            start=start,
            end=start + timedelta(days=days),
        )
        cora = Actor(name="Cora", time_zone="UTC", slack_user_id="UCORA", is_coordinator=True)
        rules = Rules(time_zone=self.time_zone)
        return find_slots(
            store, context=RequestContext(actor=cora, now=NOW, rules=rules), asked=asked
        )


def _by_id(answer: SlotsAnswer, *, most: int) -> list[tuple[datetime, list[int], int]]:
    return [
        (slot.start, json.loads(f"[{slot.interviewer_ids}]"), slot.count)
        for slot in answer.found.page_by_id(limit=40, most=most)
    ]


@pytest.fixture
def bots(tmp_path: Path) -> Iterator[Bots]:
    url = new_database(tmp_path)
    with (
        closing(Store.open(url)) as first,
        closing(Store.open_beside(url)) as second,
        closing(Store.open_beside(url)) as without,
    ):
        with first.writing() as session:
            carl = people.add(
                session, name="Ines", role=Role.CANDIDATE, time_zone="Europe/Lisbon", now=NOW
            )
            given = Availability(person_id=carl.id, weekly=EVERY_DAY)
            availability.save(session, given, expected_version=0)
        yield Bots(first=first, second=second, without=without, carl=carl)


# -- what people do ------------------------------------------------------------------------------

Deed = Callable[[Session, Person, Random], object]


def comes(session: Session, _: Person, chance: Random) -> None:
    zone = chance.choice(ZONES)
    new = people.add(
        session, name=chance.choice(NAMES), role=Role.INTERVIEWER, time_zone=zone, now=NOW
    )
    gives_hours(session, new, chance)


def gives_hours(session: Session, person: Person, chance: Random) -> None:
    before = availability.of(session, [person.id])[person.id]
    day = (NOW + timedelta(days=chance.randrange(-1, 6))).date()
    begin = chance.choice((0, 7, 9, 13))
    said = replace(
        before,
        weekly=(weekly(f"{chance.choice(('Thu', 'Sun'))} {begin:02}:30-{begin + 8:02}:00"),),
        windows=(window(f"{day} {begin:02}:00-{begin + 9:02}:45"),),
        time_off=(off(f"{day} 10:00-11:00"),) if chance.random() < 0.5 else (),
    )
    availability.save(session, said, expected_version=before.version)


def is_booked(session: Session, person: Person, chance: Random) -> None:
    start = NOW.replace(minute=0) + chance.randrange(1, 120) * HOUR
    other = people.add(session, name="Otto", role=Role.CANDIDATE, time_zone="UTC", now=NOW)
    interviews.book(
        session,
        candidate=other,
        interviewers=[person],
        start=start,
        outside_availability=True,
        booked_by="Cora",
        now=NOW,
    )


def declines_or_is_free_again(session: Session, person: Person, chance: Random) -> None:
    ahead = interviews.upcoming(session, ending_after=NOW, person_id=person.id, limit=1)
    for interview in ahead:
        if person in interview.interviewers and chance.random() < 0.5:
            interviews.decline(
                session, interview, person=person, expected_revision=interview.revision
            )
        else:
            interviews.cancel(session, interview, expected_revision=interview.revision)


def offers_again(session: Session, person: Person, _: Random) -> None:
    for start in declines.ahead(session, person_id=person.id, now=NOW):
        declines.remove(session, person_id=person.id, start=start)


def connects_or_forgets_a_calendar(session: Session, person: Person, chance: Random) -> None:
    start = NOW.replace(minute=0) + chance.randrange(1, 120) * HOUR
    theirs = calendars.of(session, [person.id])[person.id]
    if theirs and chance.random() < 0.3:
        calendars.remove(session, theirs[0])
    elif theirs and chance.random() < 0.5:
        every = CountedEvents(tentative=False, all_day=AllDayEvents.ALL)
        calendars.choose(session, theirs[0], every)
    else:
        kind = chance.choice([*BusyKind])
        busy, read_at = (start, start + chance.randrange(1, 48) * HOUR), NOW
        if chance.random() < 0.5:
            read_at -= chance.randrange(1, 4) * HOUR
        connected(session, person, busy, kind=kind, now=read_at)


def is_renamed(session: Session, person: Person, chance: Random) -> None:
    people.save(session, replace(person, name=chance.choice(NAMES)))


def moves_house(session: Session, person: Person, chance: Random) -> None:
    people.save(session, replace(person, time_zone=chance.choice(ZONES)))


def changes_sides(session: Session, person: Person, chance: Random) -> None:
    people.save(session, replace(person, role=chance.choice([*Role])))


def leaves_or_comes_back(session: Session, person: Person, chance: Random) -> None:
    if chance.random() < 0.5:
        departures.note(session, person.id, now=NOW)
    else:
        departures.undo(session, person.id)


def is_taken_out(session: Session, person: Person, _: Random) -> None:
    people.remove(session, person.id)


def is_undone(session: Session, person: Person, chance: Random) -> None:
    gives_hours(session, person, chance)
    session.rollback()


DEEDS: tuple[Deed, ...] = (
    comes,
    gives_hours,
    is_booked,
    declines_or_is_free_again,
    offers_again,
    connects_or_forgets_a_calendar,
    is_renamed,
    moves_house,
    changes_sides,
    leaves_or_comes_back,
    is_taken_out,
    is_undone,
)


@pytest.mark.parametrize("seed", range(examples(2)))
def test_whoever_does_whatever_in_either_bot_the_very_next_answers_are_the_same(
    bots: Bots, seed: int
) -> None:
    chance, found = Random(seed), 0
    with bots.first.writing() as session:
        for _ in range(3):
            comes(session, bots.carl, chance)
    bots.begin()

    for _ in range(40):
        deed, store = chance.choice(DEEDS), chance.choice((bots.first, bots.second))
        try:
            with store.writing() as session:
                those = [each for each in everyone(session) if each.id != bots.carl.id]
                deed(session, chance.choice(those), chance)
        except SchedulingError:
            pass  # whoever is booked already can't be booked again, and the like
        start = NOW + timedelta(days=chance.randrange(-1, 5))
        asked = {"start": start, "days": chance.randrange(1, 7)}
        answers = [bots.told(each, **asked) for each in (bots.first, bots.second, bots.without)]
        assert answers[0] == answers[1] == answers[2], deed
        found += answers[0][0] != 0

    assert found > 10
    assert all(kept_hours(each) is not None for each in (bots.first, bots.second))
    assert kept_hours(bots.without) is None


def everyone(session: Session) -> tuple[Person, ...]:
    return people.after(session, 0, limit=1000)


# -- what is kept, and what is not ---------------------------------------------------------------


def test_an_answer_from_what_is_kept_names_nobody_one_by_one(bots: Bots) -> None:
    with bots.first.writing() as session:
        comes(session, bots.carl, Random(1))
    bots.begin()

    kept = bots.answer_for_carl(bots.first, start=NOW, days=28)
    each = bots.answer_for_carl(bots.without, start=NOW, days=28)

    assert kept.found.of_everybody is not None
    assert each.found.of_everybody is None
    assert len(each.found.question.pool) == 1
    assert kept.found.hours == each.found.hours != 0


@pytest.mark.parametrize("days", [100, 118, 366])
def test_beyond_the_weeks_that_are_kept_everybody_is_asked_as_before(bots: Bots, days: int) -> None:
    with bots.first.writing() as session:
        comes(session, bots.carl, Random(1))
    bots.begin()

    kept = bots.answer_for_carl(bots.first, start=NOW, days=days)

    assert (kept.found.of_everybody is None) == (days > 100)
    assert bots.told(bots.first, start=NOW, days=days) == bots.told(
        bots.without, start=NOW, days=days
    )


def test_who_asks_by_another_clock_is_not_answered_by_that_of_the_workspace(bots: Bots) -> None:
    with bots.first.writing() as session:
        comes(session, bots.carl, Random(1))
    bots.begin()

    elsewhere = replace(bots, time_zone="Europe/Berlin")

    answers = [elsewhere.told(each, start=NOW, days=9) for each in (bots.first, bots.without)]
    assert answers[0] == answers[1] != bots.told(bots.first, start=NOW, days=9)


def test_weeks_later_the_weeks_ahead_are_kept(bots: Bots) -> None:
    bots.begin()
    before = kept_hours(bots.first)

    keep_everybodys_hours(bots.first, time_zone=bots.time_zone, now=NOW)
    unchanged = kept_hours(bots.first)
    later = NOW + timedelta(weeks=2)
    keep_everybodys_hours(bots.first, time_zone=bots.time_zone, now=later)
    after = kept_hours(bots.first)

    assert before is unchanged is not None
    assert after is not None
    moved = after.matrix.horizon.span.start - before.matrix.horizon.span.start
    assert moved == timedelta(weeks=2)


# -- what is watched -----------------------------------------------------------------------------

COUNTED = {
    # Each of their changes counts up a column of `person`, which is watched,
    "weekly_hours",
    "availability_window",
    "time_off",
    # and this is made of them.
    "compiled",
}


@pytest.mark.only_sqlite
def test_every_table_that_an_answer_is_read_from_tells_of_its_changes(bots: Bots) -> None:
    seen: list[str] = []
    with bots.without.reading() as session:
        connection = session.connection()
        sa.event.listen(
            connection, "before_cursor_execute", lambda *call: seen.append(str(call[2]))
        )
        read_hours(session, people=people.interviewers(session), span=a_week())
        read_hours(session, people=[bots.carl], span=a_week())
        triggers = "SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger'"
        watched = set(connection.exec_driver_sql(triggers).scalars())

    read = {table for each in seen[:-1] for table in re.findall(r"(?:FROM|JOIN) (\w+)", each)}
    assert {"person", "busy", "decline", "calendar_busy"} <= read
    assert read - COUNTED <= watched


def a_week() -> Span:
    return Span(start=NOW, end=NOW + timedelta(weeks=1))
