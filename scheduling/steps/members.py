"""Taking over what the workspace and the settings say of a member."""

from dataclasses import replace
from datetime import datetime

from scheduling.model import Person, Profile, Rules
from scheduling.steps.registration import as_member, is_address_news, keep_address
from scheduling.store import Session, people
from scheduling.store.people import rights


def is_in_settings(profile: Profile, rules: Rules) -> bool:
    """Tell whether the settings make somebody a coordinator, who may be one at all."""
    return profile.slack_user_id in rules.coordinators and profile.may_coordinate


def is_admin(profile: Profile) -> bool:
    """Tell whether the workspace makes somebody a coordinator."""
    return profile.is_admin and profile.may_coordinate


def is_known(person: Person | None, profile: Profile, *, rules: Rules) -> bool:
    """Tell whether the row of a member says what there is to say of their rights and address."""
    said = (is_in_settings(profile, rules), is_admin(profile))
    if person is None:
        return not any(said)
    kept = (person.rights.is_in_settings, person.rights.is_admin)
    return kept == said and not is_address_news(person, profile, rules=rules)


def brought_up_to_date(
    session: Session, profile: Profile, *, rules: Rules, now: datetime
) -> Person | None:
    """Return the member with the rights that the workspace and the settings give them now.

    And with their address, where their calendar is known by it or entries for it are mailed there.

    Whoever gets one thereby is registered, because what goes wrong with an interview is told to
    registered people. None for somebody who is neither registered nor gets one.
    """
    person = people.by_slack_id(session, profile.slack_user_id)
    if is_known(person, profile, rules=rules):
        return person
    person = person or as_member(session, profile, rules=rules, now=now)
    person = keep_address(session, person, profile, rules=rules)
    rights.derive(
        session,
        person.id,
        is_in_settings=is_in_settings(profile, rules),
        is_admin=is_admin(profile),
    )
    return people.get(session, person.id)


def followed(session: Session, profile: Profile, *, rules: Rules, now: datetime) -> Person | None:
    """Return the member as the workspace describes them now, but for whether they have left.

    None for somebody of whom nothing is kept.
    """
    person = brought_up_to_date(session, profile, rules=rules, now=now)
    if person is None:
        return None
    if person.name != profile.name and not profile.is_nameless:
        # It is the workspace that names its members; two of them may share a name.
        people.save(session, replace(person, name=profile.name))
    if person.rights.is_granted and person.rights.granted_at is None and person.rights.is_derived:
        rights.explain(session, person.id)
    return people.get(session, person.id)
