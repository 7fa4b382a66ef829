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

from bot.clients import OUT_OF_REACH, status_and_word
from bot.views.parts import Blocks

METADATA_TYPE = "on_the_hour_message"
_USUAL_WAIT = timedelta(seconds=30)

_UNKNOWN = {"fatal_error", "internal_error", "service_unavailable", "request_timeout"}
_BROKEN = {
    "token_revoked",
    "token_expired",
    "account_inactive",
    "invalid_auth",
    "not_authed",
    "missing_scope",
    "access_denied",
    "org_login_required",
    "team_access_not_granted",
}
_UNREADABLE = (
    TimeoutError,
    aiohttp.ClientError,
    OSError,
    ValueError,
    AttributeError,  # the SDK's own, over a body that is a text or a list
)

log = logging.getLogger(__name__)


class Outcome(StrEnum):
    """What became of a call."""

    SENT = "sent"
    LATER = "later"
    UNSENT = "unsent"
    UNKNOWN = "unknown"
    NEVER = "never"
    BROKEN = "broken"


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
    """This will post a direct message that can be found again by its opaque `uid`."""
    metadata = {"event_type": METADATA_TYPE, "event_payload": {"uid": uid}}
    try:
        posted = await client.chat_postMessage(
            channel=slack_user_id,
            text=text,
            blocks=blocks,
            metadata=metadata,
            unfurl_links=False,
            unfurl_media=False,
        )
    except SlackApiError as error:
        return _refused(error)
    except aiohttp.ClientConnectorError as error:
        return Answer(outcome=Outcome.UNSENT, detail=_word(error))
    except _UNREADABLE as error:
        return Answer(outcome=Outcome.UNKNOWN, detail=_word(error))
    return Answer(outcome=Outcome.SENT, channel=posted["channel"], ts=posted["ts"])


async def replace_answer(response_url: str, *, text: str, blocks: Blocks) -> None:
    """This will put something else in the place of a message, found by its own address.

    The address may have been used up, or be too old, or out of reach: then it stays as it is.
    """
    try:
        client = AsyncWebhookClient(response_url, retry_handlers=[])
        answer = await client.send(text=text, blocks=blocks, replace_original=True)
    except OUT_OF_REACH as error:
        log.warning("could not replace an answer: %s", _word(error))
    else:
        if answer.status_code != 200:
            log.info("could not replace an answer: HTTP %s", answer.status_code)


def _refused(error: SlackApiError) -> Answer:
    status, word = status_and_word(error)
    if status == 429 or word in ("ratelimited", "rate_limited"):
        wait = _wait(error.response.headers.get("Retry-After", ""))
        return Answer(outcome=Outcome.LATER, detail="ratelimited", retry_after=wait)
    if status >= 500 or not word or word in _UNKNOWN:
        return Answer(outcome=Outcome.UNKNOWN, detail=word or f"HTTP {status}")
    if word in _BROKEN:
        return Answer(outcome=Outcome.BROKEN, detail=word)
    return Answer(outcome=Outcome.NEVER, detail=word)


def _wait(seconds: str) -> timedelta:
    return timedelta(seconds=int(seconds)) if seconds.isdecimal() else _USUAL_WAIT


def _word(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:200]
