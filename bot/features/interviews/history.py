"""Who did what: of one interview, and what lies further back."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.slack.requests.middleware import Middleware
from bot.slack.requests.request import SlackRequest
from bot.views.block_kit.blocks import Blocks
from bot.views.block_kit.carried import carried_id
from bot.views.interviews.shown import history as view
from scheduling.usecases.audit import history


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listeners of this feature."""
    app.action(view.OF_ONE)(middleware.answering(open_history))
    app.action(view.MORE)(middleware.answering(older_history))


async def open_history(request: SlackRequest, action: dict[str, Any]) -> None:
    """Show what was done to an interview."""
    blocks = await _history(request, interview_id=carried_id(action["value"]))
    await request.surface.open_over(view.history_view(blocks))


async def older_history(request: SlackRequest, action: dict[str, Any]) -> None:
    """Show older entries in the place of these."""
    interview_id, before_id = view.read_more(action["value"])
    blocks = await _history(request, interview_id=interview_id, before_id=before_id)
    await request.surface.replace(view=view.history_view(blocks), text=view.HEAD, blocks=blocks)


async def _history(
    request: SlackRequest, *, interview_id: int | None = None, before_id: int | None = None
) -> Blocks:
    found = await request.do(
        history, interview_id=interview_id, before_id=before_id, limit=view.PAGE
    )
    return view.history_blocks(found, reader=request.actor, interview_id=interview_id)
