"""Registering members of the workspace with what the workspace knows of them."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

from scheduling.errors import (
    AlreadyRegistered,
    CannotTakePart,
    NameTaken,
)
from scheduling.messages.about_people import of_role_changed
from scheduling.model import Actor, Invites, Person, Profile, RequestContext, Role, Rules
from scheduling.model.names import name_key
from scheduling.steps.hours import refresh_cache
from scheduling.steps.letting_in import STRANGER, check_role
from scheduling.store import Session, people
from scheduling.store.messages import outbox
from scheduling.timespan import Clock
from scheduling.wording.reading import clean_name, read_email, read_zone
from scheduling.wording.saying.people import names_apart


def profile_of(actor: Actor) -> Profile:
    """Return the member of the workspace who asks for something."""
    assert actor.slack_user_id is not None  # nobody else can ask
    return Profile(
        slack_user_id=actor.slack_user_id,
        name=actor.name,
        time_zone=actor.time_zone,
        locale=actor.locale,
        is_guest=actor.is_guest,
        email=actor.email,
    )


def as_member(session: Session, profile: Profile, *, rules: Rules, now: datetime) -> Person:
    """Return the member as registered, in no interviews if they are new."""
    return _registered(session, profile, rules=rules, now=now)


def as_interviewer(
    session: Session, profile: Profile, *, rules: Rules, now: datetime
) -> tuple[Person, bool]:
    """Return the member in the role that they have, else as an interviewer.

    With it comes whether that made them one. Raises CannotTakePart for guests who may not be one.
    """
    person = people.by_slack_id(session, profile.slack_user_id)
    if person is not None and person.role is not None:
        return person, False
    check_role(profile, Role.INTERVIEWER, rules=rules)
    return _registered(session, profile, rules=rules, now=now, role=Role.INTERVIEWER), True


def as_role(
    session: Session,
    profile: Profile,
    *,
    role: Role | None,
    time_zone: str,
    rules: Rules,
    now: datetime,
    **facts: Any,
) -> Person:
    """Return the member registered in that role, with that zone and their own name.

    `facts` are further fields of theirs that were chosen.
    """
    return _registered(
        session, profile, rules=rules, now=now, role=role, time_zone=time_zone, **facts
    )


def is_address_news(person: Person, profile: Profile, *, rules: Rules) -> bool:
    """Tell whether the workspace knows an address that a calendar is read by, or entries go to."""
    if person.email == profile.email:
        return False
    if any(company.include(profile.email) for company in rules.company_calendars):
        return True
    return rules.mail.invites is Invites.EVERYBODY and rules.mail.reaches(profile.email)


def keep_address(session: Session, person: Person, profile: Profile, *, rules: Rules) -> Person:
    """Keep the address that the workspace knows of a member, where anything is done by it.

    Where it is somebody else's here, it stays theirs: nobody gets another's mail.
    """
    changed = replace(person, email=profile.email)
    if is_address_news(person, profile, rules=rules):
        with suppress(AlreadyRegistered):
            people.save(session, changed)
            return changed
    return person


def keep_locale(session: Session, person: Person, *, locale: str) -> Person:
    """Keep how somebody uses Slack, beside whatever else became of them meanwhile."""
    stands = people.get(session, person.id) or person
    changed = replace(stands, locale=locale)
    people.save(session, changed)
    return changed


def add_by_name(
    session: Session,
    *,
    name: str,
    role: Role | None,
    time_zone: str,
    email: str | None,
    slack_user_id: str | None = None,
    locale: str | None = None,
    clock: Clock | None = None,
    own_locale: str | None = None,
    now: datetime,
) -> Person:
    """Register somebody new under a name that is nobody's yet.

    Name, zone and address are as they were typed. Raises NameTaken, AlreadyRegistered, and
    what each of the three is refused for.
    """
    cleaned, zone = clean_name(name), read_zone(time_zone)
    address = read_email(email) if email else None
    check_name_is_free(session, cleaned)
    return people.add(
        session,
        name=cleaned,
        role=role,
        time_zone=zone,
        email=address,
        slack_user_id=slack_user_id,
        locale=locale,
        clock=clock,
        own_locale=own_locale,
        now=now,
    )


def check_name_is_free(session: Session, name: str, *, but_for: Person | None = None) -> None:
    """Refuse a name that reads the same as somebody else's.

    Raises NameTaken: two people who can't be told apart would be booked for each other.
    """
    key = name_key(name)
    # The store finds parts of names as well, and only the whole one is taken.
    holders = [
        person
        for person in people.named(session, name)
        if name_key(person.name) == key and (but_for is None or person.id != but_for.id)
    ]
    if holders:
        # Members bring their names with them, so that several may have this one already.
        outside = [p.id for p in holders if p.role is Role.CANDIDATE and not p.slack_user_id]
        raise NameTaken(
            names=tuple(names_apart(holders).values()),
            candidate_id=outside[0] if len(outside) == len(holders) == 1 else None,
        )


def check_may_take_part(profile: Profile) -> None:
    """Refuse who is nobody to interview or to be interviewed. Raises CannotTakePart."""
    if profile.is_bot:
        raise CannotTakePart(name=profile.name, reason="that is an app, not a person")
    if profile.is_deactivated:
        raise CannotTakePart(name=profile.name, reason="their Slack account is deactivated")
    if profile.is_stranger:
        raise CannotTakePart(name=profile.name, reason=STRANGER)


def _registered(
    session: Session, profile: Profile, *, rules: Rules, now: datetime, **facts: Any
) -> Person:
    person = people.by_slack_id(session, profile.slack_user_id)
    if person is None:
        known = {
            "name": clean_name(profile.name),
            "role": None,
            "time_zone": profile.time_zone,
            "locale": profile.locale,
        }
        added = people.add(
            session, slack_user_id=profile.slack_user_id, now=now, **{**known, **facts}
        )
        return keep_address(session, added, profile, rules=rules)
    changed = replace(person, **facts)
    if changed != person:
        people.save(session, changed)
    if changed.time_zone != person.time_zone:
        refresh_cache(session, [changed], now=now)
    return changed


def tell_of_role(
    session: Session, before: Person, after: Person, *, context: RequestContext
) -> None:
    """Tell somebody who has become a coordinator by a change, or is none any more."""
    if after.is_coordinator != before.is_coordinator:
        told = of_role_changed(after, actor=context.actor, now=context.now)
        outbox.plan(session, told.messages, now=context.now)
