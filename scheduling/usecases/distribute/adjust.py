"""Changing a draft: what a coordinator wants otherwise, and what has come in between."""

from scheduling.distribution import Progress
from scheduling.model import RequestContext
from scheduling.model.permissions import Action, require
from scheduling.model.rounds import Adjustments, StoredRound
from scheduling.results import Draft
from scheduling.rounds import RoundOutcome, kept, outcome_from
from scheduling.store import Store, rounds
from scheduling.usecases.distribute.draft import outcome_of, shown
from scheduling.usecases.distribute.inputs import Prepared, prepared_in
from scheduling.usecases.distribute.rebalance import (
    both_outcomes,
    rebalance_prepared_in,
    with_even,
)
from scheduling.usecases.distribute.solve import planned


def adjust_round(
    store: Store,
    context: RequestContext,
    *,
    round_id: int,
    version: int,
    adjustments: Adjustments,
    progress: Progress | None = None,
) -> Draft:
    """Propose the plan with the fewest moves that has the adjustments.

    The draft's own plan stays until the proposal is taken. It may take the time allowed;
    `progress` is told each level of the objective as the work on it begins.
    """
    round, prepared = _prepared(store, context, round_id, version, adjustments)
    proposal = kept(_outcome(prepared, round, context, progress))
    with store.writing() as session:
        current = rounds.draft(session, round_id, version=version)
        changed = rounds.propose(
            session, current, proposal=proposal, proposed=adjustments, now=context.now
        )
        return shown(session, changed, context=context)


def take_proposal(store: Store, context: RequestContext, *, round_id: int, version: int) -> Draft:
    """Put the proposal in the place of the draft's plan."""
    require(context.actor, Action.DISTRIBUTE)
    with store.writing() as session:
        round = rounds.draft(session, round_id, version=version)
        assert round.proposal is not None  # only a message with a proposal has this button
        assert round.proposed is not None
        changed = rounds.replace_outcome(
            session,
            round,
            outcome=round.proposal,
            adjustments=round.proposed,
            now=context.now,
        )
        return shown(session, changed, context=context)


def leave_proposal(store: Store, context: RequestContext, *, round_id: int, version: int) -> Draft:
    """Forget the proposal: the draft's plan stays."""
    require(context.actor, Action.DISTRIBUTE)
    with store.writing() as session:
        round = rounds.draft(session, round_id, version=version)
        changed = rounds.propose(session, round, proposal=None, proposed=None, now=context.now)
        return shown(session, changed, context=context)


def replan_round(
    store: Store,
    context: RequestContext,
    *,
    round_id: int,
    version: int,
    progress: Progress | None = None,
) -> Draft:
    """Put a plan with the fewest moves in the place of one that can't be booked.

    Of a booked round that is planned again, the most even plan comes beside it as ever.
    """
    round, prepared = _prepared(store, context, round_id, version, None)
    even = None
    if round.rebalances is None:
        outcome = _outcome(prepared, round, context, progress)
    else:
        outcome, even = both_outcomes(prepared, context=context, progress=progress)
    with store.writing() as session:
        current = rounds.draft(session, round_id, version=version)
        changed = rounds.replace_outcome(
            session,
            current,
            outcome=kept(outcome),
            adjustments=current.adjustments,
            now=context.now,
        )
        changed = with_even(session, changed, even, context=context)
        return shown(session, changed, before=round.outcome, context=context)


def _prepared(
    store: Store,
    context: RequestContext,
    round_id: int,
    version: int,
    adjustments: Adjustments | None,
) -> tuple[StoredRound, Prepared]:
    require(context.actor, Action.DISTRIBUTE)
    with store.reading() as session:
        round = rounds.draft(session, round_id, version=version)
        if round.rebalances is not None:
            # Whoever had an interview then and has none now was called off on purpose.
            had = {each.candidate for each in outcome_from(round.outcome).present or ()}
            joining = tuple(id for id in round.asked.candidate_ids if id not in had)
            again = rebalance_prepared_in(
                session, round.rebalances, joining=joining, context=context
            )
            return round, again
        prepared = prepared_in(
            session,
            context=context,
            asked=round.asked,
            adjustments=round.adjustments if adjustments is None else adjustments,
        )
    return round, prepared


def _outcome(
    prepared: Prepared, round: StoredRound, context: RequestContext, progress: Progress | None
) -> RoundOutcome:
    present = prepared.present
    if present is None:
        present = outcome_from(round.outcome).plan.seatings
    within = context.rules.distribution_time
    plan = planned(prepared.round, within=within, present=present, progress=progress)
    return outcome_of(prepared, plan)
