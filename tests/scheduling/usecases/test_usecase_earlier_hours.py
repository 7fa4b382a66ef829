"""A plan is shown soon, and one with earlier hours is kept beside it until somebody asks for it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from time_builders import at, window
from town import Town, town_at

from scheduling.distribution import IsWanted, Level, PlanSearch
from scheduling.errors import NotAllowed, RoundChanged, RoundGone
from scheduling.model.rounds import Adjustments, EarlierState, RoundAsked, RoundState
from scheduling.results import Draft
from scheduling.store import rounds
from scheduling.timespan import instant_of
from scheduling.usecases.distribute import (
    Prepared,
    adjust_round,
    book_round,
    draft_first,
    draft_of,
    drop_round,
    leave_proposal,
    look_for_earlier,
    page_of_draft,
    prepare_round,
    search_for,
    show_earlier,
)

pytestmark = pytest.mark.both_databases

NINE, ELEVEN = at("2026-11-10 09:00"), at("2026-11-10 11:00")
TUESDAY = RoundAsked(start=at("2026-11-10 00:00"), end=at("2026-11-11 00:00"))
AT_ONCE, AT_THE_END = 0.0, 60.0


@dataclass(frozen=True, kw_only=True)
class Begun:
    """A plan that is shown, and the search that goes on."""

    draft: Draft
    prepared: Prepared
    search: PlanSearch


@pytest.fixture
def town() -> Iterator[Town]:
    """Ana can come at 9 and 11, Ben at 11; Ines is free at both hours, Ivo at 11."""
    with town_at(at("2026-11-09 08:00"), hand_notice=None) as town:
        town.coordinator("Cora")
        town.candidate("Ana", window("2026-11-10 09:00-10:00"), window("2026-11-10 11:00-12:00"))
        town.candidate("Ben", window("2026-11-10 11:00-12:00"))
        town.interviewer("Ines", window("2026-11-10 09:00-10:00"), window("2026-11-10 11:00-12:00"))
        town.interviewer("Ivo", window("2026-11-10 11:00-12:00"))
        yield town


def begun(town: Town, *, patience: float = AT_ONCE) -> Begun:
    context = town.context("Cora")
    prepared = prepare_round(town.store, context=context, asked=TUESDAY)
    search = search_for(prepared, context=context, patience=patience)
    draft = draft_first(town.store, context, prepared=prepared, search=search)
    return Begun(draft=draft, prepared=prepared, search=search)


def looked(town: Town, begun: Begun, *, is_wanted: IsWanted = lambda: True) -> Draft | None:
    return look_for_earlier(
        town.store,
        town.context("Cora"),
        prepared=begun.prepared,
        search=begun.search,
        draft=begun.draft,
        is_wanted=is_wanted,
    )


def which(draft: Draft) -> dict[str, int]:
    return {"round_id": draft.round.id, "version": draft.round.version}


def starts(draft: Draft) -> dict[str, object]:
    return {
        draft.people[seat.candidate].name: instant_of(seat.hour)
        for seat in draft.outcome.plan.seatings
    }


def state(town: Town, draft: Draft) -> EarlierState | None:
    """What is on record of earlier hours than the draft's."""
    with town.store.reading() as session:
        round = rounds.get(session, draft.round.id)
    assert round is not None
    return None if round.earlier is None else round.earlier.as_of(town.now)


def test_a_plan_that_is_shown_says_that_it_is_looked_for_earlier_hours(town: Town) -> None:
    draft = begun(town).draft

    assert starts(draft) == {"Ana": ELEVEN, "Ben": ELEVEN}
    assert state(town, draft) is EarlierState.LOOKING
    assert not draft.outcome.plan.standing(Level.EARLY).is_proven
    others = [each for each in draft.outcome.plan.standings if each.level is not Level.EARLY]
    assert all(each.is_proven for each in others)


def test_where_the_search_is_over_soon_there_is_nothing_more_to_look_for(town: Town) -> None:
    draft = begun(town, patience=AT_THE_END).draft

    assert starts(draft) == {"Ana": NINE, "Ben": ELEVEN}
    assert state(town, draft) is None


def test_what_is_found_is_kept_beside_the_plan_and_books_nothing_else(town: Town) -> None:
    one = begun(town)

    found = looked(town, one)

    assert found is not None
    assert which(found) == which(one.draft)
    assert starts(found) == {"Ana": ELEVEN, "Ben": ELEVEN}
    assert state(town, found) is EarlierState.FOUND
    booked = book_round(town.store, town.context("Cora"), **which(one.draft))
    assert {each.start for each in booked.interviews} == {ELEVEN}


def test_what_was_found_is_another_version_once_somebody_looks_at_it(town: Town) -> None:
    one = begun(town)
    looked(town, one)

    shown = show_earlier(town.store, town.context("Cora"), **which(one.draft))

    assert shown.round.version == one.draft.round.version + 1
    assert starts(shown) == {"Ana": NINE, "Ben": ELEVEN}
    assert [change.candidate for change in shown.changes] == [town.people["Ana"].id]
    assert state(town, shown) is EarlierState.NONE
    with pytest.raises(RoundChanged):
        book_round(town.store, town.context("Cora"), **which(one.draft))
    booked = book_round(town.store, town.context("Cora"), **which(shown))
    assert {each.start for each in booked.interviews} == {NINE, ELEVEN}


def test_there_is_nothing_to_show_before_anything_is_found(town: Town) -> None:
    draft = begun(town).draft

    with pytest.raises(RoundChanged):
        show_earlier(town.store, town.context("Cora"), **which(draft))

    assert state(town, draft) is EarlierState.LOOKING


def test_whoever_may_not_distribute_is_not_shown_earlier_hours(town: Town) -> None:
    one = begun(town)
    looked(town, one)

    with pytest.raises(NotAllowed):
        show_earlier(town.store, town.context("Ines"), **which(one.draft))


def test_a_search_that_is_over_finds_that_no_hours_are_earlier(town: Town) -> None:
    one = begun(town)
    best = one.search.rest()
    settled = replace(one.draft, outcome=replace(one.draft.outcome, plan=best))

    found = looked(town, replace(one, draft=settled))

    assert found is not None
    assert state(town, found) is EarlierState.NONE
    assert found.outcome.plan.standing(Level.EARLY).is_proven


def test_a_search_that_the_bot_ends_says_so_and_leaves_the_plan(town: Town) -> None:
    one = begun(town)

    found = looked(town, one, is_wanted=lambda: False)

    assert found is not None
    assert state(town, found) is EarlierState.STOPPED
    assert starts(found) == {"Ana": ELEVEN, "Ben": ELEVEN}


def test_a_search_that_a_crash_has_cut_off_counts_as_stopped_when_its_time_is_up(
    town: Town,
) -> None:
    draft = begun(town).draft
    assert state(town, draft) is EarlierState.LOOKING

    town.now += town.rules.distribution_time + timedelta(seconds=11)

    assert state(town, draft) is EarlierState.STOPPED
    booked = book_round(town.store, town.context("Cora"), **which(draft))
    assert len(booked.interviews) == 2


def test_a_search_that_breaks_is_on_record_as_stopped(town: Town) -> None:
    one = begun(town)

    def breaks() -> bool:
        raise OSError("no more memory")

    with pytest.raises(OSError, match="no more memory"):
        looked(town, one, is_wanted=breaks)

    assert state(town, one.draft) is EarlierState.STOPPED


def test_of_a_plan_that_was_booked_or_discarded_meanwhile_nothing_is_kept(town: Town) -> None:
    booked, dropped = begun(town), begun(town)
    book_round(town.store, town.context("Cora"), **which(booked.draft))
    drop_round(town.store, town.context("Cora"), **which(dropped.draft))

    assert looked(town, booked) is None
    assert looked(town, dropped) is None

    with pytest.raises(RoundGone):
        show_earlier(town.store, town.context("Cora"), **which(booked.draft))
    with town.store.reading() as session:
        ended = rounds.get(session, booked.draft.round.id)
    assert ended is not None
    assert ended.state is RoundState.BOOKED


def test_of_a_plan_that_was_adjusted_meanwhile_nothing_is_kept(town: Town) -> None:
    one, ivo = begun(town), town.people["Ivo"].id
    adjusted = adjust_round(
        town.store,
        town.context("Cora"),
        adjustments=Adjustments(off=frozenset({ivo})),
        **which(one.draft),
    )

    assert looked(town, one) is None

    assert state(town, adjusted) is None


def test_what_was_found_stays_when_an_adjustment_is_left(town: Town) -> None:
    one, ivo = begun(town), town.people["Ivo"].id
    looked(town, one)
    adjusted = adjust_round(
        town.store,
        town.context("Cora"),
        adjustments=Adjustments(off=frozenset({ivo})),
        **which(one.draft),
    )

    left = leave_proposal(town.store, town.context("Cora"), **which(adjusted))

    assert state(town, left) is EarlierState.FOUND
    shown = show_earlier(town.store, town.context("Cora"), **which(left))
    assert starts(shown) == {"Ana": NINE, "Ben": ELEVEN}


def test_the_page_that_somebody_looks_at_is_known_when_the_search_ends(town: Town) -> None:
    one = begun(town)

    page_of_draft(town.store, town.context("Cora"), skip=36, **which(one.draft))

    found = looked(town, one)
    assert found is not None
    assert found.round.earlier is not None
    assert found.round.earlier.page == 36
    assert draft_of(town.store, town.context("Cora"), **which(one.draft)).round == found.round
