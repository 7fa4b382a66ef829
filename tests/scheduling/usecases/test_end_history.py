"""What is over is taken away after a while; what is known of who met whom, and how often, stays."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from query_plans import asked
from time_builders import at, horizon, instead, off, saying, weekly, window
from town import Town, town_at

from scheduling.availability import free_hours
from scheduling.model import Entry, Interview, MessageState, Person
from scheduling.model.rounds import RoundAsked, RoundState
from scheduling.store import availability, interviews, rounds
from scheduling.store.interviews import history
from scheduling.store.schema import tables
from scheduling.timespan import Span
from scheduling.usecases.availability import give_availability
from scheduling.usecases.delivery.status import Tally, counts_of, tally_of
from scheduling.usecases.interviews import AllowedHours, cancel_interview, decline_interview
from scheduling.usecases.upkeep.end_history import AT_ONCE, KeptFor, end_history
from scheduling.wording.reading import read_availability

pytestmark = pytest.mark.both_databases

NOW = at("2026-11-09 08:00")
NINE = at("2026-11-10 09:00")
DAY = timedelta(days=1)
LATER = NOW + 100 * DAY
KEPT = KeptFor(messages=90 * DAY, past_hours=90 * DAY)
ALWAYS = Span(start=at("2020-01-01 00:00"), end=at("2040-01-01 00:00"))
S = MessageState


@pytest.fixture(name="town")
def _town(tmp_path: Path) -> Iterator[Town]:
    with town_at(NOW, folder=tmp_path, hand_notice=None) as town:
        town.coordinator("Cora")
        town.candidate("Carl")
        for name in ("Ines", "Ivo"):
            town.interviewer(name)
        yield town


def books(town: Town, *panel: str, days: int = 0) -> Interview:
    return town.books("Carl", *panel, start=NINE + days * DAY, allowed=AllowedHours.ANY, by="Cora")


def rows(town: Town, table: sa.Table) -> int:
    with town.store.reading() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def ends(town: Town, *, days: int = 100) -> list[int]:
    """End what is over so many days later; what each step has taken away."""
    return list(end_history(town.store, kept_for=KEPT, now=NOW + days * DAY))


def states(town: Town, *wanted: MessageState) -> None:
    """Have the messages there are be in these states, one after the other."""
    with town.store.writing() as session:
        ids = session.scalars(sa.select(tables.message.c.id).order_by(tables.message.c.id)).all()
        for number, each in enumerate(ids):
            state = wanted[number % len(wanted)]
            held = state in (S.CLAIMED, S.SENDING)
            values: dict[str, Any] = {"owner": "w", "lease_until": LATER} if held else {}
            changed = sa.update(tables.message).where(tables.message.c.id == each)
            session.execute(changed.values(state=state.value, **values))


def counts(town: Town, tally: Tally) -> Counter[tuple[str, str]]:
    """How many messages there are and were, by kind and state."""
    return counts_of(town.store, tally=tally)[0]


# -- messages --------------------------------------------------------------------------------


def test_messages_that_are_over_end_and_are_counted_for_good(town: Town) -> None:
    books(town, "Ines", "Ivo")
    states(town, *S)
    tally = tally_of(town.store, now=NOW + DAY)
    before, open_ones = counts(town, tally), {"pending", "claimed", "sending", "unknown"}

    ends(town)

    with town.store.reading() as session:
        left = set(session.scalars(sa.select(tables.message.c.state)))
    assert {state for _, state in before} == {state.value for state in S}
    assert left == open_ones
    assert counts(town, tally) == before
    assert counts(town, tally_of(town.store, now=LATER)) == before


def test_a_message_stays_until_it_is_old_and_its_interview_too(town: Town) -> None:
    soon, far = books(town, "Ines"), books(town, "Ivo", days=120)
    states(town, S.SENT)

    ends(town, days=89)
    after_89_days = {each.id: len(town.messages(each)) for each in (soon, far)}
    ends(town, days=92)
    after_92_days = {each.id: len(town.messages(each)) for each in (soon, far)}
    ends(town, days=212)

    assert 0 not in after_89_days.values()
    assert after_92_days == {soon.id: 0, far.id: after_89_days[far.id]}
    assert rows(town, tables.message) == 0


def test_what_is_ended_is_little_at_a_time_and_others_write_in_between(town: Town) -> None:
    for hour in range(40):
        town.books("Carl", "Ines", start=NINE + hour * timedelta(hours=1), allowed=AllowedHours.ANY)
    states(town, S.SENT)
    count = rows(town, tables.message)
    town.now, booked = LATER, 0

    for each in end_history(town.store, kept_for=KEPT, now=LATER):
        # It would wait for itself in this thread if a transaction were open.
        books(town, "Ivo", days=200 + booked)
        booked += 1
        assert 0 < each <= AT_ONCE

    assert booked > count // AT_ONCE >= 1


def test_where_nothing_is_over_nothing_is_written(town: Town) -> None:
    books(town, "Ines")
    ends(town)

    with asked() as given:
        again = ends(town)

    assert again == []
    assert {one.words.split()[0] for one in given} <= {"SELECT", "BEGIN", "SHOW"}


# -- hours -----------------------------------------------------------------------------------


HOURS: tuple[tuple[Entry, bool], ...] = (
    (window("2026-11-09 09:00-12:00"), True),
    (window("2026-11-09 22:00-30:00"), True),
    (window("2026-12-09 09:00-12:00"), False),
    (off("2026-10-09 00:00-720:00"), True),
    (off("2026-10-09 00:00-2400:00"), False),
    (off("2026-12-24 00:00-72:00"), False),
    (weekly("Mon 09:00-16:00"), False),
    (weekly("Mon 09:00-16:00 2026-09-01..2026-11-02"), True),
    (weekly("Tue 09:00-130:00 2026-09-01..2026-11-17"), False),
    (instead("2026-11-17 09:00-10:00"), False),
)
"""What somebody has said, and whether it is over by the 20th of November."""


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Etc/GMT+12", "Asia/Kolkata"])
def test_past_hours_end_and_those_from_then_on_are_the_same(town: Town, zone: str) -> None:
    said = saying(*(entry for entry, _ in HOURS))
    ivy = town.interviewer("Ivy", *said.entries, time_zone=zone)
    over = horizon("2026-11-20", days=60)
    before = hours(town, ivy)

    list(end_history(town.store, kept_for=KEPT, now=at("2026-11-20 00:00") + 90 * DAY))

    after = hours(town, ivy)
    stay = [replace(entry, id=0) for entry, is_over in HOURS if not is_over]
    assert sorted(map(str, nameless(after.entries))) == sorted(map(str, stay))
    assert after.version == before.version
    assert free_hours(after, time_zone=zone, horizon=over) == free_hours(
        before, time_zone=zone, horizon=over
    )


def hours(town: Town, person: Person) -> Any:
    with town.store.reading() as session:
        return availability.of(session, [person.id])[person.id]


def nameless(entries: Iterable[Entry]) -> list[Entry]:
    return [replace(entry, id=0) for entry in entries]


def test_what_was_given_long_ago_cannot_be_undone_any_more(town: Town) -> None:
    context = town.context("Ines")
    parsed = read_availability("tomorrow 9-12", zone=context.actor.zone, now=NOW)
    ines = town.people["Ines"].id
    give_availability(town.store, context, person_id=ines, said=parsed)

    ends(town, days=89)
    after_89_days = rows(town, tables.availability_change)
    ends(town, days=92)

    assert (after_89_days, rows(town, tables.availability_change)) == (1, 0)


# -- interviews ------------------------------------------------------------------------------


def known(town: Town) -> dict[str, object]:
    """Who had how many, who has met whom, and what calendars and lists show of interviews."""
    ids = [person.id for person in town.people.values()]
    with town.store.reading() as session:
        return {
            "load": history.starts_of(session, person_ids=ids, span=ALWAYS),
            "their load": history.candidate_starts_of(session, person_ids=ids, span=ALWAYS),
            "met": history.acquainted(session, candidate_ids=ids),
            "interviews": [interviews.of_person(session, each, since=ALWAYS.start) for each in ids],
            "counts": counts_of(town.store, tally=tally_of(town.store, now=NOW))[1],
        }


def test_who_had_how_many_and_who_has_met_whom_stays(town: Town) -> None:
    books(town, "Ines", "Ivo")
    declined = books(town, "Ines", days=1)
    decline_interview(town.store, town.context("Ines"), interview_id=declined.id)
    cancelled = books(town, "Ivo", days=2)
    cancel_interview(town.store, town.context("Cora"), interview_id=cancelled.id)
    states(town, S.SENT)
    before, record = known(town), rows(town, tables.audit)

    ends(town, days=200)

    assert known(town) == before
    assert rows(town, tables.audit) == record
    assert rows(town, tables.busy) == rows(town, tables.message) == 0
    assert rows(town, tables.decline) == 1


def test_time_that_is_not_past_stays_taken(town: Town) -> None:
    books(town, "Ines")
    books(town, "Ines", days=95)
    taken = rows(town, tables.busy)

    ends(town)

    assert rows(town, tables.busy) == taken // 2


# -- rounds and requests ---------------------------------------------------------------------


def drafted(town: Town, *, booked: Interview | None = None) -> int:
    asked_of = RoundAsked(start=NOW, end=NOW + DAY, candidate_ids=(), interviewer_ids=())
    with town.store.writing() as session:
        draft = rounds.add(session, drafted_by="UCORA", asked=asked_of, outcome={}, now=NOW)
        if booked is not None:
            rounds.link(session, draft.id, interview_ids=[booked.id])
            rounds.end(session, draft, state=RoundState.BOOKED, now=NOW)
    return draft.id


def test_plans_end_but_not_while_an_interview_of_theirs_is_ahead(town: Town) -> None:
    drafted(town)
    drafted(town, booked=books(town, "Ines"))
    ahead = drafted(town, booked=books(town, "Ivo", days=120))

    ends(town)

    with town.store.reading() as session:
        left = session.scalars(sa.select(tables.distribution_round.c.id)).all()
    assert left == [ahead]


def test_a_plan_that_another_was_made_of_ends_with_it(town: Town) -> None:
    first = drafted(town)
    asked_of = RoundAsked(start=NOW, end=NOW + DAY, candidate_ids=(), interviewer_ids=())
    with town.store.writing() as session:
        rounds.add(session, drafted_by="U", asked=asked_of, outcome={}, rebalances=first, now=NOW)

    ends(town)

    assert rows(town, tables.distribution_round) == 0
