"""What the workspace tells by itself: of its members, and that we are no longer welcome."""

import asyncio
import logging
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.slack.requests.middleware import Middleware
from bot.slack.requests.request import SlackNews
from scheduling.model import USUAL
from scheduling.usecases.delivery import pause_slack
from scheduling.usecases.members import follow_member

log = logging.getLogger(__name__)


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listeners of this feature."""
    app.event("user_change")(middleware.following(member_changed))
    for event in ("tokens_revoked", "app_uninstalled"):
        app.event(event)(middleware.following(let_go))


async def member_changed(news: SlackNews, event: dict[str, Any]) -> None:
    """Take over what is said of a member."""
    profile = news.profiles.remember(event["user"])
    await asyncio.to_thread(
        follow_member, news.store, profile=profile, rules=news.rules, now=news.now
    )


async def let_go(news: SlackNews, event: dict[str, Any]) -> None:
    """Send nothing more for now, and say so to whoever runs the bot; all data stays."""
    if event["type"] == "tokens_revoked" and not event["tokens"].get("bot"):
        return  # it is about somebody's own token, and we use none
    log.error(
        "Slack has taken our token away (%s). Nothing is sent any more, and nothing is lost: "
        "install the app again, set SLACK_BOT_TOKEN to its new token, and restart.",
        event["type"],
    )
    await asyncio.to_thread(
        pause_slack, news.store, reason=event["type"], until=news.now + USUAL.broken
    )
