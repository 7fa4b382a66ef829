"""What no listener takes: answered all the same, because silence looks like a crash."""

import logging
from datetime import UTC
from typing import Any

from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.client import word_of
from bot.views.block_kit.fields import OldForm
from bot.views.errors import trouble_view

_COMMAND = "I don't know that command. Try `/find-slots help`, or open the Home tab."
_BUTTON = "That button is from another version of me and does nothing now. The Home tab, \
`/interviews` and `/find-slots` show things as they stand."
_FORM = OldForm().sentence(zone=UTC)

log = logging.getLogger(__name__)


async def acknowledge_anyway(
    error: Exception, body: dict[str, Any], client: AsyncWebClient, respond: AsyncRespond
) -> BoltResponse:
    """Acknowledge a request that nobody answers, and say so where it came from."""
    log.error("a request that nobody answers: %s", type(error).__name__, exc_info=error)
    # Any other status is sent over a socket as nothing, and the person would see no answer.
    if "command" in body:
        return BoltResponse(status=200, body=_COMMAND)
    match body.get("type"):
        case "view_submission":
            view = trouble_view(_FORM).to_dict()
            return BoltResponse(status=200, body={"response_action": "update", "view": view})
        case "block_suggestion":
            # An empty body is an error to Slack; no options are only nothing found.
            return BoltResponse(status=200, body={"options": []})
        case "block_actions":
            await _answer_button(body, client, respond)
    return BoltResponse(status=200, body="")


async def _answer_button(
    body: dict[str, Any], client: AsyncWebClient, respond: AsyncRespond
) -> None:
    if respond.response_url:
        await respond(text=_BUTTON, replace_original=False, response_type="ephemeral")
        return
    over_modal = (body.get("view") or {}).get("type") == "modal"
    show = client.views_push if over_modal else client.views_open
    try:
        await show(trigger_id=body["trigger_id"], view=trouble_view(_BUTTON))
    except SlackApiError as error:
        log.warning("could not answer a button: %s", word_of(error))
