"""All that is held about somebody, as a file: one's own, or for coordinators anybody's."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.features.register.naming import one_named
from bot.process.addresses import person_export_address
from bot.slack.requests.middleware import Middleware
from bot.slack.requests.request import SlackRequest
from bot.views.block_kit.blocks import Blocks
from bot.views.block_kit.carried import carried_id
from bot.views.errors import done_view
from bot.views.register import exporting as view
from scheduling.model.permissions import Action, require
from scheduling.usecases.people.held import open_held
from scheduling.wording.reading import Mention

_WHOM = "Whose? Name one person: `/register export Carl Chen`. Alone it is your own."


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listeners of this feature."""
    app.action(view.EXPORT)(middleware.answering(export))


async def export_in_words(text: str, request: SlackRequest) -> tuple[str, Blocks]:
    """Return a link to what is held about whoever was named; about the actor where nobody was."""
    if text.strip():
        require(request.actor, Action.TAKE_OUT)
    return await _link(one_named(text, otherwise=_WHOM) if text.strip() else None, request)


async def export(request: SlackRequest, action: dict[str, Any]) -> None:
    """Show the same beside the button that asks for it."""
    text, blocks = await _link(carried_id(action["value"]), request)
    shown = done_view(title="Their data", sentence=text)
    await request.surface.show_beside(view=shown, text=text, blocks=blocks)


async def _link(whom: int | Mention | None, request: SlackRequest) -> tuple[str, Blocks]:
    if request.public_url is None:
        return view.NO_PUBLIC_URL, view.nowhere_blocks()
    person, secret = await request.do(open_held, whom=whom)
    address = person_export_address(request.public_url, secret=secret)
    return view.link_words(person), view.link_blocks(person, address)
