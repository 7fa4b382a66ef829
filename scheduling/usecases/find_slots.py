"""Asking when interviews can take place."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from scheduling.availability import asked_ticks
from scheduling.errors import CannotTakePart, NobodyNamed, NotUnderstood, TwoCandidates
from scheduling.interviews.rules import check_here
from scheduling.model import LimitMet, Person, Profile, RequestContext, Role
from scheduling.model.permissions import Action, require
from scheduling.results import SlotsAnswer, SlotsAsked, StaleCalendar
from scheduling.rounds import RoundFacts, limits_met, usual_limits
from scheduling.slots import (
    Everybody,
    FoundSlots,
    Given,
    Match,
    SlotQuestion,
    common_slots,
    explain,
)
from scheduling.steps.counted_interviews import booked_starts, told_by_hand
from scheduling.steps.hours import (
    PeopleHours,
    hours_at_first,
    not_read_lately,
    read_hours,
    takers_not_read_lately,
)
from scheduling.steps.people import all_known, people_meant
from scheduling.steps.questions.everybodys_hours import KeptHours, kept_hours
from scheduling.steps.questions.precedence import asking
from scheduling.steps.questions.typed_questions import TypedQuestion, read_typed
from scheduling.store import Session, Store, people
from scheduling.timespan import Horizon, Span
from scheduling.wording.saying.people import names_apart

_FURTHER = timedelta(days=28)
"""How far beyond the asked time it is worth saying that there would be a slot."""


def find_slots(store: Store, context: RequestContext, *, asked: SlotsAsked) -> SlotsAnswer:
    """Return the slots at which the interview asked for can take place; no limits of plans.

    Raises NobodyNamed, NobodyWithId, CannotTakePart, WrongRole or SamePersonTwice.
    """
    require(context.actor, Action.LOOK)
    candidate = () if asked.candidate_id is None else (asked.candidate_id,)
    kept = kept_hours(store)
    with asking(), store.reading() as session:
        named = all_known(session, (*candidate, *asked.interviewer_ids))
        for person in named:
            check_here(person)
        looked = _look(session, asked, named, kept=kept, context=context)
        looked = replace(looked, stale=_stale(session, looked, context))
    return _answer(looked, context=context)


def find_slots_for(
    store: Store, context: RequestContext, *, text: str, profiles: Mapping[str, Profile]
) -> SlotsAnswer:
    """Do the same for a question as it was typed, each person on the side of their role.

    `profiles` holds the workspace's word on each mentioned member. Raises NotUnderstood, also
    for a limit that only a plan can keep, DaysHavePassed, DaysTooFar, NobodyNamed for nobody
    ("anybody" is somebody), TwoCandidates, CannotTakePart, also for a coordinator, UnknownPerson,
    AmbiguousName, NotGivenHours or SamePersonTwice.
    """
    require(context.actor, Action.LOOK)
    kept = kept_hours(store)
    with asking(), store.reading() as session:
        typed = read_typed(session, text, context=context)
        _refuse_limit(typed)
        _refuse_everybody(typed)
        named = people_meant(session, typed.mentions, profiles=profiles)
        asked = _asked_of(named, match=typed.match, start=typed.start, end=typed.end)
        asked = replace(asked, within=typed.within)
        looked = _look(session, asked, named, kept=kept, context=context)
        limits, stale = _limits(session, looked.found, context), _stale(session, looked, context)
        looked = replace(looked, limits=limits, stale=stale)
    return _answer(looked, context=context)


def _refuse_limit(typed: TypedQuestion) -> None:
    if typed.most_a_day is not None:
        raise NotUnderstood(
            question=f"“Max {typed.most_a_day} a day” is for a plan: `/distribute` keeps to it. "
            "Here every slot is shown, so please leave it out."
        )


def _refuse_everybody(typed: TypedQuestion) -> None:
    """All interviewers at once are hardly meant; anybody who can is what comes of naming none."""
    if typed.with_everybody:
        raise NotUnderstood(
            question="Who is everybody? Name those who must be there, with @ or by their names. "
            "If you name nobody, I look for anybody who can interview."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looked:
    """What was read for a question, and what was found by it."""

    asked: SlotsAsked
    question: SlotQuestion
    # They reach beyond the time asked for when there was nothing to find.
    hours: PeopleHours
    found: FoundSlots
    limits: tuple[LimitMet, ...] = ()
    # Whose calendars were not read lately, of those on whose hours it rests.
    stale: tuple[StaleCalendar, ...] = ()
    # Of those named, where there was nothing to find.
    given: Given | None = None


def _look(
    session: Session,
    asked: SlotsAsked,
    named: tuple[Person, ...],
    *,
    kept: KeptHours | None,
    context: RequestContext,
) -> _Looked:
    known = {person.id: person for person in named}
    at_once = kept and _look_at_once(session, asked, known, kept=kept, context=context)
    return at_once or _look_at_each(session, asked, known, context=context)


def _look_at_once(
    session: Session,
    asked: SlotsAsked,
    known: Mapping[int, Person],
    *,
    kept: KeptHours,
    context: RequestContext,
) -> _Looked | None:
    """Look for anybody, to meet a candidate or at all, in the hours kept of everybody.

    None where they don't tell: of other weeks, and of why there is nothing to find.
    """
    question, span = _question(asked, known), _span(asked, context)
    if not question.is_open:
        return None
    everybody = kept.as_of(session, span, time_zone=context.rules.time_zone)
    if everybody is None:
        return None
    hours = read_hours(session, people=question.named, span=span)
    found = _found(question, asked, hours, context=context, everybody=everybody)
    if not found.count:
        return None
    return _Looked(asked=asked, question=question, hours=hours, found=found)


def _look_at_each(
    session: Session,
    asked: SlotsAsked,
    known: Mapping[int, Person],
    *,
    context: RequestContext,
) -> _Looked:
    """Look at everybody's own hours, all interviewers' where none of them is named."""
    question, span = _question(asked, known), _span(asked, context)
    if question.is_open:
        question = replace(question, pool=people.interviewers(session))
    hours = read_hours(session, people=question.people, span=span)
    found = _found(question, asked, hours, context=context)
    if not found.count:
        # Only to say what would help does it matter what comes after the time asked for.
        longer = Span(start=span.start, end=span.end + _FURTHER)
        hours = read_hours(session, people=question.people, span=longer)
        at_first = hours_at_first(session, question.named, horizon=hours.horizon)
        given = Given(at_first=at_first, declined=hours.declined, busy=hours.kept_by_calendars)
        return _Looked(asked=asked, question=question, hours=hours, found=found, given=given)
    return _Looked(asked=asked, question=question, hours=hours, found=found)


def _span(asked: SlotsAsked, context: RequestContext) -> Span:
    # From now on, so that hours which are too near are seen, and can be named as the reason.
    now = context.now
    return Span(start=min(asked.start, now), end=max(asked.end, now + timedelta(hours=1)))


def _found(
    question: SlotQuestion,
    asked: SlotsAsked,
    hours: PeopleHours,
    *,
    context: RequestContext,
    everybody: Everybody | None = None,
) -> FoundSlots:
    return common_slots(
        question,
        free=hours.free,
        horizon=hours.horizon,
        workspace_zone=context.rules.time_zone,
        not_before=_not_before(asked, context),
        until=asked.end,
        asked=_asked_ticks(asked, hours.horizon),
        everybody=everybody,
    )


def _limits(session: Session, found: FoundSlots, context: RequestContext) -> tuple[LimitMet, ...]:
    """Whom of those named a limit would keep from some of the slots in a plan.

    Nothing is taken away by it here. It is for those who make plans.
    """
    question = found.question
    if not context.actor.is_coordinator or not found.count or not question.named:
        return ()
    candidates = () if question.candidate is None else (question.candidate,)
    at = {
        person.id: found.hours & found.takers.get(person.id, 0) for person in question.interviewers
    }
    at |= {person.id: found.hours for person in candidates}
    hours = {id: frozenset(found.horizon.ticks(bits)) for id, bits in at.items()}
    facts = RoundFacts(
        candidates=candidates,
        interviewers=question.interviewers,
        horizon=found.horizon,
        first_tick=found.horizon.first_tick,
        free=at,
        booked=booked_starts(session, candidates, question.interviewers, span=found.horizon.span),
        told_by_hand=told_by_hand((*candidates, *question.interviewers), rules=context.rules),
    )
    return limits_met(facts, hours, (), usual_limits(context.rules, now=context.now))


def _stale(session: Session, looked: _Looked, context: RequestContext) -> tuple[StaleCalendar, ...]:
    """Whose calendars were not read lately: of those named, and of whoever could take a slot."""
    question, found = looked.question, looked.found
    until = found.ends or context.now
    named = not_read_lately(session, question.named, until=until, context=context)
    if not question.is_open or not found.count:
        return named
    return (*named, *takers_not_read_lately(session, found, context=context))


def _answer(looked: _Looked, *, context: RequestContext) -> SlotsAnswer:
    asked, hours = looked.asked, looked.hours
    if looked.found.count:
        return SlotsAnswer(
            asked=asked,
            found=looked.found,
            why_none=None,
            limits=looked.limits,
            stale=looked.stale,
        )
    not_before = _not_before(asked, context)
    why = explain(
        looked.question,
        offered=hours.offered,
        free=hours.free,
        horizon=hours.horizon,
        workspace_zone=context.rules.time_zone,
        not_before=not_before,
        until=asked.end,
        asked_from=asked.start,
        asked=_asked_ticks(asked, hours.horizon),
        now=context.now,
        given=looked.given,
    )
    within = hours.horizon.from_instant(not_before) & ~hours.horizon.from_instant(asked.end)
    within &= asked_ticks(asked.within, horizon=hours.horizon)
    declined = tuple(p for p in looked.question.interviewers if hours.declined[p.id] & within)
    return SlotsAnswer(
        asked=asked, found=looked.found, why_none=why, declined=declined, stale=looked.stale
    )


def _asked_ticks(asked: SlotsAsked, horizon: Horizon) -> int | None:
    return asked_ticks(asked.within, horizon=horizon) if asked.within else None


def _not_before(asked: SlotsAsked, context: RequestContext) -> datetime:
    return max(asked.start, context.now + context.rules.minimum_notice)


def _asked_of(
    named: tuple[Person, ...], *, match: Literal["all", "any"], start: datetime, end: datetime
) -> SlotsAsked:
    """The question about the people named, each on the side of their role."""
    if not named and match == "all":
        raise NobodyNamed()
    candidates = [person for person in named if person.role is Role.CANDIDATE]
    if len(candidates) > 1:
        apart = names_apart(candidates)
        raise TwoCandidates(names=tuple(apart[person.id] for person in candidates))
    for person in named:
        check_here(person)
        if person.role is None:
            reason = "they are registered as a coordinator only, and have given no hours"
            raise CannotTakePart(name=person.name, reason=reason)
    return SlotsAsked(
        candidate_id=candidates[0].id if candidates else None,
        interviewer_ids=tuple(p.id for p in named if p.role is Role.INTERVIEWER),
        match=Match(match),
        start=start,
        end=end,
    )


def _question(asked: SlotsAsked, known: Mapping[int, Person]) -> SlotQuestion:
    return SlotQuestion(
        candidate=known[asked.candidate_id] if asked.candidate_id is not None else None,
        interviewers=tuple(known[person_id] for person_id in asked.interviewer_ids),
        match=asked.match,
    )
