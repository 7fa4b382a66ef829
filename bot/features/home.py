"""The Home tab."""

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.guard import Guard
from bot.homes import publish_home
from scheduling.model import Asking
from scheduling.store import Store


def register(app: AsyncApp, guard: Guard) -> None:
    """This will register the listeners of this feature."""
    app.event("app_home_opened")(guard.noticing(show_home))


async def show_home(
    event: dict[str, Any], asking: Asking, store: Store, client: AsyncWebClient
) -> None:
    """This will publish the Home tab for whoever opens it."""
    if event.get("tab") == "home":
        await publish_home(client, store, asking=asking)
