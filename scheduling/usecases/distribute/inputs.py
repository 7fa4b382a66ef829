"""Reading once all that a round needs to know, before anything is planned."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from scheduling.availability import asked_ticks
from scheduling.distribution import Promise, Round, Seating
from scheduling.errors import (
    DaysHavePassed,
    NobodyWaits,
    NoInterviewerFree,
    PanelLimits,
    RoundTooLarge,
    WrongRole,
    listed,
)
from scheduling.interviews.rules import check_here
from scheduling.model import Interview, Person, Profile, RequestContext, Role, Rules
from scheduling.model.permissions import Action, require
from scheduling.model.rounds import Adjustments, RoundAsked
from scheduling.results import StaleCalendar
from scheduling.rounds import Hours, PlanLimits, RoundFacts, plan_limits, round_of, usable_hours
from scheduling.steps.counted_interviews import (
    booked_starts,
    loads_of,
    standing_starts,
    told_by_hand,
)
from scheduling.steps.hours import not_read_lately, read_hours
from scheduling.steps.people import all_known, people_meant
from scheduling.steps.questions.typed_questions import read_typed
from scheduling.store import Session, Store, people
from scheduling.store.interviews import history
from scheduling.timespan import Horizon, Span, day_words, tick_at, tick_from
from scheduling.usecases.distribute.waiting_candidates import who_waits
from scheduling.wording.saying.hours import asked_words
from scheduling.zones import hour_starts

_MOST_PEOPLE = 3000
_MOST_NAMES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A round that can be solved now."""

    asked: RoundAsked
    adjustments: Adjustments
    facts: RoundFacts
    round: Round
    # Candidates who have given none, by id.
    no_hours: tuple[int, ...] = ()
    # All at which each could come, by id, before limits hold some back.
    hours: Hours
    limits: PlanLimits
    # The interviews that it is to change, if it is.
    present: tuple[Seating, ...] | None = None
    # Whose calendars were not read lately.
    stale: tuple[StaleCalendar, ...] = ()


def prepare_round(
    store: Store,
    context: RequestContext,
    *,
    asked: RoundAsked,
    adjustments: Adjustments | None = None,
) -> Prepared:
    """Read who is to be distributed, and when they could meet.

    Raises PanelLimits, DaysHavePassed, NobodyWithId, WrongRole, NobodyWaits, NoInterviewerFree or
    RoundTooLarge.
    """
    require(context.actor, Action.DISTRIBUTE)
    with store.reading() as session:
        return prepared_in(session, context=context, asked=asked, adjustments=adjustments)


def prepare_round_for(
    store: Store, context: RequestContext, *, text: str, profiles: Mapping[str, Profile]
) -> Prepared:
    """Do the same for a question as it was typed, each person on the side of their role.

    `profiles` holds the workspace's word on each mentioned member. Raises as well what a text,
    a name or a mention is refused for.
    """
    require(context.actor, Action.DISTRIBUTE)
    with store.reading() as session:
        typed = read_typed(session, text, context=context)
        named = people_meant(session, typed.mentions, profiles=profiles)
        asked = RoundAsked(
            start=typed.start,
            end=typed.end,
            candidate_ids=tuple(p.id for p in named if p.may_be(Role.CANDIDATE)),
            interviewer_ids=tuple(p.id for p in named if not p.may_be(Role.CANDIDATE)),
            within=typed.within,
            daily_cap=typed.most_a_day,
        )
        return prepared_in(session, context=context, asked=asked, named=named)


def prepared_in(
    session: Session,
    *,
    context: RequestContext,
    asked: RoundAsked,
    adjustments: Adjustments | None = None,
    released: tuple[Interview, ...] = (),
    named: tuple[Person, ...] | None = None,
) -> Prepared:
    """Do the same in a session; the hours of `released` interviews count as free.

    `named` are the people whom the round names, where they have been read already.
    """
    _check(asked, context)
    if named is None:
        named = all_known(session, (*asked.candidate_ids, *asked.interviewer_ids))
    candidates, no_hours = _candidates(session, asked, named, context)
    facts = _facts(session, candidates, asked, named, context, released)
    adjusted = adjustments or Adjustments()
    hours = usable_hours(facts, rules=context.rules)
    limits = plan_limits(asked, rules=context.rules, now=context.now)
    round = round_of(facts, hours=hours, asked=asked, adjustments=adjusted, limits=limits)
    return Prepared(
        asked=asked,
        adjustments=adjusted,
        facts=facts,
        round=round,
        no_hours=tuple(person.id for person in no_hours),
        hours=hours,
        limits=limits,
        stale=not_read_lately(session, facts.people, until=asked.end, context=context),
    )


def with_released(
    free: Mapping[int, int], horizon: Horizon, released: tuple[Interview, ...]
) -> dict[int, int]:
    """Return free ticks with the hours of booked interviews given back to their people.

    They count as free for them whatever they offer now, but not to those who can't make it.
    """
    given_back = dict(free)
    for interview in released:
        hour = horizon.bits([interview.span.ticks])
        for person in interview.people:
            if person.id in given_back and person.id not in interview.declined:
                given_back[person.id] |= hour
    return given_back


def promised_in(
    released: tuple[Interview, ...], *, offered: Mapping[int, int], horizon: Horizon
) -> frozenset[Promise]:
    """Return the hours of booked interviews that their interviewers would not offer by now.

    Something has come into their calendars, or they have given other hours since. The interview
    may stay, and nobody else comes in the candidate's place.
    """
    return frozenset(
        Promise(
            candidate=interview.candidate.id,
            interviewer=person.id,
            hour=tick_at(interview.start),
        )
        for interview in released
        for person in interview.interviewers
        if horizon.bits([interview.span.ticks]) & ~offered.get(person.id, 0)
    )


def _check(asked: RoundAsked, context: RequestContext) -> None:
    if asked.max_panel is not None and asked.max_panel < asked.min_panel:
        raise PanelLimits(least=asked.min_panel, most=asked.max_panel)
    if asked.end <= context.now:
        raise DaysHavePassed(last=day_words(asked.end, zone=context.actor.zone))


def _candidates(
    session: Session, asked: RoundAsked, named: tuple[Person, ...], context: RequestContext
) -> tuple[tuple[Person, ...], tuple[Person, ...]]:
    """Who is to be interviewed, and who would wait as well if they had given hours."""
    if asked.candidate_ids:
        return _in_role(Role.CANDIDATE, asked.candidate_ids, named), ()
    waiting = who_waits(session, context=context)
    if not waiting.ready:
        raise NobodyWaits(without=_without_words(waiting.without_hours))
    return waiting.ready, waiting.without_hours


def _without_words(without: tuple[Person, ...]) -> str:
    if not without:
        return ""
    names = [person.name for person in without[:_MOST_NAMES]]
    if len(without) > _MOST_NAMES:
        names.append(f"{len(without) - _MOST_NAMES} more")
    return f"{listed(names)} {'has' if len(without) == 1 else 'have'} given none yet."


def _in_role(role: Role, ids: tuple[int, ...], named: tuple[Person, ...]) -> tuple[Person, ...]:
    known = {person.id: person for person in named}
    found = tuple(known[person_id] for person_id in dict.fromkeys(ids))
    for person in found:
        check_here(person)
        if not person.may_be(role):
            raise WrongRole(name=person.name, role=_a(person.role), needed=_a(role))
    return found


def _a(role: Role | None) -> str:
    if role is None:
        return "a coordinator"
    return "an interviewer" if role is Role.INTERVIEWER else "a candidate"


def _facts(
    session: Session,
    candidates: tuple[Person, ...],
    asked: RoundAsked,
    named: tuple[Person, ...],
    context: RequestContext,
    released: tuple[Interview, ...],
) -> RoundFacts:
    span = Span(start=max(asked.start, context.now), end=asked.end)
    if asked.interviewer_ids:
        panel = _in_role(Role.INTERVIEWER, asked.interviewer_ids, named)
    else:
        panel = people.interviewers(session)
    hours = read_hours(session, people=(*candidates, *panel), span=span)
    among = asked_ticks(asked.within, horizon=hours.horizon)
    free = {id: bits & among for id, bits in hours.free.items()}
    free = with_released(free, hours.horizon, released)
    promised = promised_in(released, offered=hours.offered, horizon=hours.horizon)
    able = tuple(p for p in panel if _has_an_hour(free[p.id], hours.horizon, context.rules))
    if not able:
        raise _nobody_free(span, asked, context)
    # Those who were not named and have no hour are of no interest. Those named are, to say so.
    if not asked.interviewer_ids:
        panel = able
    if len(candidates) + len(panel) > _MOST_PEOPLE:
        raise RoundTooLarge(people=len(candidates) + len(panel), most=_MOST_PEOPLE)
    but = tuple(interview.id for interview in released)
    return RoundFacts(
        candidates=candidates,
        interviewers=panel,
        horizon=hours.horizon,
        first_tick=tick_from(max(asked.start, context.now + context.rules.minimum_notice)),
        free=free,
        promised=promised,
        loads=loads_of(session, panel, until=asked.end, context=context, but=but),
        booked=booked_starts(session, candidates, panel, span=span, but=but),
        standing=standing_starts(released),
        told_by_hand=told_by_hand((*candidates, *panel), rules=context.rules),
        met=history.acquainted(session, candidate_ids=[p.id for p in candidates], but=but),
    )


def _has_an_hour(free: int, horizon: Horizon, rules: Rules) -> bool:
    return bool(hour_starts(free, horizon=horizon, workspace_zone=rules.time_zone))


def _nobody_free(span: Span, asked: RoundAsked, context: RequestContext) -> NoInterviewerFree:
    zone = context.actor.zone
    first = day_words(span.start, zone=zone)
    # The end is not included: at midnight, the last day is the one before.
    last = day_words(span.end - timedelta(seconds=1), zone=zone)
    days = f"on {first}" if first == last else f"between {first} and {last}"
    if asked.within is not None:
        days += f", {asked_words(asked.within, time_zone=context.actor.time_zone)}"
    return NoInterviewerFree(days=days)
