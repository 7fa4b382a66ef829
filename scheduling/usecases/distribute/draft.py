"""Drafting a round: solved, checked, kept, and shown as it is kept."""

from collections.abc import Iterable, Mapping

from scheduling.distribution import Plan, Progress, changes_between
from scheduling.errors import RoundChanged, RoundGone
from scheduling.messages.reach import reach_by
from scheduling.model import Person, RequestContext
from scheduling.model.details import Details
from scheduling.model.permissions import Action, require
from scheduling.model.rounds import EarlierHours, Kept, RoundAsked, RoundState, StoredRound
from scheduling.results import Draft, StaleCalendar
from scheduling.rounds import (
    RoundOutcome,
    held_back,
    kept,
    limits_met,
    met_again,
    outcome_from,
    with_limits_as_reasons,
)
from scheduling.steps.hours import not_read_lately
from scheduling.store import Session, Store, interviews, people, rounds
from scheduling.usecases.distribute.inputs import Prepared
from scheduling.usecases.distribute.solve import planned


def draft_round(
    store: Store, context: RequestContext, *, prepared: Prepared, progress: Progress | None = None
) -> Draft:
    """Find the best plan and keep it as a draft. It may take the time allowed for it.

    `progress` is told each level of the objective as the work on it begins. Raises PlanWrong,
    which is a fault of ours, when the plan does not pass the check.
    """
    outcome = plan_round(context=context, prepared=prepared, progress=progress)
    with store.writing() as session:
        return drafted(session, outcome, asked=prepared.asked, context=context)


def plan_round(
    *, context: RequestContext, prepared: Prepared, progress: Progress | None = None
) -> RoundOutcome:
    """Do the same and keep nothing."""
    require(context.actor, Action.DISTRIBUTE)
    within = context.rules.distribution_time
    plan = planned(prepared.round, within=within, progress=progress)
    return outcome_of(prepared, plan)


def drafted(
    session: Session,
    outcome: RoundOutcome,
    *,
    asked: RoundAsked,
    earlier: EarlierHours | None = None,
    context: RequestContext,
) -> Draft:
    """Keep what was planned as a draft; `earlier` says whether it is looked for earlier hours."""
    round = rounds.add(
        session,
        drafted_by=context.actor.slack_user_id or context.actor.name,
        asked=asked,
        outcome=kept(outcome),
        earlier=earlier,
        now=context.now,
    )
    return shown(session, round, outcome=outcome, context=context)


def draft_of(store: Store, context: RequestContext, *, round_id: int, version: int) -> Draft:
    """Return a round as it was seen, a draft or booked.

    Raises RoundChanged or RoundGone.
    """
    require(context.actor, Action.DISTRIBUTE)
    with store.reading() as session:
        round = rounds.get(session, round_id)
        if round is None or round.state is RoundState.DROPPED:
            raise RoundGone(state="dropped")
        if round.version != version:
            raise RoundChanged
        return shown(session, round, context=context)


def round_as_it_stands(store: Store, context: RequestContext, *, round_id: int) -> Draft:
    """Return a round whatever has become of it. Raises RoundGone for an unknown one."""
    require(context.actor, Action.DISTRIBUTE)
    with store.reading() as session:
        round = rounds.get(session, round_id)
        if round is None:
            raise RoundGone(state="removed")
        return shown(session, round, context=context)


def people_planned(store: Store, context: RequestContext, *, round_id: int) -> tuple[int, ...]:
    """Return whom the plans of a round would book, by id; nobody where there is no such round."""
    require(context.actor, Action.DISTRIBUTE)
    with store.reading() as session:
        round = rounds.get(session, round_id)
    if round is None:
        return ()
    plans = [outcome_from(each).plan for each in (round.outcome, round.proposal) if each]
    return tuple(sorted(frozenset[int]().union(*(plan.seated for plan in plans))))


def people_considered(store: Store, context: RequestContext, *, round_id: int) -> tuple[int, ...]:
    """Return who could come into a plan of a round that is made anew, by id.

    Nobody where there is no such round.
    """
    require(context.actor, Action.DISTRIBUTE)
    with store.reading() as session:
        round = rounds.get(session, round_id)
        if round is None:
            return ()
        asked = round.asked
        able = asked.interviewer_ids or [each.id for each in people.interviewers(session)]
    planned = outcome_from(round.outcome).person_ids
    return tuple(sorted({*planned, *asked.candidate_ids, *able}))


def drop_round(store: Store, context: RequestContext, *, round_id: int, version: int) -> Draft:
    """Drop a draft: nothing was booked, and nothing will be."""
    require(context.actor, Action.DISTRIBUTE)
    with store.writing() as session:
        round = rounds.draft(session, round_id, version=version)
        return shown(
            session,
            rounds.end(session, round, state=RoundState.DROPPED, now=context.now),
            context=context,
        )


def outcome_of(prepared: Prepared, plan: Plan) -> RoundOutcome:
    """Return a plan with what is worth saying beside it."""
    facts, hours, limits = prepared.facts, prepared.hours, prepared.limits
    kept_out = held_back(facts, hours, limits)
    met = limits_met(facts, hours, plan.seatings, limits)
    aside = prepared.adjustments.left_out | prepared.adjustments.off
    return RoundOutcome(
        plan=with_limits_as_reasons(plan, hours=hours, kept_out=kept_out),
        present=prepared.present,
        met_again=met_again(plan, facts.met),
        no_hours=prepared.no_hours,
        limits=tuple(each for each in met if each.person_id not in aside),
    )


def shown(
    session: Session,
    round: StoredRound,
    *,
    outcome: RoundOutcome | None = None,
    before: Kept | None = None,
    context: RequestContext,
) -> Draft:
    """Return a kept round with everybody in it.

    `outcome` is what the round holds, where it is at hand and need not be parsed. `before` is
    the one that stood until now, if it is to be told what has changed.
    """
    outcome = outcome or outcome_from(round.outcome)
    proposal = None if round.proposal is None else outcome_from(round.proposal)
    is_rebalanced = round.rebalances is not None
    now = outcome if is_rebalanced else proposal or outcome
    was = outcome_from(before) if before and not proposal else outcome
    ids = was.person_ids | now.person_ids | (proposal.person_ids if proposal else frozenset())
    for adjustments in (round.adjustments, round.proposed):
        if adjustments is not None:
            ids |= adjustments.off | adjustments.left_out
            ids |= {pin.candidate_id for pin in adjustments.pins}
    found, reach = people.by_ids(session, sorted(ids)), reach_by(context.rules)
    stood = was.plan.seatings if now.present is None else now.present
    better = round.earlier.outcome if round.earlier else None
    other = proposal.plan.seatings if is_rebalanced and proposal else stood
    return Draft(
        round=round,
        outcome=outcome,
        people=found,
        proposal=proposal,
        earlier=None if better is None else outcome_from(better),
        changes=changes_between(stood, now.plan.seatings),
        even_changes=changes_between(stood, other),
        unreached=frozenset(id for id, person in found.items() if reach(person) is None),
        details=_said_in(session, round),
        stale=_stale(session, round, [now, *([proposal] if proposal else [])], found, context),
    )


def _stale(
    session: Session,
    round: StoredRound,
    outcomes: Iterable[RoundOutcome],
    people: Mapping[int, Person],
    context: RequestContext,
) -> tuple[StaleCalendar, ...]:
    """Whose calendars were not read lately, of those whom a plan would book."""
    if round.state is not RoundState.DRAFT:
        return ()
    seated = {id for each in outcomes for id in each.plan.seated}
    return not_read_lately(
        session, [people[id] for id in sorted(seated)], until=round.asked.end, context=context
    )


def _said_in(session: Session, round: StoredRound) -> Mapping[int, Details]:
    if round.state is not RoundState.BOOKED:
        return {}
    ids = rounds.interview_ids(session, round.id)
    booked = interviews.booked_among(session, ids)
    return {interview.candidate.id: interview.details for interview in booked}
