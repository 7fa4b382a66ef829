"""Drafting, adjusting, booking and re-levelling rounds, on a real store."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from time_builders import at, off, weekly, window
from town import Town, town_at

from scheduling.distribution import WhyUnneeded, WhyWaiting
from scheduling.errors import (
    DaysHavePassed,
    NobodyWaits,
    NobodyWithId,
    NoInterviewerFree,
    NotAllowed,
    NothingAhead,
    PanelLimits,
    RoundChanged,
    RoundGone,
    WrongRole,
)
from scheduling.model import AskedHours, Channel, Interview, MessageKind, WallHours
from scheduling.model.permissions import as_shown_to
from scheduling.model.rounds import Adjustments, PinnedHour, RoundAsked, RoundState
from scheduling.results import Draft, RoundBooked, RoundNews, SincePlanned, WhyNotBooked
from scheduling.store import interviews, rounds
from scheduling.store import people as stored_people
from scheduling.store.interviews import history
from scheduling.store.messages.delivery import claiming
from scheduling.timespan import instant_of, tick_at
from scheduling.usecases.distribute import (
    adjust_round,
    book_at_once,
    book_round,
    draft_of,
    draft_round,
    drop_round,
    leave_proposal,
    plan_round,
    prepare_rebalance,
    prepare_round,
    rebalance_round,
    replan_round,
    take_proposal,
)
from scheduling.usecases.interviews import cancel_interview, decline_interview

NOW = at("2026-11-09 08:00")
NINE, TEN, ELEVEN = (at(f"2026-11-10 {hour}:00") for hour in ("09", "10", "11"))
TUESDAY = RoundAsked(start=at("2026-11-10 00:00"), end=at("2026-11-11 00:00"))
A_WEEK = RoundAsked(start=at("2026-11-09 00:00"), end=at("2026-11-16 00:00"))


@pytest.fixture
def town() -> Iterator[Town]:
    with town_at(NOW, hand_notice=None) as town:
        town.coordinator("Cora")
        yield town


def drafted(town: Town, asked: RoundAsked = TUESDAY) -> Draft:
    context = town.context("Cora")
    prepared = prepare_round(town.store, context=context, asked=asked)
    return draft_round(town.store, context=context, prepared=prepared)


def booked(town: Town, draft: Draft) -> RoundBooked:
    return book_round(town.store, context=town.context("Cora"), **which(draft))


def which(draft: Draft) -> dict[str, int]:
    return {"round_id": draft.round.id, "version": draft.round.version}


def rebalanced(town: Town, base: Draft, *joining: str) -> Draft:
    context, round_id = town.context("Cora"), base.round.id
    ids = tuple(town.people[name].id for name in joining)
    prepared = prepare_rebalance(town.store, context=context, round_id=round_id, joining=ids)
    return rebalance_round(town.store, context=context, round_id=round_id, prepared=prepared)


def panels(draft: Draft) -> dict[str, tuple[datetime, tuple[str, ...]]]:
    """When each candidate of the plan is interviewed, and by whom."""
    return {
        draft.people[seat.candidate].name: (
            instant_of(seat.hour),
            tuple(sorted(draft.people[id].name for id in seat.panel)),
        )
        for seat in draft.outcome.plan.seatings
    }


def ahead(town: Town) -> dict[str, tuple[datetime, tuple[str, ...]]]:
    """The interviews that are booked."""
    with town.store.reading() as session:
        found = interviews.upcoming(session, ending_after=town.now, limit=100)
    return {
        i.candidate.name: (i.start, tuple(sorted(p.name for p in i.interviewers))) for i in found
    }


def one_interview(town: Town, candidate: str) -> Interview:
    with town.store.reading() as session:
        found = interviews.upcoming(session, ending_after=town.now, limit=100)
    return next(i for i in found if i.candidate.name == candidate)


def news(town: Town, interview: Interview) -> list[tuple[str, MessageKind]]:
    """What has been planned about an interview but reminders, by whom it is for."""
    names = {person.id: name for name, person in town.people.items()}
    return sorted(
        (names[message.person_id], message.kind)
        for message, _ in town.messages(interview)
        if message.kind is not MessageKind.REMINDER
    )


def ana_and_ben(town: Town) -> None:
    """Ana can come at 9, Ben at 10; Ines and Ivo are free at 9, Isla at 10, Ingrid at both."""
    town.candidate("Ana", window("2026-11-10 09:00-10:00"))
    town.candidate("Ben", window("2026-11-10 10:00-11:00"))
    town.interviewer("Ines", window("2026-11-10 09:00-10:00"))
    town.interviewer("Ivo", window("2026-11-10 09:00-10:00"))
    town.interviewer("Isla", window("2026-11-10 10:00-11:00"))
    town.interviewer("Ingrid", window("2026-11-10 09:00-11:00"))


# -- who takes part --------------------------------------------------------------------------


def test_a_plan_is_spread_evenly_and_nothing_is_booked_by_it(town: Town) -> None:
    ana_and_ben(town)

    draft = drafted(town)

    assert panels(draft) == {"Ana": (NINE, ("Ines", "Ivo")), "Ben": (TEN, ("Ingrid", "Isla"))}
    assert draft.round.state is RoundState.DRAFT
    assert ahead(town) == {}


def test_all_who_wait_are_those_with_hours_and_without_an_interview_ahead(town: Town) -> None:
    ana_and_ben(town)
    town.candidate("Cy")
    town.candidate("Dan", window("2026-11-02 10:00-11:00"))
    town.candidate("Eve", window("2026-11-12 10:00-11:00"))
    town.books("Ana", "Ines", start=NINE)

    draft = drafted(town)

    assert set(panels(draft)) == {"Ben"}
    assert [draft.people[each.candidate].name for each in draft.outcome.plan.waiting] == ["Eve"]
    assert [draft.people[id].name for id in draft.outcome.no_hours] == ["Cy"]


def test_those_who_are_named_take_part_and_nobody_else(town: Town) -> None:
    ana_and_ben(town)
    ids = {name: person.id for name, person in town.people.items()}
    named = replace(TUESDAY, candidate_ids=(ids["Ana"],), interviewer_ids=(ids["Ivo"], ids["Isla"]))

    draft = drafted(town, named)

    assert panels(draft) == {"Ana": (NINE, ("Ivo",))}
    [unneeded] = draft.outcome.plan.unneeded
    assert draft.people[unneeded.interviewer].name == "Isla"
    assert unneeded.reason is WhyUnneeded.NOBODY_TO_MEET


def test_hours_that_are_over_or_too_soon_are_not_used(town: Town) -> None:
    town.now = at("2026-11-10 09:30")
    town.candidate("Ana", window("2026-11-10 09:00-12:00"))
    town.interviewer("Ines", window("2026-11-10 08:00-12:00"))

    assert panels(drafted(town)) == {"Ana": (ELEVEN, ("Ines",))}


def test_hours_are_those_of_the_workspaces_clock() -> None:
    with town_at(NOW, time_zone="Asia/Kolkata") as town:
        town.coordinator("Cora")
        town.candidate("Ana", window("2026-11-10 09:00-12:00"))
        town.interviewer("Ines", window("2026-11-10 09:00-12:00"))

        assert panels(drafted(town))["Ana"][0] == at("2026-11-10 09:30")


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"min_panel": 3, "max_panel": 2}, PanelLimits),
        ({"start": at("2026-11-02 00:00"), "end": at("2026-11-03 00:00")}, DaysHavePassed),
        ({"candidate_ids": (4711,)}, NobodyWithId),
        ({"interviewer_ids": (4711,)}, NobodyWithId),
        ({"candidate_ids": (5,)}, WrongRole),
        ({"start": at("2026-11-20 00:00"), "end": at("2026-11-21 00:00")}, NoInterviewerFree),
    ],
)
def test_what_can_be_no_round_is_refused(
    town: Town, change: dict[str, object], refusal: type[Exception]
) -> None:
    ana_and_ben(town)

    with pytest.raises(refusal):
        drafted(town, replace(TUESDAY, **change))


def test_where_nobody_waits_it_is_said_and_who_has_given_no_hours(town: Town) -> None:
    town.candidate("Cy")
    town.interviewer("Ines", window("2026-11-10 09:00-10:00"))

    with pytest.raises(NobodyWaits) as refused:
        drafted(town)

    assert "Cy has given none yet." in refused.value.sentence(zone=NOW.tzinfo)


def test_only_coordinators_distribute(town: Town) -> None:
    ana_and_ben(town)
    draft = drafted(town)
    ines = town.context("Ines")

    with pytest.raises(NotAllowed):
        prepare_round(town.store, context=ines, asked=TUESDAY)
    with pytest.raises(NotAllowed):
        book_round(town.store, context=ines, **which(draft))
    with pytest.raises(NotAllowed):
        draft_of(town.store, context=ines, **which(draft))


# -- hard rules ------------------------------------------------------------------------------


def met(town: Town) -> None:
    """Ana was interviewed by Ines last week, and both are free again."""
    town.now = at("2026-11-01 08:00")
    town.candidate("Ana", weekly("Tue 09:00-10:00"))
    town.interviewer("Ines", weekly("Tue 09:00-10:00"))
    town.books("Ana", "Ines", start=at("2026-11-03 09:00"))
    town.now = NOW


def test_those_who_have_met_are_kept_apart(town: Town) -> None:
    met(town)

    plan = drafted(town).outcome.plan

    assert plan.seatings == ()
    assert [each.reason for each in plan.waiting] == [WhyWaiting.NOBODY_FREE]


def test_those_who_have_met_may_meet_again_where_that_is_wanted_and_are_named(town: Town) -> None:
    met(town)

    draft = drafted(town, replace(TUESDAY, may_meet_again=True))

    assert panels(draft) == {"Ana": (NINE, ("Ines",))}
    assert draft.outcome.met_again == ((town.people["Ana"].id, town.people["Ines"].id),)


def test_a_cancelled_interview_makes_no_acquaintances(town: Town) -> None:
    ana_and_ben(town)
    interview = town.books("Ana", "Ines", start=NINE)
    cancel_interview(town.store, context=town.context("Cora"), interview_id=interview.id)

    assert "Ines" in panels(drafted(town))["Ana"][1]


def capped(town: Town, **rules: int) -> None:
    town.rules = replace(town.rules, **rules)


@pytest.mark.parametrize(
    ("zone", "served"),
    [("UTC", 1), ("Asia/Kolkata", 1), ("America/Los_Angeles", 2)],
)
def test_a_daily_cap_is_of_the_interviewers_own_day(town: Town, zone: str, served: int) -> None:
    """07:00 and 09:00 UTC are one day in most places; in Los Angeles they are 23:00 and 01:00."""
    capped(town, daily_cap=1)
    town.candidate("Ana", window("2026-11-10 07:00-08:00"))
    town.candidate("Ben", window("2026-11-10 09:00-10:00"))
    town.interviewer("Ines", window("2026-11-09 00:00-72:00"), time_zone=zone)

    draft = drafted(town)

    assert len(draft.outcome.plan.seatings) == served


def test_a_weekly_cap_counts_what_is_booked_in_that_iso_week_already(town: Town) -> None:
    capped(town, weekly_cap=2)
    for name, day in (("Ana", "09"), ("Ben", "11"), ("Cy", "16")):
        town.candidate(name, window(f"2026-11-{day} 12:00-13:00"))
    town.candidate("Dan", window("2026-11-15 12:00-13:00"))
    town.interviewer("Ines", window("2026-11-09 00:00-240:00"))
    town.books("Ana", "Ines", start=at("2026-11-09 12:00"))

    draft = drafted(town, replace(A_WEEK, end=at("2026-11-18 00:00")))

    assert set(panels(draft)) == {"Ben", "Cy"}
    assert len(draft.outcome.plan.waiting) == 1


# -- fairness over time ----------------------------------------------------------------------


def test_who_has_interviewed_less_lately_is_asked_first(town: Town) -> None:
    town.now = at("2026-11-01 08:00")
    town.candidate("Zed", weekly("Tue 09:00-10:00"))
    town.candidate("Ana", window("2026-11-10 09:00-10:00"))
    town.interviewer("Ines", weekly("Tue 09:00-10:00"))
    town.interviewer("Ivo", weekly("Tue 09:00-10:00"))
    town.books("Zed", "Ines", start=at("2026-11-03 09:00"))
    town.now = NOW
    only_ana = replace(TUESDAY, candidate_ids=(town.people["Ana"].id,), max_panel=1)

    assert panels(drafted(town, only_ana))["Ana"][1] == ("Ivo",)


def test_a_newcomer_is_not_flooded(town: Town) -> None:
    """Ines has had one interview, Ivo came after it and counts as having had one as well."""
    town.now = at("2026-11-01 08:00")
    town.candidate("Zed", weekly("Tue 09:00-10:00"))
    town.candidate("Ana", window("2026-11-10 09:00-10:00"))
    town.interviewer("Ines", weekly("Tue 09:00-10:00"))
    town.books("Zed", "Ines", start=at("2026-11-03 09:00"))
    town.now = NOW
    town.interviewer("Ivo", weekly("Tue 09:00-10:00"))
    only_ana = replace(TUESDAY, candidate_ids=(town.people["Ana"].id,), max_panel=1)

    prepared = prepare_round(town.store, context=town.context("Cora"), asked=only_ana)

    assert [each.past_load for each in prepared.round.interviewers] == [1, 1]


def test_leave_counts_like_being_new_and_cancelling_gives_back(town: Town) -> None:
    town.now = at("2026-10-01 08:00")
    for name in ("Yan", "Zed"):
        town.candidate(name, weekly("Tue 09:00-12:00"))
    town.interviewer("Ines", weekly("Tue 09:00-12:00"))
    town.interviewer("Ivo", weekly("Tue 09:00-12:00"), off("2026-11-02 00:00-72:00"))
    town.now = at("2026-11-01 08:00")
    first = town.books("Yan", "Ines", start=at("2026-11-03 09:00"))
    town.books("Zed", "Ines", start=at("2026-11-03 10:00"))
    cora = town.context("Cora")

    def loads() -> list[int]:
        context = replace(cora, now=NOW)
        prepared = prepare_round(town.store, context=context, asked=A_WEEK)
        return [each.past_load for each in prepared.round.interviewers]

    assert loads() == [2, 2]
    cancel_interview(town.store, context=cora, interview_id=first.id)
    assert loads() == [1, 1]


# -- booking ---------------------------------------------------------------------------------


def test_booking_takes_every_hour_and_plans_one_message_each_and_the_reminders(
    town: Town,
) -> None:
    ana_and_ben(town)
    draft = drafted(town)

    done = booked(town, draft)

    assert ahead(town) == panels(draft)
    assert done.draft.round.state is RoundState.BOOKED
    with town.store.writing() as session:
        due = claiming.claim(session, channel=Channel.SLACK, owner="me", now=town.now, limit=100)
    told = sorted(each.message.person_id for each in due)
    assert told == sorted(town.people[name].id for name in town.people if name != "Cora")
    assert {each.message.kind for each in due} == {MessageKind.ROUND_BOOKED}
    ana = one_interview(town, "Ana")
    assert {message.kind for message, _ in town.messages(ana)} == {MessageKind.REMINDER}


def test_twenty_who_book_at_once_book_once(tmp_path: Path) -> None:
    with town_at(NOW, folder=tmp_path) as town:
        town.coordinator("Cora")
        ana_and_ben(town)
        draft = drafted(town)
        together = Barrier(20)

        def book() -> str:
            together.wait(timeout=60)
            try:
                return booked(town, draft).draft.round.state.value
            except RoundGone as gone:
                return gone.state + " already"

        with ThreadPoolExecutor(20) as crowd:
            answers = sorted(each.result() for each in [crowd.submit(book) for _ in range(20)])

        assert answers == ["booked", *["booked already"] * 19]
        assert len(ahead(town)) == 2


def test_whoever_was_taken_meanwhile_is_named_and_nothing_is_half_booked(town: Town) -> None:
    ana_and_ben(town)
    town.candidate("Cy", window("2026-11-10 09:00-10:00"))
    named = tuple(town.people[name].id for name in ("Ana", "Ben"))
    draft = drafted(town, replace(TUESDAY, candidate_ids=named))
    town.books("Cy", "Ivo", start=NINE)

    answer = booked(town, draft)

    assert [(each.person.name, each.start, each.why) for each in answer.conflicts] == [
        ("Ivo", NINE, WhyNotBooked.TAKEN)
    ]
    assert set(ahead(town)) == {"Cy"}
    again = replan_round(town.store, context=town.context("Cora"), **which(draft))
    assert panels(again) == {"Ana": (NINE, ("Ines",)), "Ben": (TEN, ("Ingrid", "Isla"))}
    assert [each.left for each in again.changes] == [(town.people["Ivo"].id,)]
    assert booked(town, again).conflicts == ()


def test_a_plan_that_has_come_too_near_is_not_booked(town: Town) -> None:
    ana_and_ben(town)
    draft = drafted(town)
    town.now = NINE - timedelta(minutes=30)

    answer = booked(town, draft)

    assert {each.why for each in answer.conflicts} == {WhyNotBooked.TOO_SOON}
    assert ahead(town) == {}


def test_a_plan_goes_by_the_hours_that_hold_when_it_is_booked(town: Town) -> None:
    ana_and_ben(town)
    draft = drafted(town)
    with town.store.writing() as session:
        person = town.people["Isla"]
        stored_people.save(session, replace(person, time_zone="Asia/Kolkata"))

    answer = booked(town, draft)

    assert [(each.person.name, each.why) for each in answer.conflicts] == [
        ("Isla", WhyNotBooked.HOURS_CHANGED)
    ]


def test_old_versions_and_dropped_plans_are_refused(town: Town) -> None:
    ana_and_ben(town)
    draft = drafted(town)
    cora = town.context("Cora")
    adjust_round(
        town.store,
        context=cora,
        adjustments=Adjustments(off=frozenset({town.people["Ivo"].id})),
        **which(draft),
    )

    with pytest.raises(RoundChanged):
        booked(town, draft)
    other = drafted(town)
    drop_round(town.store, context=cora, **which(other))
    with pytest.raises(RoundGone):
        booked(town, other)


# -- adjusting -------------------------------------------------------------------------------


def test_a_proposal_is_taken_or_left(town: Town) -> None:
    ana_and_ben(town)
    draft, cora = drafted(town), town.context("Cora")
    ben, ivo = town.people["Ben"].id, town.people["Ivo"].id
    wanted = Adjustments(off=frozenset({ivo}), left_out=frozenset({ben}))

    proposed = adjust_round(town.store, context=cora, adjustments=wanted, **which(draft))
    kept = leave_proposal(town.store, context=cora, **which(proposed))
    again = adjust_round(town.store, context=cora, adjustments=wanted, **which(kept))
    taken = take_proposal(town.store, context=cora, **which(again))

    assert {each.candidate for each in proposed.changes} == {ben, town.people["Ana"].id}
    assert panels(proposed) == panels(kept) == panels(draft)
    assert set(panels(taken)) == {"Ana"}
    assert taken.round.adjustments == wanted


def test_a_pin_holds_and_is_kept_when_the_plan_is_made_anew(town: Town) -> None:
    town.candidate("Ana", window("2026-11-10 09:00-12:00"))
    town.interviewer("Ines", window("2026-11-10 09:00-12:00"))
    draft, cora = drafted(town), town.context("Cora")
    pin = PinnedHour(candidate_id=town.people["Ana"].id, tick=tick_at(ELEVEN))

    proposed = adjust_round(
        town.store, context=cora, adjustments=Adjustments(pins=(pin,)), **which(draft)
    )
    taken = take_proposal(town.store, context=cora, **which(proposed))
    again = replan_round(town.store, context=cora, **which(taken))

    assert panels(again) == panels(taken) == {"Ana": (ELEVEN, ("Ines",))}


# -- levelling again -------------------------------------------------------------------------


def test_who_drops_out_is_replaced_with_the_fewest_moves_and_only_they_hear_of_it(
    town: Town,
) -> None:
    ana_and_ben(town)
    base = booked(town, drafted(town, replace(TUESDAY, max_panel=1))).draft
    ana, ben = one_interview(town, "Ana"), one_interview(town, "Ben")
    leaving = ana.interviewers[0].name
    decline_interview(town.store, context=town.context(leaving), interview_id=ana.id)
    before = news(town, ben)

    draft = rebalanced(town, base)
    booked(town, draft)

    [change] = draft.changes
    assert change.candidate == town.people["Ana"].id
    assert leaving not in ahead(town)["Ana"][1]
    assert news(town, ben) == before
    assert (leaving, MessageKind.REMOVED) in news(town, ana)


def test_two_take_each_others_hour_in_one_go(town: Town) -> None:
    town.candidate("Ana", window("2026-11-10 09:00-11:00"))
    town.interviewer("Ines", window("2026-11-10 09:00-11:00"))
    base = booked(town, drafted(town)).draft
    town.candidate("Ben", window("2026-11-10 09:00-10:00"))

    draft = rebalanced(town, base, "Ben")
    booked(town, draft)

    assert ahead(town) == {"Ana": (TEN, ("Ines",)), "Ben": (NINE, ("Ines",))}
    ana = one_interview(town, "Ana")
    assert ("Ana", MessageKind.MOVED) in news(town, ana)
    assert ana.revision == 2
    with town.store.reading() as session:
        assert rounds.interview_ids(session, base.round.id) == (1, 2)


def test_a_candidate_whose_interview_was_cancelled_is_not_given_another(town: Town) -> None:
    ana_and_ben(town)
    base = booked(town, drafted(town)).draft
    ana = one_interview(town, "Ana")
    cancel_interview(town.store, context=town.context("Ana"), interview_id=ana.id)

    assert set(panels(rebalanced(town, base))) == {"Ben"}


def test_a_round_that_has_changed_since_the_offer_is_left_alone_and_said_how(town: Town) -> None:
    ana_and_ben(town)
    base = booked(town, drafted(town)).draft
    town.candidate("Cy", window("2026-11-10 10:00-11:00"))
    draft = rebalanced(town, base, "Cy")
    ben = one_interview(town, "Ben")
    cancel_interview(town.store, context=town.context("Cora"), interview_id=ben.id)

    answer = booked(town, draft)

    gone = SincePlanned(candidate=ben.candidate, what=RoundNews.CANCELLED, was=ben.start, now=None)
    assert (answer.interviews, answer.since) == ((), (gone,))
    assert set(ahead(town)) == {"Ana"}
    again = replan_round(town.store, context=town.context("Cora"), **which(answer.draft))
    assert set(panels(again)) == {"Ana", "Cy"}
    assert booked(town, again).since == ()


def test_a_round_that_is_over_can_not_be_levelled_again(town: Town) -> None:
    ana_and_ben(town)
    base = booked(town, drafted(town)).draft
    town.now = at("2026-11-10 15:00")

    with pytest.raises(NothingAhead):
        rebalanced(town, base)


def test_what_was_never_booked_can_not_be_levelled_again(town: Town) -> None:
    ana_and_ben(town)

    with pytest.raises(RoundGone):
        rebalanced(town, drafted(town))


# -- planned and booked in one go ------------------------------------------------------------


def test_a_program_that_is_nobody_here_books_in_one_go(town: Town) -> None:
    ana_and_ben(town)
    context = town.context()
    prepared = prepare_round(town.store, context=context, asked=TUESDAY)
    outcome = plan_round(context=context, prepared=prepared)
    before = ahead(town)

    answer = book_at_once(town.store, context=context, prepared=prepared, outcome=outcome)

    assert before == {}
    assert answer.draft.round.state is RoundState.BOOKED
    assert ahead(town) == panels(answer.draft)
    assert set(ahead(town)) == {"Ana", "Ben"}


def test_in_one_go_nothing_is_booked_when_somebody_was_quicker(town: Town) -> None:
    ana_and_ben(town)
    context = town.context()
    prepared = prepare_round(town.store, context=context, asked=TUESDAY)
    outcome = plan_round(context=context, prepared=prepared)
    town.books("Ana", "Ines", start=NINE)

    answer = book_at_once(town.store, context=context, prepared=prepared, outcome=outcome)

    assert {each.why for each in answer.conflicts} == {WhyNotBooked.TAKEN}
    assert ahead(town) == {"Ana": (NINE, ("Ines",))}
    with pytest.raises(RoundGone):
        booked(town, answer.draft)


# -- what the store remembers ----------------------------------------------------------------


def test_history_leaves_out_what_was_cancelled_declined_or_asked_not_to_count(town: Town) -> None:
    ana_and_ben(town)
    town.candidate("Cy", window("2026-11-10 10:00-11:00"))
    first = town.books("Ana", "Ines", "Ivo", start=NINE)
    second = town.books("Ben", "Isla", start=TEN)
    decline_interview(town.store, context=town.context("Ivo"), interview_id=first.id)
    ids = {name: person.id for name, person in town.people.items()}

    with town.store.reading() as session:
        starts = history.starts_of(
            session, person_ids=[ids["Ines"], ids["Ivo"], ids["Isla"]], span=first.span
        )
        known = history.acquainted(session, candidate_ids=[ids["Ana"], ids["Ben"]], but=[second.id])
        waiting = history.with_interview_ahead(
            session, candidate_ids=[ids["Ana"], ids["Cy"]], now=NOW
        )

    assert starts == {ids["Ines"]: (NINE,), ids["Ivo"]: (), ids["Isla"]: ()}
    assert known == {(ids["Ana"], ids["Ines"]), (ids["Ana"], ids["Ivo"])}
    assert waiting == {ids["Ana"]}


# -- whom nothing reaches --------------------------------------------------------------------


def test_a_booked_round_names_those_whom_nothing_reaches(town: Town) -> None:
    town.candidate("Ana", window("2026-11-10 09:00-10:00"))
    town.interviewer("Ines", window("2026-11-10 09:00-12:00"))
    ana = town.leaves_the_workspace("Ana")
    draft = drafted(town)

    answer = booked(town, draft)

    (untold,) = answer.untold
    assert untold.person == ana
    # Whom they meet is not in the words for a candidate.
    assert untold.news.interviews == tuple(
        as_shown_to(ana, each, sees_panel=False) for each in answer.interviews
    )
    assert ana.id in answer.draft.unreached
    assert town.people["Ines"].id not in answer.draft.unreached


def test_a_rebalanced_round_names_those_whom_nothing_reaches(town: Town) -> None:
    both = window("2026-11-10 09:00-11:00")
    town.candidate("Ana", both)
    town.interviewer("Ines", both)
    base = booked(town, drafted(town)).draft
    town.candidate("Ben", both)
    ben = town.leaves_the_workspace("Ben")

    answer = booked(town, rebalanced(town, base, "Ben"))

    assert [each.person for each in answer.untold] == [ben]


def test_a_plan_keeps_to_the_hours_and_the_limit_asked_for_also_when_it_is_read_back(
    town: Town,
) -> None:
    for name in ("Ana", "Ben", "Cy"):
        town.candidate(name, window("2026-11-10 08:00-18:00"))
    town.interviewer("Ines", window("2026-11-10 08:00-18:00"))
    mornings = AskedHours(time_zone="UTC", hours=(WallHours(start=540, end=720),))

    free = drafted(town, replace(TUESDAY, within=mornings))
    capped = drafted(town, replace(TUESDAY, within=mornings, daily_cap=2))

    assert sorted(start.hour for start, _ in panels(free).values()) == [9, 10, 11]
    assert len(panels(capped)) == 2
    shown = draft_of(town.store, context=town.context("Cora"), **which(capped))
    assert shown.round.asked == replace(TUESDAY, within=mornings, daily_cap=2)
