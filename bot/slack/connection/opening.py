"""Opening the connection to Slack."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic
from typing import Any

from slack_bolt.adapter.socket_mode.websockets import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.process.config import Settings
from bot.process.logs import one_request
from bot.process.metrics import note_ack
from bot.slack.client import OUT_OF_REACH, out_of_reach_words
from bot.slack.connection.socket import Connection, Line
from bot.slack.connection.tokens import SlackUnreachable, TokenRefused, refusal
from bot.slack.in_flight import InFlight

# Slack's client notices a dead peer only some pings after the last answer.
_PING_SECONDS = 3


class _Called:
    """The line where Slack calls us: there is nothing to keep up."""

    async def is_connected(self) -> bool:
        return True


class _Handler(AsyncSocketModeHandler):
    """Times how long Slack waits for each acknowledgement.

    What comes while the bot ends stays without one, so that Slack can send it elsewhere.
    """

    under_way: InFlight

    async def handle(self, client: Any, req: Any) -> None:
        if self.under_way.is_over:
            return
        began = monotonic()
        with one_request(), self.under_way.one():
            await super().handle(client, req)
        note_ack("socket", since=began)


@asynccontextmanager
async def line_to_slack(
    settings: Settings, app: AsyncApp, *, under_way: InFlight
) -> AsyncIterator[Connection]:
    """Give the connection to Slack: a socket that we open, or HTTP by which Slack calls us.

    Raises TokenRefused and SlackUnreachable.
    """
    token = settings.slack_app_token
    if token is None:
        yield _Called()
        return
    handler = _Handler(
        app,
        token.get_secret_value(),
        web_client=AsyncWebClient(base_url=settings.slack_api_url),
        ping_interval=_PING_SECONDS,
    )
    # Set afterwards: the constructor is Bolt's, with a dozen arguments of its own.
    handler.under_way = under_way
    await _connect(handler)
    line = Line(handler.client)
    line.start()
    try:
        yield line
    finally:
        await line.stop()
        await handler.close_async()  # type: ignore[no-untyped-call]


async def _connect(handler: AsyncSocketModeHandler) -> None:
    try:
        await handler.connect_async()  # type: ignore[no-untyped-call]
    except SlackApiError as error:
        raise TokenRefused(
            refusal("SLACK_APP_TOKEN", "Basic Information, App-Level Tokens", error)
        ) from None
    except OUT_OF_REACH as error:
        raise SlackUnreachable(out_of_reach_words(handler.client.web_client, error)) from None
