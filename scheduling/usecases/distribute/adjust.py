"""Changing a draft: what a coordinator wants otherwise, and what has come in between."""

from scheduling.distribution import Progress
from scheduling.model import Asking
from scheduling.model.permissions import Action, require
from scheduling.model.rounds import Adjustments, KeptRound
from scheduling.results import Draft
from scheduling.rounds import Outcome, kept, outcome_from
from scheduling.store import Store, rounds
from scheduling.usecases.distribute.draft import outcome_of, shown
from scheduling.usecases.distribute.inputs import Prepared, prepared_in
from scheduling.usecases.distribute.rebalance import relevel_prepared_in
from scheduling.usecases.distribute.solve import planned


def adjust_round(
    store: Store,
    *,
    asking: Asking,
    round_id: int,
    version: int,
    adjustments: Adjustments,
    progress: Progress | None = None,
) -> Draft:
    """This will propose the plan with the fewest moves that has the adjustments.

    The draft's own plan stays until the proposal is taken. It may take the time allowed;
    `progress` is told each level of the objective as the work on it begins.
    """
    round, prepared = _prepared(store, asking, round_id, version, adjustments)
    proposal = kept(_outcome(prepared, round, asking, progress))
    with store.writing() as session:
        current = rounds.draft(session, round_id, version=version)
        changed = rounds.propose(
            session, current, proposal=proposal, proposed=adjustments, now=asking.now
        )
        return shown(session, changed)


def take_proposal(store: Store, *, asking: Asking, round_id: int, version: int) -> Draft:
    """This will put the proposal in the place of the draft's plan."""
    require(asking.actor, Action.DISTRIBUTE)
    with store.writing() as session:
        round = rounds.draft(session, round_id, version=version)
        assert round.proposal is not None  # only a message with a proposal has this button
        assert round.proposed is not None
        changed = rounds.settle(
            session,
            round,
            outcome=round.proposal,
            adjustments=round.proposed,
            now=asking.now,
        )
        return shown(session, changed)


def leave_proposal(store: Store, *, asking: Asking, round_id: int, version: int) -> Draft:
    """This will forget the proposal: the draft's plan stays."""
    require(asking.actor, Action.DISTRIBUTE)
    with store.writing() as session:
        round = rounds.draft(session, round_id, version=version)
        changed = rounds.propose(session, round, proposal=None, proposed=None, now=asking.now)
        return shown(session, changed)


def replan_round(
    store: Store,
    *,
    asking: Asking,
    round_id: int,
    version: int,
    progress: Progress | None = None,
) -> Draft:
    """This will put a plan with the fewest moves in the place of one that can't be booked."""
    round, prepared = _prepared(store, asking, round_id, version, None)
    outcome = kept(_outcome(prepared, round, asking, progress))
    with store.writing() as session:
        current = rounds.draft(session, round_id, version=version)
        changed = rounds.settle(
            session, current, outcome=outcome, adjustments=current.adjustments, now=asking.now
        )
        return shown(session, changed, before=round.outcome)


def _prepared(
    store: Store, asking: Asking, round_id: int, version: int, adjustments: Adjustments | None
) -> tuple[KeptRound, Prepared]:
    require(asking.actor, Action.DISTRIBUTE)
    with store.reading() as session:
        round = rounds.draft(session, round_id, version=version)
        if round.relevels is not None:
            joining = round.asked.candidate_ids
            again = relevel_prepared_in(session, round.relevels, joining=joining, asking=asking)
            return round, again
        prepared = prepared_in(
            session,
            asking=asking,
            asked=round.asked,
            adjustments=round.adjustments if adjustments is None else adjustments,
        )
    return round, prepared


def _outcome(
    prepared: Prepared, round: KeptRound, asking: Asking, progress: Progress | None
) -> Outcome:
    present = prepared.present
    if present is None:
        present = outcome_from(round.outcome).plan.seatings
    within = asking.rules.distribution_time
    plan = planned(prepared.round, within=within, present=present, progress=progress)
    return outcome_of(prepared, plan)
