"""Looking for a direct message in the history of its conversation in Slack."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.channel import LookupOutcome, LookupResult
from bot.slack.errors import UNREADABLE_ANSWER, Trouble, error_words, refusal_of
from scheduling.model import ClaimedMessage, Person

# Slack advises 200 at most; it may give fewer, and then more pages follow.
_PAGE = 200
_MOST_PAGES = 10
_CLOCKS_APART = timedelta(minutes=10)
"""How far Slack's clock may be from ours."""

_OUTCOMES = {
    Trouble.LIMITED: LookupOutcome.LIMITED,
    Trouble.PASSING: LookupOutcome.TROUBLE,
    Trouble.BROKEN: LookupOutcome.BROKEN,
    Trouble.REFUSED: LookupOutcome.UNREADABLE,
}


@dataclass(frozen=True, kw_only=True)
class SlackHistory:
    """The conversations of the bot with each person."""

    client: AsyncWebClient

    async def find(self, recipient: Person, *, claimed: ClaimedMessage) -> LookupResult:
        """Look through the conversation with somebody since a message was due.

        The conversation is opened when it is not known.
        """
        since = claimed.message.due_at - _CLOCKS_APART
        try:
            conversation = claimed.conversation or await self._opened(recipient)
            ts = await self._ts_in(conversation, uid=claimed.uid, since=since)
        except SlackApiError as error:
            return _refused(error)
        except UNREADABLE_ANSWER as error:
            return LookupResult(outcome=LookupOutcome.TROUBLE, detail=error_words(error))
        missing = LookupResult(outcome=LookupOutcome.MISSING, conversation=conversation)
        return missing if ts is None else replace(missing, outcome=LookupOutcome.FOUND, receipt=ts)

    async def _opened(self, recipient: Person) -> str:
        answer = await self.client.conversations_open(users=recipient.slack_user_id or "")
        return str(answer["channel"]["id"])

    async def _ts_in(self, conversation: str, *, uid: str, since: datetime) -> str | None:
        cursor: str | None = None
        for _ in range(_MOST_PAGES):
            answer = await self.client.conversations_history(
                channel=conversation,
                oldest=f"{since.timestamp():.6f}",
                limit=_PAGE,
                # Slack leaves the metadata out unless it is asked for.
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


def _is_signed(message: Mapping[str, Any], uid: str) -> bool:
    payload = (message.get("metadata") or {}).get("event_payload") or {}
    blocks = message.get("blocks") or []
    return payload.get("uid") == uid or any(block.get("block_id") == uid for block in blocks)


def _refused(error: SlackApiError) -> LookupResult:
    refusal = refusal_of(error)
    outcome = _OUTCOMES[refusal.trouble]
    if refusal.detail == "missing_scope":
        # The history is closed to us, and sending may go on.
        outcome = LookupOutcome.UNREADABLE
    return LookupResult(outcome=outcome, detail=refusal.detail, retry_after=refusal.retry_after)
