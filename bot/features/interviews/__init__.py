"""Interviews: the list of them, changing them, declining them, and what is on record of them."""

from slack_bolt.async_app import AsyncApp

from bot.features.interviews import changing, declining, describing, history, links, listing
from bot.slack.requests.middleware import Middleware


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listeners of this feature."""
    # The links before the list: they take two words of its command.
    for part in (links, listing, changing, describing, declining, history):
        part.register(app, middleware)
