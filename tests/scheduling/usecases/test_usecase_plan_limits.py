"""What plans keep to for people's sake: so many a day, and time to tell those who need it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from time_builders import at, weekly
from town import Town, town_at

from scheduling.distribution import WhyUnneeded, WhyWaiting
from scheduling.model import NO_LIMIT, CapReached, NoticeNeeded
from scheduling.model.rounds import RoundAsked
from scheduling.results import Draft, RoundBooked, WhyNotBooked
from scheduling.timespan import instant_of
from scheduling.usecases.distribute import (
    book_round,
    draft_round,
    prepare_rebalance,
    prepare_round,
    rebalance_round,
    replan_round,
)
from scheduling.usecases.find_slots import find_slots_for

MONDAY = at("2026-12-07 08:00")
THURSDAY = date(2026, 12, 10)
THIS_WEEK = RoundAsked(start=at("2026-12-07 00:00"), end=at("2026-12-12 00:00"))
NAMES = ("Ana", "Ben", "Cy", "Dan", "Eve", "Flo", "Gus")


@pytest.fixture
def town() -> Iterator[Town]:
    with town_at(MONDAY) as town:
        town.coordinator("Cora")
        yield town


def drafted(town: Town, asked: RoundAsked = THIS_WEEK) -> Draft:
    context = town.context("Cora")
    prepared = prepare_round(town.store, context=context, asked=asked)
    return draft_round(town.store, context=context, prepared=prepared)


def booked(town: Town, draft: Draft) -> RoundBooked:
    which = {"round_id": draft.round.id, "version": draft.round.version}
    return book_round(town.store, context=town.context("Cora"), **which)


def rebalanced(town: Town, base: Draft) -> Draft:
    context, round_id = town.context("Cora"), base.round.id
    prepared = prepare_rebalance(town.store, context=context, round_id=round_id)
    return rebalance_round(town.store, context=context, round_id=round_id, prepared=prepared)


def starts(draft: Draft) -> dict[str, datetime]:
    seatings = draft.outcome.plan.seatings
    return {draft.people[seat.candidate].name: instant_of(seat.hour) for seat in seatings}


def outsider(town: Town, name: str, *hours: str) -> int:
    """A candidate whom nothing reaches, with weekly hours; their id."""
    town.candidate(name, *map(weekly, hours))
    return town.leaves_the_workspace(name).id


def seven_for_ines(town: Town) -> None:
    for name in NAMES:
        town.candidate(name, weekly("Tue 09:00-17:00"), weekly("Wed 09:00-17:00"))
    town.interviewer("Ines", weekly("Tue 09:00-17:00"), weekly("Wed 09:00-17:00"))


# -- so many a day ---------------------------------------------------------------------------


def test_nobody_gets_more_than_three_a_day_and_whoever_has_them_is_named(town: Town) -> None:
    seven_for_ines(town)

    draft = drafted(town)

    assert Counter(start.day for start in starts(draft).values()) == {8: 3, 9: 3}
    assert [each.reason for each in draft.outcome.plan.waiting] == [WhyWaiting.SHORTAGE]
    ines = town.people["Ines"].id
    assert draft.outcome.limits == (
        CapReached(person_id=ines, day=date(2026, 12, 8), count=3),
        CapReached(person_id=ines, day=date(2026, 12, 9), count=3),
    )


def test_without_a_limit_it_is_as_it_was(town: Town) -> None:
    seven_for_ines(town)

    draft = drafted(town, replace(THIS_WEEK, daily_cap=NO_LIMIT))

    assert Counter(start.day for start in starts(draft).values()) == {8: 7}
    assert draft.outcome.limits == ()


def test_what_is_booked_that_day_counts_and_leaves_a_reason(town: Town) -> None:
    town.interviewer("Ines", weekly("Tue 09:00-17:00"))
    for name, hour in zip(NAMES[:3], ("09", "10", "11"), strict=True):
        town.candidate(name, weekly("Tue 09:00-17:00"))
        town.books(name, "Ines", start=at(f"2026-12-08 {hour}:00"))
    dan = town.candidate("Dan", weekly("Tue 12:00-17:00")).id

    draft = drafted(town, replace(THIS_WEEK, candidate_ids=(dan,)))

    plan = draft.outcome.plan
    assert [each.reason for each in plan.waiting] == [WhyWaiting.AT_LIMIT]
    assert [each.reason for each in plan.unneeded] == [WhyUnneeded.AT_LIMIT]
    assert [each.count for each in draft.outcome.limits if isinstance(each, CapReached)] == [3]


def test_a_candidate_has_no_more_a_day_than_anybody(town: Town) -> None:
    town.rules = replace(town.rules, daily_cap=1)
    ana = town.candidate("Ana", weekly("Tue 09:00-17:00"), weekly("Wed 16:00-17:00")).id
    town.interviewer("Ines", weekly("Tue 09:00-12:00"))
    town.interviewer("Ivo", weekly("Tue 13:00-17:00"), weekly("Wed 16:00-17:00"))
    town.books("Ana", "Ines", start=at("2026-12-08 09:00"))

    draft = drafted(town, replace(THIS_WEEK, candidate_ids=(ana,)))

    assert starts(draft) == {"Ana": at("2026-12-09 16:00")}
    assert CapReached(person_id=ana, day=date(2026, 12, 8), count=1) in draft.outcome.limits


@pytest.mark.parametrize("limit", ["daily_cap", "weekly_cap"])
def test_a_plan_that_was_made_by_another_limit_is_made_anew(town: Town, limit: str) -> None:
    seven_for_ines(town)
    draft = drafted(town)
    town.rules = replace(town.rules, **{limit: 2})

    refused = booked(town, draft)

    assert {(each.person.name, each.why) for each in refused.conflicts} == {
        ("Ines", WhyNotBooked.OVER_LIMIT)
    }
    which = {"round_id": draft.round.id, "version": draft.round.version}
    anew = replan_round(town.store, context=town.context("Cora"), **which)
    assert len(starts(anew)) == {"daily_cap": 4, "weekly_cap": 2}[limit]
    assert booked(town, anew).conflicts == ()


def test_a_booked_round_is_not_moved_for_the_sake_of_a_limit(town: Town) -> None:
    seven_for_ines(town)
    base = drafted(town, replace(THIS_WEEK, daily_cap=NO_LIMIT))
    booked(town, base)
    town.rules = replace(town.rules, daily_cap=2)

    again = rebalanced(town, base)

    assert again.changes == ()


# -- notice for those told by hand -----------------------------------------------------------


def test_who_is_told_by_hand_has_three_working_days_and_is_named(town: Town) -> None:
    ana = outsider(town, "Ana", "Tue 09:00-10:00", "Thu 09:00-10:00")
    town.candidate("Ben", weekly("Tue 10:00-11:00"))
    town.interviewer("Ines", weekly("Tue 09:00-17:00"), weekly("Thu 09:00-17:00"))

    draft = drafted(town)

    assert starts(draft) == {"Ana": at("2026-12-10 09:00"), "Ben": at("2026-12-08 10:00")}
    assert draft.outcome.limits == (
        NoticeNeeded(person_id=ana, working_days=3, first_day=THURSDAY),
    )


def test_whose_hours_are_all_too_soon_waits_for_that_reason(town: Town) -> None:
    ana = outsider(town, "Ana", "Tue 09:00-10:00")
    town.interviewer("Ines", weekly("Tue 09:00-17:00"))

    plan = drafted(town).outcome.plan

    assert [(each.candidate, each.reason) for each in plan.waiting] == [(ana, WhyWaiting.TOO_SOON)]
    assert plan.help is None


def test_an_interviewer_who_is_told_by_hand_needs_the_notice_as_well(town: Town) -> None:
    town.candidate("Ana", weekly("Tue 09:00-10:00"))
    town.interviewer("Ivo", weekly("Tue 09:00-10:00"))
    ivo = town.leaves_the_workspace("Ivo").id

    plan = drafted(town).outcome.plan

    assert [each.reason for each in plan.waiting] == [WhyWaiting.PANEL_TOO_SOON]
    assert [(each.interviewer, each.reason) for each in plan.unneeded] == [
        (ivo, WhyUnneeded.TOO_SOON)
    ]
    assert plan.help is None or ivo not in plan.help.interviewers


@pytest.mark.parametrize("asked", [NO_LIMIT, 1])
def test_a_plan_may_be_asked_for_with_another_notice(town: Town, asked: object) -> None:
    outsider(town, "Ana", "Tue 09:00-10:00")
    town.interviewer("Ines", weekly("Tue 09:00-17:00"))

    draft = drafted(town, replace(THIS_WEEK, hand_notice=asked))

    assert starts(draft) == {"Ana": at("2026-12-08 09:00")}
    assert draft.round.asked.hand_notice == asked


def test_a_plan_that_lay_too_long_to_tell_everybody_is_made_anew(town: Town) -> None:
    outsider(town, "Ana", "Thu 09:00-10:00", "Fri 09:00-10:00")
    town.interviewer("Ines", weekly("Thu 09:00-17:00"), weekly("Fri 09:00-17:00"))
    draft = drafted(town)
    town.now += timedelta(days=1)

    refused = booked(town, draft)

    assert [each.why for each in refused.conflicts] == [WhyNotBooked.BY_HAND]
    which = {"round_id": draft.round.id, "version": draft.round.version}
    anew = replan_round(town.store, context=town.context("Cora"), **which)
    assert starts(anew) == {"Ana": at("2026-12-11 09:00")}
    assert booked(town, anew).conflicts == ()


def test_an_interview_that_stands_may_stay_however_near(town: Town) -> None:
    outsider(town, "Ana", "Thu 09:00-10:00")
    town.candidate("Ben", weekly("Thu 10:00-11:00"))
    town.interviewer("Ines", weekly("Thu 09:00-17:00"))
    base = drafted(town)
    booked(town, base)
    town.now += timedelta(days=2)

    assert rebalanced(town, base).changes == ()


# -- looking for slots -----------------------------------------------------------------------


def test_slots_are_all_shown_with_what_a_plan_would_keep_to(town: Town) -> None:
    ana = outsider(town, "Ana", "Tue 09:00-17:00")
    ines = town.interviewer("Ines", weekly("Tue 09:00-17:00")).id
    for name, hour in zip(NAMES[1:4], ("09", "10", "11"), strict=True):
        town.candidate(name, weekly("Tue 09:00-17:00"))
        town.books(name, "Ines", start=at(f"2026-12-08 {hour}:00"))

    answer = find_slots_for(
        town.store, town.context(), text="Ana with Ines 8 Dec 2026", profiles={}
    )

    assert answer.found.count == 5
    assert answer.limits == (
        NoticeNeeded(person_id=ana, working_days=3, first_day=THURSDAY),
        CapReached(person_id=ines, day=date(2026, 12, 8), count=3),
    )
