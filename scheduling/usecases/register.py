"""Registering people: oneself, candidates from outside the workspace, coordinators."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from scheduling.errors import (
    AlreadyRegistered,
    CannotCoordinate,
    CoordinatorBySetting,
    LastCoordinator,
    NobodyWithId,
    NotACoordinator,
    NotRegistered,
    OwnRoleInUse,
)
from scheduling.messages.about_people import of_role_changed
from scheduling.messages.reach import reach_by
from scheduling.model import NO_ID, Actor, Person, Profile, RequestContext, Role
from scheduling.model.permissions import Action, require
from scheduling.results import AvailabilityChange, Listing, RegistrationChange, RegistrationUndo
from scheduling.results.people import facts_of
from scheduling.steps.conflicts import GivenHours, note_conflicts
from scheduling.steps.hours import refresh_cache
from scheduling.steps.interviews import remind_from_now_on
from scheduling.steps.letting_in import STRANGER, check_role
from scheduling.steps.members import brought_up_to_date
from scheduling.steps.news import owe_confirmations
from scheduling.steps.people import known
from scheduling.steps.registration import (
    add_by_name,
    as_member,
    as_role,
    check_name_is_free,
    profile_of,
)
from scheduling.steps.save_hours.availability import saved, with_said
from scheduling.steps.undo_registration import put_back
from scheduling.store import Session, Store, availability, interviews, people
from scheduling.store.messages import outbox
from scheduling.store.people import rights
from scheduling.timespan import Clock
from scheduling.wording.reading import ParsedAvailability, clean_name, read_email, read_zone
from scheduling.wording.saying.people import source_words


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
        person = as_role(session, profile, role=role, time_zone=zone, now=context.now, **chosen)
        if before is not None:
            _tell_of_conflicts(session, before, person, context=context)
        return _changed(before, person)


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
        return _changed(before, person)


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
        return _changed(before, person)


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
            _tell_of_role(session, stood, person, context=context)
        return stood, person


def candidate_of(store: Store, context: RequestContext, *, person_id: int) -> Person:
    """Return a candidate from outside the workspace, to be changed; or NobodyWithId."""
    require(context.actor, Action.REGISTER_CANDIDATE)
    with store.reading() as session:
        return _outside_candidate(session, person_id)


def appoint_coordinator(
    store: Store, context: RequestContext, *, profile: Profile
) -> RegistrationChange:
    """Make a member of the workspace a coordinator, registering them if need be."""
    require(context.actor, Action.APPOINT_COORDINATOR)
    _check_may_coordinate(profile)
    by, through = _granting(context.actor)
    with store.writing() as session:
        # Whoever was not registered yet stays so when this is undone: they have been told.
        before = as_member(session, profile, now=context.now)
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


def _changed(before: Person | None, after: Person) -> RegistrationChange:
    return RegistrationChange(person=after, before=facts_of(before) if before else None)


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


def _role_changed(
    session: Session, before: Person, after: Person, *, context: RequestContext
) -> RegistrationChange:
    _tell_of_role(session, before, after, context=context)
    return _changed(before, after)


def _tell_of_role(
    session: Session, before: Person, after: Person, *, context: RequestContext
) -> None:
    """Tell the person where the change makes a difference."""
    if after.is_coordinator != before.is_coordinator:
        told = of_role_changed(after, actor=context.actor, now=context.now)
        outbox.plan(session, told.messages, now=context.now)
