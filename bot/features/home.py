"""The Home tab."""

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.slack.requests.middleware import Middleware
from bot.slack.requests.request import SlackRequest
from bot.views.home import trouble_home


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listeners of this feature."""
    app.event("app_home_opened")(middleware.noticing(show_home, in_trouble=show_trouble))


async def show_home(request: SlackRequest, event: dict[str, Any]) -> None:
    """Publish the Home tab for whoever opens it."""
    if event.get("tab") == "home":
        await request.home_tabs.show(request.actor)


async def show_trouble(args: AsyncArgs, sentence: str) -> None:
    """Say on the Home tab that it can't be shown."""
    if args.event is not None and args.event.get("tab") == "home":
        await args.client.views_publish(user_id=args.event["user"], view=trouble_home(sentence))
