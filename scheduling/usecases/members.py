"""Following the workspace: whose rights begin and end, who is called otherwise, who leaves."""

from collections.abc import Iterable
from datetime import datetime

from scheduling.model import Profile, Rules
from scheduling.steps.members import followed
from scheduling.store import Store, people

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
