"""What a coordinator is shown of a round, as a value and in plain JSON values to be kept."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from scheduling.distribution.problem.plan import (
    Help,
    HelpKind,
    InterviewerHour,
    Level,
    LevelResult,
    Plan,
    Proof,
    Seating,
    Shortage,
    Unneeded,
    Waiting,
    WhyUnneeded,
    WhyWaiting,
)
from scheduling.model import CapReached, LimitMet, NoticeNeeded
from scheduling.model.rounds import Kept


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundOutcome:
    """A plan, and what is worth saying beside it, by ids."""

    plan: Plan
    # The interviews as they were booked before, if the plan is to change such.
    present: tuple[Seating, ...] | None = None
    # Pairs of candidate and interviewer who have met before.
    met_again: tuple[tuple[int, int], ...] = ()
    # Candidates who would wait, but have given no hours and so are not in the round.
    no_hours: tuple[int, ...] = ()
    # Whom a limit holds back, and which.
    limits: tuple[LimitMet, ...] = ()

    @property
    def person_ids(self) -> frozenset[int]:
        """Everybody who is mentioned."""
        plan = self.plan
        seats = (*plan.seatings, *(self.present or ()))
        seated = {id for seat in seats for id in (seat.candidate, *seat.panel)}
        waiting = {each.candidate for each in plan.waiting}
        lacking = {id for each in plan.waiting if each.shortage for id in _people(each.shortage)}
        unneeded = {each.interviewer for each in plan.unneeded}
        helping = set(plan.help.interviewers + plan.help.for_candidates) if plan.help else set()
        limited = {each.person_id for each in self.limits}
        all_but = seated | waiting | lacking | unneeded | helping
        return frozenset(all_but | limited | {*self.no_hours})


def kept(outcome: RoundOutcome) -> Kept:
    """Return the outcome in plain values, but for the certificates of its plan.

    Those are for the check that it has passed before it is shown to anybody.
    """
    plan = outcome.plan
    # Many who wait share one shortage, so it is written once and pointed at.
    shortages = list(dict.fromkeys(each.shortage for each in plan.waiting if each.shortage))
    places = {shortage: place for place, shortage in enumerate(shortages)}
    return {
        # Rounds rest in the database for months: a name may be added here, but none changed.
        "seatings": _seatings_as_json(plan.seatings),
        "present": None if outcome.present is None else _seatings_as_json(outcome.present),
        "waiting": [
            [each.candidate, each.reason.value, each.shortage and places[each.shortage]]
            for each in plan.waiting
        ],
        "shortages": [_shortage_as_json(shortage) for shortage in shortages],
        "unneeded": [[each.interviewer, each.reason.value] for each in plan.unneeded],
        "standings": [
            [each.level.value, each.value, each.bound, each.proof.value] for each in plan.standings
        ],
        "help": plan.help and _help_as_json(plan.help),
        "hurried": plan.was_hurried,
        "met_again": [list(pair) for pair in outcome.met_again],
        "no_hours": list(outcome.no_hours),
        "limits": [_limit_as_json(each) for each in outcome.limits],
    }


def outcome_from(kept: Kept) -> RoundOutcome:
    """Return what `kept` was made of."""
    shortages = [_shortage(each) for each in kept["shortages"]]
    plan = Plan(
        seatings=_seatings(kept["seatings"]),
        waiting=tuple(
            Waiting(
                candidate=candidate,
                reason=WhyWaiting(reason),
                shortage=None if place is None else shortages[place],
            )
            for candidate, reason, place in kept["waiting"]
        ),
        unneeded=tuple(
            Unneeded(interviewer=interviewer, reason=WhyUnneeded(reason))
            for interviewer, reason in kept["unneeded"]
        ),
        standings=tuple(
            LevelResult(level=Level(level), value=value, bound=bound, proof=Proof(proof))
            for level, value, bound, proof in kept["standings"]
        ),
        help=None if kept["help"] is None else _help(kept["help"]),
        was_hurried=kept["hurried"],
    )
    return RoundOutcome(
        plan=plan,
        present=None if kept["present"] is None else _seatings(kept["present"]),
        met_again=tuple((candidate, other) for candidate, other in kept["met_again"]),
        no_hours=tuple(kept["no_hours"]),
        # Rounds of an older version have none.
        limits=tuple(_limit(each) for each in kept.get("limits", ())),
    )


def _seatings_as_json(seatings: tuple[Seating, ...]) -> list[Any]:
    return [[seat.candidate, seat.hour, list(seat.panel)] for seat in seatings]


def _seatings(kept: list[Any]) -> tuple[Seating, ...]:
    return tuple(
        Seating(candidate=candidate, hour=hour, panel=tuple(panel))
        for candidate, hour, panel in kept
    )


def _people(shortage: Shortage) -> set[int]:
    return {*shortage.candidates, *(seat.interviewer for seat in shortage.seats)}


def _shortage_as_json(shortage: Shortage) -> dict[str, Any]:
    return {
        "candidates": list(shortage.candidates),
        "seats": [[seat.interviewer, seat.hour] for seat in shortage.seats],
        "usable": shortage.usable,
    }


def _shortage(kept: Kept) -> Shortage:
    return Shortage(
        candidates=tuple(kept["candidates"]),
        seats=tuple(InterviewerHour(interviewer=who, hour=hour) for who, hour in kept["seats"]),
        usable=kept["usable"],
    )


def _help_as_json(help: Help) -> dict[str, Any]:
    return {
        "kind": help.kind.value,
        "hour": help.hour,
        "more": help.served_more,
        "interviewers": list(help.interviewers),
        "candidates": list(help.for_candidates),
    }


def _help(kept: Kept) -> Help:
    return Help(
        kind=HelpKind(kept["kind"]),
        hour=kept["hour"],
        served_more=kept["more"],
        interviewers=tuple(kept["interviewers"]),
        for_candidates=tuple(kept["candidates"]),
    )


def _limit_as_json(limit: LimitMet) -> list[Any]:
    match limit:
        case CapReached():
            kind = "week" if limit.is_week else "day"
            return [kind, limit.person_id, limit.day.isoformat(), limit.count]
        case NoticeNeeded():
            return ["notice", limit.person_id, limit.first_day.isoformat(), limit.working_days]


def _limit(kept: list[Any]) -> LimitMet:
    kind, person_id, day, number = kept
    on = date.fromisoformat(day)
    if kind == "notice":
        return NoticeNeeded(person_id=person_id, first_day=on, working_days=number)
    return CapReached(person_id=person_id, day=on, count=number, is_week=kind == "week")
