"""Conversations and the messages in them."""

from bisect import bisect_right, insort
from collections.abc import Iterator
from dataclasses import dataclass

from sandbox.state.types import Json


@dataclass(frozen=True, kw_only=True, slots=True)
class Conversation:
    """A channel, or an IM between two people."""

    id: str
    # `channel` or `im`.
    kind: str
    name: str
    # Ids of people, the app's included.
    members: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """One message, as it stands in its conversation now."""

    # Slack's name for it within the channel: seconds with six decimals, as text.
    ts: str
    channel: str
    # Who wrote it, the id of a person or of the bot as a person;
    user: str
    text: str
    # and of the bot, if it did.
    bot_id: str | None = None
    blocks: list[Json] | None = None
    attachments: list[Json] | None = None
    metadata: Json | None = None
    # The first message of the thread that it is in.
    thread_ts: str | None = None
    # The one person who sees it, if it is ephemeral.
    only_for: str | None = None
    # When it was last changed, as a `ts`.
    edited: str | None = None
    # What was typed, if this line shows a command that somebody has sent.
    command: str | None = None
    # The key of the address at which it was given as an answer, if it was.
    answers: str | None = None

    def all_blocks(self) -> list[Json]:
        """Return the blocks, then those of the attachments."""
        inside = [block for one in self.attachments or [] for block in one.get("blocks") or []]
        return [*(self.blocks or []), *inside]

    def as_api_tells(self, *, app_id: str, team: str, with_metadata: bool = False) -> Json:
        """Make the message object of the Web API and of payloads."""
        told: Json = {"type": "message", "user": self.user, "ts": self.ts, "text": self.text}
        if self.bot_id is not None:
            told |= {"bot_id": self.bot_id, "app_id": app_id}
        told |= {"team": team}
        for key in ("blocks", "attachments", "thread_ts"):
            if (value := getattr(self, key)) is not None:
                told[key] = value
        if self.edited is not None:
            told["edited"] = {"user": self.user, "ts": self.edited}
        if with_metadata and self.metadata is not None:
            told["metadata"] = self.metadata
        return told

    def as_page_shows(self, *, username: str) -> Json:
        """Make what the page knows of a message."""
        return {
            "ts": self.ts,
            "channel": self.channel,
            "user": self.user,
            "username": username,
            "text": self.text,
            "blocks": self.blocks,
            "attachments": self.attachments,
            "thread_ts": self.thread_ts,
            "ephemeral": self.only_for is not None,
            "edited": self.edited is not None,
            "command": self.command,
        }


class Messages:
    """Every message of the workspace, by conversation and then by `ts`, oldest first."""

    def __init__(self) -> None:
        self._in: dict[str, dict[str, Message]] = {}
        self._order: dict[str, list[str]] = {}
        self._hidden: dict[str, float] = {}
        self._last = 0

    def new_ts(self, now: float) -> str:
        """Make a `ts` for the instant `now` that is greater than all that were given before."""
        # Two messages within a microsecond, or on a clock that stands, still have an order.
        self._last = max(self._last + 1, int(now * 1_000_000))
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"

    def put(self, message: Message) -> None:
        """Keep a message, in place of the one with the same channel and `ts`."""
        if message.ts not in self._in.setdefault(message.channel, {}):
            insort(self._order.setdefault(message.channel, []), message.ts)
        self._in[message.channel][message.ts] = message
        # A message of an earlier run may be later than the clock of this one.
        self._last = max(self._last, int(message.ts.replace(".", "")))

    def remove(self, *, channel: str, ts: str) -> Message | None:
        """Take a message out; return it, or None where there was none."""
        message = self._in.get(channel, {}).pop(ts, None)
        if message is not None:
            self._order[channel].remove(ts)
        return message

    def hide(self, ts: str, *, until: float) -> None:
        """Keep a message out of what the app can read until an instant of the clock."""
        self._hidden[ts] = until

    def is_hidden(self, message: Message, *, now: float) -> bool:
        """Tell whether a message is kept out of what the app can read at the instant `now`."""
        return self._hidden.get(message.ts, now) > now

    def find(self, *, channel: str, ts: str) -> Message | None:
        """Find one message."""
        return self._in.get(channel, {}).get(ts)

    def channels(self) -> list[str]:
        """Return the ids of the conversations that have messages."""
        return [channel for channel, messages in self._in.items() if messages]

    def within(self, channel: str) -> list[Message]:
        """Return a conversation's messages, oldest first, ephemeral ones included."""
        return list(self._in.get(channel, {}).values())

    def up_to(self, channel: str, latest: float) -> Iterator[Message]:
        """Yield a conversation's messages up to the `ts` `latest`, newest first."""
        # As they are asked for: to look at the last few of ten thousand costs no more than of ten.
        order = self._order.get(channel, [])
        for place in range(bisect_right(order, latest, key=float) - 1, -1, -1):
            yield self._in[channel][order[place]]

    def everything(self) -> list[Message]:
        """Return all messages, by conversation and oldest first."""
        return [one for messages in self._in.values() for one in messages.values()]
