"""`/availability`: giving hours, seeing, changing and removing them."""

from slack_bolt.async_app import AsyncApp

from bot.features.availability import buttons, calendars, command, confirming, listing
from bot.slack.requests.middleware import Middleware


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listeners of this feature."""
    for part in (command, listing, buttons, calendars, confirming):
        part.register(app, middleware)
