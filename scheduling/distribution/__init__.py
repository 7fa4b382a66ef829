"""Candidates, interviewers and hours: who interviews whom and when, how good that is, and why.

    round = Round(
        candidates=(Candidate(id=1, free=frozenset({9, 10})), ...),
        interviewers=(
            Interviewer(id=7, free=frozenset({9}), past_load=3,
                        caps=(Cap(hours=monday, most=2), Cap(hours=that_week, most=5))),
            ...
        ),
        min_panel=1, max_panel=None,
        apart=frozenset({(1, 7)}),            # candidate, interviewer: they have met before
        promised=frozenset({Promise(candidate=1, interviewer=7, hour=9)}),  # with nobody else then
        pins=(Pin(candidate=1, hour=9),),     # at this hour or not at all
        off=frozenset({8}),                   # interviewers taken off the round
    )
    plan = distribute(round, seconds=20)

    plan.seatings      # (candidate, hour, panel), by hour
    plan.waiting       # candidates left out, each with the reason and the shortage behind it
    plan.unneeded      # interviewers left out, each with the reason
    plan.standings     # for each level: value, bound, proof, gap
    plan.help          # the one change that would help most, if somebody waits

    search = PlanSearch(round, seconds=20)     # the same in two steps
    search.first()         # a plan within a second or two, its hours perhaps not the earliest
    search.is_over         # whether nothing better is to be looked for
    search.rest()          # the best plan known when the time is up, or nobody wants more

    then = rebalance(changed_round, present=plan.seatings, seconds=20)
    then.plan, then.changes                    # the plan with the fewest moves, and what changes
    faults_in(plan, round=round)               # () unless something is wrong with a plan

Ids and hours are ints; hours grow with time, as ticks do. Days, weeks and zones are not known
here: a cap names the hours for which it holds. People come in any order; the plan is the same.
"""

from scheduling.distribution.checker import Checker, faults_in, worth
from scheduling.distribution.distribute import IsWanted, Progress, distribute
from scheduling.distribution.in_steps import PlanSearch
from scheduling.distribution.problem.plan import (
    OBJECTIVE,
    REBALANCING,
    REBALANCING_EVENLY,
    Certificate,
    Help,
    HelpKind,
    InterviewerHour,
    Level,
    LevelResult,
    Plan,
    PlanChange,
    Proof,
    Rebalanced,
    Seating,
    Shortage,
    Unneeded,
    Waiting,
    WhyUnneeded,
    WhyWaiting,
)
from scheduling.distribution.problem.round import Candidate, Cap, Interviewer, Pin, Promise, Round
from scheduling.distribution.rebalance import changes_between, rebalance

__all__ = [
    "OBJECTIVE",
    "REBALANCING",
    "REBALANCING_EVENLY",
    "Candidate",
    "Cap",
    "Certificate",
    "Checker",
    "Help",
    "HelpKind",
    "Interviewer",
    "InterviewerHour",
    "IsWanted",
    "Level",
    "LevelResult",
    "Pin",
    "Plan",
    "PlanChange",
    "PlanSearch",
    "Progress",
    "Promise",
    "Proof",
    "Rebalanced",
    "Round",
    "Seating",
    "Shortage",
    "Unneeded",
    "Waiting",
    "WhyUnneeded",
    "WhyWaiting",
    "changes_between",
    "distribute",
    "faults_in",
    "rebalance",
    "worth",
]
