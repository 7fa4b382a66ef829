"""`/register`: who takes part and as what, the list of everybody, and how people end."""

from slack_bolt.async_app import AsyncApp

from bot.features.register import (
    candidates,
    command,
    erasing,
    exporting,
    listing,
    merging,
    oneself,
    outcome,
    removal,
    zones,
)
from bot.slack.requests.middleware import Middleware


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listeners of this feature."""
    for part in (
        command,
        oneself,
        candidates,
        zones,
        erasing,
        exporting,
        listing,
        merging,
        outcome,
        removal,
    ):
        part.register(app, middleware)
