"""Registering people: oneself, candidates from outside the workspace, coordinators."""

from dataclasses import replace

from scheduling.answers import Listing
from scheduling.availability import with_weekly, with_windows
from scheduling.conflicts import conflict_notices
from scheduling.errors import (
    CannotTakePart,
    CoordinatorBySetting,
    LastCoordinator,
    NameTaken,
    RoleInUse,
)
from scheduling.model import Asking, Availability, Person, Profile, Role
from scheduling.registry import as_coordinator, as_role
from scheduling.roles import Action, require
from scheduling.store import Session, Store, availability, interviews, outbox, people
from scheduling.wording import Said, clean_name, read_email, read_zone


def register_self(store: Store, *, asking: Asking, role: Role, time_zone: str | None) -> Person:
    """This will register the actor, or change their role or time zone.

    Raises RoleInUse when interviews ahead hold them in their present role. Interviews that a
    new time zone puts outside their hours stay, and the coordinators are told.
    """
    require(asking.actor, Action.REGISTER_SELF)
    zone = read_zone(time_zone or asking.actor.time_zone)
    with store.writing() as session:
        before = asking.actor.person
        if before is None:
            return as_role(session, asking.actor, role=role, time_zone=zone, now=asking.now)
        if before.role not in (None, role):
            _check_no_interviews(session, before, asking=asking)
        person = as_role(session, asking.actor, role=role, time_zone=zone, now=asking.now)
        given = availability.of(session, [person.id])[person.id]
        notices = conflict_notices(
            session, before=(before, given), after=(person, given), now=asking.now
        )
        outbox.plan(session, notices, now=asking.now)
        return person


def register_candidate(
    store: Store,
    *,
    asking: Asking,
    name: str,
    email: str | None,
    time_zone: str | None,
    said: Said,
) -> Person:
    """This will register a candidate from outside the workspace, with the hours they gave.

    Raises NameTaken when somebody is called that already: two people who can't be told apart
    would be booked for each other; AlreadyRegistered when the email is taken.
    """
    require(asking.actor, Action.REGISTER_CANDIDATE)
    cleaned, zone = clean_name(name), read_zone(time_zone or asking.actor.time_zone)
    address = read_email(email) if email else None
    with store.writing() as session:
        _check_name_is_free(session, cleaned)
        person = people.add(
            session,
            name=cleaned,
            role=Role.CANDIDATE,
            time_zone=zone,
            email=address,
            now=asking.now,
        )
        given = with_windows(Availability(person_id=person.id), said.windows).after
        given = with_weekly(given, said.weekly).after
        if not given.is_empty:
            availability.save(session, given, expected_version=0)
        return person


def appoint_coordinator(store: Store, *, asking: Asking, profile: Profile) -> Person:
    """This will make a member of the workspace a coordinator, registering them if need be."""
    require(asking.actor, Action.APPOINT_COORDINATOR)
    if profile.is_bot:
        raise CannotTakePart(name=profile.name, reason="that is an app")
    if profile.is_deactivated:
        raise CannotTakePart(name=profile.name, reason="their Slack account is deactivated")
    with store.writing() as session:
        return as_coordinator(session, profile, now=asking.now)


def dismiss_coordinator(store: Store, *, asking: Asking, profile: Profile) -> Person:
    """This will make a coordinator an ordinary person again.

    Raises CoordinatorBySetting for those whom the settings or the workspace make coordinators,
    and LastCoordinator for the last one.
    """
    require(asking.actor, Action.APPOINT_COORDINATOR)
    if profile.is_admin or profile.slack_user_id in asking.rules.coordinators:
        raise CoordinatorBySetting(name=profile.name)
    with store.writing() as session:
        coordinators = people.coordinators(session)
        person = next((p for p in coordinators if p.slack_user_id == profile.slack_user_id), None)
        if person is None:
            raise CannotTakePart(name=profile.name, reason="they are no coordinator")
        if len(coordinators) == 1:
            raise LastCoordinator(name=person.name)
        person = replace(person, is_coordinator=False)
        people.save(session, person)
        return person


def list_people(store: Store, *, skip: int, limit: int) -> Listing:
    """This will return one page of everyone registered, by name."""
    with store.reading() as session:
        shown = people.page(session, skip=skip, limit=limit)
        given = availability.of(session, [person.id for person in shown])
        without = frozenset(p.id for p in shown if p.role is not None and given[p.id].is_empty)
        total = people.count(session)
    return Listing(people=shown, without_hours=without, skip=skip, total=total)


def people_matching(
    store: Store, *, text: str, role: Role | None, limit: int
) -> tuple[Person, ...]:
    """This will return people whose name contains the text, for a menu, by name."""
    with store.reading() as session:
        return people.matching(session, text=text, role=role, limit=limit)


def _check_no_interviews(session: Session, person: Person, *, asking: Asking) -> None:
    if interviews.count_upcoming(session, ending_after=asking.now, person_id=person.id):
        raise RoleInUse(name=person.name, role=f"{person.role}")


def _check_name_is_free(session: Session, name: str) -> None:
    for person in people.named(session, name):
        if person.name.casefold() == name.casefold():
            raise NameTaken(name=person.name)
