"""A Bolt app that lives beside a test, in a thread of its own, as any other app would."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from slack_bolt.adapter.socket_mode.websockets import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.runtime.loop_thread import LoopThread
from sandbox.testing.driver import Sandbox

MANIFEST = {
    "display_information": {"name": "Toy", "description": "Plays"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "toy"},
        "slash_commands": [
            {"command": "/toy", "description": "Play", "usage_hint": "[what]"},
            {"command": "/escaped", "description": "Play", "should_escape": True},
        ],
        "shortcuts": [
            {"name": "Play", "type": "global", "callback_id": "play", "description": "Play"}
        ],
    },
    "settings": {
        "event_subscriptions": {"bot_events": ["app_home_opened", "message.im", "app_mention"]}
    },
}

Listeners = Callable[[AsyncApp], None]


@contextmanager
def running(slack: Sandbox, listeners: Listeners, *, connections: int = 1) -> Iterator[AsyncApp]:
    """Run an app with these listeners for as long as the block lasts."""
    loop = LoopThread(name="toy app")
    logging.getLogger("slack_bolt").setLevel(logging.CRITICAL)

    async def start() -> tuple[AsyncApp, list[AsyncSocketModeHandler]]:
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        app = AsyncApp(client=client)
        listeners(app)
        handlers = [AsyncSocketModeHandler(app, slack.app_token) for _ in range(connections)]
        for handler in handlers:
            await handler.connect_async()
        return app, handlers

    handlers: list[AsyncSocketModeHandler] = []
    try:
        app, handlers = loop.run(start())
        slack.waits_until(lambda: slack.connections == connections)
        yield app
    finally:
        for handler in handlers:
            loop.run(handler.close_async())
        loop.stop()


def plain(text: str) -> dict[str, str]:
    """Make a plain text object."""
    return {"type": "plain_text", "text": text}


def button(text: str, *, action_id: str, **more: object) -> dict[str, object]:
    """Make a button in a block of its own."""
    element = {"type": "button", "text": plain(text), "action_id": action_id, **more}
    return {"type": "actions", "block_id": f"{action_id}_block", "elements": [element]}


def field(label: str, element: dict[str, object], **more: object) -> dict[str, object]:
    """Make an input block whose id is its label in lower case."""
    named = {"action_id": "value"} | element
    return {
        "type": "input",
        "block_id": label.lower(),
        "label": plain(label),
        "element": named,
        **more,
    }


def modal(title: str, *blocks: object, **more: object) -> dict[str, object]:
    """Make a modal with a submit button."""
    view = {"type": "modal", "callback_id": "toy", "title": plain(title), "blocks": list(blocks)}
    return view | {"submit": plain("Send")} | more


def section(text: str, **more: object) -> dict[str, object]:
    """Make a section."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}
