"""Sending one direct message, and what Slack's answer means for it.

The client has no retry handlers: a lost reply may belong to a message that was accepted, so
whether to send again is decided by the outbox, never by the transport.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.models.blocks import Block
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.errors import UNREADABLE_ANSWER, Trouble, error_words, refusal_of

METADATA_TYPE = "on_the_hour_message"

log = logging.getLogger(__name__)


class Outcome(StrEnum):
    """What became of a call."""

    SENT = "sent"
    LATER = "later"
    UNSENT = "unsent"
    UNKNOWN = "unknown"
    NEVER = "never"
    BROKEN = "broken"


_OUTCOMES = {
    Trouble.LIMITED: Outcome.LATER,
    Trouble.PASSING: Outcome.UNKNOWN,
    Trouble.BROKEN: Outcome.BROKEN,
    Trouble.REFUSED: Outcome.NEVER,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What Slack answered: the outcome, its word for it, and where the message is if sent.

    `retry_after` is how long all sending must wait; it is given with LATER only.
    """

    outcome: Outcome
    detail: str = ""
    channel: str = ""
    ts: str = ""
    retry_after: timedelta = timedelta(0)


async def send(
    client: AsyncWebClient,
    *,
    slack_user_id: str,
    uid: str,
    text: str,
    blocks: Sequence[Block | dict[str, Any]],
) -> Answer:
    """Post a direct message that can be found again by its opaque `uid`.

    It stands in the metadata, and on the first block as well.
    """
    metadata = {"event_type": METADATA_TYPE, "event_payload": {"uid": uid}}
    try:
        posted = await client.chat_postMessage(
            channel=slack_user_id,
            text=text,
            blocks=_signed(blocks, uid),
            metadata=metadata,
            unfurl_links=False,
            unfurl_media=False,
        )
    except SlackApiError as error:
        return _refused(error)
    except aiohttp.ClientConnectorError as error:
        return Answer(outcome=Outcome.UNSENT, detail=error_words(error))
    except UNREADABLE_ANSWER as error:
        return Answer(outcome=Outcome.UNKNOWN, detail=error_words(error))
    return Answer(outcome=Outcome.SENT, channel=posted["channel"], ts=posted["ts"])


def _signed(blocks: Sequence[Block | dict[str, Any]], uid: str) -> list[dict[str, Any]]:
    told = [block.to_dict() if isinstance(block, Block) else block for block in blocks]
    return [{"block_id": uid, **block} if place == 0 else block for place, block in enumerate(told)]


def _refused(error: SlackApiError) -> Answer:
    refusal = refusal_of(error)
    return Answer(
        outcome=_OUTCOMES[refusal.trouble],
        detail=refusal.detail,
        retry_after=refusal.retry_after,
    )


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
    """Look through the conversation with somebody since a message was due.

    `channel` is the conversation, opened when it is not known.
    """
    try:
        where = channel or await _opened(client, slack_user_id)
        ts = await _ts_of(client, where, uid=uid, since=due_at - _CLOCKS_APART)
    except SlackApiError as error:
        return _unseen(error)
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


def _unseen(error: SlackApiError) -> Seen:
    refusal = refusal_of(error)
    sight = _SIGHTS[refusal.trouble]
    if refusal.detail == "missing_scope":
        sight = Sight.UNREADABLE  # the history is closed to us, and sending may go on
    return Seen(sight=sight, detail=refusal.detail, retry_after=refusal.retry_after)
