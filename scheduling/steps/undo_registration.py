"""Putting back how somebody was registered, where nothing has come between."""

from dataclasses import replace
from datetime import datetime

from scheduling.errors import LastCoordinator, RegistrationChanged, RegistrationInUse
from scheduling.model import Actor, Person, RequestContext
from scheduling.model.permissions import Action, require
from scheduling.results import RegistrationFacts, RegistrationUndo
from scheduling.results.people import facts_of
from scheduling.steps.hours import refresh_cache
from scheduling.steps.registration import check_name_is_free
from scheduling.store import Session, availability, interviews, people, rounds
from scheduling.store.availability import calendars, unconfirmed_calendars
from scheduling.store.people import rights


def put_back(
    session: Session, undo: RegistrationUndo, *, context: RequestContext
) -> tuple[Person, Person | None]:
    """Return the person as they stood until now, and as they stand again, if they do.

    Raises NotAllowed, RegistrationChanged, RegistrationInUse, NameTaken, AlreadyRegistered and
    LastCoordinator.
    """
    stood = people.get(session, undo.person_id)
    # An id that leads to somebody else by now was merged into them.
    if stood is None or stood.id != undo.person_id or facts_of(stood) != undo.after:
        raise RegistrationChanged()
    _check_may_undo(undo, stood, context.actor)
    if undo.before is None:
        _remove(session, stood, undo, now=context.now)
        return stood, None
    if undo.before.role is not undo.after.role:
        _check_no_interviews(session, stood, context=context)
    return stood, _saved(session, stood, undo.before, context=context)


def _check_may_undo(undo: RegistrationUndo, person: Person, actor: Actor) -> None:
    """Whoever may make a change may undo it."""
    was_granted = undo.before is not None and undo.before.is_granted
    is_own = actor.slack_user_id is not None and actor.slack_user_id == person.slack_user_id
    if undo.after.is_granted != was_granted:
        require(actor, Action.APPOINT_COORDINATOR)
    elif is_own:
        require(actor, Action.REGISTER_SELF)
    else:
        require(actor, Action.REGISTER_CANDIDATE)


def _remove(session: Session, person: Person, undo: RegistrationUndo, *, now: datetime) -> None:
    if undo.after.is_granted:
        _check_not_the_last(session, person)
    if availability.of(session, [person.id])[person.id].version != undo.hours_version:
        raise RegistrationInUse(name=person.name, what="other hours")
    if _has_connected(session, person, now=now):
        raise RegistrationInUse(name=person.name, what="a calendar")
    if rounds.may_hold(session, person.id):
        raise RegistrationInUse(name=person.name, what="perhaps a place in a plan")
    if not people.remove(session, person.id):
        raise RegistrationInUse(name=person.name, what="an interview, or a message about one,")


def _has_connected(session: Session, person: Person, *, now: datetime) -> bool:
    """Tell whether they have a calendar that nobody could connect again but themselves, or are
    asked about one.
    """
    theirs = calendars.of(session, [person.id])[person.id]
    waits = unconfirmed_calendars.of(session, [person.id], now=now)
    return bool(waits) or any(not each.source.is_companys for each in theirs)


def _saved(
    session: Session, stood: Person, before: RegistrationFacts, *, context: RequestContext
) -> Person:
    if before.name != stood.name:
        check_name_is_free(session, before.name, but_for=stood)
    person = replace(
        stood,
        name=before.name,
        role=before.role,
        time_zone=before.time_zone,
        email=before.email,
        clock=before.clock,
    )
    people.save(session, person)
    if person.time_zone != stood.time_zone:
        refresh_cache(session, [person], now=context.now)
    _put_back_grant(session, stood, before, context=context)
    return people.by_ids(session, [person.id])[person.id]


def _put_back_grant(
    session: Session, stood: Person, before: RegistrationFacts, *, context: RequestContext
) -> None:
    if before.is_granted and not stood.rights.is_granted:
        by = context.actor.person.id if context.actor.person else None
        rights.grant(session, stood.id, by=by, through=None, now=context.now)
    elif stood.rights.is_granted and not before.is_granted:
        _check_not_the_last(session, stood)
        rights.take_back(session, stood.id)


def _check_not_the_last(session: Session, person: Person) -> None:
    if not person.rights.is_derived and len(people.coordinators(session)) == 1:
        raise LastCoordinator(name=person.name)


def _check_no_interviews(session: Session, person: Person, *, context: RequestContext) -> None:
    if interviews.count_upcoming(session, ending_after=context.now, person_id=person.id):
        raise RegistrationInUse(name=person.name, what="an interview ahead")
