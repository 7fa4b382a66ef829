"""`/availability`: giving hours, seeing, changing and removing them."""

from slack_bolt.async_app import AsyncApp

from bot.features.availability import buttons, calendars, command, listing
from bot.slack.requests.middleware import Middleware


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listeners of this feature."""
    for part in (command, listing, buttons, calendars):
        part.register(app, middleware)
