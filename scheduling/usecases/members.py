"""Following the workspace: whose rights begin and end, who is called otherwise, who leaves."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from scheduling.model import Person, Profile, RequestContext, Rules
from scheduling.model.permissions import Action, require
from scheduling.steps.departures import departed, may_leave
from scheduling.steps.members import followed
from scheduling.store import Store, people
from scheduling.store.people import departures

_AT_ONCE = 100
"""Members that are written in one transaction, so that nobody else waits long."""


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
        are_few = may_leave(session, len(leaving), now=now)
        for person in leaving:
            if are_few:
                departed(session, person, now=now)
            else:
                departures.hold(session, person.id)
