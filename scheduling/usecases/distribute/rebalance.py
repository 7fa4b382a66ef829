"""Levelling a booked round again, with the fewest moves, when somebody drops out or joins."""

from dataclasses import replace

from scheduling.distribution import Level, Plan, Progress
from scheduling.model import RequestContext
from scheduling.model.permissions import Action, require
from scheduling.model.rounds import Adjustments, StoredRound
from scheduling.results import Draft, RoundAhead
from scheduling.rounds import RoundOutcome, kept
from scheduling.store import Session, Store, rounds
from scheduling.usecases.distribute.booked_round import asked_again, booked_round_of
from scheduling.usecases.distribute.draft import outcome_of, shown
from scheduling.usecases.distribute.inputs import Prepared, prepared_in
from scheduling.usecases.distribute.solve import planned

_FIRST_SHARE = 2 / 3
"""Of the time allowed, for the plan with the fewest moves."""
_MOST_ROUNDS = 10
"""To choose from: nobody has more of them under way and knows which is which."""


def rounds_ahead(store: Store, context: RequestContext) -> tuple[RoundAhead, ...]:
    """Return the booked rounds of which interviews can still be changed, the next ones first."""
    require(context.actor, Action.DISTRIBUTE)
    after = context.now + context.rules.minimum_notice
    with store.reading() as session:
        found = rounds.ahead(session, after=after, limit=_MOST_ROUNDS)
    return tuple(
        RoundAhead(round_id=id, first=first, last=last, interviews=count)
        for id, first, last, count in found
    )


def prepare_rebalance(
    store: Store, context: RequestContext, *, round_id: int, joining: tuple[int, ...] = ()
) -> Prepared:
    """Read how a booked round stands, with candidates who join, by id.

    Interviewers who can't make theirs are not free then. Raises RoundGone, NothingAhead and
    what preparing a round raises.
    """
    require(context.actor, Action.DISTRIBUTE)
    with store.reading() as session:
        return rebalance_prepared_in(session, round_id, joining=joining, context=context)


def rebalance_prepared_in(
    session: Session, round_id: int, *, joining: tuple[int, ...], context: RequestContext
) -> Prepared:
    """Do the same in a session."""
    booked = booked_round_of(session, round_id, context=context)
    asked = asked_again(session, booked, joining=joining, context=context)
    prepared = prepared_in(session, context=context, asked=asked, released=booked.open)
    return replace(prepared, present=booked.seatings)


def rebalance_round(
    store: Store,
    context: RequestContext,
    *,
    round_id: int,
    prepared: Prepared,
    progress: Progress | None = None,
) -> Draft:
    """Keep the plan with the fewest moves as a draft, and the most even one beside it as a
    proposal where that is another; nothing changes before one of them is booked. It may take the
    time allowed.
    """
    require(context.actor, Action.DISTRIBUTE)
    outcome, even = both_outcomes(prepared, context=context, progress=progress)
    with store.writing() as session:
        round = rounds.add(
            session,
            drafted_by=context.actor.slack_user_id or context.actor.name,
            asked=prepared.asked,
            outcome=kept(outcome),
            rebalances=round_id,
            now=context.now,
        )
        round = with_even(session, round, even, context=context)
        return shown(session, round, outcome=outcome, context=context)


def both_outcomes(
    prepared: Prepared, *, context: RequestContext, progress: Progress | None
) -> tuple[RoundOutcome, RoundOutcome | None]:
    """Return the plan with the fewest moves, and the most even one where that is another."""
    within, present = context.rules.distribution_time, prepared.present
    plan = planned(prepared.round, within=within * _FIRST_SHARE, present=present, progress=progress)
    outcome = outcome_of(prepared, plan)
    # Sizes that differ by one at most are as even as can be.
    if not plan.sizes or plan.sizes[0] - plan.sizes[-1] <= 1:
        return outcome, None
    rest = within * (1 - _FIRST_SHARE)
    even = planned(prepared.round, within=rest, present=present, evenly=True)
    return outcome, outcome_of(prepared, even) if _is_more_even(even, plan) else None


def with_even(
    session: Session, round: StoredRound, even: RoundOutcome | None, *, context: RequestContext
) -> StoredRound:
    """Keep the most even plan beside the one with the fewest moves, where there is one."""
    if even is None:
        return round
    proposal, proposed = kept(even), Adjustments()
    return rounds.propose(session, round, proposal=proposal, proposed=proposed, now=context.now)


def _is_more_even(even: Plan, plan: Plan) -> bool:
    """Whether a plan is more even than another, and no worse in what weighs more."""
    before = (Level.SERVED, Level.REPEATS, Level.PLACED)
    is_as_good = all(even.standing(each).value == plan.standing(each).value for each in before)
    return is_as_good and even.standing(Level.EVEN).value < plan.standing(Level.EVEN).value
