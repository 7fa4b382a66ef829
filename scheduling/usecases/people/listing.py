"""Lists of people: everybody, those who are decided on, and whoever has a text in their name."""

from scheduling.model import NO_ID, Person, RequestContext, Role
from scheduling.model.permissions import Action, require
from scheduling.results import Listing
from scheduling.store import Store, availability, people


def list_people(store: Store, context: RequestContext, *, skip: int, limit: int) -> Listing:
    """Return one page of everyone registered, by name."""
    require(context.actor, Action.LOOK)
    with store.reading() as session:
        shown = people.page(session, skip=skip, limit=limit)
        given = availability.of(session, [person.id for person in shown])
        without = frozenset(p.id for p in shown if p.role is not None and given[p.id].is_empty)
        total = people.count(session)
        granters = people.by_ids(session, {person.rights.granted_by or NO_ID for person in shown})
        departing = people.departing(session)
        decided = people.count_decided(session)
    return Listing(
        people=shown,
        without_hours=without,
        granters=granters,
        departing=departing,
        decided=decided,
        skip=skip,
        total=total,
    )


def list_decided(store: Store, context: RequestContext, *, skip: int, limit: int) -> Listing:
    """Return one page of the candidates who are decided on, by name. Raises NotAllowed."""
    require(context.actor, Action.SET_OUTCOME)
    with store.reading() as session:
        shown = people.decided(session, skip=skip, limit=limit)
        total = people.count_decided(session)
    return Listing(people=shown, without_hours=frozenset(), skip=skip, total=total)


def people_matching(
    store: Store, context: RequestContext, *, text: str, role: Role | None, limit: int
) -> tuple[Person, ...]:
    """Return people whose name contains the text, for a menu, by name."""
    require(context.actor, Action.LOOK)
    with store.reading() as session:
        return people.matching(session, text=text, role=role, limit=limit)
