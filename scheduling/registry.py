"""Registering members of the workspace with what the workspace knows of them."""

from dataclasses import replace
from datetime import datetime

from scheduling.model import Actor, Person, Profile, Role
from scheduling.store import Session, people
from scheduling.wording import clean_name


def as_coordinator(session: Session, profile: Profile, *, now: datetime) -> Person:
    """This will return the member as a registered coordinator, adding what is missing."""
    person = people.by_slack_id(session, profile.slack_user_id)
    if person is None:
        return people.add(
            session,
            name=clean_name(profile.name),
            role=None,
            time_zone=profile.time_zone,
            is_coordinator=True,
            slack_user_id=profile.slack_user_id,
            now=now,
        )
    if person.is_coordinator:
        return person
    person = replace(person, is_coordinator=True)
    people.save(session, person)
    return person


def as_role(session: Session, actor: Actor, *, role: Role, time_zone: str, now: datetime) -> Person:
    """This will return the actor registered in that role, with that zone and their own name."""
    if actor.person is None:
        return people.add(
            session,
            name=clean_name(actor.name),
            role=role,
            time_zone=time_zone,
            is_coordinator=actor.is_coordinator,
            slack_user_id=actor.slack_user_id,
            now=now,
        )
    person = replace(actor.person, role=role, time_zone=time_zone)
    people.save(session, person)
    return person
