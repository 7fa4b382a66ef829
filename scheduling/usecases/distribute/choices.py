"""The people of a plan, and the hours at which its candidates could come, for menus."""

from collections.abc import Iterable

from scheduling.distribution import Round
from scheduling.model import Person, RequestContext
from scheduling.model.names import NameOrder, name_order
from scheduling.model.permissions import Action, require
from scheduling.results import Draft
from scheduling.store import Store, rounds
from scheduling.usecases.distribute.draft import draft_of
from scheduling.usecases.distribute.inputs import prepared_in


def round_people(
    store: Store, context: RequestContext, *, round_id: int, version: int, text: str
) -> tuple[tuple[Person, ...], tuple[Person, ...]]:
    """Return the interviewers and the candidates of a plan with the text in their name.

    Both by name; those taken off or left out as well.
    """
    draft = draft_of(store, context=context, round_id=round_id, version=version)
    plan, kept = draft.outcome.plan, draft.round.adjustments
    panels = {id for seating in plan.seatings for id in seating.panel}
    unneeded = {each.interviewer for each in plan.unneeded}
    served = {seating.candidate for seating in plan.seatings}
    waiting = {each.candidate for each in plan.waiting}
    return (
        _named(draft, panels | unneeded | kept.off, text),
        _named(draft, served | waiting | kept.left_out, text),
    )


def pinnable_hours(
    store: Store, context: RequestContext, *, round_id: int, version: int, text: str
) -> tuple[tuple[Person, int], ...]:
    """Return candidates of a plan with the ticks at which each could be interviewed.

    By name, then tick; only candidates whose name has a word that the text has, if any has.
    """
    require(context.actor, Action.DISTRIBUTE)
    with store.reading() as session:
        round = rounds.draft(session, round_id, version=version)
        prepared = prepared_in(
            session, context=context, asked=round.asked, adjustments=round.adjustments
        )
    left_out = round.adjustments.left_out
    here = [person for person in prepared.facts.candidates if person.id not in left_out]
    words = text.casefold().split()
    # What is typed may be an hour of day and no name at all: then it is about everybody.
    meant = [p for p in here if any(word in p.name.casefold() for word in words)] or here
    hours = {candidate.id: candidate.free for candidate in prepared.round.candidates}
    return tuple(
        (person, tick)
        for person in sorted(meant, key=_by_name)
        for tick in sorted(hours[person.id])
        if _enough_are_free(prepared.round, person.id, tick)
    )


def _enough_are_free(round: Round, candidate: int, tick: int) -> bool:
    able = sum(
        tick in each.free and each.id not in round.off and (candidate, each.id) not in round.apart
        for each in round.interviewers
    )
    return able >= round.min_panel


def _named(draft: Draft, ids: Iterable[int], text: str) -> tuple[Person, ...]:
    wanted = text.casefold().strip()
    found = [draft.people[id] for id in ids if id in draft.people]
    return tuple(sorted((p for p in found if wanted in p.name.casefold()), key=_by_name))


def _by_name(person: Person) -> tuple[NameOrder, int]:
    return name_order(person.name), person.id
