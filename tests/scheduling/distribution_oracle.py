"""Every plan of a tiny round, one after the other: what the best of them comes to."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from scheduling.distribution import Candidate, Level, Round, Seating

Worth = tuple[int, ...]
MOST = (Level.SERVED, Level.PLACED)


def best_worth(
    round: Round,
    *,
    present: tuple[Seating, ...] | None = None,
    order: tuple[Level, ...] = tuple(Level),
) -> dict[Level, int]:
    """What the best plan comes to on each level, the weightiest first in `order`."""
    levels = [each for each in Level if present is not None or each is not Level.MOVES]
    places = [levels.index(each) for each in order if each in levels]
    best = min(
        (worth_of(plan, round, present) for plan in _plans(round, list(round.candidates), {}, [])),
        key=lambda worth: [worth[place] for place in places],
    )
    return {
        level: -value if level in MOST else value for level, value in zip(levels, best, strict=True)
    }


def plans_of(round: Round) -> int:
    """At most how many plans there are to try."""
    plans = 1
    for candidate in round.candidates:
        plans *= 1 + sum(1 for _ in _interviews(round, candidate))
    return plans


def worth_of(
    plan: list[Seating], round: Round, present: tuple[Seating, ...] | None = None
) -> Worth:
    """What a plan comes to, so that less is better on every level."""
    loads = {each.id: 0 for each in round.interviewers}
    for seating in plan:
        for each in seating.panel:
            loads[each] += 1
    worth = [
        -len(plan),
        sum(max(0, load - 1) for load in loads.values()),
        -sum(load > 0 for load in loads.values()),
    ]
    if present is not None:
        worth.append(sum((Counter(_dates(plan)) - Counter(_dates(present))).values()))
        worth[-1] += sum((Counter(_dates(present)) - Counter(_dates(plan))).values())
    return (
        *worth,
        sum(len(seating.panel) ** 2 for seating in plan),
        sum((each.past_load + loads[each.id]) ** 2 for each in round.interviewers),
        sum(seating.hour for seating in plan),
    )


def _dates(plan: list[Seating] | tuple[Seating, ...]) -> Iterator[tuple[str, int, int, int]]:
    for seating in plan:
        yield "candidate", seating.candidate, seating.candidate, seating.hour
        for each in seating.panel:
            yield "interviewer", each, seating.candidate, seating.hour


def _plans(
    round: Round, left: list[Candidate], busy: dict[int, set[int]], plan: list[Seating]
) -> Iterator[list[Seating]]:
    if not left:
        yield plan
        return
    first, *others = left
    yield from _plans(round, others, busy, plan)
    for seating in _interviews(round, first):
        if _fits(round, seating, busy):
            then = dict(busy)
            for each in seating.panel:
                then[each] = then.get(each, set()) | {seating.hour}
            yield from _plans(round, others, then, [*plan, seating])


def _fits(round: Round, seating: Seating, busy: dict[int, set[int]]) -> bool:
    for each in round.interviewers:
        if each.id in seating.panel:
            taken = busy.get(each.id, set())
            if seating.hour in taken:
                return False
            for cap in each.caps:
                if len((taken | {seating.hour}) & cap.hours) > cap.most:
                    return False
    return True


def _interviews(round: Round, candidate: Candidate) -> Iterator[Seating]:
    pinned = {pin.hour for pin in round.pins if pin.candidate == candidate.id}
    for hour in sorted(candidate.free):
        if pinned and hour not in pinned:
            continue
        there = [
            each.id
            for each in round.interviewers
            if hour in each.free
            and each.id not in round.off
            and candidate.needs <= each.tags
            and (candidate.id, each.id) not in round.apart
            and all(
                promise.candidate == candidate.id
                for promise in round.promised
                if (promise.interviewer, promise.hour) == (each.id, hour)
            )
        ]
        largest = len(there) if round.max_panel is None else round.max_panel
        for size in range(round.min_panel, largest + 1):
            for panel in combinations(there, size):
                yield Seating(candidate=candidate.id, hour=hour, panel=panel)
