"""Erasing a candidate for good: what that means is said first."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.features.register.naming import one_named
from bot.features.register.shown import erasing_question
from bot.slack.requests.middleware import Middleware
from bot.slack.requests.repeats import Told
from bot.slack.requests.request import SlackRequest
from bot.views.block_kit.blocks import Blocks, section
from bot.views.block_kit.carried import carried_id
from bot.views.errors import done_view
from bot.views.register import erasing as view
from scheduling.model.permissions import Action, require
from scheduling.results.candidates import Erasure
from scheduling.usecases.candidate import erase_candidate

_WHOM = "Whom? Name one candidate: `/register erase Carl Chen` or `/register erase @carl`"


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listeners of this feature."""
    app.action(view.ERASE)(middleware.answering(erase))


async def erasing_in_words(text: str, request: SlackRequest) -> tuple[str, Blocks]:
    """Return what it means to erase whoever was named, as a question."""
    require(request.actor, Action.ERASE)
    return await erasing_question(one_named(text, otherwise=_WHOM), request)


async def erase(request: SlackRequest, action: dict[str, Any]) -> None:
    """Erase somebody, and say so in the place of the question."""

    def told(erasure: Erasure) -> Told:
        words = view.done_words(erasure)
        shown = done_view(title="Erased", sentence=words)
        return Told(text=words, blocks=[section(words)], view=shown)

    erased = await request.once(told, erase_candidate, person_id=carried_id(action["value"]))
    await request.surface.replace(view=erased.shown, text=erased.text, blocks=erased.blocks)
