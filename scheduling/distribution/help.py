"""The one change that would help most when candidates wait."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from scheduling.distribution.matching import stuck_with
from scheduling.distribution.problem.plan import Help, HelpKind, Seating
from scheduling.distribution.problem.pools import Pools, pools_of
from scheduling.distribution.problem.round import Candidate, Interviewer, Round
from scheduling.distribution.seats import Seats, seated

_MOST_NAMED = 5


@dataclass(slots=True)
class _Wanted:
    """At an hour, one seat more would let one of the `waiting` be served: whoever of `takers`
    can take it, the others move up.
    """

    waiting: set[int] = field(default_factory=set)
    takers: set[int] = field(default_factory=set)


def help_for(round: Round, *, seatings: tuple[Seating, ...], waiting: Iterable[int]) -> Help | None:
    """Return the change after which one candidate more can be served, and which of all
    such changes the most waiting candidates could use; None if no single one would do.

    An hour more from somebody in the round comes before a higher cap, and both before somebody
    new; among equals the earliest hour. At most five people are named.
    """
    # With the hours as well at which a panel lacks somebody: one more may be all that they need.
    pools = pools_of(replace(round, min_panel=1))
    seats = seated(pools, seatings, panel=round.min_panel)
    ways = [
        (-len(wanted.waiting), tuple(HelpKind).index(kind), hour, people, wanted)
        for hour, wanted in _wanted(round, seats, waiting).items()
        for kind, people in _ways(seats, hour, wanted.takers)
    ]
    if not ways:
        return None
    _, kind, hour, people, wanted = min(ways, key=lambda way: way[:3])
    loads = _loads(round, seatings)
    named = sorted(people, key=lambda each: (loads[each], each))[:_MOST_NAMED]
    return Help(
        kind=tuple(HelpKind)[kind],
        hour=hour,
        served_more=1,
        interviewers=tuple(named),
        for_candidates=tuple(sorted(wanted.waiting)),
    )


def _wanted(round: Round, seats: Seats, waiting: Iterable[int]) -> Mapping[int, _Wanted]:
    hours = {candidate.id: round.hours_of(candidate) for candidate in round.candidates}
    wanted: dict[int, _Wanted] = defaultdict(_Wanted)
    for candidate in waiting:
        if round.min_panel == 1:
            takers, _ = stuck_with(seats, candidate)
            places = {(hour, taker) for taker in takers for hour in hours[taker]}
        else:
            places = {(hour, candidate) for hour in _one_short(round, seats, candidate)}
        for hour, taker in places:
            wanted[hour].waiting.add(candidate)
            wanted[hour].takers.add(taker)
    return wanted


def _one_short(round: Round, seats: Seats, candidate: int) -> Iterator[int]:
    for number in seats.pools.of[candidate]:
        if seats.open_in(number).bit_count() == round.min_panel - 1:
            yield seats.pools.pools[number].hour


def _ways(seats: Seats, hour: int, takers: set[int]) -> Iterator[tuple[HelpKind, list[int]]]:
    pools = seats.pools
    candidates = [each for each in pools.round.candidates if each.id in takers]
    at_hour: dict[HelpKind, list[int]] = {kind: [] for kind in HelpKind}
    for bit, interviewer in enumerate(pools.interviewers):
        reached = seats.limits_reached(hour, bit)
        if not any(_may_meet(pools, each, interviewer, hour) for each in candidates):
            continue
        if hour not in interviewer.free and not reached:
            at_hour[HelpKind.ONE_MORE_HOUR].append(interviewer.id)
        # Two limits reached, the day's and the week's, would be two changes.
        if hour in interviewer.free and reached == 1 and not seats.is_taken(hour, bit):
            at_hour[HelpKind.HIGHER_CAP].append(interviewer.id)
    for kind, people in at_hour.items():
        if people or kind is HelpKind.ONE_MORE_INTERVIEWER:
            yield kind, people


def _may_meet(pools: Pools, candidate: Candidate, interviewer: Interviewer, hour: int) -> bool:
    with_others = (
        promise.candidate
        for promise in pools.round.promised
        if (promise.interviewer, promise.hour) == (interviewer.id, hour)
    )
    return (
        candidate.needs <= interviewer.tags
        and interviewer.id not in pools.round.off
        and (candidate.id, interviewer.id) not in pools.round.apart
        and all(each == candidate.id for each in with_others)
    )


def _loads(round: Round, seatings: Iterable[Seating]) -> Mapping[int, int]:
    loads = {each.id: each.past_load for each in round.interviewers}
    for seating in seatings:
        for each in seating.panel:
            loads[each] += 1
    return loads
