"""What needs no words in its acknowledgement is acknowledged before its listener starts."""

import asyncio
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.requests.acknowledging import acknowledge_first
from bot.slack.unhandled import acknowledge_anyway

COMMAND = {"command": "/find-slots", "text": "", "user_id": "U1", "team_id": "T1"}
BUTTON = {"type": "block_actions", "actions": [{"action_id": "book", "block_id": "b"}]}
SHORTCUT = {"type": "shortcut", "callback_id": "find"}
FORM = {"type": "view_submission", "view": {"callback_id": "form", "type": "modal"}}
LOOK_UP = {"type": "block_suggestion", "action_id": "menu", "block_id": "b", "value": "Ca"}
WHO = {"user": {"id": "U1"}, "team": {"id": "T1"}}


@pytest.mark.parametrize("body", [COMMAND, BUTTON, SHORTCUT])
def test_a_listener_that_has_not_begun_keeps_nobody_waiting(body: dict[str, Any]) -> None:
    begun: list[str] = []

    async def listener() -> None:
        begun.append("begun")

    async def dispatched() -> tuple[BoltResponse, list[str]]:
        response = await app_with(listener).async_dispatch(request(body))
        begun_by_then = list(begun)
        await asyncio.sleep(0)
        return response, begun_by_then

    response, begun_by_then = asyncio.run(dispatched())

    assert (response.status, response.body) == (200, "")
    assert begun_by_then == []
    assert begun == ["begun"]


@pytest.mark.parametrize("body", [FORM, LOOK_UP])
def test_what_is_acknowledged_with_an_answer_waits_for_it(body: dict[str, Any]) -> None:
    async def listener(ack: AsyncAck) -> None:
        await ack(text="an answer")

    response = asyncio.run(app_with(listener).async_dispatch(request(body)))

    assert response.status == 200
    assert "an answer" in response.body


def test_a_command_that_nobody_takes_is_still_answered_in_words() -> None:
    async def in_words() -> BoltResponse:
        return BoltResponse(status=200, body="I don't know that command.")

    async def dispatched() -> BoltResponse:
        app = app_with(None)
        app.error(in_words)
        return await app.async_dispatch(request(COMMAND))

    assert asyncio.run(dispatched()).body == "I don't know that command."


def app_with(listener: Any) -> AsyncApp:
    """An app that acknowledges first and has this one listener, if any, for everything."""

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None, team_id="T1", bot_token="xoxb-1", bot_id="B1", bot_user_id="U0"
        )

    app = AsyncApp(
        client=AsyncWebClient(), authorize=authorize, raise_error_for_unhandled_request=True
    )
    app.use(acknowledge_first)
    if listener is not None:
        app.command("/find-slots")(listener)
        app.action("book")(listener)
        app.shortcut("find")(listener)
        app.view("form")(listener)
        app.options("menu")(listener)
    return app


def request(body: dict[str, Any]) -> AsyncBoltRequest:
    return AsyncBoltRequest(mode="socket_mode", body={**WHO, **body}, headers={})


def test_an_event_that_nobody_needs_is_a_warning_with_what_to_do_and_no_traceback(
    caplog: pytest.LogCaptureFixture,
) -> None:
    event = {"type": "event_callback", "event": {"type": "pin_added", "user": "U1"}}

    async def dispatched() -> BoltResponse:
        app = app_with(None)
        app.error(acknowledge_anyway)
        return await app.async_dispatch(request(event))

    response = asyncio.run(dispatched())

    ours = [record for record in caplog.records if record.name == "bot.slack.unhandled"]
    assert (response.status, response.body) == (200, "")
    assert [record.levelname for record in ours] == ["WARNING"]
    assert "pin_added" in ours[0].getMessage()
    assert ours[0].exc_info is None
