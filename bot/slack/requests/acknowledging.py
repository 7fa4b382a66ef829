"""The acknowledgement of what Slack waits for, before any work."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck

_ACKNOWLEDGED_FIRST = ("block_actions", "shortcut", "message_action")


async def acknowledge_first(
    body: dict[str, Any], ack: AsyncAck, next: Callable[[], Awaitable[None]]
) -> None:
    """Acknowledge commands, buttons and shortcuts before their listener starts.

    Bolt sends such an acknowledgement at once. For one that comes from the listener itself it
    looks every 10 ms, and not even that often while the listener's work keeps it from looking.
    """
    if "command" in body or body.get("type") in _ACKNOWLEDGED_FIRST:
        await ack()
    await next()
