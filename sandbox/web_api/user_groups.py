"""User groups, and who is in them."""

from sandbox.state.errors import SlackError
from sandbox.state.types import Json
from sandbox.state.user_groups import as_api_tells
from sandbox.web_api.methods import Call, Method


def everyone(call: Call) -> Json:
    """Tell about all user groups."""
    space = call.workspace
    return {
        "usergroups": [
            as_api_tells(one, team=space.id, count=len(space.people_in(one)))
            for one in space.user_groups.values()
        ]
    }


def people(call: Call) -> Json:
    """Tell who is in a group; whoever has left the workspace is in none."""
    group = call.workspace.user_groups.get(call.need("usergroup")[0])
    if group is None:
        raise SlackError("no_such_subteam")
    return {"users": [one.id for one in call.workspace.people_in(group)]}


METHODS = {
    "usergroups.list": Method(run=everyone, scope="usergroups:read"),
    "usergroups.users.list": Method(run=people, scope="usergroups:read"),
}
