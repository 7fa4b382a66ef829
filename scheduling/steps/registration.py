"""Registering members of the workspace with what the workspace knows of them."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from scheduling.model import Actor, Person, Profile, Role
from scheduling.steps.hours import refresh_cache
from scheduling.store import Session, people
from scheduling.wording.reading import clean_name


def profile_of(actor: Actor) -> Profile:
    """Return the member of the workspace who asks for something."""
    assert actor.slack_user_id is not None  # nobody else can ask
    return Profile(slack_user_id=actor.slack_user_id, name=actor.name, time_zone=actor.time_zone)


def as_coordinator(session: Session, profile: Profile, *, now: datetime) -> Person:
    """Return the member as a registered coordinator, adding what is missing."""
    return _registered(session, profile, now=now, is_coordinator=True)


def as_interviewer(session: Session, profile: Profile, *, now: datetime) -> tuple[Person, bool]:
    """Return the member in the role that they have, else as an interviewer.

    With it comes whether that made them one.
    """
    person = people.by_slack_id(session, profile.slack_user_id)
    if person is not None and person.role is not None:
        return person, False
    return _registered(session, profile, now=now, role=Role.INTERVIEWER), True


def as_role(
    session: Session, profile: Profile, *, role: Role | None, time_zone: str, now: datetime
) -> Person:
    """Return the member registered in that role, with that zone and their own name."""
    return _registered(session, profile, now=now, role=role, time_zone=time_zone)


def _registered(session: Session, profile: Profile, *, now: datetime, **facts: Any) -> Person:
    person = people.by_slack_id(session, profile.slack_user_id)
    if person is None:
        known = {"name": clean_name(profile.name), "role": None, "time_zone": profile.time_zone}
        return people.add(
            session, slack_user_id=profile.slack_user_id, now=now, **{**known, **facts}
        )
    changed = replace(person, **facts)
    if changed != person:
        people.save(session, changed)
    if changed.time_zone != person.time_zone:
        refresh_cache(session, [changed], now=now)
    return changed
