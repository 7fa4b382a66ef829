"""What a plan keeps to for people's sake, and whom that holds back from which hours."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from scheduling.distribution.problem.plan import Seating
from scheduling.model import (
    CapReached,
    HandNotice,
    Limit,
    LimitMet,
    NoticeNeeded,
    Person,
    Rules,
    hand_notice,
)
from scheduling.model.rounds import RoundAsked
from scheduling.rounds.facts import RoundFacts
from scheduling.timespan import instant_of, tick_from

Hours = Mapping[int, frozenset[int]]
"""The ticks at which an interview could start, by person id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLimits:
    """The limits of one plan: the workspace's, but where it was asked for others."""

    # Interviews of one person in their own day, and in their ISO week; None: no limit.
    daily_cap: int | None = None
    weekly_cap: int | None = None
    # None: nobody needs notice.
    notice: HandNotice | None = None

    def caps_of(self, person: Person) -> Iterator["PersonalCap"]:
        """Return the limits that hold for each day and for each week of somebody."""
        if self.daily_cap is not None:
            yield PersonalCap(person=person, most=self.daily_cap)
        if self.weekly_cap is not None:
            yield PersonalCap(person=person, most=self.weekly_cap, is_weekly=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalCap:
    """At most so many interviews in each day of a person's own calendar, or in each week."""

    person: Person
    most: int
    is_weekly: bool = False

    def day_of(self, instant: datetime) -> date:
        """Return the day in which an instant lies, or the Monday of its week."""
        # By their own calendar: a day in Tokyo ends while it goes on in New York.
        day = instant.astimezone(self.person.zone).date()
        return day - timedelta(days=day.weekday()) if self.is_weekly else day

    def by_day(self, ticks: Iterable[int]) -> dict[date, set[int]]:
        """Return ticks by their day, or by the Monday of their week."""
        found: dict[date, set[int]] = {}
        for tick in ticks:
            found.setdefault(self.day_of(instant_of(tick)), set()).add(tick)
        return found

    def counts(self, starts: Iterable[datetime]) -> Counter[date]:
        """Return how many interviews with these starts count for each day, or each week."""
        return Counter(map(self.day_of, starts))


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBack:
    """The hours that limits keep out of a round, by id: those of nobody else are touched."""

    # Too near to tell somebody by hand,
    near: Hours
    # or on a day on which a candidate has enough interviews already.
    full: Hours

    def of(self, person_id: int) -> frozenset[int]:
        """Return all hours of somebody that are kept out."""
        nothing = frozenset[int]()
        return self.near.get(person_id, nothing) | self.full.get(person_id, nothing)


def plan_limits(asked: RoundAsked, *, rules: Rules, now: datetime) -> PlanLimits:
    """Return what a plan keeps to that is asked for now."""
    of_this_plan = replace(
        rules,
        daily_cap=_asked_or(asked.daily_cap, rules.daily_cap),
        hand_notice=_asked_or(asked.hand_notice, rules.hand_notice),
    )
    return usual_limits(of_this_plan, now=now)


def usual_limits(rules: Rules, *, now: datetime) -> PlanLimits:
    """Return what any plan keeps to that is asked for now, and not for other limits."""
    notice = None
    if rules.hand_notice is not None:
        notice = hand_notice(
            now, working_days=rules.hand_notice, week=rules.working_days, zone=rules.zone
        )
    return PlanLimits(daily_cap=rules.daily_cap, weekly_cap=rules.weekly_cap, notice=notice)


def held_back(facts: RoundFacts, hours: Hours, limits: PlanLimits) -> HeldBack:
    """Return the hours that limits keep out before a plan is made.

    Where an interview stands already, its people may keep it.
    """
    near = {id: _near(hours[id], limits) for id in facts.told_by_hand if id in hours}
    full = {each.id: _full(each, hours[each.id], facts, limits) for each in facts.candidates}
    return HeldBack(near=_without_standing(near, facts), full=_without_standing(full, facts))


def limits_met(
    facts: RoundFacts, hours: Hours, seatings: Iterable[Seating], limits: PlanLimits
) -> tuple[LimitMet, ...]:
    """Return whom a limit holds back in a plan, with what they are held back by.

    Those at a cap are named where they could come at more hours of that day. `hours` are all at
    which somebody could come.
    """
    kept_out = held_back(facts, hours, limits)
    planned: dict[int, list[int]] = {}
    for seating in seatings:
        for id in seating.panel:
            planned.setdefault(id, []).append(seating.hour)
    return (
        *_notices_needed(kept_out.near, limits),
        *(each for person in facts.candidates for each in _days_full(person, kept_out, facts)),
        *(
            each
            for person in facts.interviewers
            for cap in limits.caps_of(person)
            for each in _caps_reached(
                cap,
                hours[person.id] - kept_out.of(person.id),
                booked=facts.booked.get(person.id, ()),
                planned=planned.get(person.id, ()),
            )
        ),
    )


def _asked_or(asked: Limit | None, usual: int | None) -> int | None:
    if asked is None:
        return usual
    return asked if isinstance(asked, int) else None


def _near(ticks: Set[int], limits: PlanLimits) -> frozenset[int]:
    if limits.notice is None:
        return frozenset()
    first = tick_from(limits.notice.start)
    return frozenset(tick for tick in ticks if tick < first)


def _full(
    candidate: Person, ticks: Set[int], facts: RoundFacts, limits: PlanLimits
) -> frozenset[int]:
    """The hours of a candidate on days on which they have as many interviews as is enough."""
    booked = facts.booked.get(candidate.id, ())
    if limits.daily_cap is None or len(booked) < limits.daily_cap:
        return frozenset()
    cap = PersonalCap(person=candidate, most=limits.daily_cap)
    had = cap.counts(booked)
    return frozenset(tick for tick in ticks if had[cap.day_of(instant_of(tick))] >= cap.most)


def _without_standing(kept_out: Mapping[int, Set[int]], facts: RoundFacts) -> Hours:
    found = {
        id: frozenset(t for t in ticks if instant_of(t) not in facts.standing.get(id, ()))
        for id, ticks in kept_out.items()
    }
    return {id: ticks for id, ticks in found.items() if ticks}


def _notices_needed(near: Hours, limits: PlanLimits) -> Iterator[NoticeNeeded]:
    if limits.notice is not None:
        days, first = limits.notice.working_days, limits.notice.first_day
        for id in sorted(near):
            yield NoticeNeeded(person_id=id, working_days=days, first_day=first)


def _days_full(candidate: Person, kept_out: HeldBack, facts: RoundFacts) -> Iterator[CapReached]:
    by_day = PersonalCap(person=candidate, most=0)
    had = by_day.counts(facts.booked.get(candidate.id, ()))
    for day in sorted(by_day.by_day(kept_out.full.get(candidate.id, ()))):
        yield CapReached(person_id=candidate.id, day=day, count=had[day])


def _caps_reached(
    cap: PersonalCap, ticks: Set[int], *, booked: Iterable[datetime], planned: Iterable[int]
) -> Iterator[CapReached]:
    new = cap.counts(map(instant_of, planned))
    count = cap.counts(booked) + new
    for day, those in sorted(cap.by_day(ticks).items()):
        if count[day] >= cap.most and len(those) > new[day]:
            yield CapReached(
                person_id=cap.person.id, day=day, count=count[day], is_week=cap.is_weekly
            )
