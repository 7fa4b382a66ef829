"""Who is in a user group of the workspace, where Slack lets us know."""

from dataclasses import dataclass

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.client import word_of
from scheduling.errors import SchedulingError
from scheduling.wording.reading import UserGroup

SCOPE = "usergroups:read"
MOST_MEMBERS = 100
"""Slack is asked about each of them, and answers about a hundred such questions a minute."""
_NO_SCOPE = (
    "I was installed without leave to look into groups. An admin of this workspace can give it: "
    f"add the scope {SCOPE} under OAuth & Permissions, and reinstall the app"
)
_NO_PLAN = "groups are not part of this workspace's plan in Slack"
_REASONS = {
    "missing_scope": _NO_SCOPE,
    "no_permission": _NO_SCOPE,
    "not_allowed_token_type": _NO_SCOPE,
    "plan_upgrade_required": _NO_PLAN,
    "paid_teams_only": _NO_PLAN,
    "no_such_subteam": "there is no such group any more",
}


@dataclass(eq=False, kw_only=True)
class GroupNotReadable(SchedulingError):
    """I can't see who is in {name}: {reason}. Name the people one by one. Nothing was done."""

    name: str
    reason: str


async def members_of(group: UserGroup, client: AsyncWebClient) -> tuple[str, ...]:
    """Return the Slack ids of a group's members, in Slack's order; some groups have none.

    Raises GroupNotReadable, also for a group of more than a hundred.
    """
    try:
        answer = await client.usergroups_users_list(usergroup=group.id)
    except SlackApiError as error:
        if reason := _REASONS.get(word_of(error)):
            raise GroupNotReadable(name=group.name, reason=reason) from None
        raise
    members = tuple(map(str, answer["users"]))
    if len(members) > MOST_MEMBERS:
        reason = f"it has {len(members)} members, and I read {MOST_MEMBERS} at most"
        raise GroupNotReadable(name=group.name, reason=reason)
    return members
