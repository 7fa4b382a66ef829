"""Taking people out, and taking that back."""

from scheduling.errors import AlreadyRegistered, RegistrationChanged
from scheduling.messages.about_people import of_being_back
from scheduling.model import Person, RequestContext
from scheduling.model.people import WithAhead
from scheduling.model.permissions import Action, require
from scheduling.results.endings import Removal, RemovalPreview, RemovalUndo
from scheduling.steps.people import registered_person
from scheduling.steps.people.ahead import ahead_of, check_ahead
from scheduling.steps.people.removal import check_may_go, taken_out
from scheduling.steps.registration import check_name_is_free
from scheduling.store import Store, people
from scheduling.store.availability import calendars
from scheduling.store.messages import outbox
from scheduling.store.people import removals, rights
from scheduling.wording.reading import Mention


def what_removal_means(
    store: Store, context: RequestContext, *, whom: int | Mention
) -> RemovalPreview:
    """Return what becomes of somebody's interviews, and whom that concerns, when they are out.

    `whom` is meant by id, by mention or by name. Raises NotAllowed, NobodyWithId, UnknownPerson,
    AmbiguousName, CoordinatorBySetting and LastCoordinator.
    """
    require(context.actor, Action.REMOVE_PERSON)
    with store.reading() as session:
        person = registered_person(session, whom)
        check_may_go(session, person)
        ahead = ahead_of(session, person, context=context)
        has_calendar = bool(calendars.of(session, [person.id])[person.id])
        return RemovalPreview(person=person, ahead=ahead, has_calendar=has_calendar)


def remove_person(
    store: Store,
    context: RequestContext,
    *,
    person_id: int,
    with_ahead: WithAhead,
    shown: str | None = None,
) -> Removal:
    """Take somebody out, and have them and everybody in their interviews told.

    Their past interviews stay, and they count. `shown` says what the actor has seen of those
    ahead, where they have. Raises NotAllowed, NobodyWithId, StillInInterviews,
    InterviewsAheadChanged, CoordinatorBySetting and LastCoordinator.
    """
    require(context.actor, Action.REMOVE_PERSON)
    with store.writing() as session:
        person = registered_person(session, person_id)
        check_may_go(session, person)
        ahead = ahead_of(session, person, context=context)
        check_ahead(ahead, person, wanted=with_ahead, shown=shown)
        return taken_out(session, person, ahead, context=context)


def undo_removal(store: Store, context: RequestContext, *, undo: RemovalUndo) -> Person:
    """Have somebody be registered again as they were, with their hours; return them.

    Interviews that were cancelled stay so, and links and calendars' addresses ended. Raises
    NotAllowed, RegistrationChanged where they are back already or gone for good, NameTaken and
    AlreadyRegistered where their name or their address is somebody else's by now.
    """
    require(context.actor, Action.REMOVE_PERSON)
    with store.writing() as session:
        gone_at = removals.removed_at(session, undo.person_id)
        if gone_at is None or undo.removed_at not in (None, gone_at):
            raise RegistrationChanged()
        person = people.by_ids(session, [undo.person_id])[undo.person_id]
        if person.slack_user_id is None:
            check_name_is_free(session, person.name, but_for=person)
        if not removals.undo(session, person.id, email=person.email):
            hint = "Their email address is somebody else's by now."
            raise AlreadyRegistered(name=person.name, role="somebody else", hint=hint)
        if undo.was_granted:
            by = context.actor.person.id if context.actor.person else None
            through = None if context.actor.person else context.actor.name
            rights.grant(session, person.id, by=by, through=through, now=context.now)
        back = people.by_ids(session, [person.id])[person.id]
        told = of_being_back(back, actor=context.actor, now=context.now)
        outbox.plan(session, told.messages, now=context.now)
        return back
