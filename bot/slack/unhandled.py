"""What no listener takes: answered all the same, because silence looks like a crash."""

import logging
from collections.abc import Callable
from datetime import UTC
from time import monotonic
from typing import Any

from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_bolt.error import BoltUnhandledRequestError
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

_A_DAY = 86_400.0
_MOST_EVENTS = 200
"""Slack knows fewer sorts of events; a stranger who makes some up must not fill the memory."""

log = logging.getLogger(__name__)


class UnlistedEvents:
    """Warns of events that the app gets and nobody listens to: of each sort once a day."""

    def __init__(self, *, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._warned: dict[str, float] = {}

    def note(self, sort: str) -> None:
        """Warn of an event, unless that was done within a day."""
        now, before = self._clock(), self._warned.get(sort)
        if before is not None and now - before < _A_DAY:
            return
        if before is None and len(self._warned) >= _MOST_EVENTS:
            return
        self._warned[sort] = now
        log.warning(
            "Slack sends events of the sort %s, which this version does not use. Take them out of "
            "the app's settings (Event Subscriptions), or paste manifest.json there.",
            sort,
        )


_unlisted = UnlistedEvents()


async def acknowledge_anyway(
    error: Exception, body: dict[str, Any], client: AsyncWebClient, respond: AsyncRespond
) -> BoltResponse:
    """Acknowledge a request that nobody answers, and say so where it came from."""
    if body.get("type") == "event_callback" and isinstance(error, BoltUnhandledRequestError):
        _unlisted.note(str((body.get("event") or {}).get("type"))[:60])
        return BoltResponse(status=200, body="")
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
