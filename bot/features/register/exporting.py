"""All that is held about somebody, as a file: one's own, or for coordinators anybody's."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.features.register.naming import one_named
from bot.features.register.shown import held_link
from bot.slack.requests.middleware import Middleware
from bot.slack.requests.request import SlackRequest
from bot.views.block_kit.blocks import Blocks
from bot.views.block_kit.carried import carried_id
from bot.views.errors import done_view
from bot.views.register import exporting as view
from scheduling.model.permissions import Action, require

_WHOM = "Whose? Name one person: `/register export Carl Chen`. Alone it is your own."


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listeners of this feature."""
    app.action(view.EXPORT)(middleware.answering(export))


async def export_in_words(text: str, request: SlackRequest) -> tuple[str, Blocks]:
    """Return a link to what is held about whoever was named; about the actor where nobody was."""
    if text.strip():
        require(request.actor, Action.TAKE_OUT)
    return await held_link(one_named(text, otherwise=_WHOM) if text.strip() else None, request)


async def export(request: SlackRequest, action: dict[str, Any]) -> None:
    """Show the same beside the button that asks for it."""
    text, blocks = await held_link(carried_id(action["value"]), request)
    shown = done_view(title="Their data", sentence=text)
    await request.surface.show_beside(view=shown, text=text, blocks=blocks)
