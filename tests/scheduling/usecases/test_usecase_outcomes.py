"""What became of a candidate takes them out of all that is asked and planned, and can be undone."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from time_builders import at, window
from town import Town, town_at

from scheduling.errors import (
    CannotTakePart,
    InterviewsAheadChanged,
    LinkOver,
    NobodyWaits,
    NotACandidate,
    NotAllowed,
    StillInInterviews,
)
from scheduling.model import InterviewState, MessageKind, Outcome, Role
from scheduling.model.api_access import LinkPurpose, Offer
from scheduling.model.people import WithAhead
from scheduling.model.rounds import RoundAsked
from scheduling.results.endings import OutcomeChange
from scheduling.store import interviews, people
from scheduling.store.people import candidate_links
from scheduling.timespan import HOUR
from scheduling.usecases.candidate import hours_to_pick, issue_link, pick_hour
from scheduling.usecases.distribute import (
    book_round,
    draft_round,
    prepare_rebalance,
    prepare_round,
)
from scheduling.usecases.interviews import AllowedHours, move_interview, replace_interviewer
from scheduling.usecases.people.listing import list_decided, list_people, people_matching
from scheduling.usecases.people.outcomes import outcome_of, set_outcome
from scheduling.usecases.people.removal import remove_person

pytestmark = pytest.mark.both_databases

NOW = at("2026-11-09 08:00")
NINE, TEN = at("2026-11-10 09:00"), at("2026-11-10 10:00")
TUESDAY = window("2026-11-10 08:00-20:00")
THE_DAY = RoundAsked(start=at("2026-11-10 00:00"), end=at("2026-11-11 00:00"), max_panel=1)


@pytest.fixture(name="town")
def _town() -> Iterator[Town]:
    with town_at(NOW) as town:
        town.coordinator("Cora")
        for name in ("Ines", "Ivo"):
            town.interviewer(name, TUESDAY)
        for name in ("Carl", "Dora"):
            town.candidate(name, TUESDAY)
        yield town


def becomes(
    town: Town,
    name: str,
    outcome: Outcome | None,
    *,
    with_ahead: WithAhead = WithAhead.REFUSE,
    by: str = "Cora",
) -> OutcomeChange:
    return set_outcome(
        town.store,
        town.context(by),
        person_id=town.people[name].id,
        outcome=outcome,
        with_ahead=with_ahead,
    )


def listed(town: Town) -> list[str]:
    page = list_people(town.store, town.context("Cora"), skip=0, limit=100)
    return [person.name for person in page.people if person.role is Role.CANDIDATE]


@pytest.mark.parametrize("outcome", Outcome)
def test_whoever_is_decided_on_is_in_no_list_and_booked_no_more(
    town: Town, outcome: Outcome
) -> None:
    becomes(town, "Carl", outcome)

    assert listed(town) == ["Dora"]
    decided = list_decided(town.store, town.context("Cora"), skip=0, limit=9)
    assert [(each.name, each.outcome) for each in decided.people] == [("Carl", outcome)]
    menu = people_matching(town.store, town.context("Cora"), text="", role=None, limit=9)
    assert "Carl" not in [person.name for person in menu]
    with pytest.raises(CannotTakePart, match="no candidate any more"):
        town.books("Carl", "Ines", start=NINE)
    with pytest.raises(CannotTakePart):
        town.slots("Carl", "Ines", first="2026-11-10")


def test_they_are_in_no_distribution_and_in_no_draft_of_before(town: Town) -> None:
    prepared = prepare_round(town.store, town.context("Cora"), asked=THE_DAY)
    draft = draft_round(town.store, town.context("Cora"), prepared=prepared)
    becomes(town, "Carl", Outcome.REJECTED)

    booked = book_round(
        town.store, town.context("Cora"), round_id=draft.round.id, version=draft.round.version
    )

    assert [conflict.person.name for conflict in booked.conflicts] == ["Carl"]
    again = prepare_round(town.store, town.context("Cora"), asked=THE_DAY)
    assert [each.name for each in again.facts.candidates] == ["Dora"]
    becomes(town, "Dora", Outcome.HIRED)
    with pytest.raises(NobodyWaits):
        prepare_round(town.store, town.context("Cora"), asked=THE_DAY)


def test_a_booked_round_is_planned_again_without_those_who_are_decided_on_or_out(
    town: Town,
) -> None:
    ids = tuple(town.people[name].id for name in ("Carl", "Dora"))
    panel = tuple(town.people[name].id for name in ("Ines", "Ivo"))
    asked = replace(THE_DAY, candidate_ids=ids, interviewer_ids=panel)
    context = town.context("Cora")
    draft = draft_round(
        town.store, context, prepared=prepare_round(town.store, context, asked=asked)
    )
    book_round(town.store, context, round_id=draft.round.id, version=draft.round.version)
    becomes(town, "Carl", Outcome.HIRED, with_ahead=WithAhead.KEEP)
    remove_person(town.store, context, person_id=town.people["Ivo"].id, with_ahead=WithAhead.CANCEL)
    town.candidate("Dirk", TUESDAY)

    again = prepare_rebalance(
        town.store, context, round_id=draft.round.id, joining=(town.people["Dirk"].id,)
    )

    assert "Carl" not in [each.name for each in again.facts.candidates]
    assert [each.name for each in again.facts.interviewers] == ["Ines"]


def test_interviews_ahead_are_cancelled_kept_or_in_the_way_as_it_is_said(town: Town) -> None:
    first, second = town.books("Carl", "Ines", start=NINE), town.books("Dora", "Ines", start=TEN)

    with pytest.raises(StillInInterviews):
        becomes(town, "Carl", Outcome.HIRED)
    cancelled = becomes(town, "Carl", Outcome.HIRED, with_ahead=WithAhead.CANCEL)
    kept = becomes(town, "Dora", Outcome.HIRED, with_ahead=WithAhead.KEEP)

    assert [each.id for each in cancelled.cancelled] == [first.id]
    assert [each.id for each in kept.kept] == [second.id]
    with town.store.reading() as session:
        states = [interviews.get(session, each.id) for each in (first, second)]
    assert [each and each.state for each in states] == [
        InterviewState.CANCELLED,
        InterviewState.BOOKED,
    ]
    assert town.told("Carl") == [MessageKind.CANCELLED]
    assert MessageKind.REMINDER in town.told("Dora")


def test_what_was_kept_can_be_moved_and_given_another_panel(town: Town) -> None:
    kept = town.books("Carl", "Ines", start=NINE)
    becomes(town, "Carl", Outcome.HIRED, with_ahead=WithAhead.KEEP)
    context = town.context("Cora")

    moved = move_interview(
        town.store,
        context,
        interview_id=kept.id,
        start=NINE + HOUR,
        allowed=AllowedHours.OFFERED,
    )
    changed = replace_interviewer(
        town.store,
        context,
        interview_id=kept.id,
        leaving_id=town.people["Ines"].id,
        coming_id=town.people["Ivo"].id,
    )

    assert moved.interview.start == TEN
    assert [each.name for each in changed.interview.interviewers] == ["Ivo"]


def test_what_was_not_seen_is_not_cancelled(town: Town) -> None:
    seen = outcome_of(town.store, town.context("Cora"), whom=town.people["Carl"].id)
    town.books("Carl", "Ines", start=NINE)

    with pytest.raises(InterviewsAheadChanged):
        set_outcome(
            town.store,
            town.context("Cora"),
            person_id=town.people["Carl"].id,
            outcome=Outcome.HIRED,
            with_ahead=WithAhead.CANCEL,
            shown=seen.ahead.as_shown,
        )


def test_it_is_taken_back_and_twice_is_once(town: Town) -> None:
    first = becomes(town, "Carl", Outcome.HIRED)
    twice = becomes(town, "Carl", Outcome.HIRED)
    other = becomes(town, "Carl", Outcome.WITHDRAWN)
    becomes(town, "Carl", None)

    assert (first.before, twice.before, other.before) == (None, Outcome.HIRED, Outcome.HIRED)
    assert listed(town) == ["Carl", "Dora"]
    assert town.books("Carl", "Ines", start=NINE).id
    assert town.told("Dora") == []


def test_whoever_was_hired_and_interviews_now_is_an_interviewer_like_any_other(
    town: Town,
) -> None:
    becomes(town, "Carl", Outcome.HIRED)
    with town.store.writing() as session:
        people.save(session, replace(town.people["Carl"], role=Role.INTERVIEWER))

    assert town.books("Dora", "Carl", start=NINE).id
    with town.store.reading() as session:
        assert "Carl" in [each.name for each in people.page(session, skip=0, limit=9)]
    with pytest.raises(NotACandidate):
        becomes(town, "Carl", Outcome.REJECTED)


@pytest.mark.parametrize("name", ["Ines", "Dora"])
def test_only_coordinators_say_what_became_of_somebody(town: Town, name: str) -> None:
    with pytest.raises(NotAllowed):
        becomes(town, "Carl", Outcome.HIRED, by=name)
    with pytest.raises(NotAllowed):
        list_decided(town.store, town.context(name), skip=0, limit=9)


def test_links_end_unless_an_interview_is_kept(town: Town) -> None:
    town.books("Dora", "Ines", start=NINE)
    for name in ("Carl", "Dora"):
        whose = town.people[name].id
        issue_link(
            town.store,
            town.context("Cora"),
            person_id=whose,
            purpose=LinkPurpose.INTERVIEWS,
        )

    becomes(town, "Carl", Outcome.REJECTED, with_ahead=WithAhead.KEEP)
    becomes(town, "Dora", Outcome.REJECTED, with_ahead=WithAhead.KEEP)

    with town.store.reading() as session:
        links = [
            len(candidate_links.open_of(session, town.people[name].id, now=NOW))
            for name in ("Carl", "Dora")
        ]
    assert links == [0, 1]


def test_whoever_is_decided_on_picks_no_hour_by_a_link_that_stays_for_their_interview(
    town: Town,
) -> None:
    offer = Offer(interviewer_ids=(town.people["Ivo"].id,))
    carl, cora = town.people["Carl"], town.context("Cora")
    issued = issue_link(
        town.store, cora, person_id=carl.id, purpose=LinkPurpose.PICK, offer=offer
    ).link
    town.books("Carl", "Ines", start=NINE)
    before = hours_to_pick(town.store, town.context("Carl"), link=issued)

    becomes(town, "Carl", Outcome.HIRED, with_ahead=WithAhead.KEEP)

    assert before
    assert hours_to_pick(town.store, town.context("Carl"), link=issued) is None
    with pytest.raises(LinkOver):
        pick_hour(town.store, town.context("Carl"), link=issued, start=TEN)
