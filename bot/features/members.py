"""What the workspace tells of its members: new names, admins no more, accounts that end."""

import asyncio
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.slack.middleware import Middleware
from bot.slack.request import SlackNews
from scheduling.usecases.members import follow_member


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listeners of this feature."""
    app.event("user_change")(middleware.following(member_changed))


async def member_changed(news: SlackNews, event: dict[str, Any]) -> None:
    """Take over what is said of a member."""
    profile = news.profiles.remember(event["user"])
    await asyncio.to_thread(
        follow_member, news.store, profile=profile, rules=news.rules, now=news.now
    )
