"""The bare Bolt listeners that the bot is compared with.

Call: python -m bench.commands.listeners ack | answer.

They take Slack's address and tokens from the same settings as the bot, and use the same client
of Socket Mode in the same way.
"""

import asyncio
import os
import sys

from slack_bolt.adapter.socket_mode.websockets import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

COMMAND = "/find-slots"


async def only_acknowledge(ack: AsyncAck) -> None:
    """Do the least that a listener can do."""
    await ack()


async def answer_a_constant(ack: AsyncAck, respond: AsyncRespond) -> None:
    """Do the least that a listener can do that answers."""
    await ack()
    await respond(text="Here is an answer.")


async def listen(which: str) -> None:
    """Listen until the process is ended."""
    address = os.environ["SLACK_API_URL"]
    client = AsyncWebClient(token=os.environ["SLACK_BOT_TOKEN"], base_url=address)
    app = AsyncApp(client=client)
    app.command(COMMAND)({"ack": only_acknowledge, "answer": answer_a_constant}[which])
    handler = AsyncSocketModeHandler(
        app,
        os.environ["SLACK_APP_TOKEN"],
        web_client=AsyncWebClient(base_url=address),
        ping_interval=3,
    )
    await handler.connect_async()  # type: ignore[no-untyped-call]
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(listen(sys.argv[1]))
