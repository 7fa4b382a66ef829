"""`/distribute`: planning, adjusting and booking rounds, and planning a booked one again."""

from slack_bolt.async_app import AsyncApp

from bot.features.distribute import adjusting, earlier, planning, rebalancing
from bot.slack.requests.middleware import Middleware


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listeners of this feature."""
    for part in (planning, earlier, adjusting, rebalancing):
        part.register(app, middleware)
