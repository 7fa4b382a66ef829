"""The Home tab."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.guard import Guard
from bot.homes import Homes
from scheduling.model import Asking


def register(app: AsyncApp, guard: Guard) -> None:
    """This will register the listeners of this feature."""
    app.event("app_home_opened")(guard.noticing(show_home))


async def show_home(event: dict[str, Any], asking: Asking, homes: Homes) -> None:
    """This will publish the Home tab for whoever opens it."""
    if event.get("tab") == "home":
        await homes.show(asking.actor)
