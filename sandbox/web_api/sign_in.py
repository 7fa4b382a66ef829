"""Who the app is, where it is, and how it connects."""

from sandbox.state.types import Json
from sandbox.web_api.methods import Call, Method


def auth_test(call: Call) -> Json:
    """Tell whom a token stands for."""
    space = call.workspace
    if call.token_kind == "app":
        return {"app_name": space.app.name, "app_id": space.app.id}
    return {
        "url": f"{call.slack.payloads.address}/",
        "team": space.name,
        "user": space.app.name.lower().replace(" ", ""),
        "team_id": space.id,
        "user_id": space.app.bot_user_id,
        "bot_id": space.app.bot_id,
        "is_enterprise_install": False,
    }


def connections_open(call: Call) -> Json:
    """Return the address of a websocket that opens once."""
    # Also https to wss.
    address = call.slack.payloads.address.replace("http", "ws", 1)
    ticket = call.slack.link.new_ticket()
    return {"url": f"{address}/link/?ticket={ticket}&app_id={call.workspace.app.id}"}


def team_info(call: Call) -> Json:
    """Tell about the workspace."""
    space = call.workspace
    team = {"id": space.id, "name": space.name, "domain": space.domain, "email_domain": ""}
    return {"team": team | {"icon": {"image_default": True}}}


METHODS = {
    "auth.test": Method(run=auth_test, tokens=frozenset({"bot", "app"})),
    "apps.connections.open": Method(run=connections_open, tokens=frozenset({"app"})),
    "team.info": Method(run=team_info, scope="team:read"),
}
