"""Slack as a channel: direct messages, found again by an opaque id in their metadata.

The client has no retry handlers: a lost reply may belong to a message that was accepted, so
whether to send again is decided by the outbox, never by the transport.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.channel import SendOutcome, SendResult
from bot.delivery.slack_history import SlackHistory
from bot.slack.errors import UNREADABLE_ANSWER, Trouble, error_words, refusal_of
from bot.views import notices
from scheduling.messages.reasons import DEACTIVATED, GONE
from scheduling.model import Channel, Content
from scheduling.results import MessageContext
from scheduling.timespan import written_in

METADATA_TYPE = "on_the_hour_message"

_OUTCOMES = {
    Trouble.LIMITED: SendOutcome.LATER,
    Trouble.PASSING: SendOutcome.UNKNOWN,
    Trouble.BROKEN: SendOutcome.BROKEN,
    Trouble.REFUSED: SendOutcome.NEVER,
}


@dataclass(frozen=True, kw_only=True)
class SlackChannel:
    """Direct messages to people who have a Slack id; `client` tries nothing a second time."""

    client: AsyncWebClient

    @property
    def channel(self) -> Channel:
        """Whose messages it takes."""
        return Channel.SLACK

    @cached_property
    def history(self) -> SlackHistory:
        """Where to look for what was sent."""
        return SlackHistory(client=self.client)

    async def refusal(self, context: MessageContext) -> str:
        """Return why the message can't be sent at all; empty when it can.

        Slack answers ok to messages for people who never get them. Who these are is in the
        database, where Slack's own news and `users.list` put it: to ask before each message would
        let no more of them through than Slack takes questions.
        """
        recipient = context.recipient
        if context.is_gone or recipient.slack_user_id is None:
            return GONE
        has_left = recipient.is_deactivated or recipient.departure_is_held
        return DEACTIVATED if has_left else ""

    def render(self, context: MessageContext, *, now: datetime) -> Content:
        """Return the text that stands alone, and the blocks, of which the first has the uid."""
        with written_in(context.recipient.style):
            text, blocks = notices.message(context, now=now)
        first, *others = (block.to_dict() for block in blocks)
        # Histories that are read without metadata still show the ids of blocks.
        signed = {"block_id": context.claimed.uid, **first}
        return {"text": text, "blocks": [signed, *others]}

    def is_for_another(self, context: MessageContext, *, content: Content) -> bool:
        """Tell that it is not: whom it goes to is read again each time."""
        return False

    async def close(self) -> None:
        """Do nothing: its client opens a connection for each call."""

    async def send(self, context: MessageContext, *, content: Content) -> SendResult:
        """Post it as a direct message; the uid stands in the metadata as well."""
        return await post(
            self.client,
            slack_user_id=context.recipient.slack_user_id or "",
            uid=context.claimed.uid,
            content=content,
        )


async def post(
    client: AsyncWebClient, *, slack_user_id: str, uid: str, content: Content
) -> SendResult:
    """Post a direct message that can be found again by its opaque `uid`."""
    told: dict[str, Any] = {
        **content,
        "channel": slack_user_id,
        "metadata": {"event_type": METADATA_TYPE, "event_payload": {"uid": uid}},
    }
    try:
        posted = await client.chat_postMessage(**told, unfurl_links=False, unfurl_media=False)
    except SlackApiError as error:
        return _refused(error)
    # There was no connection yet, so it was certainly not sent; any later error tells nothing.
    except aiohttp.ClientConnectorError as error:
        return SendResult(outcome=SendOutcome.UNSENT, detail=error_words(error))
    except UNREADABLE_ANSWER as error:
        return SendResult(outcome=SendOutcome.UNKNOWN, detail=error_words(error))
    return SendResult(
        outcome=SendOutcome.SENT, conversation=posted["channel"], receipt=posted["ts"]
    )


def _refused(error: SlackApiError) -> SendResult:
    refusal = refusal_of(error)
    return SendResult(
        outcome=_OUTCOMES[refusal.trouble],
        detail=refusal.detail,
        retry_after=refusal.retry_after,
    )
