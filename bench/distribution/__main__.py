"""The command line: python -m bench.distribution. How fast rounds are distributed, how well, and
how far that is proven.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from statistics import median
from time import perf_counter

from bench.distribution.first_plans import FIRST_PLANS, first_plans
from bench.distribution.plain import plainly_solved
from bench.distribution.rounds import greedily_served
from bench.distribution.sizes import Broken, Size, drawn, time_words, timed, words
from bench.engine.targets import Line, summary, table
from scheduling.distribution import Certificate, Level, Plan, Proof, Round, distribute, faults_in
from scheduling.distribution.bounds import served_bound
from scheduling.distribution.checker import Checker
from scheduling.distribution.matching import seat_all
from scheduling.distribution.problem.pools import pools_of
from scheduling.distribution.seats import Seats, by_the_caps

SERVED_SIZES: tuple[tuple[Size, float], ...] = (
    ((100, 60, 80), 15),
    ((500, 200, 200), 2),
    ((2000, 500, 400), 2),
)
"""Candidates, interviewers and hours; and how many times greedy's time it may take."""
WHOLE_SIZES: tuple[tuple[Size, float], ...] = (
    ((20, 30, 40), 1),
    ((100, 60, 80), 10),
    ((60, 100, 80), 10),
    ((500, 200, 200), 60),
    ((200, 500, 200), 60),
)
"""Candidates, interviewers and hours; and how many seconds it may take."""
BESIDE_PLAIN: tuple[Size, float] = (60, 100, 80), 1.1
"""Thin, and at most how many times as long as plain HiGHS the one in the middle may take."""
_PLAIN_ROUNDS = 10
_PLAIN_SECONDS = 120.0
GROWTH: tuple[Size, Size] = (200, 50, 200), (2000, 500, 200)


def lines(*, runs: int = 5, largest: int = 3000, seed: int = 1) -> Iterator[Line]:
    """Measure rounds of at most so many candidates, and yield a line for each.

    Times are medians of `runs`, on one processor; whole objectives are solved once for each of
    three rounds, by the clock on the wall.
    """
    for size, bar in SERVED_SIZES:
        if size[0] <= largest:
            for is_thin in (False, True):
                yield _served(size, bar, is_thin=is_thin, runs=runs, seed=seed)
    for size, limit in WHOLE_SIZES:
        if max(size[:2]) <= largest:
            for is_thin in (False, True):
                yield _whole(size, limit, is_thin=is_thin, seed=seed)
    for size, limit in FIRST_PLANS:
        if max(size[:2]) <= largest:
            for is_thin in (False, True):
                yield first_plans(size, limit, is_thin=is_thin, seed=seed)
    if max(BESIDE_PLAIN[0]) <= largest:
        yield _beside_plain(*BESIDE_PLAIN, seed=seed)
    if GROWTH[1][0] <= largest:
        yield _growth(runs=runs, seed=seed)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench.distribution", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="runs to take the median of (5)")
    parser.add_argument("--largest", type=int, default=3000, help="people at the most (3,000)")
    parser.add_argument("--seed", type=int, default=1, help="of the rounds (1)")
    parser.add_argument("--strict", action="store_true", help="fail when a target is missed")
    told = parser.parse_args(arguments)
    found: list[Line] = []
    try:
        for line in lines(runs=told.runs, largest=told.largest, seed=told.seed):
            print(f"{line.what}: {line.ours}", file=sys.stderr, flush=True)
            found.append(line)
    except Broken as broken:
        print(broken, file=sys.stderr)
        return 2
    print(table(found))
    print("\n" + summary(found))
    return 1 if told.strict and any(line.is_met is False for line in found) else 0


def _served(size: Size, bar: float, *, is_thin: bool, runs: int, seed: int) -> Line:
    round = drawn(size, is_thin=is_thin, seed=seed)
    ours, (served, bound) = timed(lambda: _served_and_bound(round), runs=runs)
    greedy, seated = timed(lambda: greedily_served(round), runs=runs)
    if Checker(round).certified_bound(bound, values={}) != served:
        raise Broken(f"{size}: {served} served, and the certificate says something else")
    lost = f"loses {1 - seated / served:.1%}" if seated < served else "loses nobody"
    return Line(
        target=4,
        what=f"most served, {words(size, is_thin)}",
        ours=f"{time_words(ours)}, proven",
        against=f"greedy, {time_words(greedy)}, {lost}",
        outcome=f"{ours / greedy:.1f}× (at most {bar:g}×)",
        is_met=ours <= bar * greedy,
    )


def _served_and_bound(round: Round) -> tuple[int, Certificate]:
    pools = pools_of(round)
    seats = Seats(pools, limits=by_the_caps(pools))
    stuck = seat_all(seats, sorted(pools.of, key=lambda each: (len(pools.of[each]), each)))
    return len(seats.of), served_bound(pools, stuck)


def _whole(size: Size, limit: float, *, is_thin: bool, seed: int) -> Line:
    rounds = [drawn(size, is_thin=is_thin, seed=seed + n) for n in range(3)]
    seconds: list[float] = []
    plans: list[Plan] = []
    for round in rounds:
        took, plan = timed(partial(distribute, round, seconds=limit), runs=1, clock=perf_counter)
        faults = faults_in(plan, round=round)
        if faults:
            raise Broken(f"{size}: {faults}")
        seconds.append(took)
        plans.append(plan)
    return Line(
        target=5,
        what=f"all levels, {words(size, is_thin)}, 3 rounds",
        ours=f"{time_words(median(seconds))}, at most {time_words(max(seconds))}",
        against=_proofs(plans),
        outcome=f"at most {limit:g} s",
        is_met=max(seconds) <= limit and all(_is_known(plan, size) for plan in plans),
    )


def _beside_plain(size: Size, bar: float, *, seed: int) -> Line:
    ratios = []
    for n in range(_PLAIN_ROUNDS):
        round = drawn(size, is_thin=True, seed=seed + n)
        plain, best = timed(partial(plainly_solved, round, seconds=_PLAIN_SECONDS), runs=1)
        ours, plan = timed(partial(distribute, round, seconds=_PLAIN_SECONDS), runs=1)
        if best is None or best != {each.level: each.bound for each in plan.standings}:
            raise Broken(f"{size}: plain HiGHS finds {best}, and we {plan.standings}")
        ratios.append(ours / plain)
    return Line(
        target=5,
        what=f"all levels proven, {words(size, is_thin=True)}, {_PLAIN_ROUNDS} rounds",
        ours=f"{median(ratios):.2f}× the time, at most {max(ratios):.2f}×",
        against="plain HiGHS, a level after the other",
        outcome=f"at most {bar:g}× in the middle",
        is_met=median(ratios) <= bar,
    )


def _is_known(plan: Plan, size: Size) -> bool:
    """The smallest rounds are to be proven on all levels; larger ones on the first."""
    must = list(Level) if size[0] <= 20 else [Level.SERVED]
    return all(each.is_proven for each in plan.standings if each.level in must)


def _proofs(plans: Sequence[Plan]) -> str:
    open_levels = [
        f"{each.level} {each.value}, bound {each.bound}"
        for plan in plans
        for each in plan.standings
        if each.proof is Proof.OPEN
    ]
    if open_levels:
        return "open: " + "; ".join(open_levels)
    certified = sum(each.proof is Proof.CERTIFIED for plan in plans for each in plan.standings)
    every = sum(len(plan.standings) for plan in plans)
    return f"all proven, {certified} of {every} with a certificate"


def _growth(*, runs: int, seed: int) -> Line:
    small, large = (_served_in(size, runs=runs, seed=seed) for size in GROWTH)
    return Line(
        target=6,
        what="most served: 10× the people",
        ours=f"{large / small:.1f}× the time",
        against=f"from {words(GROWTH[0], True)} to {words(GROWTH[1], True)}",
        outcome="at most 12×",
        is_met=large <= 12 * small,
    )


def _served_in(size: Size, *, runs: int, seed: int) -> float:
    round = drawn(size, is_thin=True, seed=seed)
    return timed(lambda: _served_and_bound(round), runs=runs)[0]


if __name__ == "__main__":
    sys.exit(main())
