"""Whether a plan keeps every rule, is worth what it says, and is as good as it claims to be.

This shares the values with the solver, and nothing else: it can be read, and trusted, alone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate

from scheduling.distribution.problem.plan import (
    OBJECTIVE,
    REBALANCING,
    REBALANCING_EVENLY,
    Certificate,
    Level,
    LevelResult,
    Plan,
    Proof,
    Seating,
)
from scheduling.distribution.problem.round import Interviewer, Round


def faults_in(
    plan: Plan, *, round: Round, present: tuple[Seating, ...] | None = None
) -> tuple[str, ...]:
    """Return everything that is wrong with a plan, in words; nothing, if it is right.

    `present` is the plan that stood before, where there was one. What a plan claims to know by
    search alone can't be checked, and is taken as said.
    """
    checker = Checker(round)
    broken = (*_rules_broken(plan, checker), *_people_lost(plan, round))
    if broken:
        return broken
    values = worth(plan.seatings, round=round, present=present)
    return tuple(_claims_too_much(plan, checker, values))


def worth(
    seatings: Iterable[Seating], *, round: Round, present: tuple[Seating, ...] | None = None
) -> dict[Level, int]:
    """Return what interviews come to on each level, the weightiest first."""
    seatings = tuple(seatings)
    loads = Counter(each for seating in seatings for each in seating.panel)
    values = {
        Level.SERVED: len(seatings),
        Level.REPEATS: sum(load - 1 for load in loads.values()),
        Level.PLACED: len(loads),
        Level.EVEN: sum(len(seating.panel) ** 2 for seating in seatings),
        Level.FAIR: sum((each.past_load + loads[each.id]) ** 2 for each in round.interviewers),
        Level.EARLY: sum(seating.hour for seating in seatings),
    }
    if present is not None:
        values[Level.MOVES] = len(_appointments(seatings) ^ _appointments(present))
    return {level: values[level] for level in REBALANCING if level in values}


class Checker:
    """What any plan of one round comes to at least."""

    def __init__(self, round: Round) -> None:
        self.round = round
        self.meeting = _Meeting(round)
        self._caps = {each.id: _caps_by_hour(each) for each in round.interviewers}
        self._least: dict[Certificate, int] = {}

    def least_worth(self, certificate: Certificate) -> int:
        """Return what the weighed levels of any plan come to at least.

        Everybody does what is best for them alone, at the prices of the certificate: a candidate
        picks an hour and the size of a panel, or stays at home; an interviewer picks hours
        within the caps. As no plan makes them all that happy, none is worth less.
        """
        weights, prices = dict(certificate.weights), _Prices(certificate)
        early = weights.get(Level.EARLY, 0)
        panels = {
            (hour, there): _cheapest_panel(
                sorted(prices.at(each, hour) for each in there), weights=weights, round=self.round
            )
            for hour, there in self.meeting.rooms
        }
        total = 0
        # To stay at home counts 0, so nobody makes the total larger.
        for rooms in self.meeting.of.values():
            found = (panels[hour, there] + early * hour for hour, there in rooms)
            total += min(0, min(found, default=0))
        for interviewer in self.round.interviewers:
            hours = self.meeting.hours_with(interviewer)
            paid = {hour: prices.at(interviewer.id, hour) for hour in hours}
            earnings = _best_earnings(interviewer, paid, self._caps[interviewer.id])
            total += _best_for_interviewer(interviewer, earnings, weights=weights)
        return total

    def certified_bound(
        self, certificate: Certificate, *, values: Mapping[Level, int]
    ) -> int | None:
        """Return what no plan beats on the certificate's level if it equals `values`
        on those that weigh more; None where the certificate is about something else.
        """
        weights, level = dict(certificate.weights), certificate.level
        weight = weights.pop(level, 0) * (-1 if level.is_most else 1)
        before = OBJECTIVE[: OBJECTIVE.index(level)] if level in OBJECTIVE else ()
        # Levels that weigh less may come to anything, so nothing can be said of them beforehand;
        # and a weight with the other sign bounds the other side.
        if weight <= 0 or any(each not in before for each in weights):
            return None
        fixed = sum(each * values[which] for which, each in weights.items())
        if certificate not in self._least:
            self._least[certificate] = self.least_worth(certificate)
        left = self._least[certificate] - fixed
        # What a level comes to is a whole number: rounded down where more is better, and else up.
        return left // -weight if level.is_most else -(-left // weight)


def _cheapest_panel(asked: list[int], *, weights: Mapping[Level, int], round: Round) -> int:
    largest = len(asked) if round.max_panel is None else min(len(asked), round.max_panel)
    # The cheapest panel of each size has those who ask the least.
    to_pay = [0, *accumulate(asked)]
    even, served = weights.get(Level.EVEN, 0), weights.get(Level.SERVED, 0)
    sizes = range(round.min_panel, largest + 1)
    return min(served + even * size * size + to_pay[size] for size in sizes)


def _best_for_interviewer(
    interviewer: Interviewer, earnings: Iterable[int], *, weights: Mapping[Level, int]
) -> int:
    repeats, placed = weights.get(Level.REPEATS, 0), weights.get(Level.PLACED, 0)
    fair = weights.get(Level.FAIR, 0)
    best = fair * interviewer.past_load**2
    for load, earned in enumerate(earnings, start=1):
        cost = repeats * (load - 1) + placed + fair * (interviewer.past_load + load) ** 2
        best = min(best, cost - earned)
    return best


def _caps_by_hour(interviewer: Interviewer) -> Mapping[int, list[int]]:
    around: dict[int, list[int]] = defaultdict(list)
    for number, cap in enumerate(interviewer.caps):
        for hour in cap.hours:
            around[hour].append(number)
    return around


def _best_earnings(
    interviewer: Interviewer, paid: Mapping[int, int], caps: Mapping[int, list[int]]
) -> Iterator[int]:
    """Yield the most that 1, 2, … hours can earn: best paid first is best of all where caps lie
    within each other, as they make a matroid.
    """
    earned, room = 0, [cap.most for cap in interviewer.caps]
    for hour in sorted(paid, key=lambda each: -paid[each]):
        around = caps.get(hour, ())
        if all(room[n] > 0 for n in around):
            for n in around:
                room[n] -= 1
            earned += paid[hour]
            yield earned


class _Prices:
    def __init__(self, certificate: Certificate) -> None:
        self._by_hour = dict(certificate.prices)
        self._own = {(each.interviewer, each.hour): price for each, price in certificate.prices_of}

    def at(self, interviewer: int, hour: int) -> int:
        return self._own.get((interviewer, hour), self._by_hour.get(hour, 0))


Room = tuple[int, frozenset[int]]
"""An hour, and the interviewers whom a candidate could meet then."""
_Kind = tuple[frozenset[str], frozenset[int]]
"""What a candidate needs of interviewers, and whom they must not meet."""


class _Meeting:
    """Who may meet whom, and when, by the letter of the round: `of` each candidate, the rooms
    with enough interviewers for a panel.
    """

    def __init__(self, round: Round) -> None:
        self._hours: dict[int, set[int]] = defaultdict(set)
        pinned = {pin.candidate: pin.hour for pin in round.pins}
        met: dict[int, set[int]] = defaultdict(set)
        for who, interviewer in round.apart:
            met[who].add(interviewer)
        free_at: dict[int, set[int]] = defaultdict(set)
        for each in round.interviewers:
            # A cap of 0: the day or the week was full before the round.
            shut = {hour for cap in each.caps if cap.most == 0 for hour in cap.hours}
            for hour in each.free - shut:
                free_at[hour].add(each.id)
        # Those who may meet the same people share their rooms: one for each would take gigabytes.
        promised, promised_to = _promised(round)
        able: dict[_Kind, set[int]] = {}
        rooms_of: dict[tuple[_Kind, int], frozenset[int]] = {}
        self.of: dict[int, list[Room]] = {}
        for candidate in round.candidates:
            kind = candidate.needs, frozenset(met[candidate.id])
            if kind not in able:
                able[kind] = {
                    person.id
                    for person in round.interviewers
                    if candidate.needs <= person.tags
                    and person.id not in round.off
                    and person.id not in met[candidate.id]
                }
            hours = [each for each in candidate.free if each == pinned.get(candidate.id, each)]
            for hour in hours:
                if (kind, hour) not in rooms_of:
                    open_to_all = free_at[hour] - promised[hour]
                    rooms_of[kind, hour] = frozenset(open_to_all & able[kind])
            rooms = [(hour, rooms_of[kind, hour]) for hour in hours]
            if own := promised_to.get(candidate.id):
                rooms = [
                    (hour, room | (own.get(hour, set()) & free_at[hour] & able[kind]))
                    for hour, room in rooms
                ]
            self.of[candidate.id] = [room for room in rooms if len(room[1]) >= round.min_panel]
        self.rooms: set[Room] = {room for rooms in self.of.values() for room in rooms}
        for hour, there in self.rooms:
            for who_else in there:
                self._hours[who_else].add(hour)

    def hours_with(self, interviewer: Interviewer) -> set[int]:
        return self._hours.get(interviewer.id, set())


def _promised(
    round: Round,
) -> tuple[Mapping[int, set[int]], Mapping[int, Mapping[int, set[int]]]]:
    """Who has an hour for one candidate alone: by hour, and by candidate, then hour."""
    at: dict[int, set[int]] = defaultdict(set)
    to: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for promise in round.promised:
        at[promise.hour].add(promise.interviewer)
        to[promise.candidate][promise.hour].add(promise.interviewer)
    return at, to


def _rules_broken(plan: Plan, checker: Checker) -> Iterator[str]:
    round = checker.round
    largest = len(round.interviewers) if round.max_panel is None else round.max_panel
    taken: Counter[tuple[int, int]] = Counter()
    for seating in plan.seatings:
        who = f"candidate {seating.candidate} at {seating.hour}"
        could_meet = dict(checker.meeting.of.get(seating.candidate, ()))
        if seating.hour not in could_meet:
            yield f"{who} can't come"
            continue
        if not round.min_panel <= len(seating.panel) <= largest:
            yield f"{who} has a panel of {len(seating.panel)}"
        if len(set(seating.panel)) < len(seating.panel):
            yield f"{who} has somebody twice"
        for stranger in set(seating.panel) - could_meet[seating.hour]:
            yield f"{who} can't meet interviewer {stranger}"
        taken.update((each, seating.hour) for each in set(seating.panel))
    for (interviewer, hour), times in taken.items():
        if times > 1:
            yield f"interviewer {interviewer} is in {times} interviews at {hour}"
    for each in round.interviewers:
        for cap in each.caps:
            load = sum((each.id, hour) in taken for hour in cap.hours)
            if load > cap.most:
                yield f"interviewer {each.id} has {load} interviews where {cap.most} are allowed"


def _people_lost(plan: Plan, round: Round) -> Iterator[str]:
    met = [*(each.candidate for each in plan.seatings), *(each.candidate for each in plan.waiting)]
    if sorted(met) != sorted(each.id for each in round.candidates):
        yield "not every candidate is either served or waiting, once"
    placed = {each for seating in plan.seatings for each in seating.panel}
    named = [*placed, *(each.interviewer for each in plan.unneeded)]
    if sorted(named) != sorted(each.id for each in round.interviewers):
        yield "not every interviewer is either placed or not needed, once"


def _claims_too_much(plan: Plan, checker: Checker, values: Mapping[Level, int]) -> Iterator[str]:
    levels = tuple(standing.level for standing in plan.standings)
    moving = (REBALANCING, REBALANCING_EVENLY)
    if levels not in (moving if Level.MOVES in values else (OBJECTIVE,)):
        yield "the levels are not those of the objective"
        return
    certificates = {each.level: each for each in plan.certificates}
    for standing in plan.standings:
        level, value = standing.level, values[standing.level]
        if standing.value != value:
            yield f"{level} is said to be {standing.value} and is {value}"
        if standing.proof is not Proof.OPEN and standing.bound != standing.value:
            yield f"{level} is said to be proven, and its bound is another"
        if standing.proof is Proof.SEARCHED:
            continue
        # Fewer than no moves there can't be: that needs no proof.
        if level is Level.MOVES and standing.bound == 0:
            continue
        certificate = certificates.get(level)
        if certificate is None:
            yield f"{level} is said to be bounded, and there is no certificate"
            continue
        bound = checker.certified_bound(certificate, values=values)
        if bound is None or _beats(standing, bound):
            yield f"{level} is said to be bounded by {standing.bound}; the certificate says {bound}"


def _beats(standing: LevelResult, bound: int) -> bool:
    return standing.bound < bound if standing.level.is_most else standing.bound > bound


def _appointments(seatings: Iterable[Seating]) -> set[tuple[str, int, int, int]]:
    found: set[tuple[str, int, int, int]] = set()
    for seating in seatings:
        found.add(("candidate", seating.candidate, seating.candidate, seating.hour))
        for each in seating.panel:
            found.add(("interviewer", each, seating.candidate, seating.hour))
    return found
