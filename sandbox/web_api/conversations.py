"""Conversations, as the app opens and reads them."""

import base64

from sandbox.errors import SlackError
from sandbox.json_values import Json
from sandbox.messages import Conversation, Message
from sandbox.web_api.arguments import is_true
from sandbox.web_api.methods import Call, Method

USUAL_PAGE, MOST_A_PAGE = 100, 999
HISTORY_SCOPES = {"im": "im:history", "channel": "channels:history"}


def open_im(call: Call) -> Json:
    """Open the IM with one person."""
    told = call.arguments.get("users", call.arguments.get("channel"))
    users = told if isinstance(told, list) else [one for one in str(told or "").split(",") if one]
    if not users:
        raise SlackError("users_list_not_supplied")
    if len(users) > 1:
        raise SlackError("too_many_users")
    where = im_with(call, str(users[0]).strip())
    if call.workspace.people[next(iter(where.members - {_bot(call)}))].deleted:
        raise SlackError("user_disabled")
    channel: Json = {"id": where.id}
    if is_true(call.arguments.get("return_im")):
        channel |= {"is_im": True, "user": users[0], "created": 0, "is_open": True}
    return {"no_op": True, "already_open": True, "channel": channel}


def history(call: Call) -> Json:
    """Tell what is in a conversation, newest first and page by page."""
    where = readable(call, call.need("channel")[0])
    call.need_scope(HISTORY_SCOPES[where.kind])
    found = [
        one for one in reversed(call.workspace.messages.within(where.id)) if _wanted(call, one)
    ]
    limit = min(int(call.arguments.get("limit", USUAL_PAGE)), MOST_A_PAGE)
    page, more = found[:limit], len(found) > limit
    with_metadata = is_true(call.arguments.get("include_all_metadata"))
    answer: Json = {"messages": [_told(call, one, with_metadata) for one in page], "has_more": more}
    answer |= {"pin_count": 0}
    if more:
        answer["response_metadata"] = {"next_cursor": _cursor(page[-1])}
    return answer


def im_with(call: Call, user: str) -> Conversation:
    """Find the app's IM with a person.

    Raises SlackError: `user_not_found`, `cannot_dm_bot`.
    """
    if user == "USLACKBOT" or user == _bot(call):
        raise SlackError("cannot_dm_bot")
    one = call.workspace.people.get(user)
    if one is None:
        raise SlackError("user_not_found")
    if one.is_bot:
        raise SlackError("cannot_dm_bot")
    return call.workspace.app_im(user)


def readable(call: Call, channel: str) -> Conversation:
    """Find a conversation that the app is in.

    Raises SlackError: `channel_not_found`.
    """
    where = call.workspace.conversations.get(channel)
    if where is None or _bot(call) not in where.members:
        raise SlackError("channel_not_found")
    return where


def _wanted(call: Call, message: Message) -> bool:
    if message.only_for is not None or message.thread_ts not in (None, message.ts):
        return False
    told, inclusive = call.arguments, is_true(call.arguments.get("inclusive"))
    oldest, latest = float(told.get("oldest") or 0), float(told.get("latest") or "inf")
    if told.get("cursor"):
        latest, inclusive = _before(str(told["cursor"])), False
    ts = float(message.ts)
    return oldest < ts < latest or (inclusive and ts in (oldest, latest))


def _told(call: Call, message: Message, with_metadata: bool) -> Json:
    space = call.workspace
    return message.as_api_tells(app_id=space.app.id, team=space.id, with_metadata=with_metadata)


def _cursor(message: Message) -> str:
    return base64.b64encode(f"next_ts:{message.ts}".encode()).decode()


def _before(cursor: str) -> float:
    try:
        return float(base64.b64decode(cursor).decode().removeprefix("next_ts:"))
    except ValueError:
        raise SlackError("invalid_cursor") from None


def _bot(call: Call) -> str:
    return call.workspace.app.bot_user_id


METHODS = {
    "conversations.open": Method(run=open_im, scope="im:write"),
    "conversations.history": Method(run=history),
}
