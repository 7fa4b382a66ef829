"""The answer to a form: Slack waits for it, and what takes longer is shown later."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.kwargs_injection.async_args import AsyncArgs
from slack_sdk.errors import SlackApiError
from slack_sdk.models.views import View

from bot.slack.client import word_of
from bot.slack.requests.troubles import sentence_of, was_closed
from bot.views import errors as trouble
from bot.views.block_kit.blocks import escape_sentence
from bot.views.block_kit.carried import NotReadable
from bot.views.block_kit.fields import OldForm
from scheduling.errors import SchedulingError
from scheduling.model import Rules

FieldAtFault = Callable[[SchedulingError, dict[str, Any]], str]
"""Returns the block_id of the field beside which an error is shown."""

FORM_SECONDS = 2.0
"""Slack waits 3 s for a form's answer; the rest is for the way."""

log = logging.getLogger(__name__)


async def acknowledge_in_time(
    args: AsyncArgs, answering: Awaitable[Mapping[str, Any]], *, seconds: float
) -> None:
    """Answer a form, and after so many seconds with a waiting view that becomes the answer."""
    # Not wait_for, which would cancel it: the work goes on behind the waiting view.
    answer = asyncio.ensure_future(answering)
    done, _ = await asyncio.wait({answer}, timeout=seconds)
    if done:
        await args.ack(**answer.result())
        return
    await args.ack(response_action="update", view=trouble.waiting_view())
    await _show_late(args, await answer)


async def form_answer(
    args: AsyncArgs, shown: Awaitable[View | None], *, at_fault: FieldAtFault, rules: Rules
) -> Mapping[str, Any]:
    """Return what Slack is answered: the view to show next, or what is wrong with a field."""
    try:
        view = await shown
    except SchedulingError as error:
        return _refusal(error, args, at_fault=at_fault, rules=rules)
    except Exception as error:
        if was_closed(error):
            return {}
        sentence = sentence_of(error, args, rules=rules)
        return {"response_action": "update", "view": trouble.trouble_view(sentence)}
    return {} if view is None else {"response_action": "update", "view": view}


def _refusal(
    error: SchedulingError, args: AsyncArgs, *, at_fault: FieldAtFault, rules: Rules
) -> Mapping[str, Any]:
    sentence, view = sentence_of(error, args, rules=rules), args.body["view"]
    field = None if isinstance(error, OldForm | NotReadable) else at_fault(error, view)
    if field in view["state"]["values"]:
        return {"response_action": "errors", "errors": {field: sentence}}
    # An error beside a field that is not there would be refused, and nobody would read it.
    shown = trouble.trouble_view(escape_sentence(sentence))
    return {"response_action": "update", "view": shown}


async def _show_late(args: AsyncArgs, answer: Mapping[str, Any]) -> None:
    view: View | None = answer.get("view")
    if view is None:
        errors = answer.get("errors", {})
        sentence = escape_sentence(" ".join(errors.values()))
        view = trouble.trouble_view(sentence) if errors else trouble.saved_late_view()
    try:
        await args.client.views_update(view_id=args.body["view"]["id"], view=view)
    except SlackApiError as error:
        log.warning("could not show what became of a form: %s", word_of(error))
