"""Registering a member of the workspace, so that a calendar of theirs can be connected."""

from scheduling.messages.about_people import of_registering
from scheduling.model import Person, Profile, RequestContext
from scheduling.model.permissions import Action, require
from scheduling.steps.registration import as_interviewer
from scheduling.store import Store
from scheduling.store.messages import outbox


def register_owner(store: Store, context: RequestContext, *, member: Profile) -> Person:
    """Register a member as an interviewer, and return them; who is registered stays as they are.

    They are told of it. Raises NotAllowed and CannotTakePart.
    """
    require(context.actor, Action.CHANGE_AVAILABILITY)
    with store.writing() as session:
        person, is_new = as_interviewer(session, member, rules=context.rules, now=context.now)
        if is_new:
            told = of_registering(person, actor=context.actor, now=context.now)
            outbox.plan(session, told.messages, now=context.now)
        return person
