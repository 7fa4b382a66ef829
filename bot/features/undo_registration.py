"""Undoing a change of how somebody is registered, from the answer to it."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.slack.requests.middleware import Middleware
from bot.slack.requests.repeats import Told
from bot.slack.requests.request import SlackRequest
from bot.views.block_kit.blocks import section
from bot.views.errors import done_view
from bot.views.register import undo as view
from scheduling.model import Person
from scheduling.usecases.register import undo_registration


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listeners of this feature."""
    app.action(view.UNDO)(middleware.answering(undo))


async def undo(request: SlackRequest, action: dict[str, Any]) -> None:
    """Put back how somebody was registered, and say so where the button was."""
    change = view.read_undo(action["value"])

    def told(stood_and_stands: tuple[Person, Person | None]) -> Told:
        words = view.undone_words(change, *stood_and_stands, reader=request.actor)
        shown = done_view(title="Undone", sentence=words)
        return Told(text=words, blocks=[section(words)], view=shown)

    undone = await request.once(told, undo_registration, undo=change)
    await request.surface.replace(view=undone.shown, text=undone.text, blocks=undone.blocks)
