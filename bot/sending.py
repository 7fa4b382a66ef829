"""Sending one direct message, and what Slack's answer means for it.

The client has no retry handlers: a lost reply may belong to a message that was accepted, so
whether to send again is decided by the outbox, never by the transport.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.models.blocks import Block
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.clients import OUT_OF_REACH
from bot.refusals import UNREADABLE_ANSWER, Trouble, error_words, refusal_of
from bot.views.parts import Blocks

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
    """This will post a direct message that can be found again by its opaque `uid`.

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


async def replace_answer(response_url: str, *, text: str, blocks: Blocks) -> None:
    """This will put something else in the place of a message, found by its own address.

    The address may have been used up, or be too old, or out of reach: then it stays as it is.
    """
    try:
        client = AsyncWebhookClient(response_url, retry_handlers=[])
        answer = await client.send(text=text, blocks=blocks, replace_original=True)
    except OUT_OF_REACH as error:
        log.warning("could not replace an answer: %s", error_words(error))
    else:
        if answer.status_code != 200:
            log.info("could not replace an answer: HTTP %s", answer.status_code)


def _refused(error: SlackApiError) -> Answer:
    refusal = refusal_of(error)
    return Answer(
        outcome=_OUTCOMES[refusal.trouble],
        detail=refusal.detail,
        retry_after=refusal.retry_after,
    )
