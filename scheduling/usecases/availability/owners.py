"""Whose calendar one is that is connected, or is to be."""

from scheduling.model import Person, Profile, RequestContext
from scheduling.model.permissions import Action, require
from scheduling.steps.people import known
from scheduling.steps.registration import as_interviewer, profile_of
from scheduling.store import Session
from scheduling.store.availability import calendars, unconfirmed_calendars

MOST = 10
"""Calendars that one person may have, those that wait for their word among them."""


def owner_of(session: Session, context: RequestContext, person_id: int | None) -> Person | None:
    """Return whom an id means, None being the actor, who may not be registered.

    Raises NobodyWithId.
    """
    return context.actor.person if person_id is None else known(session, person_id)


def registered_owner(
    session: Session,
    context: RequestContext,
    *,
    person_id: int | None,
    member: Profile | None = None,
) -> tuple[Person, bool]:
    """Return the same, and whether they were registered as an interviewer for that.

    `person_id` None is `member`, or without one the actor. Raises NobodyWithId, NotAllowed and
    CannotTakePart.
    """
    person = owner_of(session, context, person_id) if member is None else None
    if person is not None:
        require(context.actor, Action.CHANGE_AVAILABILITY, person)
        return person, False
    if member is not None:
        require(context.actor, Action.CHANGE_AVAILABILITY)
    profile = member or profile_of(context.actor)
    return as_interviewer(session, profile, rules=context.rules, now=context.now)


def count_of(session: Session, context: RequestContext, person: Person) -> int:
    """Return how many calendars somebody has, with those that wait for their word."""
    waiting = unconfirmed_calendars.of(session, [person.id], now=context.now)
    return len(calendars.of(session, [person.id])[person.id]) + len(waiting)
