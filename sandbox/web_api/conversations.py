"""Conversations, as the app opens and reads them."""

import base64
import itertools
import math
from collections.abc import Iterator

from sandbox.state.errors import SlackError
from sandbox.state.messages import Conversation, Message
from sandbox.state.types import Json
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
    limit = min(_whole(call, "limit", otherwise=USUAL_PAGE), MOST_A_PAGE)
    # One more than is shown tells whether there are more.
    found = list(itertools.islice(_wanted(call, where), limit + 1))
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


def _wanted(call: Call, where: Conversation) -> Iterator[Message]:
    """Yield the messages that the call asks for, newest first."""
    told, inclusive = call.arguments, is_true(call.arguments.get("inclusive"))
    oldest, latest = _ts(told, "oldest", otherwise=0.0), _ts(told, "latest", otherwise=math.inf)
    before = _before(str(told["cursor"])) if told.get("cursor") else math.inf
    messages, now = call.workspace.messages, call.workspace.clock.time()
    for one in messages.up_to(where.id, min(latest, before)):
        ts = float(one.ts)
        if ts < oldest:
            return
        if ts == before or (ts in (oldest, latest) and not inclusive):
            continue
        # Replies in a thread are no part of the history; conversations.replies has them.
        in_thread = one.thread_ts not in (None, one.ts)
        if one.only_for is None and not in_thread and not messages.is_hidden(one, now=now):
            yield one


def _whole(call: Call, name: str, *, otherwise: int) -> int:
    try:
        number = int(call.arguments.get(name) or otherwise)
    except ValueError:
        number = 0
    if number < 1:
        raise SlackError("invalid_limit")
    return number


def _ts(told: Json, name: str, *, otherwise: float) -> float:
    try:
        return float(told.get(name) or otherwise)
    except ValueError:
        raise SlackError(f"invalid_ts_{name}") from None


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
