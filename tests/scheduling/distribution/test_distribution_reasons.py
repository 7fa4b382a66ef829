"""Whoever is left out is named with the reason, and one change that would help is said."""

from dataclasses import replace
from random import Random

from distribution_builders import at_one_hour, candidate, drawn_round, interviewer, round_of

from scheduling.distribution import (
    Cap,
    Help,
    HelpKind,
    Interviewer,
    InterviewerHour,
    Plan,
    Round,
    Shortage,
    WhyUnneeded,
    WhyWaiting,
    distribute,
)


def waiting(plan: Plan) -> dict[int, WhyWaiting]:
    return {each.candidate: each.reason for each in plan.waiting}


def unneeded(plan: Plan) -> dict[int, WhyUnneeded]:
    return {each.interviewer: each.reason for each in plan.unneeded}


def shut(id: int, *hours: int) -> Interviewer:
    return interviewer(id, *hours, most=0)


def test_each_candidate_waits_for_a_reason_of_their_own() -> None:
    round = round_of(
        [candidate(1), candidate(2, 15), candidate(3, 9), candidate(4, 9), candidate(5, 10)],
        [interviewer(1, 9), shut(2, 10)],
    )

    plan = distribute(round)

    assert waiting(plan) == {
        1: WhyWaiting.NO_HOURS,
        2: WhyWaiting.NOBODY_FREE,
        4: WhyWaiting.SHORTAGE,
        5: WhyWaiting.AT_LIMIT,
    }


def test_too_few_for_a_panel_are_nobody() -> None:
    plan = distribute(at_one_hour(1, 1, min_panel=2))

    assert waiting(plan) == {1: WhyWaiting.NOBODY_FREE}


def test_six_candidates_share_only_four_hours_of_interviewers() -> None:
    round = round_of(
        [*(candidate(n, 9, 10) for n in range(1, 7)), candidate(7, 15)],
        [interviewer(1, 9, 10), interviewer(2, 9, 10), interviewer(3, 15)],
    )

    plan = distribute(round)

    expected = Shortage(
        candidates=(1, 2, 3, 4, 5, 6),
        seats=tuple(InterviewerHour(interviewer=i, hour=h) for i in (1, 2) for h in (9, 10)),
        usable=4,
    )
    assert {each.candidate: each.shortage for each in plan.waiting} == {5: expected, 6: expected}


def test_a_shortage_counts_what_caps_leave() -> None:
    round = round_of([candidate(1, 9, 10), candidate(2, 9, 10)], [interviewer(1, 9, 10, most=1)])

    shortage = distribute(round).waiting[0].shortage

    assert shortage is not None
    assert (len(shortage.candidates), len(shortage.seats), shortage.usable) == (2, 2, 1)


def test_a_shortage_leaves_out_candidates_who_do_not_compete() -> None:
    round = round_of(
        [candidate(1, 9), candidate(2, 9), candidate(3, 10), candidate(4, 9, 11)],
        [interviewer(1, 9, 10, 11)],
    )

    shortage = distribute(round).waiting[0].shortage

    assert shortage is not None
    assert shortage.candidates == (1, 2)


def test_panels_of_two_that_need_too_many_are_a_shortage_too() -> None:
    plan = distribute(at_one_hour(3, 2, min_panel=2))

    shortage = plan.waiting[0].shortage

    assert shortage is not None
    assert (shortage.candidates, shortage.usable) == ((1, 2), 3)


def test_each_interviewer_is_not_needed_for_a_reason_of_their_own() -> None:
    round = round_of(
        [candidate(1, 9), candidate(2, 11, 12)],
        [
            interviewer(1, 9),
            interviewer(2, 9),
            interviewer(3),
            interviewer(4, 15),
            shut(5, 9),
            interviewer(6, 11),
            interviewer(7, 12),
            interviewer(8, 9),
        ],
        max_panel=1,
        off=frozenset({8}),
    )

    plan = distribute(round)

    assert unneeded(plan) == {
        2: WhyUnneeded.PANELS_FULL,
        3: WhyUnneeded.NO_HOURS,
        4: WhyUnneeded.NOBODY_TO_MEET,
        5: WhyUnneeded.AT_LIMIT,
        7: WhyUnneeded.NOT_AT_THESE_HOURS,
        8: WhyUnneeded.TAKEN_OFF,
    }


def test_where_everybody_is_served_nothing_would_help() -> None:
    assert distribute(at_one_hour(3, 2)).help is None


def test_an_hour_more_from_the_least_loaded_helps_most() -> None:
    round = round_of(
        [candidate(1, 9), candidate(2, 9), candidate(3, 9, 11)],
        [interviewer(1, 9, past=4), interviewer(2, 11, past=3), interviewer(3, 14, past=1)],
    )

    plan = distribute(round)

    assert plan.help == Help(
        kind=HelpKind.ONE_MORE_HOUR,
        hour=9,
        served_more=1,
        interviewers=(3, 2),
        for_candidates=(2,),
    )


def test_others_move_up_when_somebody_gives_an_hour() -> None:
    round = round_of(
        [candidate(1, 9), candidate(2, 9, 10)], [interviewer(1, 9, most=1), interviewer(2, 14)]
    )

    plan = distribute(round)

    assert plan.help is not None
    assert (plan.help.hour, plan.help.for_candidates) == (9, (2,))


def test_a_higher_cap_helps_where_hours_are_free() -> None:
    round = round_of([candidate(1, 9), candidate(2, 10)], [interviewer(1, 9, 10, most=1)])

    plan = distribute(round)

    assert plan.help is not None
    assert (plan.help.kind, plan.help.hour) == (HelpKind.HIGHER_CAP, 10)


def test_somebody_new_helps_where_nobody_else_can() -> None:
    plan = distribute(at_one_hour(1, 2))

    assert plan.help is not None
    assert (plan.help.kind, plan.help.interviewers) == (HelpKind.ONE_MORE_INTERVIEWER, ())


def test_what_is_said_to_help_does() -> None:
    helped = 0
    for number in range(300):
        round = drawn_round(Random(number))
        plan = distribute(round)
        if plan.help is None:
            continue
        for changed in _as_advised(round, plan, plan.help):
            after = distribute(changed)
            assert len(after.seatings) == len(plan.seatings) + 1, f"round {number}"
            helped += 1
    assert helped > 100


def _as_advised(round: Round, plan: Plan, help: Help) -> list[Round]:
    if help.kind is HelpKind.ONE_MORE_INTERVIEWER:
        new = interviewer(50, help.hour, tags=["python"])
        return [replace(round, interviewers=(*round.interviewers, new))]
    return [
        replace(
            round,
            interviewers=tuple(
                _changed(each, plan, help) if each.id == named else each
                for each in round.interviewers
            ),
        )
        for named in help.interviewers
    ]


def _changed(one: Interviewer, plan: Plan, help: Help) -> Interviewer:
    if help.kind is HelpKind.ONE_MORE_HOUR:
        return replace(one, free=one.free | {help.hour})
    taken = {seating.hour for seating in plan.seatings if one.id in seating.panel}

    def raised(cap: Cap) -> Cap:
        stops = help.hour in cap.hours and len(taken & cap.hours) >= cap.most
        return replace(cap, most=cap.most + stops)

    return replace(one, caps=tuple(raised(cap) for cap in one.caps))
