"""Knowing who asks."""

from datetime import datetime

from scheduling.model import Actor, Person, Profile, Rules
from scheduling.steps.registration import as_coordinator, keep_locale
from scheduling.store import Store, people


def identify(store: Store, *, profile: Profile, rules: Rules, now: datetime) -> Actor:
    """Return the actor behind a profile of the workspace.

    Whoever the settings or the workspace make a coordinator is registered as one, because
    what goes wrong with an interview is told to the registered coordinators.
    """
    appointed = profile.is_admin or profile.slack_user_id in rules.coordinators
    with store.reading() as session:
        person = people.by_slack_id(session, profile.slack_user_id)
    if appointed and (person is None or not person.is_coordinator):
        # Only once: most requests read, and take no turn at writing.
        with store.writing() as session:
            person = as_coordinator(session, profile, now=now)
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
        is_coordinator=person is not None and person.is_coordinator,
    )
