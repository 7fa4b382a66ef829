"""Registering people: oneself, and candidates from outside the workspace."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from scheduling.errors import (
    AlreadyRegistered,
    NobodyWithId,
    NotRegistered,
    OwnRoleInUse,
)
from scheduling.messages.reach import reach_by
from scheduling.model import Person, RequestContext, Role
from scheduling.model.permissions import Action, require
from scheduling.results import AvailabilityChange, RegistrationChange, RegistrationUndo
from scheduling.steps.conflicts import GivenHours, note_conflicts
from scheduling.steps.hours import refresh_cache
from scheduling.steps.interviews import remind_from_now_on
from scheduling.steps.letting_in import check_role
from scheduling.steps.news import owe_confirmations
from scheduling.steps.people import known
from scheduling.steps.registration import (
    add_by_name,
    as_role,
    check_name_is_free,
    profile_of,
    tell_of_role,
)
from scheduling.steps.save_hours.availability import saved, with_said
from scheduling.steps.undo_registration import put_back
from scheduling.store import Session, Store, availability, interviews, people
from scheduling.timespan import Clock
from scheduling.wording.reading import ParsedAvailability, clean_name, read_email, read_zone


def register_self(
    store: Store,
    context: RequestContext,
    *,
    role: Role | None,
    time_zone: str | None,
    clock: Clock | None = None,
) -> RegistrationChange:
    """Register the actor, or change their role, time zone or clock.

    A coordinator who does not interview has no role. Without a `time_zone` or a `clock`, theirs
    stays.
    Raises OwnRoleInUse when interviews ahead hold them in their present role. Interviews that a
    new time zone puts outside their hours stay, and the coordinators are told.
    """
    require(context.actor, Action.REGISTER_SELF)
    profile, zone = profile_of(context.actor), read_zone(time_zone or context.actor.time_zone)
    check_role(profile, role, rules=context.rules)
    with store.writing() as session:
        before = people.by_slack_id(session, profile.slack_user_id)
        # With another role, the interviews ahead would have a candidate who interviews.
        if before is not None and before.role not in (None, role):
            _check_no_interviews(session, before, context=context)
        chosen = {"clock": clock} if clock else {}
        person = as_role(
            session,
            profile,
            role=role,
            time_zone=zone,
            rules=context.rules,
            now=context.now,
            **chosen,
        )
        if before is not None:
            _tell_of_conflicts(session, before, person, context=context)
        return RegistrationChange.between(before, person)


def choose_clock(store: Store, context: RequestContext, *, clock: Clock) -> RegistrationChange:
    """Have the actor told times by that clock from now on. Raises NotRegistered."""
    require(context.actor, Action.REGISTER_SELF)
    profile = profile_of(context.actor)
    with store.writing() as session:
        before = people.by_slack_id(session, profile.slack_user_id)
        if before is None:
            raise NotRegistered()
        person = replace(before, clock=clock)
        people.save(session, person)
        return RegistrationChange.between(before, person)


def register_candidate(
    store: Store,
    context: RequestContext,
    *,
    name: str,
    email: str | None,
    time_zone: str | None,
    clock: Clock | None = None,
    said: ParsedAvailability,
) -> AvailabilityChange:
    """Register a candidate from outside the workspace, with the hours they gave.

    Raises NameTaken when somebody is called that already: two people who can't be told apart
    would be booked for each other; AlreadyRegistered when the email is taken.
    """
    require(context.actor, Action.REGISTER_CANDIDATE)
    with store.writing() as session, _email_named():
        person = add_by_name(
            session,
            name=name,
            role=Role.CANDIDATE,
            time_zone=time_zone or context.actor.time_zone,
            email=email,
            clock=clock,
            now=context.now,
        )
        return saved(
            session,
            person,
            lambda stood, today: with_said(stood, said, today=today),
            context=context,
        )


def change_candidate(
    store: Store,
    context: RequestContext,
    *,
    person_id: int,
    name: str,
    email: str | None,
    time_zone: str,
    clock: Clock | None = None,
    own_locale: str | None = None,
) -> RegistrationChange:
    """Change what is known of a candidate from outside the workspace.

    Without a `clock`, or a locale by which they are written to, theirs stays.

    Raises what registering one raises, and NobodyWithId for anybody else. Interviews that a new
    time zone puts outside their hours stay, and the coordinators are told.
    """
    require(context.actor, Action.REGISTER_CANDIDATE)
    cleaned, zone = clean_name(name), read_zone(time_zone)
    address = read_email(email) if email else None
    with store.writing() as session:
        before = _outside_candidate(session, person_id)
        check_name_is_free(session, cleaned, but_for=before)
        person = replace(before, name=cleaned, email=address, time_zone=zone)
        own = own_locale or before.own_locale
        person = replace(person, clock=clock or before.clock, own_locale=own)
        with _email_named():
            people.save(session, person)
        if person.time_zone != before.time_zone:
            refresh_cache(session, [person], now=context.now)
        if person.email != before.email:
            _follow_address(session, person, context=context)
        _tell_of_conflicts(session, before, person, context=context)
        return RegistrationChange.between(before, person)


def undo_registration(
    store: Store, context: RequestContext, *, undo: RegistrationUndo
) -> tuple[Person, Person | None]:
    """Put back how somebody was registered; return them as they stood, and as they stand again.

    That is None for somebody whom the change had registered. Raises NotAllowed for whoever may
    not make such a change, RegistrationChanged and RegistrationInUse where something came between,
    NameTaken, AlreadyRegistered and LastCoordinator.
    """
    with store.writing() as session:
        stood, person = put_back(session, undo, context=context)
        if person is not None:
            if person.email != stood.email:
                _follow_address(session, person, context=context)
            _tell_of_conflicts(session, stood, person, context=context)
            tell_of_role(session, stood, person, context=context)
        return stood, person


def candidate_of(store: Store, context: RequestContext, *, person_id: int) -> Person:
    """Return a candidate from outside the workspace, to be changed; or NobodyWithId."""
    require(context.actor, Action.REGISTER_CANDIDATE)
    with store.reading() as session:
        return _outside_candidate(session, person_id)


def _check_no_interviews(session: Session, person: Person, *, context: RequestContext) -> None:
    if interviews.count_upcoming(session, ending_after=context.now, person_id=person.id):
        role = "an interviewer" if person.role is Role.INTERVIEWER else "a candidate"
        raise OwnRoleInUse(name=person.name, role=role)


def _outside_candidate(session: Session, person_id: int) -> Person:
    person = known(session, person_id)
    if person.slack_user_id is not None or person.role is not Role.CANDIDATE:
        raise NobodyWithId(id=person_id)
    return person


def _follow_address(session: Session, person: Person, *, context: RequestContext) -> None:
    """Have reminders come to a new address; of what is booked, a coordinator has them told."""
    if reach_by(context.rules)(person) is None:
        return
    ahead = remind_from_now_on(session, person, context=context)
    owe_confirmations(session, ahead, person=person, now=context.now)


@contextmanager
def _email_named() -> Iterator[None]:
    """Of somebody outside the workspace nothing but the email can be somebody's already."""
    try:
        yield
    except AlreadyRegistered as known:
        hint = "That email address is theirs. Nothing was saved."
        raise replace(known, hint=hint) from None


def _tell_of_conflicts(
    session: Session, before: Person, after: Person, *, context: RequestContext
) -> None:
    given = availability.of(session, [after.id])[after.id]
    note_conflicts(
        session,
        before=GivenHours(person=before, hours=given),
        after=GivenHours(person=after, hours=given),
        context=context,
    )
