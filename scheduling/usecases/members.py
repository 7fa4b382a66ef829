"""Knowing who asks, and following the workspace: whose rights end, who is renamed, who leaves."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from scheduling.model import Actor, Person, Profile, RequestContext, Rules
from scheduling.model.permissions import Action, require
from scheduling.steps.departures import departed, held, may_leave
from scheduling.steps.letting_in import check_let_in
from scheduling.steps.members import brought_up_to_date, followed, is_known
from scheduling.steps.registration import keep_locale
from scheduling.store import Store, people
from scheduling.store.people import departures

_AT_ONCE = 100
"""Members that are written in one transaction, so that nobody else waits long."""


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


def remembered(store: Store, *, slack_user_id: str) -> Actor | None:
    """Return the actor whom we know by that id, with the rights they had when they asked last.

    For the while in which the workspace does not say who they are. None for strangers.
    """
    with store.reading() as session:
        person = people.by_slack_id(session, slack_user_id)
    if person is None:
        return None
    return Actor(
        name=person.name,
        time_zone=person.time_zone,
        locale=person.locale,
        slack_user_id=slack_user_id,
        person=person,
        is_coordinator=person.is_coordinator,
    )


def follow_member(store: Store, *, profile: Profile, rules: Rules, now: datetime) -> None:
    """Take over what the workspace says of one member now."""
    follow_members(store, profiles=[profile], rules=rules, now=now)


def follow_members(
    store: Store, *, profiles: Iterable[Profile], rules: Rules, now: datetime
) -> None:
    """Take over what the workspace says of these members now.

    Of whoever is not among them nothing is changed: that somebody is missing from a list says
    nothing about them.
    """
    described = {profile.slack_user_id: profile for profile in profiles}
    with store.reading() as session:
        registered = people.known_as(session, slack_user_ids=described)
    kept = {person.slack_user_id or "" for person in registered}
    wanted = sorted((kept | rules.coordinators) & described.keys())
    for begin in range(0, len(wanted), _AT_ONCE):
        with store.writing() as session:
            for slack_user_id in wanted[begin : begin + _AT_ONCE]:
                followed(session, described[slack_user_id], rules=rules, now=now)
    _follow_departures(store, registered, described, now=now)


def confirm_departures(store: Store, context: RequestContext) -> tuple[Person, ...]:
    """Take as true that those who left together with many others have; return who they are."""
    require(context.actor, Action.APPOINT_COORDINATOR)
    with store.writing() as session:
        leaving = people.departing(session)
        for person in leaving:
            departed(session, person, now=context.now)
        return leaving


def _follow_departures(
    store: Store,
    registered: Iterable[Person],
    described: Mapping[str, Profile],
    *,
    now: datetime,
) -> None:
    """Whose account has ended leaves, unless so many do at once that somebody is asked first."""
    changed = [
        person
        for person in registered
        if described[person.slack_user_id or ""].is_deactivated
        != (person.is_deactivated or person.departure_is_held)
    ]
    if not changed:
        return
    leaving = [p for p in changed if described[p.slack_user_id or ""].is_deactivated]
    back = [person for person in changed if person not in leaving]
    with store.writing() as session:
        for person in back:
            departures.undo(session, person.id)
        if may_leave(session, len(leaving), now=now):
            for person in leaving:
                departed(session, person, now=now)
        else:
            held(session, leaving, now=now)


def _actor(profile: Profile, person: Person | None) -> Actor:
    return Actor(
        name=person.name if person else profile.name,
        time_zone=person.time_zone if person else profile.time_zone,
        locale=profile.locale,
        slack_user_id=profile.slack_user_id,
        person=person,
        is_coordinator=person is not None and person.is_coordinator and profile.may_coordinate,
        is_guest=profile.is_guest,
        email=profile.email,
    )
