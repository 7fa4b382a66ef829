"""A plan to look at soon, and one with earlier hours when there is one.

What is booked is what is shown: a better plan never takes the place of the one on the screen by
itself, it is kept beside it until somebody asks for it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from time import monotonic

from scheduling.distribution import IsWanted, Level, Plan, PlanSearch, Progress
from scheduling.errors import RoundChanged
from scheduling.model import RequestContext
from scheduling.model.permissions import Action, require
from scheduling.model.rounds import EarlierHours, EarlierState, Kept, StoredRound
from scheduling.results import Draft
from scheduling.rounds import RoundOutcome, kept, outcome_from
from scheduling.store import Session, Store, rounds
from scheduling.usecases.distribute.draft import draft_of, drafted, outcome_of, shown
from scheduling.usecases.distribute.inputs import Prepared
from scheduling.usecases.distribute.solve import checked

_LONGER = timedelta(seconds=10)
"""Than the time allowed, before a search that has not said how it ended counts as cut off."""
_LOOK_EVERY = 1.0
"""Seconds between two looks at whether the draft is still the same."""


def search_for(
    prepared: Prepared,
    *,
    context: RequestContext,
    patience: float,
    progress: Progress | None = None,
) -> PlanSearch:
    """Return the search for the plan of a round. It has the time allowed from now on.

    For the first plan it looks for early hours until `patience` is over, in seconds; `progress`
    is told each level of the objective as the work on it begins.
    """
    seconds = context.rules.distribution_time.total_seconds()
    return PlanSearch(prepared.round, seconds=seconds, patience=patience, progress=progress)


def first_outcome(
    *, context: RequestContext, prepared: Prepared, search: PlanSearch
) -> RoundOutcome:
    """Return the first plan of a search, and keep nothing. Raises PlanWrong."""
    require(context.actor, Action.DISTRIBUTE)
    return outcome_of(prepared, checked(search.first(), round=prepared.round))


def outcome_within(
    *, context: RequestContext, prepared: Prepared, search: PlanSearch, seconds: float
) -> RoundOutcome:
    """Return the first plan of a search, or the best that is known after some seconds more.

    That is for whoever waits for the proof that none has earlier hours. Raises PlanWrong.
    """
    outcome = first_outcome(context=context, prepared=prepared, search=search)
    if search.is_over or not seconds:
        return outcome
    plan = checked(search.rest(within=seconds), round=prepared.round)
    return outcome_of(prepared, plan)


def draft_first(
    store: Store, context: RequestContext, *, prepared: Prepared, search: PlanSearch
) -> Draft:
    """Keep the first plan of a search as a draft. Raises PlanWrong."""
    outcome = first_outcome(context=context, prepared=prepared, search=search)
    return draft_outcome(store, context, prepared=prepared, search=search, outcome=outcome)


def draft_outcome(
    store: Store,
    context: RequestContext,
    *,
    prepared: Prepared,
    search: PlanSearch,
    outcome: RoundOutcome,
) -> Draft:
    """Keep what a search has come to so far as a draft."""
    require(context.actor, Action.DISTRIBUTE)
    with store.writing() as session:
        return drafted(
            session,
            outcome,
            asked=prepared.asked,
            earlier=looking(search, context=context),
            context=context,
        )


def looking(search: PlanSearch, *, context: RequestContext) -> EarlierHours | None:
    """Return that it is looked for earlier hours, where the search is not over."""
    if search.is_over:
        return None
    until = context.now + context.rules.distribution_time + _LONGER
    return EarlierHours(state=EarlierState.LOOKING, until=until)


def look_for_earlier(
    store: Store,
    context: RequestContext,
    *,
    prepared: Prepared,
    search: PlanSearch,
    draft: Draft,
    is_wanted: IsWanted,
) -> Draft | None:
    """Look for earlier hours than a draft's in the time that is left, and keep what is found
    beside it; the plan of the draft stays. Returns the draft with that, None where it is another
    by now, booked or discarded.

    It ends early when that happens, or when it is not wanted any more. Raises PlanWrong.
    """
    with _ended_anyway(store, draft.round):
        still = _as_long_as(is_wanted, store, draft.round)
        plan = checked(search.rest(is_wanted=still), round=prepared.round)
        last = outcome_of(prepared, plan)
        # Of the same plan more is known now: that none has earlier hours.
        is_same = plan.seatings == draft.outcome.plan.seatings
        state = _state(plan, is_same=is_same, is_wanted=is_wanted)
        with store.writing() as session:
            noted = _noted(
                session,
                draft.round,
                state,
                better=None if is_same else kept(last),
                outcome=kept(last) if is_same else None,
            )
            if noted is None:
                return None
            outcome = last if is_same else draft.outcome
            return shown(session, noted, outcome=outcome, context=context)


def show_earlier(store: Store, context: RequestContext, *, round_id: int, version: int) -> Draft:
    """Put the plan with earlier hours in the place of the draft's.

    Raises RoundGone, and RoundChanged where there is no such plan any more.
    """
    require(context.actor, Action.DISTRIBUTE)
    with store.writing() as session:
        round = rounds.draft(session, round_id, version=version)
        if round.earlier is None or round.earlier.outcome is None:
            raise RoundChanged
        better = round.earlier.outcome
        is_proven = outcome_from(better).plan.standing(Level.EARLY).is_proven
        state = EarlierState.NONE if is_proven else EarlierState.OPEN
        changed = rounds.replace_outcome(
            session,
            round,
            outcome=better,
            adjustments=round.adjustments,
            earlier=EarlierHours(state=state, until=round.earlier.until),
            now=context.now,
        )
        return shown(session, changed, before=round.outcome, context=context)


def page_of_draft(
    store: Store, context: RequestContext, *, round_id: int, version: int, skip: int
) -> Draft:
    """Return a draft of which other lines are shown now, without so many.

    That is kept while it is looked for earlier hours: what comes of it is said on the same page.
    Raises RoundChanged or RoundGone.
    """
    draft = draft_of(store, context, round_id=round_id, version=version)
    earlier = draft.round.earlier
    if earlier is not None and earlier.as_of(context.now) is EarlierState.LOOKING:
        with store.writing() as session:
            rounds.turn_page(session, draft.round, skip=skip)
            return shown(
                session,
                rounds.get(session, round_id) or draft.round,
                outcome=draft.outcome,
                context=context,
            )
    return draft


def _state(plan: Plan, *, is_same: bool, is_wanted: IsWanted) -> EarlierState:
    if not is_same:
        return EarlierState.FOUND
    if plan.standing(Level.EARLY).is_proven:
        return EarlierState.NONE
    return EarlierState.OPEN if is_wanted() else EarlierState.STOPPED


def _noted(
    session: Session,
    draft: StoredRound,
    state: EarlierState,
    *,
    better: Kept | None = None,
    outcome: Kept | None = None,
) -> StoredRound | None:
    current = rounds.get(session, draft.id)
    if current is None or current.earlier is None or current.version != draft.version:
        return None
    earlier = replace(current.earlier, state=state, outcome=better)
    return rounds.note_earlier(session, current, earlier, outcome=outcome)


@contextmanager
def _ended_anyway(store: Store, draft: StoredRound) -> Iterator[None]:
    """Have a search that fails be on record as ended."""
    try:
        yield
    except BaseException:
        with store.writing() as session:
            _noted(session, draft, EarlierState.STOPPED)
        raise


def _as_long_as(is_wanted: IsWanted, store: Store, draft: StoredRound) -> IsWanted:
    """Whether it is wanted, and the draft is still the same as far as was seen a moment ago."""
    looked_at, is_current = monotonic(), True

    def still() -> bool:
        nonlocal looked_at, is_current
        if is_current and monotonic() - looked_at >= _LOOK_EVERY:
            with store.reading() as session:
                is_current = rounds.is_current(session, draft)
            looked_at = monotonic()
        return is_current and is_wanted()

    return still
