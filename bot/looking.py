"""Looking for a direct message in the history of its conversation, by its opaque id."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.refusals import UNREADABLE_ANSWER, Trouble, error_words, refusal_of

_PAGE = 200
_MOST_PAGES = 10
_CLOCKS_APART = timedelta(minutes=10)
"""How far Slack's clock may be from ours."""


class Sight(StrEnum):
    """What came of a look."""

    FOUND = "found"
    MISSING = "missing"
    LIMITED = "limited"
    TROUBLE = "trouble"
    """Slack had trouble answering; the next look may find it."""
    UNREADABLE = "unreadable"
    """The history is closed to us: only a person can change that."""
    BROKEN = "broken"


_SIGHTS = {
    Trouble.LIMITED: Sight.LIMITED,
    Trouble.PASSING: Sight.TROUBLE,
    Trouble.BROKEN: Sight.BROKEN,
    Trouble.REFUSED: Sight.UNREADABLE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What came of a look, where the message is if found, and Slack's word if there is one.

    `channel` is the conversation, where it became known; `retry_after` is given with LIMITED.
    """

    sight: Sight
    channel: str = ""
    ts: str = ""
    detail: str = ""
    retry_after: timedelta = timedelta(0)


async def look_for(
    client: AsyncWebClient,
    *,
    slack_user_id: str,
    channel: str | None,
    uid: str,
    due_at: datetime,
) -> Seen:
    """This will look through the conversation with somebody since a message was due.

    `channel` is the conversation, opened when it is not known.
    """
    try:
        where = channel or await _opened(client, slack_user_id)
        ts = await _ts_of(client, where, uid=uid, since=due_at - _CLOCKS_APART)
    except SlackApiError as error:
        return _refused(error)
    except UNREADABLE_ANSWER as error:
        return Seen(sight=Sight.TROUBLE, detail=error_words(error))
    if ts is None:
        return Seen(sight=Sight.MISSING, channel=where)
    return Seen(sight=Sight.FOUND, channel=where, ts=ts)


async def _opened(client: AsyncWebClient, slack_user_id: str) -> str:
    answer = await client.conversations_open(users=slack_user_id)
    return str(answer["channel"]["id"])


async def _ts_of(client: AsyncWebClient, channel: str, *, uid: str, since: datetime) -> str | None:
    cursor: str | None = None
    for _ in range(_MOST_PAGES):
        answer = await client.conversations_history(
            channel=channel,
            oldest=f"{since.timestamp():.6f}",
            limit=_PAGE,
            include_all_metadata=True,
            cursor=cursor,
        )
        for message in answer["messages"]:
            if _is_signed(message, uid):
                return str(message["ts"])
        cursor = (answer.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return None
    # To call a message missing takes having seen all there is.
    raise ValueError("the history has more pages than can be read")


def _is_signed(message: dict[str, Any], uid: str) -> bool:
    payload = (message.get("metadata") or {}).get("event_payload") or {}
    blocks = message.get("blocks") or []
    return payload.get("uid") == uid or any(block.get("block_id") == uid for block in blocks)


def _refused(error: SlackApiError) -> Seen:
    refusal = refusal_of(error)
    sight = _SIGHTS[refusal.trouble]
    if refusal.detail == "missing_scope":
        sight = Sight.UNREADABLE  # the history is closed to us, and sending may go on
    return Seen(sight=sight, detail=refusal.detail, retry_after=refusal.retry_after)
