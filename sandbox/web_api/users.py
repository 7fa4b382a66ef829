"""People, as the app gets to know them."""

import base64

from sandbox.state.errors import SlackError
from sandbox.state.people import Person, as_api_tells
from sandbox.state.types import Json
from sandbox.web_api.methods import Call, Method

MOST_A_PAGE = 1000
SLACKBOT = Person(id="USLACKBOT", name="slackbot", real_name="Slackbot", tz="America/Los_Angeles")


def info(call: Call) -> Json:
    """Tell about one person."""
    user = call.need("user")[0]
    known = call.workspace.people.get(user) or {one.id: one for one in _special(call)}.get(user)
    if known is None:
        raise SlackError("user_not_found")
    return {"user": _told(call, known)}


def everyone(call: Call) -> Json:
    """Tell about everyone, page by page: the app, Slackbot and who has left are among them."""
    people = _everyone(call)
    limit = _limit(call, otherwise=len(people))
    start = _start(call, people)
    page, rest = people[start : start + limit], people[start + limit :]
    return {
        "members": [_told(call, one) for one in page],
        "cache_ts": int(call.workspace.clock.time()),
        "response_metadata": {"next_cursor": _cursor(rest[0]) if rest else ""},
    }


def _everyone(call: Call) -> list[Person]:
    return [*_special(call), *call.workspace.people.values()]


def _special(call: Call) -> list[Person]:
    app = call.workspace.app
    bot = Person(
        id=app.bot_user_id,
        name=app.name.lower().replace(" ", ""),
        real_name=app.name,
        tz="America/Los_Angeles",
        is_bot=True,
    )
    return [SLACKBOT, bot]


def _told(call: Call, one: Person) -> Json:
    with_email = "users:read.email" in call.workspace.app.scopes
    space = call.workspace
    return as_api_tells(
        one,
        team=space.id,
        at=space.now(),
        with_email=with_email,
        with_locale=_is_true(call.arguments.get("include_locale")),
    )


def _is_true(told: object) -> bool:
    # In a form, or in JSON; slack_sdk sends 1.
    return str(told).casefold() in ("1", "true")


def _limit(call: Call, *, otherwise: int) -> int:
    told = str(call.arguments.get("limit", otherwise))
    if not told.isdigit():
        raise SlackError("invalid_limit")
    # A limit of 0 is none.
    return min(int(told) or otherwise, MOST_A_PAGE)


def _start(call: Call, people: list[Person]) -> int:
    cursor = call.arguments.get("cursor")
    if not cursor:
        return 0
    for place, one in enumerate(people):
        if _cursor(one) == cursor:
            return place
    raise SlackError("invalid_cursor")


def _cursor(one: Person) -> str:
    return base64.b64encode(f"user:{one.id}".encode()).decode()


METHODS = {
    "users.info": Method(run=info, scope="users:read"),
    "users.list": Method(run=everyone, scope="users:read"),
}
