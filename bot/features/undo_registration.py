"""Undoing a change of how somebody is registered, from the answer to it."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.slack.requests.middleware import Middleware
from bot.slack.requests.request import SlackRequest
from bot.views.block_kit.blocks import section
from bot.views.errors import done_view
from bot.views.register import undo as view
from scheduling.usecases.register import undo_registration


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listeners of this feature."""
    app.action(view.UNDO)(middleware.answering(undo))


async def undo(request: SlackRequest, action: dict[str, Any]) -> None:
    """Put back how somebody was registered, and say so where the button was."""
    change = view.read_undo(action["value"])
    stood, person = await request.do(undo_registration, undo=change)
    words = view.undone_words(change, stood, person, reader=request.actor)
    await request.surface.replace(
        view=done_view(title="Undone", sentence=words), text=words, blocks=[section(words)]
    )
