"""Knowing who asks."""

from datetime import datetime

from scheduling.model import Actor, Person, Profile, Rules
from scheduling.steps.letting_in import check_let_in
from scheduling.steps.members import brought_up_to_date, is_known
from scheduling.steps.registration import keep_locale
from scheduling.store import Store, people


def identify(store: Store, *, profile: Profile, rules: Rules, now: datetime) -> Actor:
    """Return the actor behind a profile of the workspace.

    What they may do is what the workspace, the settings and coordinators say at this moment: a
    right that has ended since they last asked ends with this question. Raises NotLetIn.
    """
    check_let_in(profile, rules=rules)
    with store.reading() as session:
        person = people.by_slack_id(session, profile.slack_user_id)
    if not is_known(person, profile, rules=rules):
        # Only on news: most requests read, and take no turn at writing.
        with store.writing() as session:
            person = brought_up_to_date(session, profile, rules=rules, now=now)
    if person is not None and person.locale is None and profile.locale is not None:
        # Once for everybody who was registered before it was asked for.
        with store.writing() as session:
            person = keep_locale(session, person, locale=profile.locale)
    return _actor(profile, person)


def _actor(profile: Profile, person: Person | None) -> Actor:
    return Actor(
        name=person.name if person else profile.name,
        time_zone=person.time_zone if person else profile.time_zone,
        locale=profile.locale,
        slack_user_id=profile.slack_user_id,
        person=person,
        is_coordinator=person is not None and person.is_coordinator and profile.may_coordinate,
        is_guest=profile.is_guest,
    )
