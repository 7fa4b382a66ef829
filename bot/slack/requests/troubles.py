"""What went wrong, as a sentence for whoever asked, where they are looking."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.kwargs_injection.async_args import AsyncArgs
from slack_sdk.errors import SlackApiError

from bot.process.logs import reference_now
from bot.slack.client import scope_needed, word_of
from bot.slack.requests.surface import surface_of
from bot.views import errors as trouble
from bot.views.block_kit.blocks import escape_sentence, section
from bot.views.block_kit.carried import NotReadable
from scheduling.errors import SchedulingError
from scheduling.model import Rules
from scheduling.timespan import USUAL_STYLE, written_in

Tell = Callable[[AsyncArgs, str], Awaitable[Any]]
"""Says a sentence, in mrkdwn, where the person is looking."""

_TOO_LATE = {"expired_trigger_id", "exchanged_trigger_id", "trigger_expired"}

log = logging.getLogger(__name__)


def sentence_of(error: Exception, args: AsyncArgs, *, rules: Rules) -> str:
    """Return what to tell the person; anything unexpected is logged under a reference first."""
    if isinstance(error, NotReadable):
        action = (args.body.get("actions") or [{}])[0].get("action_id")
        called = action or args.body.get("view", {}).get("callback_id")
        log.warning("something carried can't be read: %.80s", called)
    if isinstance(error, SchedulingError):
        with written_in(args.context.get("style", USUAL_STYLE)):
            return error.sentence(zone=args.context.get("zone", rules.zone))
    if isinstance(error, SlackApiError) and word_of(error) in _TOO_LATE:
        log.warning("too late to open a view: %s", word_of(error))
        return trouble.TOO_LATE
    if isinstance(error, SlackApiError) and (scope := scope_needed(error)):
        log.warning("the scope %s is missing", scope)
        return trouble.scope_missing(scope)
    reference = reference_now()
    log.error("reference %s", reference, exc_info=error)
    return trouble.broken(reference)


def was_closed(error: Exception) -> bool:
    """Tell whether a view could not be brought up to date because the person has closed it."""
    return isinstance(error, SlackApiError) and word_of(error) == "not_found"


async def complain(args: AsyncArgs, sentence: str, *, tell: Tell | None = None) -> None:
    """Tell a person what went wrong; if that goes wrong as well, it stands in the log."""
    try:
        await (tell or _tell)(args, escape_sentence(sentence))
    except Exception:
        log.exception("could not tell a person: %s", sentence)


async def _tell(args: AsyncArgs, sentence: str) -> None:
    """Where the person is looking: in the conversation, or over the view they are in."""
    # Buttons in modals and on the Home tab come without one: there is no conversation.
    if args.context.response_url:
        # Blocks, as Slack makes links of addresses in a text that stands alone.
        await args.respond(
            text=sentence,
            blocks=[section(sentence)],
            replace_original=False,
            response_type="ephemeral",
        )
        return
    await surface_of(args).open_over(trouble.trouble_view(sentence))
