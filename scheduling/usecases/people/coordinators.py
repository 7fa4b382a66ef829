"""Who arranges interviews: appointing and dismissing coordinators."""

from scheduling.errors import (
    CannotCoordinate,
    CoordinatorBySetting,
    LastCoordinator,
    NotACoordinator,
)
from scheduling.model import Actor, Person, Profile, RequestContext
from scheduling.model.permissions import Action, require
from scheduling.results import RegistrationChange
from scheduling.steps.letting_in import STRANGER
from scheduling.steps.members import brought_up_to_date
from scheduling.steps.people import known
from scheduling.steps.registration import (
    as_member,
    tell_of_role,
)
from scheduling.store import Session, Store, people
from scheduling.store.people import rights
from scheduling.wording.saying.people import source_words


def appoint_coordinator(
    store: Store, context: RequestContext, *, profile: Profile
) -> RegistrationChange:
    """Make a member of the workspace a coordinator, registering them if need be."""
    require(context.actor, Action.APPOINT_COORDINATOR)
    _check_may_coordinate(profile)
    by, through = _granting(context.actor)
    with store.writing() as session:
        # Whoever was not registered yet stays so when this is undone: they have been told.
        before = as_member(session, profile, rules=context.rules, now=context.now)
        # Also where they are one already: the grant outlasts other reasons, and one of before
        # it was kept who grants what is confirmed by it.
        rights.grant(session, before.id, by=by, through=through, now=context.now)
        return _role_changed(session, before, known(session, before.id), context=context)


def dismiss_coordinator(
    store: Store, context: RequestContext, *, profile: Profile
) -> RegistrationChange:
    """Make a coordinator an ordinary person again.

    Raises CoordinatorBySetting for those whom the settings or the workspace make coordinators,
    and LastCoordinator for the last one.
    """
    require(context.actor, Action.APPOINT_COORDINATOR)
    with store.writing() as session:
        person = brought_up_to_date(session, profile, rules=context.rules, now=context.now)
        if person is None or not person.is_coordinator:
            raise NotACoordinator(name=profile.name)
        if person.rights.is_derived:
            raise CoordinatorBySetting(name=person.name, source=source_words(person.rights))
        if len(people.coordinators(session)) == 1:
            raise LastCoordinator(name=person.name)
        rights.take_back(session, person.id)
        return _role_changed(session, person, known(session, person.id), context=context)


def _check_may_coordinate(profile: Profile) -> None:
    reason = ""
    if profile.is_bot:
        reason = "that is an app, not a person"
    elif profile.is_deactivated:
        reason = "their Slack account is deactivated"
    elif profile.is_stranger:
        reason = STRANGER
    elif profile.is_guest:
        reason = "they are a guest of the workspace"
    if reason:
        raise CannotCoordinate(name=profile.name, reason=reason)


def _granting(actor: Actor) -> tuple[int | None, str | None]:
    """Whose word a grant is: that of a person, by id, or of a program, by name."""
    return (None, actor.name) if actor.person is None else (actor.person.id, None)


def _role_changed(
    session: Session, before: Person, after: Person, *, context: RequestContext
) -> RegistrationChange:
    tell_of_role(session, before, after, context=context)
    return RegistrationChange.between(before, after)
